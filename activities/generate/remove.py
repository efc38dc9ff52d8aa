"""Taking away every synthetic record, with all that belongs to it. Their history stays, as all history does."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import connection, models

from activities.generate import SYSTEM
from tarepo.changes import change
from tarepo.models import Record, Snapshot

WHY = "Taking away synthetic activities"
DOOMED = "SELECT record_id FROM tarepo_identifier WHERE system = %s"


def remove() -> int:
    """How many records there were. Raises IntegrityError where a real record names a synthetic one."""
    with change(by=None, why=WHY), connection.cursor() as cursor:
        # The identifiers go too, so the list of what is to go is kept apart.
        cursor.execute(f"CREATE TEMP TABLE doomed ON COMMIT DROP AS {DOOMED}", [SYSTEM])
        cursor.execute("CREATE INDEX ON doomed (record_id); ANALYZE doomed")
        for statement in statements():
            cursor.execute(statement)
        cursor.execute("DELETE FROM tarepo_record WHERE id IN (SELECT record_id FROM doomed)")
        count: int = cursor.rowcount
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; DROP TABLE doomed")
    return count


def statements() -> Iterator[str]:
    """What is part of a record goes before it, and before that what is part of the part."""
    parts: list[tuple[Any, Any]] = []
    kinds: list[tuple[Any, Any]] = []
    for model in apps.get_models(include_auto_created=True):
        if model._meta.proxy or model is Record or hasattr(model, "pgh_tracked_model"):
            continue
        for field in owning_fields(model):
            (kinds if issubclass(model, Record) else parts).append((model, field))
    for model, field in sorted(parts, key=lambda pair: pair[0] is Snapshot):  # search rows name snapshots
        gone = f'FROM "{model._meta.db_table}" WHERE "{field.column}" IN (SELECT record_id FROM doomed)'
        for inner in inner_parts(model):
            key = f'SELECT "{model._meta.pk.column}" {gone}'
            yield f'DELETE FROM "{inner.model._meta.db_table}" WHERE "{inner.column}" IN ({key})'
        yield f"DELETE {gone}"
    for model, field in kinds:
        yield f'DELETE FROM "{model._meta.db_table}" WHERE "{field.column}" IN (SELECT record_id FROM doomed)'


def owning_fields(model: Any) -> list[Any]:
    """The key to the record that a row is a part of: named so, or the near side of a link."""
    made_by = model._meta.auto_created
    return [
        field
        for field in model._meta.local_concrete_fields
        if field.remote_field
        and issubclass(field.remote_field.model, Record)
        and (field.name == "record" or field.remote_field.parent_link or (made_by and is_near(model, field)))
    ]


def is_near(through: Any, field: Any) -> bool:
    """Whether the link's own record stands in the field, not the one that it names."""
    links = through._meta.auto_created._meta.many_to_many
    return any(link.m2m_field_name() == field.name for link in links if link.remote_field.through is through)


def inner_parts(model: Any) -> list[Any]:
    """The keys to a part of rows that go with it."""
    leading = [relation for relation in model._meta.related_objects if relation.on_delete is models.CASCADE]
    return [relation.field for relation in leading if relation.field.concrete and not relation.many_to_many]
