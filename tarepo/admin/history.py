"""Which changes touched an object: read from the rows that the triggers wrote."""

from dataclasses import dataclass, field
from functools import cache
from uuid import UUID

import pghistory.models
from django.apps import apps
from django.db import models
from django.db.models import Value

from tarepo.kinds import schema_of
from tarepo.models import ChangeSet, Identifier, OldAddress, Record, Text


@dataclass
class Touched:
    """One change set, and what of the object it touched."""

    change: ChangeSet
    what: list[str] = field(default_factory=list)


def changes_of(found: models.Model) -> list[Touched]:
    """Newest first; a query for the events of all tables, one for the change sets."""
    events = events_of(found)
    if not events:
        return []
    touched: dict[object, set[str]] = {}
    for context, name in events[0].union(*events[1:]):
        touched.setdefault(context, set()).add(name)
    changes = ChangeSet.objects.filter(pk__in=touched).select_related("by").order_by("-made_at")
    return [Touched(change, sorted(touched[change.pk])) for change in changes]


def events_of(found: models.Model) -> list[models.QuerySet]:
    if not isinstance(found, Record):
        event = event_models().get(type(found)._meta.concrete_model)
        return [named(event, "pgh_obj", found.pk, found)] if event else []
    schema = schema_of(found.kind)
    rows = [(Record, "pgh_obj"), (schema.model, "record"), (Text, "record")]
    rows += [(Identifier, "record"), (OldAddress, "record")]
    rows += [(part.model, "record") for part in schema.parts.values()]
    rows += [(link.remote_field.through, link.m2m_field_name()) for link in schema.links.values()]
    return [
        named(event, column, found.pk, model)
        for model, column in dict(rows).items()
        if (event := event_models().get(model))
    ]


def named(event: type[models.Model], column: str, pk: int, model: models.Model | type[models.Model]) -> models.QuerySet:
    name = str(model._meta.verbose_name)
    rows = event._default_manager.filter(**{f"{column}_id": pk}, pgh_context__isnull=False)
    return rows.values_list("pgh_context_id", Value(name)).distinct()


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
