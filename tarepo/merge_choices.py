"""What two records of one kind say differently, for an editor to pick from."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from tarepo.content import Content
from tarepo.differences import text_where, written
from tarepo.kinds import Schema, answered_parts, names_record, schema_of, text_fields
from tarepo.merge_content import BOTH, LEFT, RIGHT, default_of, groups
from tarepo.models import Text


@dataclass(frozen=True)
class Choice:
    """One thing in which the two differ, for an editor to pick."""

    key: str
    where: str  # the language of a text; empty elsewhere
    label: str
    left: list[str]
    right: list[str]
    options: tuple[str, ...]
    default: str


def choices(
    kind: str, left: Content, right: Content, naming: Callable[[Collection[int]], Mapping[str, str]]
) -> list[Choice]:
    """Whatever the two say differently: texts, columns, links, parts; names are asked for once."""
    raw = [*_raw_texts(left, right), *_raw_fields(kind, left, right), *_raw_rows(kind, left, right)]
    ids = {pk for each in raw for values in (each[3], each[4]) for field, value in values for pk in _ids(field, value)}
    names = naming(ids)
    return [
        Choice(key, where, label, _shown(mine, names), _shown(others, names), options, default)
        for key, where, label, mine, others, options, default in raw
    ]


Values = list[tuple[Any, Any]]  # each a field and its value; a row of a part is a list of them
RawChoice = tuple[str, str, str, Values, Values, tuple[str, ...], str]


def _raw_texts(left: Content, right: Content) -> Iterator[RawChoice]:
    mine, others = left.get("texts", {}), right.get("texts", {})
    title: Any = Text._meta.get_field("title")
    for language in dict.fromkeys((*mine, *others)):
        where = text_where(language)
        if language not in mine or language not in others:
            held: Values = [(title, (mine.get(language) or others[language])["title"])]
            left_side, right_side, default = (held, [], LEFT) if language in mine else ([], held, RIGHT)
            yield f"texts.{language}", where, _("The whole text"), left_side, right_side, (LEFT, RIGHT), default
            continue
        for name in text_fields():
            values = [texts[language].get(name) for texts in (mine, others)]
            if values[0] != values[1] and name != "made_from":
                field: Any = Text._meta.get_field(name)
                options = (LEFT, RIGHT, BOTH) if name == "synonyms" else (LEFT, RIGHT)
                default = BOTH if name == "synonyms" else LEFT if values[0] else RIGHT
                label = capfirst(str(field.verbose_name))
                was, is_other = ([(field, value)] for value in values)
                yield f"texts.{language}.{name}", where, label, was, is_other, options, default


def _raw_fields(kind: str, left: Content, right: Content) -> Iterator[RawChoice]:
    schema = schema_of(kind)
    for group in groups(schema):
        if any(left.get(name) != right.get(name) for name in group):
            mine, others = ([(schema.fields[name], side.get(name)) for name in group] for side in (left, right))
            label = _("Period") if group[0] == "starts" else capfirst(str(schema.fields[group[0]].verbose_name))
            yield group[0], "", label, mine, others, (LEFT, RIGHT), default_of(schema, group, left, right)


def _raw_rows(kind: str, left: Content, right: Content) -> Iterator[RawChoice]:
    schema = schema_of(kind)
    for name, link in schema.links.items():
        if left.get(name) != right.get(name):
            named, others_named = ([(link, [pk]) for pk in side.get(name, [])] for side in (left, right))
            yield name, "", capfirst(str(link.verbose_name)), named, others_named, (BOTH, LEFT, RIGHT), BOTH
    for name, part in schema.parts.items():
        if left.get(name) != right.get(name) and name not in answered_parts(schema):
            rows, other_rows = ([(part, row) for row in side.get(name, [])] for side in (left, right))
            label = capfirst(str(part.model._meta.verbose_name_plural))
            yield name, "", label, rows, other_rows, (BOTH, LEFT, RIGHT), BOTH


def _ids(field: Any, value: Any) -> Iterator[int]:
    if isinstance(field, Schema):
        for name, column in field.fields.items():
            yield from _ids(column, value.get(name))
    elif field.many_to_many or names_record(field):
        yield from (pk for pk in (value if isinstance(value, list) else [value]) if isinstance(pk, int))


def _shown(values: Values, names: Mapping[str, str]) -> list[str]:
    lines = []
    for field, value in values:
        if isinstance(field, Schema):
            cells = [
                written(column, value.get(name), names) for name, column in field.fields.items() if value.get(name)
            ]
            lines.append(" · ".join(cell for cell in cells if cell))
        else:
            lines.append(written(field, value, names))
    return [line for line in lines if line]
