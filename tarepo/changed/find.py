"""Which records changed within a span, each once with what its steps come to; and exactly how many.

A record is found by any of its steps: each has what it named before and after. A span may hold a first load of a
hundred thousand: what is new is counted from an index alone, all else is what moved (publicchange_moved), and a page is
walked to from the newest.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection

from tarepo.changed.asking import Wanted
from tarepo.changed.net import NET, Step, version_before
from tarepo.codes import BASE, Facet
from tarepo.models import PublicAct

SPAN = "{row}.at >= %(since)s AND {row}.at < %(until)s"
FIRST = f"""
    CROSS JOIN LATERAL (
        SELECT act, version FROM tarepo_publicchange one
        WHERE one.record_id = last.record_id AND {SPAN.format(row="one")} ORDER BY one.at, one.id LIMIT 1
    ) first
"""  # noqa: S608  # parts of our own
IS_LAST = f"""
    NOT EXISTS (
        SELECT FROM tarepo_publicchange later WHERE later.record_id = last.record_id AND {SPAN.format(row="later")}
            AND (later.at, later.id) > (last.at, last.id)
    )
"""
# {also}: what the last step of a record has to be like, too; {way}: the direction of the walk.
CANDIDATES = f"""
    (SELECT last.id, last.record_id, last.kind, last.version, last.at, first.act AS first_act,
        first.version AS first_version, {NET} AS net
    FROM tarepo_publicchange last {FIRST}
    WHERE {SPAN.format(row="last")} AND {{also}} AND {IS_LAST} AND {NET} IS NOT NULL {{acts}}
    ORDER BY last.at {{way}}, last.id {{way}} LIMIT %(most)s)
"""  # noqa: S608  # parts of our own
PAGE = """
    WITH found AS MATERIALIZED ({candidates})
    SELECT found.id, found.record_id, found.kind, found.net, found.at, found.version, found.first_act,
        found.first_version, record.reference, record.merged_into_id, shown.id IS NOT NULL, shown.codes
    FROM found JOIN tarepo_record record ON record.id = found.record_id
        LEFT JOIN tarepo_searchrow shown ON shown.record_id = found.record_id AND shown.tier = 0
    ORDER BY found.at {way}, found.id {way} LIMIT %(most)s
"""
# What moved, and beside it what is new and did nothing else.
COUNTS = f"""
    WITH moved AS MATERIALIZED (
        SELECT record_id, max(id) AS last, bool_or({{fits}}) AS fits FROM tarepo_publicchange step
        WHERE {SPAN.format(row="step")} AND act <> 'new' {{kinds}} GROUP BY record_id
    ), counted AS (
        SELECT {NET} AS net, count(*) AS many
        FROM moved JOIN tarepo_publicchange last ON last.id = moved.last {FIRST}
        WHERE moved.fits {{or_before}} GROUP BY 1
    ), fresh AS (
        SELECT count(*) - (
            SELECT count(*) FROM moved JOIN tarepo_publicchange step USING (record_id)
            WHERE {SPAN.format(row="step")} AND step.act = 'new' AND {{fits}}
        ) AS many
        FROM tarepo_publicchange step WHERE {SPAN.format(row="step")} AND act = 'new' AND {{fits}} {{kinds}}
    )
    SELECT net, sum(many)::int FROM (
        SELECT net, many FROM counted UNION ALL SELECT 'new', many FROM fresh
    ) each WHERE net IS NOT NULL GROUP BY net
"""  # noqa: S608  # parts of our own
FOREVER = dt.datetime(9999, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Entry:
    """One record and what became of it; of one that is not public now, nothing but this is known here."""

    step: int  # the id of its last step
    record: int
    kind: str
    net: PublicAct
    at: dt.datetime
    version: int
    before: int  # the highest number that the version before the span may have
    reference: str
    merged_into: int | None
    is_public: bool
    names: list[int]  # ids of what its public form names today


@dataclass
class Page:
    entries: list[Entry]
    newer: bool
    older: bool


def page(wanted: Wanted, *, size: int, before: int | None = None, after: int | None = None) -> Page:
    """The newest entries; those older than the step `before`, or the nearest that are newer than `after`. One query."""
    beside = before or after
    way = "ASC" if after else "DESC"
    place = ""
    if beside:
        sign = ">" if after else "<"
        place = f"(last.at, last.id) {sign} (SELECT at, id FROM tarepo_publicchange WHERE id = %(beside)s)"  # noqa: S608
    found = list(_entries(wanted, place, way, size + 1, beside))
    more, found = len(found) > size, found[:size]
    if after:
        return Page(found[::-1], newer=more, older=True)
    return Page(found, newer=before is not None, older=more)


def _entries(wanted: Wanted, place: str, way: str, most: int, beside: int | None) -> Iterator[Entry]:
    fits, kinds = _fits(wanted, "last"), _kinds(wanted, "last")
    also = [part for part in (place, kinds) if part]
    acts = "AND {net} = ANY(%(acts)s)".format(net=f"({NET})") if wanted.acts else ""
    if wanted.acts and PublicAct.NEW not in wanted.acts:
        also.append("last.act <> 'new'")  # a walk by the index of what moved
    branches = [also + fits]
    if fits:  # found by an earlier step: it names none of them any more, and moved again since
        earlier = " AND ".join([SPAN.format(row="earlier"), *_fits(wanted, "earlier")])
        sooner = f"EXISTS (SELECT FROM tarepo_publicchange earlier WHERE record_id = last.record_id AND {earlier})"
        branches.append([*also, "last.act <> 'new'", f"NOT ({' AND '.join(fits)})", sooner])
    candidates = " UNION ALL ".join(
        CANDIDATES.format(also=" AND ".join(branch) or "true", way=way, acts=acts) for branch in branches
    )
    with connection.cursor() as cursor:
        cursor.execute(PAGE.format(candidates=candidates, way=way), _asked(wanted) | {"most": most, "beside": beside})
        for row in cursor.fetchall():
            step, record, kind, net, at, version, act, first, reference, merged, is_public, codes = row
            last_before = version_before(Step(act, first))
            refers = Facet.REFERS * BASE
            names = [each - refers for each in codes or () if refers <= each < refers + BASE]
            yield Entry(
                *(step, record, kind, PublicAct(net), at, version, last_before, reference, merged, is_public, names)
            )


def counts(wanted: Wanted) -> dict[PublicAct, int]:
    """How many records were made public, changed, withdrawn and brought back; one query."""
    fits = " AND ".join(_fits(wanted, "step")) or "true"
    kinds = _kinds(wanted, "step")
    or_before = ""
    if wanted.codes:  # it may have been new with one of them
        or_before = f"""OR EXISTS (
            SELECT FROM tarepo_publicchange step
            WHERE step.record_id = moved.record_id AND step.act = 'new' AND {SPAN.format(row="step")} AND {fits}
        )"""
    statement = COUNTS.format(fits=fits, kinds=f"AND {kinds}" if kinds else "", or_before=or_before)
    with connection.cursor() as cursor:
        cursor.execute(statement, _asked(wanted))
        found = {PublicAct(net): many for net, many in cursor.fetchall()}
    return {act: found.get(act, 0) for act in PublicAct if not wanted.acts or act in wanted.acts}


def _fits(wanted: Wanted, row: str) -> list[str]:
    return [f"{row}.codes && %(codes{place})s::int[]" for place, _codes in enumerate(wanted.codes)]


def _kinds(wanted: Wanted, row: str) -> str:
    return f"{row}.kind = ANY(%(kinds)s)" if wanted.kinds else ""


def _asked(wanted: Wanted) -> dict[str, Any]:
    codes = {f"codes{place}": codes for place, codes in enumerate(wanted.codes)}
    return codes | {
        "since": wanted.since,
        "until": wanted.until or FOREVER,
        "kinds": list(wanted.kinds),
        "acts": list(wanted.acts),
    }
