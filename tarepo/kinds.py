"""From the kind of a record to its model, and back to what its content is made of."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models

from tarepo.enums import Kind
from tarepo.models import Record, Text

MODELS = {
    Kind.ACTIVITY: "activities.Activity",
    Kind.PROJECT: "activities.Project",
    Kind.SERIES: "activities.Series",
    Kind.AGREEMENT: "activities.Agreement",
    Kind.COUNTRY: "reference.Party",
    Kind.ORGANISATION: "reference.Party",
    Kind.UNIT: "reference.Unit",
    Kind.SESSION: "reference.Session",
    Kind.DOCUMENT: "reference.Document",
    Kind.SUBJECT: "reference.Term",
    Kind.ACTIVITY_TYPE: "reference.Term",
    Kind.TARGET_GROUP: "reference.Term",
    Kind.GOAL: "reference.Term",
    Kind.RECOMMENDATION: "reference.Recommendation",
}

# Kept by the portal itself, so no part of what an editor or a source says: of a record, and of a part.
OWN = {"kind", "state", "version", "created_at", "changed_at", "published_at"} | {
    *("publish_on", "review_note", "merged_into"),
}
OWN_OF_PART = {"order"}


@dataclass(frozen=True)
class Schema:
    """What the content of a record, or of one of its parts, is made of."""

    model: Any  # a model's class: typed as a model it would have no manager
    fields: dict[str, models.Field]  # by the name under which the content has them
    links: dict[str, models.ManyToManyField]
    parts: dict[str, "Schema"]


def model_of(kind: str) -> type[Record]:
    return apps.get_model(MODELS[Kind(kind)])


@cache
def schema_of(kind: str) -> Schema:
    """The schema of a kind's records."""
    model = model_of(kind)
    links = {field.name: field for field in model._meta.many_to_many}
    parts = {name: _part_schema(model._meta.get_field(name).related_model) for name in model.PARTS}
    return Schema(model, _fields(model), links, parts)


def answered_parts(schema: Schema) -> set[str]:
    """The parts that only the parties' own answers write."""
    return {name for name, part in schema.parts.items() if getattr(part.model, "ANSWERED", False)}


def for_readers(kind: str, content: dict[str, Any]) -> dict[str, Any]:
    """The content without the rows of parts that are not released yet (WITHHELD_UNLESS): they are in no version."""
    kept = dict(content)
    for name, rows in withheld(kind, content).items():
        kept[name] = [row for row in content[name] if row not in rows]
    return {name: value for name, value in kept.items() if value != []}


def withheld(kind: str, content: dict[str, Any]) -> dict[str, list]:
    """What for_readers leaves out: part → rows."""
    found = {}
    for name, part in schema_of(kind).parts.items():
        released = getattr(part.model, "WITHHELD_UNLESS", "")
        rows = [row for row in content.get(name, []) if released and not row.get(released)]
        if rows:
            found[name] = rows
    return found


@cache
def text_fields() -> tuple[str, ...]:
    return ("status", *Text.BODY, "made_from")


def _part_schema(model: Any) -> Schema:
    return Schema(model, _fields(model), {}, {})


def _fields(model: type[models.Model]) -> dict[str, models.Field]:
    kept = {}
    own = OWN if issubclass(model, Record) else OWN_OF_PART
    for field in model._meta.concrete_fields:
        remote = field.remote_field
        is_key = field.primary_key or (remote and remote.parent_link) or field.name == "record"
        if not is_key and field.name not in own:
            kept[field.name] = field
    return kept


def names_record(field: models.Field) -> bool:
    """Whether the field leads to a record, so that its value counts as a reference to it."""
    remote = field.remote_field
    return remote is not None and issubclass(remote.model, Record)


def names_person(field: models.Field) -> bool:
    remote = field.remote_field
    return remote is not None and remote.model._meta.label == "experts.Person"


def kinds_of(model: type[Record]) -> set[str]:
    """The kinds of records to which a column that leads to the model may lead."""
    if model is Record:
        return set(Kind.values)
    if model.KIND:
        return {model.KIND}
    return {kind for kind, label in MODELS.items() if label == model._meta.label}
