"""A person who is erased loses their name in texts written by hand too, now and in the history.

Persons whom a report names are tokens in it (webinars/reporting/named.py); this is for what a hand alone wrote.
"""

import json
from collections.abc import Collection, Iterable
from typing import NamedTuple

import pgtrigger
from django.apps import apps
from django.db import connection

from accounts.strike_out import MARK, is_striking, pattern_of
from experts.models import Person


class Text(NamedTuple):
    """A column of texts; the columns that tell which text each is, of all its versions, and of which report."""

    model: str
    column: str
    itself: str
    report: str


# What people write by hand in reports, as it is now and as it was; bodies are JSON.
TEXTS = (
    Text("Rewording", "text", "id", "report_id"),
    Text("CommitteeReport", "body", "id", "id"),
    Text("RewordingEvent", "text", "pgh_obj_id", "report_id"),
    Text("CommitteeReportEvent", "body", "pgh_obj_id", "pgh_obj_id"),
)
# The one place that writes events anew: what is kept of a text must not keep a name that was erased.
HISTORY = ("webinars.RewordingEvent:append_only", "webinars.CommitteeReportEvent:append_only")


def forget_names(rows: Iterable[Person]) -> None:
    """Take out what a source prints of somebody, who may stand in several rows: the name with function and
    organisation; and "Ms. Silva" in whatever reports name them, as a token or in full, in any text and at any time.
    A name of one word is left: it may be any word."""
    persons = [person for person in rows if is_striking(person.name)]
    reports = _reports_of(persons)
    for person in persons:
        _strike([", ".join(part for part in parts if part) for parts in _printed(person)])
        if person.honorific:
            _strike([f"{person.honorific} {person.name.split()[-1]}"], reports)


def forget_words(words: Collection[str]) -> None:
    """Take out a name and addresses that no person as printed has: those of an account."""
    if words:
        _strike(words)


def texts_with(name: str) -> int:
    """In how many texts the name stands, or did in an earlier version, whoever it means there."""
    if not is_striking(name):
        return 0
    found = {(text.column, row) for text in TEXTS for row in _rows(text, text.itself, _pattern(text, [name]))}
    return len(found)


def _reports_of(persons: Collection[Person]) -> list[int]:
    found: set[int] = set()
    for person in persons:
        for text in TEXTS:
            there = rf"{_pattern(text, [person.name])}|\{{{person.key}(/[0-9h])?\}}"
            found |= _rows(text, text.report, there)
    return sorted(found)


def _rows(text: Text, told: str, pattern: str) -> set[int]:
    table, column = _quoted(text)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {told} FROM {table} WHERE {column}::text ~* %s", [pattern])  # noqa: S608
        return {row[0] for row in cursor}


def _printed(person: Person) -> Iterable[tuple[str, ...]]:
    for name in (f"{person.honorific} {person.name}".strip(), person.name):
        yield from ((name, person.function, person.affiliation), (name, person.function), (name, person.affiliation))
        yield (name,)


def _strike(words: Collection[str], reports: list[int] | None = None) -> None:
    """reports: in these alone."""
    with pgtrigger.ignore(*HISTORY), connection.cursor() as cursor:
        for text in TEXTS:
            pattern, (table, column) = _pattern(text, words), _quoted(text)
            told = f"regexp_replace({column}::text, %s, %s, 'gi')" + ("::jsonb" if text.column == "body" else "")
            only = "" if reports is None else f"AND {text.report} = ANY(%s::bigint[])"
            cursor.execute(
                f"UPDATE {table} SET {column} = {told} WHERE {column}::text ~* %s {only}",  # noqa: S608
                [pattern, MARK, pattern, *([] if reports is None else [reports])],
            )


def _quoted(text: Text) -> tuple[str, str]:
    quoted = connection.ops.quote_name
    return quoted(apps.get_model("webinars", text.model)._meta.db_table), quoted(text.column)


def _pattern(text: Text, words: Collection[str]) -> str:
    """For JSON as PostgreSQL writes it: quotes are escaped, and a line ends with a backslash and n, or r and n."""
    if text.column != "body":
        return pattern_of(words)
    plain = pattern_of([json.dumps(word, ensure_ascii=False)[1:-1] for word in words])
    blank = r"(?:\s|\\[nrt])"
    plain = plain.replace(r"\s+", f"{blank}+").replace(r"\s*", f"{blank}*")
    return plain.replace(r"(?<!\w)", r"(?:(?<!\w)|(?<=\\[nrt]))")
