"""The rows of the index that a search finds, looked for once: lists, rankings and counts are made of them."""

from collections.abc import Collection, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from threading import local

from django.db import connection, transaction

from tarepo.querysets import SearchIndexQuerySet
from tarepo.search.query import Matches, Query

_here = local()
NEWEST = 2000  # as many as are ranked, shown or counted one by one at most
RANKED = 500  # as many as are ranked where there are more
# Sorted apart from the index by date, along which a planner would walk to find so few of all.
HITS = f"""
WITH found AS MATERIALIZED ({{inner}}) SELECT (SELECT coalesce(array_agg(record_id), '{{{{}}}}') FROM found), (
    SELECT coalesce(array_agg(row_id), '{{{{}}}}') FROM (
        SELECT row_id FROM found ORDER BY sort_date DESC, record_id DESC LIMIT {NEWEST}
    ) newest
)
"""  # noqa: S608
HITS_BY_KIND = f"""
WITH found AS MATERIALIZED ({{inner}}) SELECT kind, array_agg(record_id), (
    SELECT array_agg(row_id) FROM (
        SELECT row_id FROM found own WHERE own.kind = found.kind ORDER BY sort_date DESC, record_id DESC LIMIT {NEWEST}
    ) newest
) FROM found GROUP BY kind ORDER BY kind
"""  # noqa: S608


@contextmanager
def one_state() -> Iterator[None]:
    """All statements see what the first one saw, so that counts and lists agree and no record is told twice."""
    begun = not connection.in_atomic_block
    with transaction.atomic():
        if begun:
            _set("TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


@contextmanager
def by_index() -> Iterator[None]:
    """Where words are looked for: by them, and by no walk through all rows.

    The planner takes a vector of 7 KB for cheap to read, and would read those of all rows, or look along the index by
    date for the first row that answers.
    """
    if getattr(_here, "by_index", False):
        yield
        return
    with transaction.atomic(savepoint=False):
        _set("LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off")
        _here.by_index = True
        try:
            yield
        finally:
            _here.by_index = False
        _set("LOCAL enable_seqscan = on; SET LOCAL enable_indexscan = on")


def looking(rows: SearchIndexQuerySet) -> AbstractContextManager[None]:
    """by_index() where the rows are found by words."""
    asked = (getattr(each, "lhs", each) for each in rows.query.where.children)  # words = true
    return by_index() if any(isinstance(each, Matches) for each in asked) else nullcontext()


def _set(setting: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SET {setting}")


@dataclass(frozen=True)
class Hits:
    """What a search finds: all records, in no order, and the newest rows, in the order of the list by date."""

    records: list[int]
    rows: list[int]


def hits(rows: SearchIndexQuerySet) -> Hits:
    """All of the rows, each of another record."""
    inner, params = _inner(rows)
    with by_index(), connection.cursor() as cursor:
        cursor.execute(HITS.format(inner=inner), params)
        return Hits(*cursor.fetchone())


def hits_by_kind(rows: SearchIndexQuerySet) -> dict[str, Hits]:
    """The same by kind of record."""
    inner, params = _inner(rows)
    with by_index(), connection.cursor() as cursor:
        cursor.execute(HITS_BY_KIND.format(inner=inner), params)
        return {kind: Hits(records, newest) for kind, records, newest in cursor.fetchall()}


def _inner(rows: SearchIndexQuerySet) -> tuple[str, tuple]:
    return rows.order_by().values("kind", "row_id", "record_id", "sort_date").query.sql_with_params()


def ranked(found: int) -> int:
    """How many hits are put in the order of relevance: all of a few, of more the newest. Each costs 16 µs."""
    return found if found <= NEWEST else RANKED


def best_first(query: Query, rows: Collection[int]) -> list[int]:
    """These rows in the order of how well they answer the query; as many as there is time to read the words of."""
    sql, params = query.tsquery()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT row_id FROM tarepo_searchindex WHERE row_id = ANY(%s) "  # noqa: S608
            f"ORDER BY ts_rank(vector, {sql}) DESC, sort_date DESC, row_id DESC",
            [list(rows), *params],
        )
        return [pk for (pk,) in cursor.fetchall()]
