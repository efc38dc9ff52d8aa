"""Writing the contents of records that are new, many at once: a table at a time, which takes a second, not ten.

It checks what write_content checks, and says of which record and field it speaks.
"""

from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, models, transaction

from tarepo.changes import current_change
from tarepo.content_check import ContentError, Directory, check_answered, check_kind, shaped
from tarepo.content_write import assign, fill_text
from tarepo.copy_rows import copy_rows
from tarepo.enums import Kind
from tarepo.kinds import Schema, names_record, schema_of
from tarepo.models import Record, Text

OF_RECORD = ("unit", "checked_on", "reported_by")  # columns of the shared table that a content fills
FILL_SHARED = """
    UPDATE tarepo_record SET unit_id = given.unit, checked_on = given.checked, reported_by_id = given.reported
    FROM unnest(%s::bigint[], %s::bigint[], %s::date[], %s::bigint[]) AS given(id, unit, checked, reported)
    WHERE tarepo_record.id = given.id
"""
Row = tuple["New", models.Model]


@dataclass
class New:
    """A record to be: what to call it in a message, and what it says."""

    where: str
    kind: str
    reference: str
    content: dict[str, Any]
    pk: int = 0

    @property
    def name(self) -> str:
        return f"{self.kind}/{self.reference}"


class NewContentError(Exception):
    """A content that cannot be written: file, record and field, and why."""

    def __init__(self, new: New, where: str, why: str) -> None:
        super().__init__(f"{new.where}: {where}: {why.rstrip('.')}.")


@dataclass
class Gathered:
    """The rows of many contents, by what they are written with."""

    records: list[Row] = field(default_factory=list)
    texts: list[Row] = field(default_factory=list)
    parts: dict[type[models.Model], list[Row]] = field(default_factory=dict)
    links: dict[type[models.Model], dict[tuple[int, int], Row]] = field(default_factory=dict)


def create_records(news: list[New]) -> dict[str, int]:
    """A bare row for each, so that they can name one another; their ids by name."""
    current_change()
    rows = Record.objects.bulk_create([Record(kind=new.kind, reference=new.reference) for new in news])
    for new, row in zip(news, rows, strict=True):
        new.pk = row.pk
    return {new.name: new.pk for new in news}


def write_new_contents(news: list[New], directory: Directory) -> None:
    """Fill the bare rows. Raises NewContentError, for the caller's transaction to end with."""
    current_change()
    gathered = Gathered()
    for new in news:
        try:
            gather(new, directory, gathered)
        except ContentError as error:
            raise NewContentError(new, error.where, error.why) from error
    for model in {type(row) for _, row in gathered.records}:
        insert(model, [(new, row) for new, row in gathered.records if type(row) is model])
    fill_shared([row for new, row in gathered.records if new.content.keys() & set(OF_RECORD)])
    insert(Text, gathered.texts)
    for model, rows in gathered.parts.items():
        insert(model, rows)
    for model, pairs in gathered.links.items():
        insert(model, list(pairs.values()))


def fill_shared(rows: list[Any]) -> None:
    """The columns of the shared table, all rows in one statement."""
    if rows:
        values = [[getattr(row, name) for row in rows] for name in ("pk", "unit_id", "checked_on", "reported_by_id")]
        with connection.cursor() as cursor:
            cursor.execute(FILL_SHARED, values)


def gather(new: New, directory: Directory, gathered: Gathered) -> None:
    schema = schema_of(new.kind)
    unknown = new.content.keys() - schema.fields.keys() - schema.links.keys() - schema.parts.keys() - {"texts"}
    if unknown:
        raise ContentError(min(unknown), "there is no such field")
    check_answered(schema, new.content, {})
    gathered.records.append((new, own_row(new, schema, directory)))
    for language, values in shaped(new.content.get("texts", {}), dict, "texts").items():
        shaped(values, dict, f"texts.{language}")
        text = Text(record_id=new.pk, language=language)
        fill_text(text, values)
        gathered.texts.append((new, text))
    for name in sorted(schema.parts.keys() & new.content.keys()):
        rows = gathered.parts.setdefault(schema.parts[name].model, [])
        for place, values in enumerate(shaped(new.content[name], list, name)):
            shaped(values, dict, f"{name}[{place}]")
            rows.append((new, part_row(new, schema.parts[name], values, directory, name, place)))
    for name in sorted(schema.links.keys() & new.content.keys()):
        gather_links(new, schema.links[name], new.content[name], directory, gathered)


def own_row(new: New, schema: Schema, directory: Directory) -> models.Model:
    row = schema.model(pk=new.pk, kind=new.kind)
    values = {name: value for name, value in new.content.items() if name in schema.fields}
    check_names(schema, values, "")
    assign(row, schema, values, directory, where="")
    if hasattr(row, "form") and (row.form == "country") != (new.kind == Kind.COUNTRY):
        raise ContentError("form", f"a record of the kind {new.kind} cannot have the form “{row.form}”")
    clean(row, schema, "")
    return row


def part_row(
    new: New, part: Schema, values: dict[str, Any], directory: Directory, name: str, place: int
) -> models.Model:
    where = f"{name}[{place}]."
    row = part.model(record_id=new.pk)
    check_names(part, values, where)
    assign(row, part, values, directory, where=where)
    clean(row, part, where)
    if hasattr(row, "order"):
        row.order = place
    return row


def gather_links(
    new: New, link: models.ManyToManyField, targets: list[str], directory: Directory, gathered: Gathered
) -> None:
    through: Any = link.remote_field.through
    source, target = link.m2m_field_name(), link.m2m_reverse_field_name()
    pairs = gathered.links.setdefault(through, {})
    for name in shaped(targets, list, link.name):
        check_name(link, name, link.name)
        try:
            found = directory.record(name)
        except LookupError as error:
            raise ContentError(link.name, str(error)) from error
        pairs[new.pk, found] = (new, through(**{f"{source}_id": new.pk, f"{target}_id": found}))


def check_names(schema: Schema, values: dict[str, Any], where: str) -> None:
    for name, value in values.items():
        if name in schema.fields and names_record(schema.fields[name]):
            check_name(schema.fields[name], value, f"{where}{name}")


def check_name(column: Any, name: str, where: str) -> None:
    kind = shaped(name, str, where).partition("/")[0]
    if kind in Kind.values:
        check_kind(column, kind, name, where)


def clean(row: models.Model, schema: Schema, where: str) -> None:
    """Whatever must be given is given. Columns that lead elsewhere are checked without asking the database."""
    for name, column in schema.fields.items():
        if column.remote_field and not column.null and getattr(row, column.attname) is None:
            raise ContentError(f"{where}{name}", "it is missing")
    others = {column.name for column in row._meta.concrete_fields if column.name not in schema.fields}
    leading = {column.name for column in row._meta.concrete_fields if column.remote_field}
    try:
        row.clean_fields(exclude=others | leading)
    except ValidationError as error:
        name, messages = next(iter(error.message_dict.items()))
        raise ContentError(f"{where}{name}", " ".join(messages)) from error


def insert(model: type[models.Model], rows: list[Row]) -> None:
    """All at once; where the database refuses, once more one by one, to tell which row it was."""
    try:
        with transaction.atomic():
            copy_rows(model, [row for _, row in rows])
    except DatabaseError as error:
        for new, row in rows:
            try:
                with transaction.atomic():
                    copy_rows(model, [row])
            except DatabaseError as one:
                raise NewContentError(new, str(model._meta.verbose_name_plural), str(one).splitlines()[0]) from error
        raise
