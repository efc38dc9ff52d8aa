"""Counts among many activities at once: a bit for each record, a string of bits for each code and block of records.

A count is the bits that the hits and a code have in common. What has changed since the bitmaps were brought up to
date stands in the deltas (totals.py): those records are left out here and counted one by one.
"""

from collections.abc import Collection

from django.db import connection

from tarepo.codes import BASE, Facet
from tarepo.models import SearchDelta

BLOCK = 60_000  # so that a row of bits fills a page of its table
MOST_CHANGED = 2_000  # with more, as in the midst of an import, everything is counted one by one
ONE = ord("1")
NO_BITS = f"repeat('0', {BLOCK})::bit varying"
# All that facets count, and of the many keys those of the first role: countries as beneficiaries.
HAS_BITS = f"code >= {Facet.COUNTRY * BASE} AND code < {(Facet.COUNTRY_AS + 1) * BASE}"

COUNT = """
WITH hits AS MATERIALIZED ({hits})
SELECT code, sum(bit_count(held.bits & hits.bits))::int
FROM tarepo_searchbitmap held JOIN hits USING (block) {within} GROUP BY code
"""
ANY_OF = "SELECT block, bit_or(bits) AS bits FROM tarepo_searchbitmap WHERE code = ANY(%s) GROUP BY block"

Within = tuple[int, int] | list[int]  # the first code and the first past the last, or some codes
Blocks = dict[int, str]  # number of a block → its bits, written as 0 and 1


def changed() -> set[int] | None:
    """The records whose bits are not up to date; None where they are too many to be counted one by one."""
    records = SearchDelta.objects.order_by().values_list("record_id", flat=True).distinct()[: MOST_CHANGED + 1]
    found = set(records)
    return found if len(found) <= MOST_CHANGED else None


def blocks_of(records: Collection[int]) -> Blocks:
    """The records as bits."""
    if not records:
        return {}
    last = max(records) // BLOCK
    bits = bytearray(b"0") * ((last + 1) * BLOCK)
    for record in records:
        bits[record] = ONE
    blocks = {block: bits[block * BLOCK : (block + 1) * BLOCK] for block in range(last + 1)}
    return {block: part.decode() for block, part in blocks.items() if ONE in part}


def counted(
    any_of: Collection[Collection[int]], given: Blocks | None, without: set[int], within: Within
) -> dict[int, int]:
    """Code → how many activities have it of those with one of each collection of codes, and of the given ones.

    without: records that are left out; within: the codes that are counted.
    """
    parts = [ANY_OF] * len(any_of)
    params: list = [sorted(codes) for codes in any_of]
    if given is not None:
        sql, values = _given(given)
        parts.append(sql)
        params += values
    return _fetch(parts, params, without, within)


def _fetch(parts: list[str], params: list, without: set[int], within: Within) -> dict[int, int]:
    names = [f"part{number}" for number in range(len(parts))]
    joined = " JOIN ".join(
        f"({part}) {name}{' USING (block)' if place else ''}"
        for place, (part, name) in enumerate(zip(parts, names, strict=True))
    )
    bits = " & ".join(f"{name}.bits" for name in names)
    if without:
        sql, values = _given(blocks_of(without))
        joined += f" LEFT JOIN ({sql}) changed USING (block)"
        bits += f" & ~coalesce(changed.bits, {NO_BITS})"
        params = [*params, *values]
    hits = f"SELECT block, {bits} AS bits FROM {joined}"  # noqa: S608
    where, also = condition(within)
    with connection.cursor() as cursor:
        cursor.execute(COUNT.format(hits=hits, within=where), [*params, *also])
        return {code: count for code, count in cursor.fetchall() if count}


def _given(blocks: Blocks) -> tuple[str, list]:
    """The bits as a table; not as arrays, whose texts would each be looked through for what must be quoted."""
    rows = ", ".join(["(%s, %s::bit varying)"] * len(blocks)) or "(-1, ''::bit varying)"
    values = [value for block, bits in blocks.items() for value in (block, bits)]
    return f"SELECT block, bits FROM (VALUES {rows}) given (block, bits)", values  # noqa: S608


def condition(within: Within) -> tuple[str, list]:
    """The codes that are counted as a condition, with its parameters."""
    if isinstance(within, tuple):
        return "WHERE code >= %s AND code < %s", [*within]
    return "WHERE code = ANY(%s)", [within]
