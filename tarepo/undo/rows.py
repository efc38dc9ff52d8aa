"""Putting rows back: one statement a table and a way of writing, from the events straight into the table."""

from collections.abc import Collection, Sequence
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _
from psycopg import errors, sql

from tarepo.event_tables import EventTable
from tarepo.models import File, Record, Text
from tarepo.undo.plan import Pair, Row, far_side

# The portal's own: states.py sees to them.
OWN = {"state", "version", "created_at", "changed_at", "published_at"}
Plan = dict[EventTable, list[Any]]  # each a Row; of a link, a Pair

# What of each row somebody changed since: the columns that the change wrote and that say something else now.
SINCE = """
SELECT op.key, now.{key} IS NOT NULL, array_remove(ARRAY[{columns}]::text[], NULL)
FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[]) AS op (key, before, after)
LEFT JOIN {table} now ON now.{key} = op.key
LEFT JOIN {event} old ON old.pgh_id = op.before LEFT JOIN {event} new ON new.pgh_id = op.after
"""
ONE_SINCE = """CASE WHEN (op.before IS NULL OR old.{column} IS DISTINCT FROM new.{column})
    AND now.{column} IS DISTINCT FROM new.{column} THEN {name} END"""
UPDATE = """
UPDATE {table} now SET {columns} FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[]) AS op (key, before, after)
JOIN {event} old ON old.pgh_id = op.before JOIN {event} new ON new.pgh_id = op.after
WHERE now.{key} = op.key AND ROW({olds}) IS DISTINCT FROM ROW({news}) AND {first}
"""
ONE_UPDATE = "{column} = CASE WHEN old.{column} IS DISTINCT FROM new.{column} THEN old.{column} ELSE now.{column} END"
INSERT = "INSERT INTO {table} ({key}, {columns}) SELECT {key}, {columns} FROM {event} WHERE pgh_id = ANY(%s)"


def columns_of(model: Any) -> list[str]:
    """Of the model's own table, but its key and what the portal keeps itself."""
    own = OWN if model is Record else set()
    return [
        field.column for field in model._meta.local_concrete_fields if not field.primary_key and field.column not in own
    ]


def _names(table: EventTable) -> dict[str, sql.Composable]:
    return {
        "table": sql.Identifier(table.model._meta.db_table),
        "event": sql.Identifier(table.event._meta.db_table),
        "key": sql.Identifier(table.model._meta.pk.column),
    }


def _arrays(rows: Sequence[Row]) -> list[list[Any]]:
    return [[row.key for row in rows], [row.before for row in rows], [row.after for row in rows]]


def changed_since(table: EventTable, rows: Sequence[Row]) -> dict[int, tuple[bool, list[str]]]:
    """By key of the row: whether it is there, and the columns of the change that say something else now."""
    columns = [
        sql.SQL(ONE_SINCE).format(column=sql.Identifier(column), name=sql.Literal(column))
        for column in columns_of(table.model)
    ]
    query = sql.SQL(SINCE).format(columns=sql.SQL(", ").join(columns), **_names(table))
    with connection.cursor() as cursor:
        cursor.execute(query, _arrays(rows))
        return {key: (is_there, differ) for key, is_there, differ in cursor.fetchall()}


def put_back(plan: Plan, records: Collection[int]) -> dict[int, str]:
    """Write the former rows of the records; why not, in a sentence, for each record that the database refused.

    All at once; where that is refused, by halves, so that only those stay out that stand against it themselves.
    """
    refused = _by_halves(plan, sorted(records))
    while refused:  # what stood in the way of one may have come back with another
        again = _by_halves(plan, sorted(refused))
        if len(again) == len(refused):
            return again
        refused = again
    return {}


def _by_halves(plan: Plan, records: list[int]) -> dict[int, str]:
    if not records:
        return {}
    try:
        with transaction.atomic():
            _write(plan, set(records))
            return {}
    except IntegrityError as error:
        if len(records) == 1:
            return {records[0]: sentence(error)}
    middle = len(records) // 2
    return _by_halves(plan, records[:middle]) | _by_halves(plan, records[middle:])


def sentence(error: IntegrityError) -> str:
    cause = error.__cause__
    if isinstance(cause, errors.ForeignKeyViolation):
        return _("something that it needs is gone, or something that came since needs it")
    if isinstance(cause, errors.UniqueViolation):
        return _("something else has taken what only one may have, such as its reference or a language")
    return _("its former values no longer fit what was changed since")


def _write(plan: Plan, records: set[int]) -> None:
    """Keys are checked at the end, so that no order of tables is needed; what is unique, at once."""
    mine = {table: [row for row in rows if row.record in records] for table, rows in plan.items()}
    for table, rows in mine.items():
        if table.is_link:
            _write_pairs(table, rows, added=True)
        else:
            _delete(table, [row for row in rows if row.before is None])
    for table, rows in mine.items():
        if not table.is_link:
            _update(table, [row for row in rows if row.before and row.after])
    for table, rows in mine.items():
        if table.is_link:
            _write_pairs(table, rows, added=False)
        else:
            _insert(table, [row for row in rows if row.after is None])
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")


def _delete(table: EventTable, rows: Sequence[Row]) -> None:
    keys = [row.key for row in rows]
    if not keys:
        return
    if table.model is Record:
        File.objects.filter(record_id__in=keys).update(record=None)  # files stay: an undo can be undone
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("DELETE FROM {table} WHERE {key} = ANY(%s)").format(**_names(table)), [keys])


def _update(table: EventTable, rows: Sequence[Row]) -> None:
    if not rows:
        return
    columns = [sql.Identifier(column) for column in columns_of(table.model)]
    sets = [sql.SQL(ONE_UPDATE).format(column=column) for column in columns]
    names = _names(table) | {
        "columns": sql.SQL(", ").join(sets),
        "olds": sql.SQL(", ").join(sql.SQL("old.{}").format(column) for column in columns),
        "news": sql.SQL(", ").join(sql.SQL("new.{}").format(column) for column in columns),
    }
    # A record has one original: that text comes second which becomes it.
    steps = ("old.status <> 'original'", "old.status = 'original'") if table.model is Text else ("true",)
    with connection.cursor() as cursor:
        for step in steps:
            cursor.execute(sql.SQL(UPDATE).format(first=sql.SQL(step), **names), _arrays(rows))


def _insert(table: EventTable, rows: Sequence[Row]) -> None:
    if not rows:
        return
    fields = table.model._meta.local_concrete_fields
    columns = sql.SQL(", ").join(sql.Identifier(field.column) for field in fields if not field.primary_key)
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL(INSERT).format(columns=columns, **_names(table)), [[row.before for row in rows]])


def _write_pairs(table: EventTable, pairs: Sequence[Pair], *, added: bool) -> None:
    """Take out those that the change added, put in those that it took out."""
    mine = [pair for pair in pairs if pair.added == added]
    if not mine:
        return
    names = _names(table) | {"near": sql.Identifier(table.owner), "far": sql.Identifier(far_side(table))}
    if added:
        query = "DELETE FROM {table} WHERE ({near}, {far}) IN (SELECT * FROM unnest(%s::bigint[], %s::bigint[]))"
    else:
        query = """INSERT INTO {table} ({near}, {far})
            SELECT * FROM unnest(%s::bigint[], %s::bigint[]) ON CONFLICT DO NOTHING"""
    ends = [[pair.record for pair in mine], [pair.other for pair in mine]]
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL(query).format(**names), ends)
