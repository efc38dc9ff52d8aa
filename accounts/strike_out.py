"""Striking out somebody's name and addresses where others wrote them: why something changed, a mail, a note."""

import re
from collections.abc import Collection
from urllib.parse import quote, quote_plus

from django.apps import apps
from django.db import connection
from django.db.models import Q

from accounts.personal import WRITTEN_BY_OTHERS
from tarepo.models import SavedList

MARK = "…"


def strike_out(*, name: str, addresses: Collection[str]) -> None:
    """The whole name, and each address. A name of one word is left: it may be any word, "Expert" or "Peru"."""
    words = [*addresses, *([name] if len(name.split()) > 1 else [])]
    pattern, quoted = pattern_of(words), connection.ops.quote_name
    for label, columns in WRITTEN_BY_OTHERS.items():
        table = quoted(apps.get_model(label)._meta.db_table)
        for column in map(quoted, columns):
            changed = f"{column} = regexp_replace({column}, %(pattern)s, %(mark)s, 'gi')"
            with connection.cursor() as cursor:
                cursor.execute(
                    f"UPDATE {table} SET {changed} WHERE {column} ~* %(pattern)s",  # noqa: S608  # names of ours
                    {"pattern": pattern, "mark": MARK},
                )
    _forget_lists(words)


def pattern_of(words: Collection[str]) -> str:
    """As PostgreSQL reads it: each as it stands, whatever blanks are between, and not inside of other words."""
    escaped = [r"\s+".join(re.sub(r"([^\w])", r"\\\1", part) for part in word.split()) for word in words]
    return rf"(?<!\w)({'|'.join(escaped)})(?!\w)"


def _forget_lists(words: Collection[str]) -> None:
    """A list that somebody saved to look for this person finds nobody any more."""
    looking = Q()
    for word in words:
        for written in {word, quote(word), quote_plus(word)}:
            looking |= Q(query__icontains=written) | Q(name__icontains=written)
    SavedList.objects.filter(looking).delete()
