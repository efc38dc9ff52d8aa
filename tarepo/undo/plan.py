"""What a change did to each row, read from the events of the triggers: one query a table."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from psycopg import sql

from tarepo.event_tables import EventTable, record_tables
from tarepo.kinds import names_record


class Row(NamedTuple):
    """A row that a change wrote, before and after it, as ids of events; None where it was not there."""

    key: int
    record: int
    before: int | None
    after: int | None
    is_known: bool = True  # False: it was there before its table was tracked, so nobody knows what it said


class Pair(NamedTuple):
    """A link that a change put in (added) or took out."""

    record: int
    other: int
    added: bool


# What stood there before an update is the row's last event before the change; a deletion tells it itself. A row that
# the change took from its record, as a file is when that is deleted, is a row of the record that it was taken from.
ROWS = """
WITH mine AS (
    SELECT pgh_obj_id AS key, min(pgh_id) AS first, max(pgh_id) AS last FROM {event}
    WHERE pgh_context_id = %s AND (%s::bigint[] IS NULL OR {owner} = ANY(%s) OR {owner} IS NULL) GROUP BY pgh_obj_id
), sides AS (
    SELECT mine.key, final.{owner} AS owner,
        CASE initial.pgh_label WHEN 'insert' THEN NULL WHEN 'delete' THEN mine.first
            ELSE (SELECT max(earlier.pgh_id) FROM {event} earlier
                  WHERE earlier.pgh_obj_id = mine.key AND earlier.pgh_id < mine.first) END AS before,
        CASE WHEN final.pgh_label <> 'delete' THEN mine.last END AS after,
        initial.pgh_label = 'insert' AS is_new
    FROM mine JOIN {event} initial ON initial.pgh_id = mine.first JOIN {event} final ON final.pgh_id = mine.last
), rows AS (
    SELECT sides.key, COALESCE(sides.owner, old.{owner}) AS owner, before, after, is_new
    FROM sides LEFT JOIN {event} old ON sides.owner IS NULL AND old.pgh_id = sides.before
)
SELECT * FROM rows WHERE owner IS NOT NULL AND (%s::bigint[] IS NULL OR owner = ANY(%s)) ORDER BY key
"""
PAIRS = """
SELECT {owner}, {other}, sum(CASE pgh_label WHEN 'insert' THEN 1 ELSE -1 END) > 0
FROM {event} WHERE pgh_context_id = %s GROUP BY 1, 2
HAVING sum(CASE pgh_label WHEN 'insert' THEN 1 ELSE -1 END) <> 0 ORDER BY 1, 2
"""


def rows_of(table: EventTable, change_id: UUID, records: Collection[int] | None = None) -> list[Row]:
    """Those of the records given, else of all; rows that the change made and removed again are left out."""
    query = sql.SQL(ROWS).format(event=sql.Identifier(table.event._meta.db_table), owner=sql.Identifier(table.owner))
    ids = None if records is None else list(records)
    with connection.cursor() as cursor:
        cursor.execute(query, [change_id, ids, ids, ids, ids])
        found = cursor.fetchall()
    return [
        Row(key, record, before, after, is_known=before is not None or is_new)
        for key, record, before, after, is_new in found
        if (before, after) != (None, None)
    ]


def pairs_of(table: EventTable, change_id: UUID) -> list[Pair]:
    query = sql.SQL(PAIRS).format(
        event=sql.Identifier(table.event._meta.db_table),
        owner=sql.Identifier(table.owner),
        other=sql.Identifier(far_side(table)),
    )
    with connection.cursor() as cursor:
        cursor.execute(query, [change_id])
        return [Pair(*found) for found in cursor.fetchall()]


def far_side(table: EventTable) -> str:
    """The column with the other end of a link."""
    columns = [field.column for field in table.model._meta.concrete_fields if field.remote_field]
    return next(column for column in columns if column != table.owner)


def named_before(plan: Mapping[EventTable, Sequence[Any]]) -> set[int]:
    """The records that rows and links of the plan named before the change; a query a table."""
    found: set[int] = set()
    for table, rows in plan.items():
        if table.is_link:
            found |= {pair.other for pair in rows if not pair.added}
            continue
        fields = [field for field in table.model._meta.local_concrete_fields if names_record(field)]
        names = [field.attname for field in fields if field.name != "record" and not field.remote_field.parent_link]
        events = table.event._default_manager.filter(pgh_id__in=[row.before for row in rows if row.before])
        for values in events.values_list(*names) if names else ():
            found |= {pk for pk in values if pk}
    return found


def merged_by(heads: Iterable[Row]) -> set[int]:
    """The records that the change merged into others."""
    rows = [row for row in heads if row.before and row.after]
    events = record_tables()[0].event._default_manager.filter(pgh_id__in=[pk for row in rows for pk in row[2:4]])
    told = dict(events.values_list("pgh_id", "merged_into_id"))
    return {row.record for row in rows if told.get(row.before or 0) != told.get(row.after or 0)}


def tables_touched(change_id: UUID) -> list[EventTable]:
    """One query."""
    asked = " UNION ALL ".join(
        f'SELECT {place} WHERE EXISTS (SELECT FROM "{table.event._meta.db_table}" WHERE pgh_context_id = %s)'  # noqa: S608
        for place, table in enumerate(record_tables())
    )
    with connection.cursor() as cursor:
        cursor.execute(asked, [change_id] * len(record_tables()))
        return [record_tables()[place] for (place,) in cursor.fetchall()]
