"""Which records changed within a span, each once with what its steps come to; and exactly how many.

A record is found by any of its steps: each has what it named before and after. A span may hold a first load of a
hundred thousand: what is new is counted from an index alone, all else is what moved (publicchange_moved), and a page is
walked to from the newest. What was counted is kept as long as no step is added.
"""

import datetime as dt
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import Any

from django.db import connection

from tarepo.changed.asking import Wanted
from tarepo.changed.net import NET, Step, version_before
from tarepo.codes import BASE, Facet
from tarepo.locks import nobody_indexes
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
# {also}: what a step has to be like; {way}: the direction of the walk. Steps are walked some at a time, since the
# planner cannot know how many of them are their record's last, and would look at all.
STEPS = f"""
    (SELECT id, record_id, kind, act, version, at FROM tarepo_publicchange last
    WHERE {SPAN.format(row="last")} AND {{also}}
    ORDER BY last.at {{way}}, last.id {{way}} LIMIT %(reach)s)
"""  # noqa: S608  # parts of our own
PAGE = f"""
    WITH steps AS MATERIALIZED (
        SELECT * FROM ({{steps}}) last ORDER BY last.at {{way}}, last.id {{way}} LIMIT %(reach)s
    ), walked AS (
        SELECT count(*) AS many, (array_agg(id ORDER BY at {{back}}, id {{back}}))[1] AS until FROM steps
    ), found AS MATERIALIZED (
        SELECT last.id, last.record_id, last.kind, last.version, last.at, first.act AS first_act,
            first.version AS first_version, {NET} AS net
        FROM steps last {FIRST}
        WHERE {IS_LAST} AND {NET} IS NOT NULL {{acts}} ORDER BY last.at {{way}}, last.id {{way}} LIMIT %(most)s
    )
    SELECT walked.many, walked.until, found.id, found.record_id, found.kind, found.net, found.at, found.version,
        found.first_act, found.first_version, record.reference, record.merged_into_id, shown.id IS NOT NULL, shown.codes
    FROM walked LEFT JOIN found ON true LEFT JOIN tarepo_record record ON record.id = found.record_id
        LEFT JOIN tarepo_searchrow shown ON shown.record_id = found.record_id AND shown.tier = 0
    ORDER BY found.at {{way}}, found.id {{way}}
"""  # noqa: S608  # parts of our own
REACH, FARTHER = 200, 8  # steps walked at first, and how many times as many each time that they were too few
# What moved, and beside it what is new and did nothing else. Of one record the ids of steps rise with their moments.
# A stray's last step names nothing of what is asked for any more; an earlier one does.
COUNTS = f"""
    WITH moved AS MATERIALIZED (
        SELECT record_id, min(id) AS least, max(id) AS latest, bool_or({{fits}}) AS fits FROM tarepo_publicchange step
        WHERE {SPAN.format(row="step")} AND act <> 'new' {{kinds}} GROUP BY record_id
    ), fresh AS MATERIALIZED (
        SELECT record_id, {{fits}} AS fits FROM moved JOIN tarepo_publicchange step USING (record_id)
        WHERE step.act = 'new' AND {SPAN.format(row="step")}
    ), ends AS (
        SELECT last.id, {{last_fits}} AS last_fits, last.act, last.version,
            CASE WHEN fresh.record_id IS NULL THEN one.act ELSE 'new' END AS first_act, one.version AS first_version
        FROM moved LEFT JOIN fresh USING (record_id)
            JOIN tarepo_publicchange one ON one.id = moved.least JOIN tarepo_publicchange last ON last.id = moved.latest
        WHERE moved.fits OR coalesce(fresh.fits, false)
    ), counted AS (
        SELECT {NET.replace("first.", "last.first_")} AS net, count(*) AS many,
            array_agg(last.id) FILTER (WHERE NOT last.last_fits) AS strays
        FROM ends last GROUP BY 1
    )
    SELECT net, many, strays, (SELECT max(id) FROM tarepo_publicchange) FROM counted WHERE net IS NOT NULL
    UNION ALL SELECT 'new', count(*) - (SELECT count(*) FROM fresh WHERE fits), NULL,
        (SELECT max(id) FROM tarepo_publicchange)
    FROM tarepo_publicchange step WHERE {SPAN.format(row="step")} AND act = 'new' AND {{fits}} {{kinds}}
"""  # noqa: S608  # parts of our own
LAST_STEP = "SELECT max(id) FROM tarepo_publicchange"
MOST_KEPT = 500
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


@dataclass(frozen=True)
class Totals:
    """How many records were made public, changed, withdrawn and brought back; the last steps of strays."""

    counts: dict[PublicAct, int]
    strays: list[int]


def page(
    wanted: Wanted, *, size: int, before: int | None = None, after: int | None = None, totals: Totals | None = None
) -> Page:
    """The newest entries; those older than the step `before`, or the nearest that are newer than `after`. One query,
    and those of count() where the totals are not given."""
    beside, way = before or after, "ASC" if after else "DESC"
    all_of = totals or count(wanted)
    found: list[Entry] = []
    reach = max(REACH, 4 * size)
    while any(all_of.counts.values()):
        entries, walked, beside = _walk(wanted, all_of.strays, beside, way, size + 1 - len(found), reach)
        found += entries
        if walked < reach or len(found) > size:
            break
        reach *= FARTHER
    more, found = len(found) > size, found[:size]
    if after:
        return Page(found[::-1], newer=more, older=True)
    return Page(found, newer=before is not None, older=more)


def _walk(
    wanted: Wanted, strays: list[int], beside: int | None, way: str, most: int, reach: int
) -> tuple[list[Entry], int, int | None]:
    """The entries among so many steps past the one beside; how many steps there were, and the last of them."""
    also = [_kinds(wanted, "last")] if wanted.kinds else []
    if beside:
        sign = ">" if way == "ASC" else "<"
        also.append(f"(last.at, last.id) {sign} (SELECT at, id FROM tarepo_publicchange WHERE id = %(beside)s)")  # noqa: S608
    if wanted.acts and PublicAct.NEW not in wanted.acts:
        also.append("last.act <> 'new'")  # a walk by the index of what moved
    branches = [[*also, *_fits(wanted, "last")], *([[*also, "last.id = ANY(%(strays)s)"]] if strays else [])]
    statement = PAGE.format(
        steps=" UNION ALL ".join(STEPS.format(also=" AND ".join(branch) or "true", way=way) for branch in branches),
        acts=f"AND ({NET}) = ANY(%(acts)s)" if wanted.acts else "",
        way=way,
        back="ASC" if way == "DESC" else "DESC",
    )
    asked = {"most": most, "reach": reach, "beside": beside, "strays": strays}
    with connection.cursor() as cursor:
        cursor.execute(statement, _asked(wanted) | asked)
        rows = cursor.fetchall()
    walked, until = rows[0][:2]
    return [_entry(*row[2:]) for row in rows if row[2]], walked, until


def _entry(
    step: int, record: int, kind: str, net: str, at: dt.datetime, version: int, act: str, first: int, *rest: Any
) -> Entry:
    reference, merged_into, is_public, codes = rest
    refers = Facet.REFERS * BASE
    names = [each - refers for each in codes or () if refers <= each < refers + BASE]
    before = version_before(Step(act, first))
    told = (record, kind, PublicAct(net), at, version, before, reference, merged_into, is_public)
    return Entry(step, *told, names)


_kept: OrderedDict[tuple[str, int], Totals] = OrderedDict()
_lock = Lock()


def count(wanted: Wanted) -> Totals:
    """Exactly; one query where the same was counted before and no step was added since. Call it outside a transaction.

    What is kept is whole: when nobody noted steps, every step that has an id was seen, and later ones have higher ids.
    """
    with connection.cursor() as cursor:
        cursor.execute(LAST_STEP)
        last = cursor.fetchone()[0] or 0
    key = repr((wanted.since, wanted.until, wanted.codes, wanted.closed)), last
    if found := _kept.get(key):
        return found
    is_quiet = not connection.in_atomic_block and nobody_indexes()
    found, seen = _count(wanted)
    if is_quiet and seen == last:
        _keep(key, found)
    return found


def _keep(key: tuple[str, int], found: Totals) -> None:
    with _lock:
        _kept[key] = found
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)


def _count(wanted: Wanted) -> tuple[Totals, int]:
    """The totals, and the last step that was there."""
    fits, last_fits = (" AND ".join(_fits(wanted, row)) or "true" for row in ("step", "last"))
    kinds = _kinds(wanted, "step")
    statement = COUNTS.format(fits=fits, last_fits=last_fits, kinds=f"AND {kinds}" if kinds else "")
    strays: list[int] = []
    many, last = dict.fromkeys(PublicAct, 0), 0
    with connection.cursor() as cursor:
        cursor.execute(statement, _asked(wanted))
        for net, found, astray, seen in cursor.fetchall():
            many[PublicAct(net)] += found
            strays += astray or []
            last = seen or 0
    return Totals({act: n for act, n in many.items() if not wanted.acts or act in wanted.acts}, strays), last


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
