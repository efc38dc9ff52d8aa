"""Writing a content into the working tables: only what differs is touched, so that history tells what changed."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import chain
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone

from tarepo.changes import current_change
from tarepo.content import Content, read_content
from tarepo.content_check import ContentError, Directory, check_answered, check_shapes, check_targets, kept_rules
from tarepo.kinds import Schema, names_person, names_record, schema_of, text_fields
from tarepo.models import Record, Text


def write_content(
    record: Record, content: Content, *, directory: Directory | None = None, before: Content | None = None
) -> bool:
    """Make the record say what the content says; what the content does not mention stays. Whether anything changed.

    record is an instance of its kind's model; before: what it says now, where the caller has read that under its lock.
    Raises ContentError, and has written nothing then.
    """
    current_change()
    directory = directory or Directory()
    schema = schema_of(record.kind)
    unknown = content.keys() - schema.fields.keys() - schema.links.keys() - schema.parts.keys() - {"texts"}
    if unknown:
        raise ContentError(sorted(unknown)[0], "no such field")
    check_shapes(schema, content)
    before = read_content(record.kind, record.pk) if before is None else before
    check_answered(schema, content, before)
    check_targets(schema, {name: value for name, value in content.items() if value != before.get(name)}, directory)
    with transaction.atomic():
        changed = _write_fields(record, schema, content, before, directory)
        if "texts" in content:
            changed |= _write_texts(record, content["texts"], before.get("texts", {}))
        for name in schema.links.keys() & content.keys():
            changed |= _write_link(record, name, content[name], before.get(name, []), directory)
        for name in schema.parts.keys() & content.keys():
            changed |= _write_part(record, name, schema.parts[name], content[name], before.get(name, []), directory)
        if changed:
            Record.objects.filter(pk=record.pk).update(changed_at=timezone.now())
    return changed


def _write_fields(record: Record, schema: Schema, content: Content, before: Content, directory: Directory) -> bool:
    given = {name: content[name] for name in schema.fields if name in content and content[name] != before.get(name)}
    if not given:
        return False
    assign(record, schema, given, directory, where="")
    if "parent" in given:
        _check_parent(record)
    with kept_rules(""):
        record.save(update_fields=[*given])
    return True


def _check_parent(record: Record) -> None:
    try:
        record.clean()
    except ValidationError as error:
        raise ContentError("parent", _sentence(error)) from error


def assign(row: models.Model, schema: Schema, values: Content, directory: Directory, where: str) -> None:
    """Set and check the columns given; a value of None or one that is left out of a part is the column's default."""
    for name, value in values.items():
        field = schema.fields.get(name)
        if field is None:
            raise ContentError(f"{where}{name}", "no such field")
        try:
            setattr(row, field.attname, _column_value(field, value, directory))
            if not field.remote_field and value is not None:
                setattr(row, name, field.clean(getattr(row, name), row))
        except (LookupError, ValidationError, TypeError, ValueError) as error:
            raise ContentError(f"{where}{name}", _sentence(error)) from error


def _column_value(field: models.Field, value: object, directory: Directory) -> object:
    if value is None:
        return None if field.null else field.get_default()
    if names_record(field):
        return directory.record(value)
    if names_person(field):
        return directory.person(value)
    return value


def _sentence(error: Exception) -> str:
    return " ".join(error.messages) if isinstance(error, ValidationError) else str(error)


def _write_texts(record: Record, texts: dict, before: dict) -> bool:
    if texts == before:
        return False
    gone = before.keys() - texts.keys()
    if gone:
        Text.objects.filter(record_id=record.pk, language__in=gone).delete()
    existing = {text.language: text for text in Text.objects.filter(record_id=record.pk)}
    # An original that becomes another status goes first: a record has one original at most.
    for language in sorted(texts, key=lambda code: texts[code].get("status") == "original"):
        if texts[language] == before.get(language):
            continue
        text = existing.get(language) or Text(record_id=record.pk, language=language)
        fill_text(text, texts[language])
        with kept_rules(f"texts.{language}."):
            text.save()
    return True


def _default(name: str) -> Any:
    field: Any = Text._meta.get_field(name)
    return field.get_default()


def fill_text(text: Text, values: dict) -> None:
    unknown = values.keys() - set(text_fields())
    if unknown:
        raise ContentError(f"texts.{text.language}.{sorted(unknown)[0]}", "no such field")
    for name in text_fields():
        setattr(text, name, values.get(name, _default(name)))
    try:
        text.clean_fields(exclude=["record"])
    except ValidationError as error:
        raise ContentError(f"texts.{text.language}", _sentence(error)) from error


def _write_link(record: Record, name: str, targets: list, before: list, directory: Directory) -> bool:
    try:
        wanted = {directory.record(target) for target in targets}
    except LookupError as error:
        raise ContentError(name, str(error)) from error
    if wanted == set(before):
        return False
    getattr(record, name).set(wanted)
    return True


def _write_part(
    record: Record, name: str, part: Schema, rows: list[Content], before: list[Content], directory: Directory
) -> bool:
    if rows == before:
        return False
    existing = list(part.model.objects.filter(record_id=record.pk).order_by(*(part.model._meta.ordering or ["pk"])))
    pairs = paired(part, rows, before, directory)
    for row in surplus(existing, pairs):
        row.delete()
    for place, row in changed_rows(record.pk, name, part, (rows, before, pairs), existing, directory):
        with kept_rules(f"{name}[{place}]."):
            row.save()
    return True


Pairs = list[int | None]


def surplus(existing: list[Any], pairs: Pairs) -> list[Any]:
    """The rows of a part that are none of the new ones."""
    kept = {old for old in pairs if old is not None}
    return [row for place, row in enumerate(existing) if place not in kept]


def changed_rows(
    pk: int,
    name: str,
    part: Schema,
    contents: tuple[list[Content], list[Content], Pairs],
    existing: list[Any],
    directory: Directory,
) -> Iterator[tuple[int, Any]]:
    """Rows of a part that differ, and new ones, each with its place: filled in and checked, not yet saved."""
    rows, before, pairs = contents
    for place, (values, old) in enumerate(zip(rows, pairs, strict=True)):
        row = part.model(record_id=pk) if old is None else existing[old]
        same_place = getattr(row, "order", place) == place
        if old is not None and values == before[old] and same_place:
            continue
        whole = {field: values.get(field) for field in part.fields} | values
        assign(row, part, whole, directory, where=f"{name}[{place}].")
        if hasattr(row, "order"):
            row.order = place
        _check(row, part, f"{name}[{place}]")
        yield place, row


def paired(part: Schema, rows: list[Content], before: list[Content], directory: Directory) -> Pairs:
    """For each new row the place of the one that it was; None where it was none."""
    return _pairs(rows, before, lambda row: _unique_of(row, part, directory))


def _unique_of(row: Content, part: Schema, directory: Directory) -> list[object]:
    """What of the row no other may have beside it; nothing for most parts."""
    columns = [constraint.fields for constraint in part.model._meta.constraints if hasattr(constraint, "fields")]
    found = []
    for name in dict.fromkeys(chain.from_iterable(columns)):
        value = row.get(name)
        if name in part.fields and names_record(part.fields[name]) and isinstance(value, str):
            with suppress(LookupError):  # told when it is written
                value = directory.record(value)
        found += [value] if name in part.fields else []
    return found


def _pairs(rows: list[Content], before: list[Content], unique: Callable[[Content], list[object]]) -> list[int | None]:
    """For each row the place of the one that it was: of one that says the same, else has the same unique columns.

    So a row never takes what is unique from one that still has it, whatever changes places.
    """
    now, then = [unique(row) for row in rows], [unique(row) for row in before]
    fitting: tuple[Callable[[int, int], bool], ...] = (
        lambda place, old: place == old and rows[place] == before[old],
        lambda place, old: rows[place] == before[old],
        lambda place, old: bool(now[place]) and now[place] == then[old],
        lambda place, old: place == old,
        lambda place, old: True,
    )
    pairs: list[int | None] = [None] * len(rows)
    left = list(range(len(before)))
    for fits in fitting:
        for place in [place for place, found in enumerate(pairs) if found is None]:
            pairs[place] = next((old for old in left if fits(place, old)), None)
            left = [old for old in left if old != pairs[place]]
    return pairs


def _check(row: Any, part: Schema, where: str) -> None:
    """That what the row names is there has been asked for all of them at once."""
    asked = [name for name, field in part.fields.items() if field.remote_field and getattr(row, field.attname)]
    asked = [name for name in asked if names_record(part.fields[name]) or names_person(part.fields[name])]
    try:
        row.clean_fields(exclude=["record", *asked])
    except ValidationError as error:
        raise ContentError(
            where, "; ".join(f"{key}: {' '.join(e)}" for key, e in error.message_dict.items())
        ) from error
