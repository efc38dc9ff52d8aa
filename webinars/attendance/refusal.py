"""Why a file cannot be read, or what has to be asked first; told at display, in the language of whoever looks."""

from typing import Any


class Refused(Exception):
    """code: of webinars/attendance/told.py; values: what its sentence names, no name or address of a person."""

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


class Asks(Refused):
    """The file can be read in more than one way, and nothing in it says which: an editor chooses."""
