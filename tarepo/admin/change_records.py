"""The records that one change touched, page by page, and what it did to each."""

from collections.abc import Collection
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import F

from tarepo.admin.by_kind import form_address
from tarepo.admin.differences import Difference, compare, fill, steps_of
from tarepo.differences import Raw
from tarepo.event_tables import EventTable
from tarepo.models import Record
from tarepo.undo.plan import rows_of, tables_touched
from tarepo.undo.verb import names_of

MOST = 50  # records on a page


class Changed(NamedTuple):
    record: int
    name: str
    address: str  # of its form; empty where it is no more
    difference: Difference


def ids_touched(change_id: UUID, *, after: int = 0, most: int | None = None) -> list[int]:
    """Lowest first; two queries."""
    rows = [
        table.event._default_manager.filter(pgh_context_id=change_id, **{f"{table.owner}__gt": after})
        .annotate(touched=F(table.owner))
        .values_list("touched", flat=True)
        .distinct()
        for table in tables_touched(change_id)
    ]
    if not rows:
        return []
    found = rows[0].union(*rows[1:]) if rows[1:] else rows[0]
    return list(found.order_by("touched")[:most])


def changed_records(change_id: UUID, ids: Collection[int]) -> list[Changed]:
    """Two queries for each table that the change touched, two for the names."""
    names, told = names_of(ids), _differences(change_id, ids)
    kinds = dict(Record.objects.filter(pk__in=ids).values_list("pk", "kind"))
    return [
        Changed(pk, names.get(str(pk), f"#{pk}"), form_address(kinds[pk], pk) if pk in kinds else "", told[pk])
        for pk in ids
    ]


def _differences(change_id: UUID, ids: Collection[int]) -> dict[int, Difference]:
    found = {pk: Difference() for pk in ids}
    raw: dict[int, list[Raw]] = {pk: [] for pk in ids}
    for table in tables_touched(change_id):
        if table.is_link:
            _compare_links(table, change_id, ids, raw)
            continue
        rows = rows_of(table, change_id, ids)
        events = table.event._default_manager.in_bulk([pk for row in rows for pk in (row.before, row.after) if pk])
        for row in rows:
            old, new = (_of(row.record, table, events.get(side)) for side in (row.before, row.after))
            raw[row.record] += compare(table.model, old, new)
            if table.model is Record:
                found[row.record].steps += steps_of(old, new)
    fill(found, raw)
    return found


def _of(record: int, table: EventTable, event: Any) -> Any:
    """The row as one of the record; None where it was another's then, or nobody's."""
    return event if event and getattr(event, table.owner) == record else None


def _compare_links(table: EventTable, change_id: UUID, ids: Collection[int], raw: dict[int, list[Raw]]) -> None:
    events = table.event._default_manager.filter(pgh_context_id=change_id, **{f"{table.owner}__in": list(ids)})
    for event in events.order_by("pgh_id"):
        old, new = (None, event) if event.pgh_label == "insert" else (event, None)
        raw[getattr(event, table.owner)] += compare(table.model, old, new)
