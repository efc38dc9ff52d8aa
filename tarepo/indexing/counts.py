"""How many of the activities asked for have each code: stored where they are kept ready, else counted."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

from tarepo.codes import BASE
from tarepo.querysets import SearchIndexQuerySet

Counts = dict[int, int]

# What changed since the counts were stored counts too, in the same snapshot of the database.
TOTALS = """
SELECT code, sum(count)::int FROM (
    SELECT code, count FROM tarepo_searchtotal
    UNION ALL SELECT unnest(codes), sign FROM tarepo_searchdelta
) each GROUP BY code
"""
PAIRS = """
SELECT code, sum(count)::int FROM (
    SELECT other AS code, count FROM tarepo_searchpair WHERE code = %(code)s
    UNION ALL SELECT unnest(codes), sign FROM tarepo_searchdelta WHERE codes @> ARRAY[%(code)s]
) each WHERE EXISTS (SELECT FROM tarepo_searchtotal WHERE code = %(code)s AND has_pairs) GROUP BY code
"""


@contextmanager
def by_index() -> Iterator[None]:
    """Where words are asked for: the planner takes a vector of 7 KB for cheap to read, and would read all of them."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
        yield


def totals() -> Counts:
    """The counts of all public activities."""
    return _fetch(TOTALS)


def pairs(code: int) -> Counts | None:
    """The counts of the public activities with this code; None where they are not kept ready."""
    return _fetch(PAIRS, {"code": code}) or None


def counted(rows: SearchIndexQuerySet, within: tuple[int, int] | None = None) -> Counts:
    """The counts of these rows, of which each belongs to another record; of codes from the first up to the last."""
    inner, params = _inner(rows, "codes")
    where = f"WHERE code >= {within[0]} AND code < {within[1]} " if within else ""
    codes = f"SELECT unnest(codes) AS code {inner}"
    return _fetch(f"SELECT code, count(*) FROM ({codes}) each {where}GROUP BY code", params)  # noqa: S608


def counted_twice(rows: SearchIndexQuerySet, codes: Collection[int]) -> tuple[Counts, Counts]:
    """The counts of these rows, and of those among them with any of the codes, in one pass."""
    inner, params = _inner(rows, "codes")
    each = f"SELECT unnest(codes) AS code, codes && %s::int[] AS fits {inner}"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT code, count(*), count(*) FILTER (WHERE fits) FROM ({each}) each GROUP BY code",  # noqa: S608
            [sorted(codes), *params],
        )
        found = cursor.fetchall()
    return {code: count for code, count, _ in found}, {code: count for code, _, count in found if count}


def counted_keys(rows: SearchIndexQuerySet, facets: Collection[int]) -> Counts:
    """Value → how many of the rows have it in any of these facets of keys."""
    inner, params = _inner(rows, "row_id", "keys")
    spans = " OR ".join(f"key >= {facet * BASE} AND key < {(facet + 1) * BASE}" for facet in facets)
    return _fetch(
        f"SELECT key %% {BASE}, count(DISTINCT row_id) FROM (SELECT row_id, unnest(keys) AS key {inner}) a "  # noqa: S608
        f"WHERE {spans} GROUP BY 1",
        params,
    )


def counted_each(rows: SearchIndexQuerySet, alternatives: dict[int, list[list[int]]]) -> Counts:
    """For each alternative how many of the rows have a key of each of its lists."""
    inner, params = _inner(rows, "keys")
    columns, values = [], []
    for lists in alternatives.values():
        columns.append("count(*) FILTER (WHERE " + " AND ".join(["keys && %s::int[]"] * len(lists)) + ")")
        values += lists
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(columns)} {inner}", [*values, *params])
        found = cursor.fetchone()
    return {value: count for value, count in zip(alternatives, found, strict=True) if count}


def _inner(rows: SearchIndexQuerySet, *columns: str) -> tuple[str, tuple]:
    """The rows as what stands after FROM."""
    sql, params = rows.order_by().values(*columns).query.sql_with_params()
    return f"FROM ({sql}) rows", params


def _fetch(sql: str, params: Any = None) -> Counts:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return dict(cursor.fetchall())
