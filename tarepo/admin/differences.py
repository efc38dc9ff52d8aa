"""What the changes of a record changed: each row before and after, from the rows that the triggers wrote."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from tarepo.differences import Line, Raw, excerpts, text_where, written
from tarepo.event_tables import EventTable, near_side
from tarepo.kinds import names_record
from tarepo.labels import labels_of
from tarepo.models import File, Record, Text

Key = UUID | datetime  # of a change set; of what was done outside of any, its moment

# The portal's own columns, and what every row says of itself.
UNSAID = {"id", "record", "kind", "created_at", "changed_at", "published_at", "state", "version"}
# Of a file: what it is in storage, and who sent it, which the change says already.
UNSAID_OF_FILES = {
    *("sha256", "stored", "variants", "width", "height", "tier", "made_at", "by", "media_type", "size"),
}
MOST_LINES = 60  # of one change


@dataclass
class Difference:
    steps: list[str] = field(default_factory=list)  # what was done to the whole record: published, archived
    lines: list[Line] = field(default_factory=list)
    more: int = 0  # lines that are not shown


def differences(tables: Iterable[EventTable], pk: int, contexts: set[Key]) -> dict[Key, Difference]:
    """By change; two queries a table, one for the names of each sort of thing that is named."""
    found = {context: Difference() for context in contexts}
    raw: dict[Key, list[Raw]] = {context: [] for context in contexts}
    for table in tables:
        for context, old, new in _pairs(table, pk, contexts):
            raw[context] += compare(table.model, old, new)
            if table.model is Record:
                found[context].steps += steps_of(old, new)
    fill(found, raw)
    return found


def fill(found: dict[Any, Difference], raw: dict[Any, list[Raw]]) -> None:
    """The lines of each difference; one query for the names of each sort of thing that is named."""
    shown = {key: entries[:MOST_LINES] for key, entries in raw.items()}
    names = _names(entry for entries in shown.values() for entry in entries)
    for key, entries in shown.items():
        found[key].lines = [_line(entry, names) for entry in entries]
        found[key].more = len(raw[key]) - len(entries)


def _pairs(table: EventTable, pk: int, contexts: set[Key]) -> Iterable[tuple[Key, Any, Any]]:
    """Each row as it was before a change, and after it; None where it was not there."""
    events = table.events_of(pk)
    ids = [key for key in contexts if isinstance(key, UUID)]
    outside = Q(pgh_context_id=None, pgh_created_at__in=[key for key in contexts if not isinstance(key, UUID)])
    rows = list(events.filter(Q(pgh_context_id__in=ids) | outside).order_by("pgh_id"))
    state = {} if table.is_link or not rows else _before(table, events, pk, rows[0].pgh_id)
    for context, group in groupby(rows, lambda row: row.pgh_context_id or row.pgh_created_at):
        before: dict[object, Any] = {}
        for row in group:
            # The rows of a link have no key of their own: each is put in or taken out.
            key = getattr(row, "pgh_obj_id", ("link", row.pgh_id))
            gone = not table.belongs(row, pk)
            before.setdefault(key, row if gone and key not in state and isinstance(key, tuple) else state.get(key))
            if gone:
                state.pop(key, None)
            else:
                state[key] = row
        yield from ((context, old, state.get(key)) for key, old in before.items())


def _before(table: EventTable, events: models.QuerySet, pk: int, first: int) -> dict[object, Any]:
    """The rows as they stood before the first event."""
    last = events.filter(pgh_id__lt=first).order_by("pgh_obj_id", "-pgh_id").distinct("pgh_obj_id")
    return {row.pgh_obj_id: row for row in last if table.belongs(row, pk)}


def compare(model: Any, old: Any, new: Any) -> list[Raw]:
    where = "" if issubclass(model, Record) else _where(model, new or old)
    found = []
    for column in model._meta.concrete_fields:
        remote = column.remote_field
        if (
            column.name in (UNSAID | UNSAID_OF_FILES if model is File else UNSAID)
            or column.primary_key
            or getattr(remote, "parent_link", False)
        ):
            continue
        if remote and model._meta.auto_created and column.name == near_side(model):
            continue  # the record itself
        before, after = (getattr(row, column.attname, None) if row else None for row in (old, new))
        is_default = (old is None or new is None) and column.has_default() and (before or after) == column.get_default()
        if before != after and (before or after or (old and new)) and not is_default:
            found.append(Raw(where, column, before, after, column.name))
    return found


def _where(model: Any, row: Any) -> str:
    if model is Text:
        return text_where(row.language)
    return "" if model._meta.auto_created else capfirst(model._meta.verbose_name)


def steps_of(old: Any, new: Any) -> list[str]:
    if new is None or (old is None and not new.version):
        return []
    if new.version != (old.version if old else 0):
        return [_("Published as version %(n)d") % {"n": new.version}]
    if old and old.state != new.state:
        states = dict(Record._meta.get_field("state").flatchoices)
        return [capfirst(states.get(new.state, new.state))]
    return []


def _names(entries: Iterable[Raw]) -> dict[str, dict[str, str]]:
    """The names of what the values lead to, by table."""
    asked: dict[type[models.Model], set[int]] = {}
    for entry in entries:
        if remote := entry.field.remote_field:
            table = Record if names_record(entry.field) else remote.model
            asked.setdefault(table, set()).update(value for value in (entry.old, entry.new) if isinstance(value, int))
    found = {}
    for table, ids in asked.items():
        rows = table._default_manager.filter(pk__in=ids)
        found[table._meta.label] = labels_of(ids) if table is Record else {str(row.pk): str(row) for row in rows}
    return found


def _line(entry: Raw, names: dict[str, dict[str, str]]) -> Line:
    remote = entry.field.remote_field
    table = Record if names_record(entry.field) else remote.model if remote else None
    known = names.get(table._meta.label, {}) if table else {}
    old, new = ("" if value is None else _written(entry, value, known) for value in (entry.old, entry.new))
    return Line(entry.where, capfirst(entry.field.verbose_name), *excerpts(old, new))


def _written(entry: Raw, value: object, known: dict[str, str]) -> str:
    """Of a person or user too, whom a row of the table names by number."""
    return known.get(str(value), f"#{value}") if entry.field.remote_field else written(entry.field, value, known)
