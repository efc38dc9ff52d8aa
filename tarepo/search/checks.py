"""A database must part and fold words as its functions are meant to; a start asks first."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error
from django.db import connections

SAMPLE = '[["fr", "A", "l’ÉCOLE،x"]]'
EXPECTED = ["=ecole", "=l", "=x"]


def words_are_parted(app_configs: Any, databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    return [complaint for alias in databases or () for complaint in _complaints(alias)]


def _complaints(alias: str) -> list[CheckMessage]:
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT to_regprocedure('tarepo_vector(jsonb)') IS NULL")
        if cursor.fetchone()[0]:
            return []  # the first `migrate` is about to make it
        cursor.execute("SELECT tsvector_to_array(tarepo_vector(%s))", [SAMPLE])
        found = [lexeme for lexeme in cursor.fetchone()[0] if lexeme.startswith("=")]
    if found == EXPECTED:
        return []
    return [
        Error(
            f"The database finds the words {found} in “l’ÉCOLE،x”, where there are école, l and x: nothing could be"
            " searched. Install the functions of tarepo/search/ again, or create the database with ENCODING 'UTF8'.",
            id="tarepo.E003",
        )
    ]
