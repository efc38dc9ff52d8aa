"""A record's content: everything it says, as one JSON document; read from the working tables and written back.

{"reference": "TA-2023-0001", "starts": "2023-05-09", "unit": 812, "subjects": [31, 40],
 "texts": {"en": {"status": "original", "title": "…"}}, "figures": [{"value": "645", …}], …}

References to records are ids; a person is named by key. What is empty is left out. Snapshots, restoring, patches
and the source documents' records all use it.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Collection, Iterable
from decimal import Decimal
from functools import cache
from typing import Any

from django.db import connection, models

from tarepo.kinds import Schema, names_person, schema_of, text_fields
from tarepo.models import Text

Content = dict[str, Any]


def read_contents(kind: str, ids: Collection[int]) -> dict[int, Content]:
    """The contents of records of one kind.

    One query for the records, for their texts, for what else any of them has, and for each link and part of that: most
    say little of all that their kind may say.
    """
    schema = schema_of(kind)
    rows = schema.model.objects.filter(pk__in=ids).values_list("pk", *_paths(schema))
    contents = {row[0]: _row(schema, row[1:]) for row in rows}
    said = _said(kind, [*contents])
    for name, field in schema.links.items():
        for pk, target in _link_pairs(field, contents) if name in said else ():
            contents[pk].setdefault(name, []).append(target)
    for pk, language, text in _texts(contents):
        contents[pk].setdefault("texts", {})[language] = text
    for name, part in schema.parts.items():
        for pk, row in _part_rows(part, contents) if name in said else ():
            contents[pk].setdefault(name, []).append(row)
    return contents


def digest_of(said: object) -> str:
    """Stands for a content, or several, as a page showed it: another one means that somebody saved since."""
    return hashlib.sha256(json.dumps(said, sort_keys=True, default=str).encode()).hexdigest()[:20]


def read_content(kind: str, pk: int) -> Content:
    return read_contents(kind, [pk])[pk]


def _paths(schema: Schema) -> list[str]:
    return [f"{name}__key" if names_person(field) else field.attname for name, field in schema.fields.items()]


def _row(schema: Schema, values: Iterable[object]) -> Content:
    plain = zip(schema.fields, map(to_json, values), strict=True)
    return {name: value for name, value in plain if value not in (None, "", {}, [])}


def to_json(value: object) -> object:
    """A column's value as JSON has it: dates as ISO 8601, numbers with decimals as text."""
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat()
    if isinstance(value, (dt.date, dt.time)):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return value


@cache
def _asking(kind: str) -> str:
    """The statement that names the links and parts of which there are rows."""
    schema = schema_of(kind)
    columns = {name: (link.m2m_db_table(), link.m2m_column_name()) for name, link in schema.links.items()}
    columns |= {name: (part.model._meta.db_table, "record_id") for name, part in schema.parts.items()}
    each = [
        f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {table} WHERE {column} = ANY(%(ids)s))"  # noqa: S608  # our own
        for name, (table, column) in columns.items()
    ]
    return " UNION ALL ".join(each)


def _said(kind: str, ids: list[int]) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(_asking(kind), {"ids": ids})
        return {name for (name,) in cursor.fetchall()}


def _link_pairs(field: models.ManyToManyField, contents: dict[int, Content]) -> Iterable[tuple[int, int]]:
    through: Any = field.remote_field.through
    source, target = field.m2m_column_name(), field.m2m_reverse_name()
    by_column = {column.column: column.attname for column in through._meta.concrete_fields}
    source, target = by_column[source], by_column[target]
    rows = through._default_manager.filter(**{f"{source}__in": contents.keys()})
    return rows.order_by(source, target).values_list(source, target)


def _texts(contents: dict[int, Content]) -> Iterable[tuple[int, str, dict]]:
    names = text_fields()
    rows = Text.objects.filter(record_id__in=contents.keys()).order_by("record_id", "language")
    for pk, language, *values in rows.values_list("record_id", "language", *names):
        yield pk, language, {name: value for name, value in zip(names, values, strict=True) if value not in (None, "")}


def _part_rows(part: Schema, contents: dict[int, Content]) -> Iterable[tuple[int, Content]]:
    ordering = part.model._meta.ordering or ["pk"]
    rows = part.model.objects.filter(record_id__in=contents.keys()).order_by("record_id", *ordering)
    for pk, *values in rows.values_list("record_id", *_paths(part)):
        yield pk, _row(part, values)
