"""Counts over the hits of a search, by SQL over their narrow index rows: nothing is counted that is not a hit."""

from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection

from tarepo.codes import BASE, Facet, code
from tarepo.indexing.hits import looking
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
    with looking(hits), connection.cursor() as cursor:
        cursor.execute(sql, [*given, *params])
        return cursor.fetchall()


def going_on(hits: SearchIndexQuerySet) -> tuple[int, dict[int, int]]:
    """How many hits go on, and by year: every year that they touch; year 0 has those without any."""
    rows = hits.keyed([GOES_ON])
    return over(rows, "SELECT count(*) FROM hits", [])[0][0], values(rows, Facet.YEAR)


def values(hits: SearchIndexQuerySet, facet: int, *, column: str = "codes") -> dict[int, int]:
    """Value → hits that have it, of one facet of the codes or keys."""
    first, last = span(facet)
    query = f"""
        SELECT value - %s, count(*) FROM hits, unnest({column}) AS value
        WHERE value BETWEEN %s AND %s GROUP BY 1
    """  # noqa: S608  # a column's name
    return dict(over(hits, query, [first, first, last]))
