"""How many of the activities asked for have each code: stored where they are kept ready, else counted.

Nothing is counted that is not a hit.
"""

from collections.abc import Collection
from typing import Any

from django.db import connection

from tarepo.codes import BASE, Facet
from tarepo.indexing import bitmaps
from tarepo.indexing.bitmaps import Within
from tarepo.indexing.hits import Hits, looking
from tarepo.querysets import SearchIndexQuerySet

Counts = dict[int, int]
FACETS = (Facet.COUNTRY * BASE, Facet.COUNTRY_AS * BASE)  # all that facets count
YEARS = (Facet.YEAR * BASE, (Facet.YEAR + 1) * BASE)
GOES_ON = Facet.OPEN_ENDED * BASE + 1

FEW = 1500  # so many hits are counted faster one by one than by bitmaps

# What changed since the counts were stored counts too, in the same snapshot of the database. unnest stands after FROM:
# else the condition on codes would come after all totals are read, not by their index.
TOTALS = """
SELECT code, sum(count)::int FROM (
    SELECT code, count FROM tarepo_searchtotal
    UNION ALL SELECT code, sign FROM tarepo_searchdelta, unnest(codes) code
) each {where} GROUP BY code
"""
PAIRS = """
WITH asked AS (SELECT code AS one FROM tarepo_searchtotal WHERE code = %s AND has_pairs)
SELECT code, sum(count)::int FROM (
    SELECT other AS code, count FROM asked JOIN tarepo_searchpair ON tarepo_searchpair.code = one
    UNION ALL SELECT code, sign FROM asked JOIN tarepo_searchdelta ON codes @> ARRAY[one], unnest(codes) code
) each {where} GROUP BY code
"""


def totals(within: Within = FACETS) -> Counts:
    """The counts of all public activities."""
    where, params = bitmaps.condition(within)
    return _fetch(TOTALS.format(where=where), params)


def pairs(code: int, within: Within = FACETS) -> Counts | None:
    """The counts of the public activities with this code; None where they are not kept ready."""
    where, params = bitmaps.condition(within)
    return _fetch(PAIRS.format(where=where), [code, *params]) or None


def by_facet(found: Counts) -> dict[int, Counts]:
    """The same counts: facet → number of a value → count."""
    made: dict[int, Counts] = {}
    for code, count in found.items():
        if count > 0:
            facet, number = divmod(code, BASE)
            made.setdefault(facet, {})[number] = count
    return made


def of_facet(found: Counts, facet: int) -> Counts:
    """Number of a value → count, of one facet's codes; in the values' order, as the database counts in any."""
    first, past = facet * BASE, (facet + 1) * BASE
    return {code - first: count for code, count in sorted(found.items()) if first <= code < past and count > 0}


def counted(rows: SearchIndexQuerySet, within: Within = FACETS) -> Counts:
    """The counts of these rows one by one; each belongs to another record."""
    inner, params = _inner(rows, "codes", "keys")
    with looking(rows):
        return _one_by_one(f"({inner}) rows", [*params], within)


def _one_by_one(rows: str, params: list, within: Within) -> Counts:
    """rows: what stands after FROM, with columns codes and keys."""
    where, also = bitmaps.condition(within)
    of_facets = isinstance(within, tuple) and FACETS[0] <= within[0] and within[1] <= FACETS[1]
    codes = f"SELECT unnest({'codes' if of_facets else 'codes || keys'}) AS code FROM {rows}"  # noqa: S608
    return _fetch(f"SELECT code, count(*) FROM ({codes}) each {where} GROUP BY code", [*params, *also])  # noqa: S608


def of_codes(any_of: list[list[int]], rows: SearchIndexQuerySet, within: Within = FACETS) -> Counts:
    """The counts of the public rows that have one of each of these collections of codes; rows are the same."""
    left = None if _fewest(any_of) < FEW else bitmaps.changed()
    if left is None:
        return counted(rows, within)
    found = bitmaps.counted(any_of, None, left, within)
    return _added(found, counted(rows.filter(record_id__in=left), within)) if left else found


def of_hits(hits: Hits, within: Within = FACETS) -> Counts:
    """The counts of these hits. All forms of a record have the same codes."""
    if not hits.records:
        return {}
    left = None if len(hits.records) < FEW else bitmaps.changed()
    if left is None and len(hits.records) == len(hits.rows):
        return _one_by_one("tarepo_searchindex WHERE row_id = ANY(%s)", [hits.rows], within)
    if left is None:
        return _of_records(hits.records, within)
    found = bitmaps.counted([], bitmaps.blocks_of(hits.records), left, within)
    return _added(found, _of_records(list(left.intersection(hits.records)), within)) if left else found


def _of_records(records: list[int], within: Within) -> Counts:
    public = "SELECT id FROM tarepo_searchrow WHERE tier = 0 AND record_id = ANY(%s)"
    return _one_by_one(f"tarepo_searchindex WHERE row_id IN ({public})", [records], within)


def _fewest(any_of: list[list[int]]) -> int:
    """No more than so many activities have one of each collection, whatever they have together."""
    known = totals(sorted({code for codes in any_of for code in codes}))
    return min(sum(known.get(code, 0) for code in codes) for codes in any_of)


def _added(one: Counts, other: Counts) -> Counts:
    return {code: one.get(code, 0) + other.get(code, 0) for code in one.keys() | other.keys()}


def counted_keys(rows: SearchIndexQuerySet, facets: Collection[int]) -> Counts:
    """Value → how many of the rows have it in any of these facets of keys."""
    inner, params = _inner(rows, "row_id", "keys")
    spans = " OR ".join(f"key >= {facet * BASE} AND key < {(facet + 1) * BASE}" for facet in facets)
    keys = f"SELECT row_id, unnest(keys) AS key FROM ({inner}) rows"  # noqa: S608
    with looking(rows):
        return _fetch(
            f"SELECT key %% {BASE}, count(DISTINCT row_id) FROM ({keys}) a WHERE {spans} GROUP BY 1",  # noqa: S608
            params,
        )


def counted_each(rows: SearchIndexQuerySet, alternatives: dict[int, list[list[int]]]) -> Counts:
    """For each alternative how many of the rows have a key of each of its lists."""
    inner, params = _inner(rows, "keys")
    columns, values = [], []
    for lists in alternatives.values():
        columns.append("count(*) FILTER (WHERE " + " AND ".join(["keys && %s::int[]"] * len(lists)) + ")")
        values += lists
    with looking(rows), connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(columns)} FROM ({inner}) rows", [*values, *params])  # noqa: S608
        found = cursor.fetchone()
    return {value: count for value, count in zip(alternatives, found, strict=True) if count}


def going_on(rows: SearchIndexQuerySet) -> Counts:
    """Year, 0 for none → how many of the rows touch it and go on."""
    return of_facet(counted(rows.keyed([GOES_ON]), YEARS), Facet.YEAR)


def over(rows: SearchIndexQuerySet, query: str, params: list[Any]) -> list[tuple]:
    """What a query gives that reads from "hits", which has the codes and keys of each of these rows once."""
    inner, given = _inner(rows, "codes", "keys")
    sql = f"WITH hits(codes, keys) AS NOT MATERIALIZED ({inner}) {query}"
    with looking(rows), connection.cursor() as cursor:
        cursor.execute(sql, [*given, *params])
        return cursor.fetchall()


def _inner(rows: SearchIndexQuerySet, *columns: str) -> tuple[str, tuple]:
    """The rows as a statement of their own."""
    return rows.order_by().values(*columns).query.sql_with_params()


def _fetch(sql: str, params: Any = None) -> Counts:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return dict(cursor.fetchall())
