"""Making many records say something else, a table at a time: what write_content does to one.

However many they are, each table takes a fixed number of statements, and one statement more for each thing that is set
or taken away.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from tarepo.bulk import changed_fields
from tarepo.changes import current_change
from tarepo.content import Content
from tarepo.content_check import ContentError, Directory, check_all_targets, kept_rules
from tarepo.content_write import assign, changed_rows, fill_text, paired, surplus, write_content
from tarepo.enums import TextStatus
from tarepo.kinds import Schema, model_of, schema_of, text_fields
from tarepo.models import Record, Text

BATCH = 500  # rows in one statement
Contents = Mapping[int, Content]


def write_contents(kind: str, before: Contents, wanted: Contents) -> dict[int, ContentError]:
    """Make the records of the kind say what is wanted; why not, for each that is refused.

    before: what each says now, read under its lock. All at once; where that is refused, by halves, so that only those
    stay out that stand against it themselves.
    """
    current_change()
    return _by_halves(kind, sorted(wanted), before, wanted, Directory())


def _by_halves(
    kind: str, ids: list[int], before: Contents, wanted: Contents, directory: Directory
) -> dict[int, ContentError]:
    given = {pk: changed_fields(before[pk], wanted[pk]) for pk in ids}
    try:
        if len(ids) == 1:
            _one(kind, ids[0], before[ids[0]], given[ids[0]], directory)
        elif ids:
            with transaction.atomic(), kept_rules(""):
                _write(schema_of(kind), given, before, directory)
    except ContentError as error:
        if len(ids) == 1:
            return {ids[0]: error}
    else:
        return {}
    middle = len(ids) // 2
    return {
        **_by_halves(kind, ids[:middle], before, wanted, directory),
        **_by_halves(kind, ids[middle:], before, wanted, directory),
    }


def _one(kind: str, pk: int, before: Content, given: Content, directory: Directory) -> None:
    write_content(model_of(kind)._base_manager.get(pk=pk), given, directory=directory, before=before)


def _write(schema: Schema, given: Contents, before: Contents, directory: Directory) -> None:
    check_all_targets(schema, given.values(), directory)
    _write_fields(schema, given, directory)
    _write_texts({pk: values["texts"] for pk, values in given.items() if "texts" in values}, before)
    for name, link in schema.links.items():
        if changing := {pk: values[name] for pk, values in given.items() if name in values}:
            _write_link(link, changing, {pk: before[pk].get(name, []) for pk in changing})
    for name, part in schema.parts.items():
        if changing := {pk: values[name] for pk, values in given.items() if name in values}:
            _write_part(name, part, changing, {pk: before[pk].get(name, []) for pk in changing}, directory)
    Record.objects.filter(pk__in=given).update(changed_at=timezone.now())


def _write_fields(schema: Schema, given: Contents, directory: Directory) -> None:
    """One statement for those that get the same."""
    groups: dict[str, tuple[dict[str, Any], list[int]]] = {}
    for pk, values in given.items():
        mine = {name: values[name] for name in schema.fields if name in values}
        if "parent" in mine:
            raise ContentError("parent", "one at a time, as each is checked against its own children")
        if mine:
            row = schema.model()
            assign(row, schema, mine, directory, where="")
            columns = {schema.fields[name].attname: getattr(row, schema.fields[name].attname) for name in mine}
            groups.setdefault(repr(columns), (columns, []))[1].append(pk)
    for columns, ids in groups.values():
        schema.model._base_manager.filter(pk__in=ids).update(**columns)


def _write_texts(changing: Mapping[int, dict[str, dict]], before: Contents) -> None:
    if not changing:
        return
    existing = {(row.record_id, row.language): row for row in Text.objects.filter(record_id__in=changing)}
    rows, gone, names = [], [], set()
    for pk, texts in changing.items():
        was = before[pk].get("texts", {})
        gone += [existing[pk, language].pk for language in was.keys() - texts.keys()]
        for language, values in texts.items():
            old = was.get(language, {})
            if values != old:
                row = existing.get((pk, language)) or Text(record_id=pk, language=language)
                fill_text(row, values)
                rows.append(row)
                names |= {name for name in text_fields() if values.get(name) != old.get(name)}
    if gone:
        Text.objects.filter(pk__in=gone).delete()
    # An original that becomes another status goes first: a record has one original at most.
    for is_original in (False, True):
        _save(Text, [row for row in rows if (row.status == TextStatus.ORIGINAL) == is_original], names)


def _write_link(link: Any, changing: Mapping[int, list[int]], before: Mapping[int, list[int]]) -> None:
    through = link.remote_field.through
    near, far = (
        through._meta.get_field(name).attname for name in (link.m2m_field_name(), link.m2m_reverse_field_name())
    )
    taken: dict[int, list[int]] = {}
    for pk, targets in changing.items():
        for target in {*before[pk]} - {*targets}:
            taken.setdefault(target, []).append(pk)
    for target, ids in taken.items():
        through._default_manager.filter(**{far: target, f"{near}__in": ids}).delete()
    through._default_manager.bulk_create(
        through(**{near: pk, far: target})
        for pk, targets in changing.items()
        for target in sorted({*targets} - {*before[pk]})
    )


def _write_part(
    name: str,
    part: Schema,
    changing: Mapping[int, list[Content]],
    before: Mapping[int, list[Content]],
    directory: Directory,
) -> None:
    ordering = part.model._meta.ordering or ["pk"]
    existing: dict[int, list[Any]] = {pk: [] for pk in changing}
    for row in part.model.objects.filter(record_id__in=changing).order_by("record_id", *ordering):
        existing[row.record_id].append(row)
    gone: list[int] = []
    changed: list[models.Model] = []
    for pk, rows in changing.items():
        pairs = paired(part, rows, before[pk], directory)
        gone += [row.pk for row in surplus(existing[pk], pairs)]
        found = changed_rows(pk, name, part, (rows, before[pk], pairs), existing[pk], directory)
        changed += [row for _place, row in found]
    if gone:
        part.model.objects.filter(pk__in=gone).delete()
    columns = [field.name for field in part.model._meta.local_concrete_fields if not field.primary_key]
    _save(part.model, changed, columns)


def _save(model: Any, rows: Iterable[Any], names: Collection[str]) -> None:
    rows = list(rows)
    if old := [row for row in rows if row.pk]:
        model.objects.bulk_update(old, sorted(names), batch_size=BATCH)
    model.objects.bulk_create([row for row in rows if not row.pk], batch_size=BATCH)
