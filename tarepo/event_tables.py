"""The tables in which the triggers write what changed, one for each tracked table and each link."""

from functools import cache
from typing import Any, NamedTuple

import pghistory.models
from django.apps import apps
from django.db import models

from tarepo.models import Record


class EventTable(NamedTuple):
    """A table with rows of records, and the column of its events that says of which record they are."""

    event: Any
    column: str  # the name of a foreign key of the event; its attribute is column_id
    model: Any

    @property
    def is_link(self) -> bool:
        """Its rows are pairs, put in or taken out: the events know no key of a row."""
        return bool(self.model._meta.auto_created)

    @property
    def owner(self) -> str:
        """The event's database column with the record's id."""
        return f"{self.column}_id"


@cache
def event_models() -> dict[type[models.Model], type[models.Model]]:
    """Each tracked model's event model."""
    models: list[Any] = apps.get_models()
    return {
        model.pgh_tracked_model._meta.concrete_model: model
        for model in models
        if issubclass(model, pghistory.models.Event) and model.pgh_tracked_model
    }


@cache
def record_tables() -> tuple[EventTable, ...]:
    """Every table whose rows belong to a record; Record itself is the first."""
    found = [EventTable(event, _owner(model), model) for model, event in event_models().items() if _owner(model)]
    return tuple(sorted(found, key=lambda table: table.model is not Record))


def _owner(model: Any) -> str:
    """Empty for what belongs to no record, such as roles."""
    if model is Record:
        return "pgh_obj"
    if model._meta.auto_created:
        return near_side(model)
    return "record" if any(field.name == "record" for field in model._meta.concrete_fields) else ""


def near_side(through: Any) -> str:
    """Of a link's two columns, the one that leads to the record whose link it is."""
    return next(
        field.m2m_field_name()
        for field in through._meta.auto_created._meta.local_many_to_many
        if field.remote_field.through is through
    )
