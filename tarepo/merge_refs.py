"""Every row of the working tables that names a record, found by what the models say, and leading it elsewhere."""

from collections.abc import Iterator
from functools import cache
from typing import Any

import pghistory.models
from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, UniqueConstraint

from tarepo.changes import current_change
from tarepo.kinds import model_of
from tarepo.models import Moved, Record

Column = tuple[Any, Any]  # a model and one of its fields


@cache
def columns_naming(target: type[models.Model]) -> tuple[Column, ...]:
    """Every column that leads to rows of the model, those that make the row a part of the target left out.

    History names what was named then, and stays.
    """
    found = []
    for relation in target._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ManyToOneRel) and not _is_own(relation):
            found.append((relation.related_model, relation.field))
    return tuple(dict.fromkeys(found))


def _is_own(relation: Any) -> bool:
    """Rows that belong to the target itself: its texts and parts, its own links, its row in the table of its kind."""
    model, field = relation.related_model, relation.field
    link = link_of(model)
    return bool(
        issubclass(model, pghistory.models.Event)
        or field.name == "record"
        or relation.parent_link
        or (link and field.name == link.m2m_field_name())
    )


def link_of(model: Any) -> Any:
    """The many-to-many field whose pairs stand in the table; None for other tables."""
    declaring = model._meta.auto_created
    links = declaring._meta.local_many_to_many if declaring else ()
    return next((link for link in links if link.remote_field.through is model), None)


@cache
def is_tracked(model: type[models.Model]) -> bool:
    events = (each for each in apps.get_models() if issubclass(each, pghistory.models.Event))
    return any(each.pgh_tracked_model and each.pgh_tracked_model._meta.concrete_model is model for each in events)


def owner_of(model: Any) -> str:
    """The column that says to which record a row belongs; empty where it is no record's."""
    link = link_of(model)
    if link:
        return model._meta.get_field(link.m2m_field_name()).attname
    if issubclass(model, Record):
        return "pk"
    return "record_id" if any(field.name == "record" for field in model._meta.fields) else ""


def records_naming(kind: str, pk: int) -> set[int]:
    """The ids of the records whose working form names this one; a query for each column."""
    found: set[int] = set()
    for model, field in columns_naming(model_of(kind)._meta.concrete_model):
        owner = owner_of(model)
        if owner and field.name != "merged_into":
            found |= set(model._base_manager.filter(**{field.attname: pk}).values_list(owner, flat=True))
    return found - {pk}


def lead_elsewhere(target: type[models.Model], other: int, kept: int) -> None:
    """Whatever names the one names the other; a row that would say the same as one that is there is left out."""
    for model, field in columns_naming(target._meta.concrete_model):
        if link_of(model):
            _lead_pairs(model, field, other, kept)
        else:
            _leave_out_doubles(model, field, other, kept)
            move(model._base_manager.filter(**{field.attname: other}), field.attname, kept)


def _lead_pairs(model: Any, field: Any, other: int, kept: int) -> None:
    """Deleted and inserted: history has no changes of a pair."""
    source = owner_of(model)
    rows = model._base_manager.filter(**{field.attname: other})
    owners = set(rows.values_list(source, flat=True))
    if not owners:
        return
    rows.delete()
    there = set(model._base_manager.filter(**{field.attname: kept}).values_list(source, flat=True))
    wanted = sorted(owners - there - {kept, other})
    model._base_manager.bulk_create(model(**{source: owner, field.attname: kept}) for owner in wanted)


def _leave_out_doubles(model: Any, field: Any, other: int, kept: int) -> None:
    for rule in _rules(model, field):
        beside = {name: OuterRef(name) for name in rule.fields if name != field.name}
        twins = model._base_manager.filter(**beside, **{field.attname: kept})
        model._base_manager.filter(Exists(twins), **{field.attname: other}).delete()


def _rules(model: Any, field: Any) -> Iterator[UniqueConstraint]:
    for rule in model._meta.constraints:
        if isinstance(rule, UniqueConstraint) and field.name in rule.fields:
            yield rule


def move(rows: models.QuerySet, column: str, after: int | None) -> list[int]:
    """Lead a column of these rows elsewhere; what no trigger watches is written down for undoing. The rows' ids."""
    model: Any = rows.model
    if not is_tracked(model):
        change = current_change()
        Moved.objects.bulk_create(
            Moved(change=change, table=model._meta.label, row=pk, column=column, before=before, after=after)
            for pk, before in rows.values_list("pk", column)
        )
    ids = list(rows.values_list("pk", flat=True))
    model._base_manager.filter(pk__in=ids).update(**{column: after})
    return ids
