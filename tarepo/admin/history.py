"""Which changes touched an object: read from the rows that the triggers wrote."""

from dataclasses import dataclass, field
from functools import cache
from uuid import UUID

import pghistory.models
from django.apps import apps
from django.db import models
from django.db.models import Value

from tarepo.admin.differences import Difference, Table, differences
from tarepo.kinds import schema_of
from tarepo.models import ChangeSet, Identifier, OldAddress, Record, Text

MOST = 50  # of the latest changes


@dataclass
class Touched:
    """One change set, and what of the object it touched."""

    change: ChangeSet
    what: list[str] = field(default_factory=list)
    difference: Difference = field(default_factory=Difference)


def changes_of(found: models.Model) -> list[Touched]:
    """The latest, newest first: a query for all tables, one for the change sets, two for each table touched."""
    tables = tables_of(found)
    if not tables:
        return []
    touched: dict[UUID, set[int]] = {}
    rows = [contexts_in(table, found.pk, place) for place, table in enumerate(tables)]
    for context, place in rows[0].union(*rows[1:]):
        touched.setdefault(context, set()).add(place)
    changes = list(ChangeSet.objects.filter(pk__in=touched).select_related("by").order_by("-made_at")[:MOST])
    contexts = {change.pk for change in changes}
    places = sorted({place for context in contexts for place in touched[context]})
    shown = differences([tables[place] for place in places], found.pk, contexts) if isinstance(found, Record) else {}
    return [
        Touched(
            change,
            sorted(str(tables[place].model._meta.verbose_name) for place in touched[change.pk]),
            shown.get(change.pk, Difference()),
        )
        for change in changes
    ]


def tables_of(found: models.Model) -> list[Table]:
    if not isinstance(found, Record):
        model = type(found)._meta.concrete_model
        event = event_models().get(model)
        return [Table(event, "pgh_obj", model)] if event else []
    schema = schema_of(found.kind)
    rows = [(Record, "pgh_obj"), (schema.model, "record"), (Text, "record")]
    rows += [(Identifier, "record"), (OldAddress, "record")]
    rows += [(part.model, "record") for part in schema.parts.values()]
    rows += [(link.remote_field.through, link.m2m_field_name()) for link in schema.links.values()]
    return [Table(event, column, model) for model, column in dict(rows).items() if (event := event_models().get(model))]


def contexts_in(table: Table, pk: int, place: int) -> models.QuerySet:
    rows = table.event._default_manager.filter(**{f"{table.column}_id": pk}, pgh_context__isnull=False)
    return rows.values_list("pgh_context_id", Value(place)).distinct()


def first_touched(model: type[models.Model], change_id: UUID) -> int | None:
    """The first row of the table that the change wrote."""
    events = event_models()[model]._default_manager.filter(pgh_context_id=change_id).order_by("pgh_id")
    return events.values_list("pgh_obj_id", flat=True).first()


@cache
def event_models() -> dict[type[models.Model], type[models.Model]]:
    """Each tracked model's event model."""
    return {
        model.pgh_tracked_model._meta.concrete_model: model
        for model in apps.get_models()
        if issubclass(model, pghistory.models.Event) and model.pgh_tracked_model
    }
