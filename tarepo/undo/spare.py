"""What of a change's plan stays as it is, because it was edited since: decided before anything is written."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from psycopg import sql

from tarepo.event_tables import EventTable, record_tables
from tarepo.models import File, Record
from tarepo.undo.plan import Pair, Row, far_side
from tarepo.undo.rows import Plan, changed_since

Why = dict[int, list[str]]  # sentences by record

# Rows of a record that the change did not make.
OTHERS = "SELECT DISTINCT {owner} FROM {table} WHERE {owner} = ANY(%s) AND NOT {key} = ANY(%s)"
OTHER_PAIRS = """SELECT DISTINCT {owner} FROM {table} WHERE {owner} = ANY(%s)
    AND ({owner}, {far}) NOT IN (SELECT * FROM unnest(%s::bigint[], %s::bigint[]))"""


def spare_rows(plan: Plan) -> Why:
    """Take out of the plan what was edited since; why, by record."""
    why: Why = defaultdict(list)
    for table, rows in plan.items():
        if table.is_link or not rows:
            continue
        since = changed_since(table, rows)
        kept = []
        for row in rows:
            if sentence := _why(table, row, *since[row.key]):
                why[row.record].append(sentence)
            elif _is_to_do(table, row, is_there=since[row.key][0]):
                kept.append(row)
        plan[table] = kept
    return why


def _is_to_do(table: EventTable, row: Row, *, is_there: bool) -> bool:
    # A file that came in stays stored, so that the undo can be undone.
    return is_there and table.model is not File if row.before is None else True


def _why(table: EventTable, row: Row, is_there: bool, differ: list[str]) -> str:
    what = {"what": capfirst(str(table.model._meta.verbose_name))}
    if not row.is_known:
        return _("%(what)s: what it said before is not recorded") % what
    if row.after is None:
        return _("%(what)s: it has been put in again since") % what if is_there else ""
    if not is_there:
        return _("%(what)s: deleted since") % what if row.before else ""
    if not differ or (table.model is File and row.before is None):
        return ""
    names = {field.column: str(field.verbose_name) for field in table.model._meta.local_concrete_fields}
    fields = ", ".join(names[column] for column in differ)
    return _("%(what)s: edited since (%(fields)s)") % (what | {"fields": fields})


def has_more_rows(plan: Plan, made: Iterable[int]) -> set[int]:
    """Those of the records that the change made which have rows, too, that it did not make. A query a table."""
    ids = list(made)
    found: set[int] = set()
    for table in record_tables() if ids else ():
        if table.model is Record or table.model is File:
            continue
        with connection.cursor() as cursor:
            cursor.execute(*_others(table, plan.get(table, []), ids))
            found.update(record for (record,) in cursor.fetchall())
    return found


def _others(table: EventTable, rows: Any, ids: list[int]) -> tuple[sql.Composed, list[Any]]:
    names = {"owner": sql.Identifier(table.owner), "table": sql.Identifier(table.model._meta.db_table)}
    if table.is_link:
        pairs: list[Pair] = rows
        ends = [[pair.record for pair in pairs], [pair.other for pair in pairs]]
        return sql.SQL(OTHER_PAIRS).format(far=sql.Identifier(far_side(table)), **names), [ids, *ends]
    key = sql.Identifier(table.model._meta.pk.column)
    return sql.SQL(OTHERS).format(key=key, **names), [ids, [row.key for row in rows]]


def without(plan: Plan, records: set[int]) -> None:
    """Leave these records out of the plan altogether."""
    for table, rows in plan.items():
        plan[table] = [row for row in rows if row.record not in records]
