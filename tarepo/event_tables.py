"""The tables in which the triggers write what changed, one for each tracked table and each link."""

from functools import cache
from typing import Any, NamedTuple

import pghistory.models
from django.apps import apps
from django.db import models
from django.db.models import OuterRef, Q, Subquery

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

    def events_of(self, record: int) -> models.QuerySet:
        """What happened to the rows of the record; also that one was taken from it, as a file can be."""
        events = self.event._default_manager.all()
        mine = events.filter(**{self.owner: record})
        if self.is_link or not self.event._meta.get_field(self.column).null:
            return mine
        earlier = events.filter(pgh_obj_id=OuterRef("pgh_obj_id"), pgh_id__lt=OuterRef("pgh_id")).order_by("-pgh_id")
        moved = events.filter(pgh_obj_id__in=mine.values("pgh_obj_id")).exclude(**{self.owner: record})
        moved = moved.annotate(was=Subquery(earlier.values(self.owner)[:1])).filter(was=record)
        return events.filter(Q(**{self.owner: record}) | Q(pgh_id__in=moved.values("pgh_id")))

    def belongs(self, event: Any, record: int) -> bool:
        """Whether the row was there after the event, as one of the record."""
        return event.pgh_label != "delete" and getattr(event, self.owner) == record


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
