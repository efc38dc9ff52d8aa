"""The head of a report: its symbol, session and date, or the blanks in which they are to be filled in."""

import datetime as dt

from reference.models import Session
from webinars.reporting.frame import Frame
from webinars.reporting.gather import Gathered


def head(
    frame: Frame, known: Gathered, symbol: str, session: Session | None, dated: dt.date | None
) -> tuple[tuple[str, str], ...]:
    """Label and value of each, in the language of the report."""
    told = {
        "symbol": symbol,
        "session": _session(frame, known, session.pk) if session else "",
        "dated": frame.date(dated) if dated else "",
    }
    return tuple((label, told[name] or frame.words["blanks"][name]) for name, label in frame.words["head"].items())


def committee(frame: Frame, known: Gathered, pk: int | None) -> str:
    """Its name with its acronym; empty where it is not public."""
    name, short = known.title(pk), known.short(pk)
    return frame.say("committee", name=name, short=short) if name and short else name


def _session(frame: Frame, known: Gathered, pk: int) -> str:
    """As its record has it in this language, else by its number and the committee, else as the record has it at all."""
    number, body = known.number(pk, "number"), known.number(pk, "committee")
    if number and known.is_named(body) and not known.is_named(pk):
        told = committee(frame, known, body)
        return frame.say("session", committee=told, session=frame.ordinal(number), n=number)
    return known.title(pk)
