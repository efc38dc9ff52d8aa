"""Which changes touched an object: read from the rows that the triggers wrote."""

import datetime as dt
from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import UUID

from django.db import models
from django.db.models import F, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.dateparse import parse_datetime

from tarepo.admin.differences import Difference, Key, differences
from tarepo.event_tables import EventTable, event_models
from tarepo.kinds import schema_of
from tarepo.models import ChangeSet, File, Identifier, OldAddress, Record, Text

MOST = 50  # changes on a page


@dataclass
class Touched:
    """One change set, and what of the object it touched; without one, raw SQL outside of the portal did."""

    change: ChangeSet | None
    moment: dt.datetime
    what: list[str] = field(default_factory=list)
    difference: Difference = field(default_factory=Difference)


class HistoryPage(NamedTuple):
    changes: list[Touched]
    older: str  # what ?before= asks for on the next page; empty on the last


def history_page(found: models.Model, before: dt.datetime | None = None) -> HistoryPage:
    """Newest first: a query for all tables, one for the change sets, two for each table touched."""
    tables = tables_of(found)
    touched, moments = _touched(tables, found.pk, before)
    keys = sorted(touched, key=lambda key: moments[key], reverse=True)
    shown = set(keys[:MOST])
    sets = ChangeSet.objects.select_related("by").in_bulk([key for key in shown if isinstance(key, UUID)])
    places = sorted({place for key in shown for place in touched[key]})
    told = differences([tables[place] for place in places], found.pk, shown) if isinstance(found, Record) else {}
    changes = [
        Touched(
            sets.get(key) if isinstance(key, UUID) else None,
            moments[key],
            sorted(str(tables[place].model._meta.verbose_name) for place in touched[key]),
            told.get(key, Difference()),
        )
        for key in keys[:MOST]
    ]
    return HistoryPage(changes, changes[-1].moment.isoformat() if len(keys) > MOST else "")


def changes_of(found: models.Model) -> list[Touched]:
    return history_page(found).changes


def moment_of(asked: str) -> dt.datetime | None:
    """What an address asks for; None where it is no moment."""
    try:
        found = parse_datetime(asked.replace("\x00", "").replace(" ", "+"))
    except ValueError:
        return None
    return found if found is None or found.tzinfo else found.replace(tzinfo=dt.UTC)


def _touched(
    tables: list[EventTable], pk: int, before: dt.datetime | None
) -> tuple[dict[Key, set[int]], dict[Key, dt.datetime]]:
    """The tables that each change touched, and its moment; of one change more than a page shows."""
    touched: dict[Key, set[int]] = {}
    moments: dict[Key, dt.datetime] = {}
    if not tables:
        return touched, moments
    rows = [_steps_in(table, pk, place, before) for place, table in enumerate(tables)]
    asked = rows[0].union(*rows[1:]) if rows[1:] else rows[0]
    for context, moment, place in asked.order_by("-moment")[: (MOST + 1) * len(tables)]:
        touched.setdefault(context or moment, set()).add(place)
        moments[context or moment] = moment
    return touched, moments


def _steps_in(table: EventTable, pk: int, place: int, before: dt.datetime | None) -> models.QuerySet:
    made = ChangeSet.objects.filter(pk=OuterRef("pgh_context_id")).values("made_at")
    rows = table.events_of(pk).annotate(moment=Coalesce(Subquery(made), F("pgh_created_at")), place=Value(place))
    if before:
        rows = rows.filter(moment__lt=before)
    return rows.values_list("pgh_context_id", "moment", "place").distinct()


def tables_of(found: models.Model) -> list[EventTable]:
    if not isinstance(found, Record):
        model = type(found)._meta.concrete_model
        event = event_models().get(model)
        return [EventTable(event, "pgh_obj", model)] if event else []
    schema = schema_of(found.kind)
    rows = [(Record, "pgh_obj"), (schema.model, "record"), (Text, "record")]
    rows += [(Identifier, "record"), (OldAddress, "record"), (File, "record")]
    rows += [(part.model, "record") for part in schema.parts.values()]
    rows += [(link.remote_field.through, link.m2m_field_name()) for link in schema.links.values()]
    return [
        EventTable(event, column, model) for model, column in dict(rows).items() if (event := event_models().get(model))
    ]


def contexts_of(found: models.Model) -> set[UUID]:
    """The keys of all change sets that touched the object, in one query; none where it is not tracked."""
    asked = [
        table.event._default_manager.filter(**{f"{table.column}_id": found.pk}, pgh_context__isnull=False)
        .values_list("pgh_context_id", flat=True)
        .distinct()
        for table in tables_of(found)
    ]
    return set(asked[0].union(*asked[1:])) if asked else set()


def first_touched(model: type[models.Model], change_id: UUID) -> int | None:
    """The first row of the table that the change wrote."""
    events = event_models()[model]._default_manager.filter(pgh_context_id=change_id).order_by("pgh_id")
    return events.values_list("pgh_obj_id", flat=True).first()
