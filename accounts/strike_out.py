"""Striking out somebody's name and addresses where others wrote them: why something changed, a mail, a note."""

import re
from collections.abc import Collection, Iterator
from urllib.parse import quote, quote_plus

from django.apps import apps
from django.db import connection
from django.db.models import Q

from accounts.personal import WRITTEN_BY_OTHERS
from tarepo.models import SavedList

MARK = "…"
# Chinese, Japanese and Korean: names are written without a blank, and stand in a text without any around them.
UNPARTED = "[\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff]"


def strike_out(*, name: str, addresses: Collection[str], everywhere: bool = False) -> None:
    """Each address, which nobody else has; the whole name where one of the addresses stands beside it. Of
    reports: webinars/reporting/forget.py.

    everywhere: the name in whatever text it stands. Somebody has to have looked: people choose their names, and one
    who signs up as "South Africa" must not take these words out of everybody's reasons. A name of one word is left: it
    may be any word, "Expert" or "Peru".
    """
    beside = pattern_of(addresses)
    if is_striking(name):
        for table, column in _columns():
            only = "" if everywhere else f"AND {column} ~* %(beside)s"
            _replace(table, column, pattern_of([name]), only, beside)
    for table, column in _columns():
        _replace(table, column, beside)
    _forget_lists([*addresses, *([name] if everywhere and is_striking(name) else [])])


def is_striking(name: str) -> bool:
    """Whether it is hardly any other word: of several words, or of several signs of a script that parts none."""
    return len(name.split()) > 1 or len(re.findall(UNPARTED, name)) > 1


def places_of(name: str) -> int:
    """In how many texts the name stands, whoever it means there; those of reports apart."""
    if not is_striking(name):
        return 0
    found = 0
    with connection.cursor() as cursor:
        for table, column in _columns():
            cursor.execute(f"SELECT count(*) FROM {table} WHERE {column} ~* %s", [pattern_of([name])])  # noqa: S608
            found += cursor.fetchone()[0]
    return found


def pattern_of(words: Collection[str]) -> str:
    """As PostgreSQL reads it: each as it stands, whatever blanks are between, and not inside of other words."""
    return "|".join(_pattern_of(word) for word in words)


def _pattern_of(word: str) -> str:
    escaped = r"\s+".join(re.sub(r"([^\w])", r"\\\1", part) for part in word.split())
    escaped = re.sub(rf"(?<={UNPARTED})\\s\+(?={UNPARTED})", r"\\s*", escaped)
    start = "" if re.match(UNPARTED, escaped) else r"(?<!\w)"
    end = "" if re.search(rf"{UNPARTED}$", escaped) else r"(?!\w)"
    return start + escaped + end


def _columns() -> Iterator[tuple[str, str]]:
    quoted = connection.ops.quote_name
    for label, columns in WRITTEN_BY_OTHERS.items():
        for column in columns:
            yield quoted(apps.get_model(label)._meta.db_table), quoted(column)


def _replace(table: str, column: str, pattern: str, only: str = "", beside: str = "") -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} SET {column} = regexp_replace({column}, %(pattern)s, %(mark)s, 'gi')"  # noqa: S608
            f" WHERE {column} ~* %(pattern)s {only}",
            {"pattern": pattern, "mark": MARK, "beside": beside},
        )


def _forget_lists(words: Collection[str]) -> None:
    """A list that somebody saved to look for this person finds nobody any more."""
    looking = Q()
    for word in words:
        for written in {word, quote(word), quote_plus(word)}:
            looking |= Q(query__icontains=written) | Q(name__icontains=written)
    SavedList.objects.filter(looking).delete()
