"""What an address asks for: filters and the place in a list; what was not understood is said, the rest is kept."""

import datetime as dt
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

LONGEST_SHOWN = 60
MOST_NAMED = 5
MOST_VALUES = 100
MOST_TOLD = 20
LONGEST = 2000
BEYOND = 10**18  # no key reaches so far
PLACE = re.compile(r"(\d{4}-\d{2}-\d{2})\.(\d{1,18})")


@dataclass
class Asked:
    """The parameters of one address. Reading a value that makes no sense adds a sentence to problems.

    many: those of the known parameters of which several values may be asked for; of the others the last is taken.
    """

    query: QueryDict
    known: Collection[str]
    many: Collection[str] = ()
    problems: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        unknown = [name for name in self.query if name not in self.known]
        for name in unknown[:MOST_NAMED]:
            self.problems.append(_("“%(name)s” is no filter of this list.") % {"name": shown(name)})
        for name in self.known:
            if name not in self.many:
                self._take_one(name)

    def _take_one(self, name: str) -> None:
        """The last value counts; the others are named, not passed over."""
        *others, taken = self.query.getlist(name) or [""]
        left = [value for value in dict.fromkeys(others) if value.strip() and value != taken]
        for value in left[:MOST_NAMED]:
            values = {"name": name, "value": shown(value)}
            self.problems.append(_("“%(name)s” takes one value: “%(value)s” is left out.") % values)

    def text(self, name: str) -> str:
        """The last value given, without blanks around it; empty for none and for what no text can hold."""
        value = self.query.get(name, "").strip()
        if "\x00" in value or not is_encodable(value):
            self.misread(name, value)
            return ""
        return value

    def one_of(self, name: str, known: Collection[str]) -> str:
        """The value where it is one of those known; empty for none."""
        value = self.text(name)
        if value and value not in known:
            self.misread(name, value)
            return ""
        return value

    def number(self, name: str, below: int = BEYOND) -> int:
        """The value as a number from 1 on; 0 for none."""
        value = self.text(name)
        found = as_number(value, below) or 0
        if value and not found:
            self.misread(name, value)
        return found

    def texts(self, name: str) -> list[str]:
        """All values given, each once, as text() has one. Beyond a hundred they are left out, and that is said."""
        values = list(dict.fromkeys(value.strip() for value in self.query.getlist(name)))
        if len(values) > MOST_VALUES:
            self.problems.append(
                _("Only the first %(most)s values of “%(name)s” were read.") % {"most": MOST_VALUES, "name": name}
            )
        taken = []
        for value in values[:MOST_VALUES]:
            if "\x00" in value or not is_encodable(value):
                self.misread(name, value)
            elif value:
                taken.append(value)
        return taken

    def place(self, name: str) -> tuple[dt.date, int] | None:
        """A place in a list by date: the day and record id of the row beside it, 2023-05-09.12."""
        value = self.text(name)
        if not value:
            return None
        match = PLACE.fullmatch(value)
        try:
            if match:
                return dt.date.fromisoformat(match[1]), int(match[2])
        except ValueError:
            pass
        self.misread(name, value)
        return None

    def misread(self, name: str, value: str) -> None:
        values = {"name": name, "value": shown(value)}
        said = _("“%(value)s” was not understood as “%(name)s” and is left out.") % values
        if said not in self.problems and len(self.problems) <= MOST_TOLD:
            self.problems.append(said)

    def url(self, path: str, **changed: str | list[str] | None) -> str:
        """The same address with some parameters changed, or taken out where the new value is None or empty."""
        kept = {name: values for name in self.known if name in self.query and (values := self.kept(name))}
        query = urlencode({name: value for name, value in (kept | changed).items() if value}, doseq=True)
        return f"{path}?{query}" if query else path

    def kept(self, name: str) -> list[str]:
        """The values of a parameter as an address of ours repeats them."""
        values = (value.strip() for value in self.query.getlist(name)[:MOST_VALUES])
        return [
            value for value in values if value and len(value) <= LONGEST and "\x00" not in value and is_encodable(value)
        ]


def as_number(text: str, below: int = BEYOND) -> int | None:
    """Digits as a number that a key may be; None for all else."""
    if text.isascii() and text.isdigit() and len(text) <= len(str(BEYOND)) and int(text) < below:
        return int(text)
    return None


def options(choices: Iterable[tuple[Any, Any]], chosen: str) -> list[dict[str, Any]]:
    """The options of a select, as the tag `options` takes them."""
    return [{"value": value, "label": label, "selected": value == chosen} for value, label in choices]


def shown(value: str) -> str:
    """A value as a sentence can quote it: short, and without what no page can hold."""
    plain = "".join(char if char.isprintable() else "�" for char in value[: LONGEST_SHOWN + 1])
    return plain if len(plain) <= LONGEST_SHOWN else plain[:LONGEST_SHOWN] + "…"


def is_encodable(value: str) -> bool:
    """Whether the text has no lone surrogate."""
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True
