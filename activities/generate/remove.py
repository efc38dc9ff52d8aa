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
        for table, column in belongings():
            cursor.execute(f'DELETE FROM "{table}" WHERE "{column}" IN (SELECT record_id FROM doomed)')
        cursor.execute("DELETE FROM tarepo_record WHERE id IN (SELECT record_id FROM doomed)")
        count: int = cursor.rowcount
        cursor.execute("DROP TABLE doomed")
    return count


def belongings() -> Iterator[tuple[str, str]]:
    """The tables whose rows belong to a record, and the column that says to which; what leads to others goes first."""
    owned: list[tuple[str, str]] = []
    kinds: list[tuple[str, str]] = []
    for model in apps.get_models(include_auto_created=True):
        if model._meta.proxy or model is Record or not model._meta.managed or hasattr(model, "pgh_tracked_model"):
            continue
        for field in owning_fields(model):
            (kinds if issubclass(model, Record) else owned).append((model._meta.db_table, str(field.column)))
    snapshots = Snapshot._meta.db_table
    yield from sorted(owned, key=lambda pair: pair[0] == snapshots)  # search rows name snapshots
    yield from kinds


def owning_fields(model: type[models.Model]) -> list[models.Field]:
    """The key to the record that a row is a part of: named so, or the near side of a link."""
    made_by = model._meta.auto_created
    return [
        field
        for field in model._meta.local_concrete_fields
        if field.remote_field
        and issubclass(field.remote_field.model, Record)
        and (field.name == "record" or field.remote_field.parent_link or (made_by and is_near(model, field)))
    ]


def is_near(through: type[models.Model], field: models.Field) -> bool:
    """Whether the link's own record stands in the field, not the one that it names."""
    owner: Any = through._meta.auto_created
    links = [link for link in owner._meta.many_to_many if link.remote_field.through is through]
    return any(link.m2m_field_name() == field.name for link in links)
