"""Where records have addresses: every link column of their own tables and of their parts."""

from functools import cache

from django.apps import apps

from tarepo.fields import LinkField
from tarepo.models import Part, Record


@cache
def link_columns() -> tuple[tuple[str, str], ...]:
    """(table, column) of each; all of these tables say by record_id whose row it is."""
    found: list[tuple[str, str]] = []
    for model in apps.get_models():
        if issubclass(model, (Record, Part)) and not model._meta.proxy:
            links = [field for field in model._meta.local_concrete_fields if isinstance(field, LinkField)]
            found += [(model._meta.db_table, field.attname) for field in links]
    return tuple(sorted(found))


def links_sql(condition: str) -> str:
    """A statement for record_id and url of each link whose row meets the condition."""
    return " UNION ALL ".join(
        f"SELECT record_id, {column} AS url FROM {table} WHERE {column} <> '' AND {condition}"  # noqa: S608
        for table, column in link_columns()
    )
