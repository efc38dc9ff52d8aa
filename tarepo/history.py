"""Which models' changes are recorded, and how: by statement triggers, deletions too."""

from typing import Any

import pghistory
from django.db import models


def tracked(model: type[models.Model]) -> type[models.Model]:
    """Class decorator: record every insert, update and delete of the model in an event table."""
    return pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        obj_field=pghistory.ObjForeignKey(related_name="+"),
    )(model)


def tracked_links(*, module: str, **fields: Any) -> None:
    """Record changes of many-to-many fields: {name of the proxy: the field}.

    A proxy carries each table's triggers, since the tables themselves are made by Django.
    """
    for name, field in fields.items():
        meta = type("Meta", (), {"proxy": True, "app_label": module.split(".")[0]})
        proxy = type(name, (field.through,), {"Meta": meta, "__module__": module})
        pghistory.track(pghistory.InsertEvent(), pghistory.DeleteEvent(), obj_field=None)(proxy)
