"""Two edits of one object as a person reads them: who saved, what was taken over, what is to be chosen."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from tarepo.admin.history import contexts_of
from tarepo.admin.said import OWN, Row, Section, Value
from tarepo.admin.three_way import Met, Moved
from tarepo.admin.widgets import names_of
from tarepo.differences import text_where, written
from tarepo.enums import State
from tarepo.kinds import OWN_OF_PART, names_record
from tarepo.labels import labels_of
from tarepo.models import ChangeSet, Record, Text

MOST_CHANGES = 10


@dataclass(frozen=True)
class Shown:
    path: str
    where: str
    name: str  # of the field; empty for a whole row
    base: str
    theirs: str
    mine: str
    id: str  # of the field in the form below, or of its row


@dataclass
class Meeting:
    """What the form shows beside both edits in one. Whoever saves once more has seen it."""

    changes: list[ChangeSet] = field(default_factory=list)
    taken: list[Shown] = field(default_factory=list)
    clashes: list[Shown] = field(default_factory=list)


def meeting(found: models.Model, parts: dict[str, Section], met: Met, places: dict[str, int], *, since: str) -> Meeting:
    writer = Writer(parts, met, places, Names(parts, [*met.taken, *met.clashes]))
    return Meeting(
        changes_since(found, since),
        [writer.shown(moved) for moved in met.taken],
        [writer.shown(moved) for moved in met.clashes],
    )


def changes_since(found: models.Model, moment: str) -> list[ChangeSet]:
    """Who saved the object since then, newest first; nobody is told where its changes are not tracked.

    A change is dated as it begins: one that ended after the form was opened may have begun before. The newest is told
    in any case.
    """
    contexts = contexts_of(found)
    newest = list(ChangeSet.objects.filter(pk__in=contexts).select_related("by").order_by("-made_at")[:MOST_CHANGES])
    after = dt.datetime.fromisoformat(moment) if moment else None
    return [change for change in newest if after and change.made_at > after] or newest[:1]


class Names:
    """What the values lead to, by name: one query for each table."""

    def __init__(self, parts: dict[str, Section], moved: list[Moved]) -> None:
        asked: dict[Any, set[str]] = {}
        for column, value in _values(parts, moved):
            if column.remote_field:
                found = value if isinstance(value, list) else [value]
                asked.setdefault(_table(column), set()).update(str(one) for one in found)
        self.known: dict[Any, dict[str, str]] = {}
        for table, keys in asked.items():
            ids = {int(key) for key in keys if key.isascii() and key.isdigit() and len(key) < 19}
            self.known[table] = labels_of(ids) if table is Record else names_of(table, ids)

    def written(self, column: models.Field, value: Value | None) -> str:
        if isinstance(column, models.BooleanField) and (value or not column.null):
            return _("yes") if value == "true" else _("no")
        if not value:
            return ""
        if column.remote_field:
            known = self.known.get(_table(column), {})
            return "; ".join(known.get(one, one) for one in (value if isinstance(value, list) else [str(value)]))
        return written(column, value, {})


def _table(column: Any) -> Any:
    return Record if names_record(column) else column.remote_field.model


def _values(parts: dict[str, Section], moved: list[Moved]) -> Iterator[tuple[models.Field, Value]]:
    for one in moved:
        columns = parts[one.section].columns
        for value in (one.base, one.theirs, one.mine):
            row = value if not one.column else {one.column: value}
            for name, said in (row or {}).items():  # type: ignore[union-attr]
                if said and name in columns:
                    yield columns[name], said


@dataclass
class Writer:
    parts: dict[str, Section]
    met: Met
    places: dict[str, int]
    names: Names

    def shown(self, moved: Moved) -> Shown:
        section = self.parts[moved.section]
        place = self.places.get(f"{moved.section}/{moved.key}")
        row = "" if moved.section == OWN or place is None else f"{section.prefix}{place}"
        values = (self.value(section, moved.column, value) for value in (moved.base, moved.theirs, moved.mine))
        label = section.label(moved.column) if moved.column in section.columns else _("State")
        return Shown(
            moved.path,
            self.where(section, moved, place),
            capfirst(label) if moved.column else "",
            *values,
            id=row or f"id_{moved.column}",
        )

    def where(self, section: Section, moved: Moved, place: int | None) -> str:
        if moved.section == OWN:
            return ""
        if section.model is Text and (language := self._language(moved)):
            return text_where(language)
        name = capfirst(str(section.model._meta.verbose_name))
        return name if place is None else f"{name} #{place + 1}"

    def _language(self, moved: Moved) -> str:
        row: Any = self.met.said[moved.section].get(moved.key) or (moved.theirs if not moved.column else None)
        return str(row.get("language", "")) if isinstance(row, dict) else ""

    def value(self, section: Section, column: str, value: Value | Row | None) -> str:
        if not column:
            return self._row(section, value) if isinstance(value, dict) else ""
        if column not in section.columns:
            return capfirst(str(dict(State.choices).get(str(value), value or "")))
        return self.names.written(section.columns[column], value)

    def _row(self, section: Section, row: dict) -> str:
        """A whole row, its fields one a line."""
        columns = {name: column for name, column in section.columns.items() if name not in OWN_OF_PART}
        told = {name: self.names.written(column, row.get(name)) for name, column in columns.items()}
        return "\n".join(f"{capfirst(section.label(name))}: {value}" for name, value in told.items() if value)
