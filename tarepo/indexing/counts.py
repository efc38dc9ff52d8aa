"""How many of the activities asked for have each code: stored where they are kept ready, else counted."""

from collections.abc import Collection

from django.db import connection

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


def totals() -> Counts:
    """The counts of all public activities."""
    return _fetch(TOTALS)


def pairs(code: int) -> Counts | None:
    """The counts of the public activities with this code; None where they are not kept ready."""
    return _fetch(PAIRS, {"code": code}) or None


def counted(rows: SearchIndexQuerySet) -> Counts:
    """The counts of these rows, of which each belongs to another record."""
    inner, params = rows.order_by().values("codes").query.sql_with_params()
    return _fetch(f"SELECT code, count(*) FROM (SELECT unnest(codes) AS code FROM ({inner}) a) b GROUP BY code", params)


def counted_within(rows: SearchIndexQuerySet, facets: Collection[int]) -> Counts: ...


def _fetch(sql: str, params: object = None) -> Counts:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return dict(cursor.fetchall())
