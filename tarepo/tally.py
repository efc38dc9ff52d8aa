"""Counts over the hits of a search, by SQL over their narrow index rows: nothing is counted that is not a hit."""

from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection

from tarepo.codes import BASE, Facet, code
from tarepo.querysets import SearchIndexQuerySet

GOES_ON = code(Facet.OPEN_ENDED, 1)


def span(facet: int) -> tuple[int, int]:
    """The first and the last code of a facet."""
    return facet * BASE, facet * BASE + BASE - 1


def over(hits: SearchIndexQuerySet, query: str, params: list[Any]) -> list[tuple]:
    """The rows of a query that reads from "hits", which has the codes and keys of each hit once."""
    try:
        inner, given = hits.order_by().values("codes", "keys").query.sql_with_params()
    except EmptyResultSet:
        return []
    sql = f"WITH hits(codes, keys) AS NOT MATERIALIZED ({inner}) {query}"
    with connection.cursor() as cursor:
        cursor.execute(sql, [*given, *params])
        return cursor.fetchall()


def totals(hits: SearchIndexQuerySet) -> tuple[int, int]:
    """How many hits there are, and how many of them go on."""
    rows = over(hits, "SELECT count(*), count(*) FILTER (WHERE keys @> %s::int[]) FROM hits", [[GOES_ON]])
    return rows[0] if rows else (0, 0)


def years(hits: SearchIndexQuerySet) -> dict[int, tuple[int, int]]:
    """Year → (hits that touch it, those of them that go on); year 0 has those of which none is stated."""
    first, last = span(Facet.YEAR)
    query = """
        SELECT value - %s, count(*), count(*) FILTER (WHERE keys @> %s::int[])
        FROM hits, unnest(codes) AS value WHERE value BETWEEN %s AND %s GROUP BY 1
    """
    return {year: (count, on) for year, count, on in over(hits, query, [first, [GOES_ON], first, last])}


def values(hits: SearchIndexQuerySet, facet: int, *, column: str = "codes") -> dict[int, int]:
    """Value → hits that have it, of one facet of the codes or keys."""
    first, last = span(facet)
    query = f"""
        SELECT value - %s, count(*) FROM hits, unnest({column}) AS value
        WHERE value BETWEEN %s AND %s GROUP BY 1
    """  # noqa: S608  # a column's name
    return dict(over(hits, query, [first, first, last]))


def without(hits: SearchIndexQuerySet, facet: int, *, column: str = "codes") -> int:
    """How many hits have no value of the facet."""
    query = f"""
        SELECT count(*) FROM hits
        WHERE NOT EXISTS (SELECT FROM unnest({column}) AS value WHERE value BETWEEN %s AND %s)
    """  # noqa: S608  # a column's name
    rows = over(hits, query, [*span(facet)])
    return rows[0][0] if rows else 0
