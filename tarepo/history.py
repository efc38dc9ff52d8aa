"""Which models' changes are recorded, and how: by statement triggers, deletions too."""

from collections.abc import Callable
from typing import Any

import pghistory
import pghistory.trigger
import pgtrigger
from django.db import models


class PlannedAnew(pghistory.trigger.Event):
    """The library's trigger, whose statement is planned each time it runs.

    PostgreSQL plans the statement of a trigger for as many rows as the session's first update wrote: after an update
    of one row, 10 000 rows before and after would be joined one by one, for minutes.
    """

    def get_func(self, model: models.Model) -> pgtrigger.Func:
        statement, end, _rest = super().get_func(model).func.rpartition("RETURN NULL;")
        return pgtrigger.Func(f"EXECUTE $event$ {statement} $event$; {end}")


class UpdateEvent(pghistory.UpdateEvent):
    def add_event_trigger(self, event_model: Any) -> None:
        made = PlannedAnew(
            event_model=event_model,
            label=self.label,
            name=self.trigger_name,
            row=self.row,
            operation=self.operation,
            condition=self.condition,
            level=self.level,
        )
        pgtrigger.register(made)(event_model.pgh_tracked_model)


def tracked(model: type[models.Model]) -> type[models.Model]:
    """Class decorator: record every insert, update and delete of the model in an event table."""
    return tracked_without()(model)


def tracked_without(*columns: str) -> Callable[[type[models.Model]], type[models.Model]]:
    """The same but for columns that say something of a person: an event is never deleted."""
    return pghistory.track(
        pghistory.InsertEvent(),
        UpdateEvent(),
        pghistory.DeleteEvent(),
        obj_field=pghistory.ObjForeignKey(related_name="+"),
        exclude=list(columns),
    )


def tracked_links(*, module: str, **fields: Any) -> None:
    """Record changes of many-to-many fields: {name of the proxy: the field}.

    A proxy carries each table's triggers, since the tables themselves are made by Django.
    """
    for name, field in fields.items():
        meta = type("Meta", (), {"proxy": True, "app_label": module.split(".")[0]})
        proxy = type(name, (field.through,), {"Meta": meta, "__module__": module})
        pghistory.track(pghistory.InsertEvent(), pghistory.DeleteEvent(), obj_field=None)(proxy)
