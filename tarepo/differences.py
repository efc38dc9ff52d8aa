"""What two contents of a record say differently, line by line: versions, conflicts, patches, bulk edits all show it.

Names of records come from outside, since an editor may be told of what is not public and a reader may not.
"""

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from tarepo.content import Content
from tarepo.enums import PartyRole
from tarepo.fields import ListedField
from tarepo.kinds import Schema, names_record, schema_of, text_fields
from tarepo.labels import labels_of
from tarepo.models import Text
from tarepo.reading.words import language_name

# Columns that hold several values of a closed list, by commas, and are no ListedField.
SEVERAL: dict[str, dict[str, Any]] = {"roles": {role.value: role.label for role in PartyRole}}
LONGEST = 240  # of a value, where an excerpt is asked for
Naming = Callable[[Collection[int]], Mapping[str, str]]  # ids → the name of each by its id as text


@dataclass(frozen=True)
class Line:
    where: str  # the text, or the part and its place; empty for the record's own fields
    name: str  # of the field
    old: str
    new: str
    path: str = ""  # of the content: "venue", "texts.es.title", "points"


class Raw(NamedTuple):
    where: str
    field: models.Field
    old: object
    new: object
    path: str


def content_lines(
    kind: str, old: Content, new: Content, *, naming: Naming = labels_of, whole: bool = False
) -> list[Line]:
    """Every field in which they differ: texts, the record's own fields, links, parts; one call of naming.

    whole: values as they are, however long; else excerpts from shortly before they begin to differ.
    """
    raw = raw_lines(kind, old, new)
    ids = {pk for entry in raw if _is_named(entry.field) for pk in (*_ids(entry.old), *_ids(entry.new))}
    names = naming(ids) if ids else {}
    return [line_of(entry, names, whole=whole) for entry in raw]


def raw_lines(kind: str, old: Content, new: Content) -> list[Raw]:
    """The same, with the values as the contents have them."""
    return [*_texts(old, new), *_fields(schema_of(kind), old, new, "", ""), *_parts(schema_of(kind), old, new)]


def line_of(entry: Raw, names: Mapping[str, str], *, whole: bool = False) -> Line:
    old, new = (written(entry.field, value, names) for value in (entry.old, entry.new))
    if not whole:
        old, new = excerpts(old, new)
    return Line(entry.where, capfirst(str(entry.field.verbose_name)), old, new, entry.path)


def text_where(language: str) -> str:
    return _("Text in “%(language)s”") % {"language": language_name(language)}


def _texts(old: Content, new: Content) -> Iterator[Raw]:
    before, after = old.get("texts", {}), new.get("texts", {})
    for language in dict.fromkeys((*before, *after)):
        for name in text_fields():
            was, is_now = (texts.get(language, {}).get(name) for texts in (before, after))
            if was != is_now:
                field: Any = Text._meta.get_field(name)
                yield Raw(text_where(language), field, was, is_now, f"texts.{language}.{name}")


def _fields(schema: Schema, old: Content, new: Content, where: str, path: str) -> Iterator[Raw]:
    for name, field in (schema.fields | schema.links).items():
        if old.get(name) != new.get(name):
            yield Raw(where, field, old.get(name), new.get(name), path or name)


def _parts(schema: Schema, old: Content, new: Content) -> Iterator[Raw]:
    """Rows have no ids in a content: those that say the same are matched in their order, the others by their place."""
    for name, part in schema.parts.items():
        rows, others = old.get(name, []), new.get(name, [])
        if rows == others:
            continue
        said, saying = ([json.dumps(row, sort_keys=True) for row in each] for each in (rows, others))
        for tag, first, last, from_, to in SequenceMatcher(None, said, saying, autojunk=False).get_opcodes():
            if tag != "equal":
                yield from _rows(name, part, rows[first:last], others[from_:to], from_)


def _rows(name: str, part: Schema, old: list[Content], new: list[Content], place: int) -> Iterator[Raw]:
    for step in range(max(len(old), len(new))):
        where = f"{capfirst(part.model._meta.verbose_name)} {place + step + 1}"
        before: Content = old[step] if step < len(old) else {}
        after: Content = new[step] if step < len(new) else {}
        yield from _fields(part, before, after, where, name)


def _is_named(field: models.Field) -> bool:
    return field.many_to_many or names_record(field)


def _ids(value: object) -> list[int]:
    values = value if isinstance(value, list) else [value]
    return [pk for pk in values if isinstance(pk, int)]


def written(column: models.Field, value: object, names: Mapping[str, str]) -> str:
    """A value as a person reads it; a record that has no name here by its number."""
    if value in (None, "", {}, []):
        return ""
    if _is_named(column):
        return "; ".join(names.get(str(pk), f"#{pk}") for pk in _ids(value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, dict):
        return "; ".join(f"{code}: {text}" for code, text in value.items())
    several = column.labels() if isinstance(column, ListedField) else SEVERAL.get(column.name)
    if several is not None and isinstance(value, str):
        return ", ".join(str(several.get(part, part)) for part in value.split(","))
    if isinstance(column, models.DateTimeField) and isinstance(value, str) and value.endswith("+00:00"):
        return f"{value[:10]} {value[11:16]} UTC"
    if isinstance(column, models.TimeField):
        return str(value)[:5]
    return str(dict(column.flatchoices or ()).get(value, value))


def excerpts(old: str, new: str) -> tuple[str, str]:
    """Long texts from shortly before they begin to differ."""
    if max(len(old), len(new)) <= LONGEST:
        return old, new
    same = next((place for place, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    start = max(0, same - 60)
    return _excerpt(old, start), _excerpt(new, start)


def _excerpt(text: str, start: int) -> str:
    end = start + LONGEST
    return ("…" if start and text else "") + text[start:end] + ("…" if len(text) > end else "")
