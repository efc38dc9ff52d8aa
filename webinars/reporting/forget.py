"""A person who is erased loses their name in texts written by hand too, now and in the history.

Persons whom a report names are tokens in it (webinars/reporting/named.py); this is for somebody whom only a hand wrote.
"""

import json
from collections.abc import Iterable

import pgtrigger
from django.apps import apps
from django.db import connection

from accounts.strike_out import MARK, is_striking, pattern_of
from experts.models import Person

# What people write by hand in reports, as it is now and as it was; bodies are JSON.
TEXTS = {"Rewording": "text", "CommitteeReport": "body", "RewordingEvent": "text", "CommitteeReportEvent": "body"}
# The one place that writes events anew: what is kept of a text must not keep a name that was erased.
HISTORY = ("webinars.RewordingEvent:append_only", "webinars.CommitteeReportEvent:append_only")


def forget_names(persons: Iterable[Person]) -> None:
    """Take out what a source prints of them: the name with function and organisation, and "Ms. Silva" where the whole
    name stands in the same text. A name of one word is left: it may be any word."""
    with pgtrigger.ignore(*HISTORY):
        for person in persons:
            if is_striking(person.name):
                _forget(person)


def _forget(person: Person) -> None:
    whole = [", ".join(part for part in parts if part) for parts in _printed(person)]
    short = f"{person.honorific} {person.name.split()[-1]}" if person.honorific else ""
    for model, column in TEXTS.items():
        if short:
            _strike(model, column, [short], beside=person.name)
        _strike(model, column, whole, beside=person.name)


def _printed(person: Person) -> Iterable[tuple[str, ...]]:
    for name in (f"{person.honorific} {person.name}".strip(), person.name):
        yield from ((name, person.function, person.affiliation), (name, person.function), (name, person.affiliation))
        yield (name,)


def _strike(model: str, column: str, words: list[str], *, beside: str) -> None:
    quoted = connection.ops.quote_name
    table, kept = quoted(apps.get_model("webinars", model)._meta.db_table), quoted(column)
    is_json = column == "body"
    pattern, there = (_in_json(each) if is_json else pattern_of(each) for each in (words, [beside]))
    told = f"regexp_replace({kept}::text, %s, %s, 'gi')" + ("::jsonb" if is_json else "")
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} SET {kept} = {told} WHERE {kept}::text ~* %s AND {kept}::text ~* %s",  # noqa: S608
            [pattern, MARK, there, pattern],
        )


def _in_json(words: list[str]) -> str:
    """The same pattern for JSON as PostgreSQL writes it: quotes are escaped, and a line ends with a backslash and n."""
    plain = pattern_of([json.dumps(word, ensure_ascii=False)[1:-1] for word in words])
    return plain.replace(r"\s+", r"(?:\s|\\n)+").replace(r"(?<!\w)", r"(?:(?<!\w)|(?<=\\n))", 1)
