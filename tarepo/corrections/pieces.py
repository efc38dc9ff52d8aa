"""What of a record can be corrected, piece by piece: a text, a field or two, one row of a part. Each has a key."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from tarepo.content import Content
from tarepo.kinds import Schema, schema_of
from tarepo.models import Text
from tarepo.reading.changes import UNSEEN, UNSEEN_PARTS, labels_for_readers, seen_lines, told_line
from tarepo.reading.names import Names
from tarepo.reading.words import language_name, period

# What the editors keep: the record's address and place, who reported it; and what stands in no page.
KEPT = UNSEEN | {"reference", "checked_on", "reported_by", "position", "level", "form", "inferred"}
# A party confirms its part itself.
KEPT_PARTS = UNSEEN_PARTS | {"confirmations", "webinars", "slots", "materials", "promotions"}
DATES = ("starts", "ends", "precision")
PERIOD = (*DATES, "period_printed")
COOPERATION = ("cooperation", "declared_by")
GROUPS = {"period": PERIOD, "cooperation": COOPERATION}
NEW_ROWS = 2  # rows of a part that are offered to be added
NOT_ADDED = {"photos", "speakers"}  # a file would have to be sent; a person, whom only editors choose


@dataclass
class Piece:
    key: str  # texts.title, period, venue, figures.0, figures.new0
    label: str
    columns: tuple[Any, ...]
    said: Content  # what the content says of it now: columns → values
    lines: list[tuple[str, str]] = field(default_factory=list)  # the same in words

    @property
    def part(self) -> str:
        """The part that it is a row of; empty for what is none."""
        return self.key.partition(".")[0] if self.is_row or self.is_new else ""

    @property
    def is_text(self) -> bool:
        return self.key.startswith("texts.")

    @property
    def is_new(self) -> bool:
        return self.key.partition(".")[2].startswith("new")

    @property
    def is_row(self) -> bool:
        return self.key.partition(".")[2].isdecimal()

    @property
    def place(self) -> int:
        return int(self.key.partition(".")[2])

    def paths(self, language: str) -> set[str]:
        """Where in the content it stands (tarepo/differences.py)."""
        if self.is_text:
            return {self.key.replace("texts.", f"texts.{language}.")}
        return {self.part} if self.part else {column.name for column in self.columns}


@dataclass
class Pieces:
    """Those of one record; language: of the texts."""

    stated: list[Piece]
    unstated: list[Piece]
    added: list[Piece]  # one for each part that rows can be added to

    def by_key(self) -> dict[str, Piece]:
        found = {piece.key: piece for piece in (*self.stated, *self.unstated)}
        for piece in self.added:
            for number in range(NEW_ROWS):
                found[f"{piece.part}.new{number}"] = Piece(f"{piece.part}.new{number}", piece.label, piece.columns, {})
        return found


def pieces_of(kind: str, content: Content, names: Names, language: str, lead: str) -> Pieces:
    schema = schema_of(kind)
    words = _Words(kind, names, labels_for_readers(names_in(kind, content), names))
    found = [*_texts(content, words, language, lead), *_own(schema, content, words)]
    rows = [piece for name in _parts(schema) for piece in _rows(schema, name, content, words)]
    stated = [piece for piece in (*found, *rows) if piece.lines]
    return Pieces(
        stated=stated,
        unstated=[piece for piece in found if not piece.lines],
        added=[
            Piece(f"{name}.new0", _part_label(schema.parts[name]), columns_of(schema.parts[name]), {})
            for name in _parts(schema)
            if name not in NOT_ADDED
        ],
    )


def names_in(kind: str, content: Content) -> set[int]:
    from tarepo.cards import references

    return {*references(kind, content)}


@dataclass
class _Words:
    kind: str
    names: Names
    labels: Mapping[str, str]

    def of(self, content: Content) -> list[tuple[str, str]]:
        raw = seen_lines(self.kind, {}, content)
        told = [told_line(entry, self.labels, self.names, whole=True) for entry in raw]
        return [(line.name, line.new) for line in told if line.new]


def _parts(schema: Schema) -> Iterator[str]:
    return (name for name in schema.parts if name not in KEPT_PARTS)


def columns_of(part: Schema) -> tuple[Any, ...]:
    """Those that a form has; the series of a figure is the editors' own word."""
    return tuple(
        column for name, column in part.fields.items() if name not in KEPT and not isinstance(column, models.SlugField)
    )


def _texts(content: Content, words: _Words, language: str, lead: str) -> Iterator[Piece]:
    texts = content.get("texts", {})
    own = texts.get(language, {})
    shown = own or texts.get(lead, {})
    for name in Text.BODY:
        column: Any = Text._meta.get_field(name)
        label = str(capfirst(column.verbose_name))
        if not own:
            label = _("%(field)s: to be added in %(language)s") % {"field": label, "language": language_name(language)}
        value = shown.get(name)
        lines = [("", words.names.fill(value))] if value else []
        yield Piece(f"texts.{name}", label, (column,), {name: own[name]} if name in own else {}, lines)


def _own(schema: Schema, content: Content, words: _Words) -> Iterator[Piece]:
    grouped = {name for group in GROUPS.values() for name in group}
    for key, names in GROUPS.items():
        columns = tuple(schema.fields[name] for name in names if name in schema.fields)
        if len(columns) == len(names):
            said = {name: content[name] for name in names if name in content}
            label = _("Period") if key == "period" else _("Declared cooperation")
            yield Piece(key, label, columns, said, _period_lines(said) if key == "period" else words.of(said))
    for name, column in (schema.fields | schema.links).items():
        if name not in KEPT and name not in grouped:
            said = {name: content[name]} if name in content else {}
            lines = [("", text) for _name, text in words.of(said)]
            yield Piece(name, str(capfirst(str(column.verbose_name))), (column,), said, lines)


def _period_lines(said: Content) -> list[tuple[str, str]]:
    lines = [("", period(said)), (_("as printed"), said.get("period_printed", ""))]
    return [line for line in lines if line[1]]


def _rows(schema: Schema, name: str, content: Content, words: _Words) -> Iterator[Piece]:
    part = schema.parts[name]
    columns = columns_of(part)
    for place, row in enumerate(content.get(name, [])):
        said = {column.name: row[column.name] for column in columns if column.name in row}
        dated = {column: row[column] for column in PERIOD if column in row} if "precision" in part.fields else {}
        rest = {column: value for column, value in row.items() if column not in dated and column not in KEPT}
        lines = words.of({name: [rest]}) + ([(_("Period"), text) for _n, text in _period_lines(dated)])
        label = f"{capfirst(str(part.model._meta.verbose_name))} {place + 1}"
        yield Piece(f"{name}.{place}", label, columns, said, lines or [("", "–")])


def _part_label(part: Schema) -> str:
    return str(capfirst(str(part.model._meta.verbose_name)))


def chosen_in(pieces: Pieces, keys: Iterable[str]) -> tuple[list[Piece], list[str]]:
    """The pieces of these keys in the record's own order, with new rows for "figures.new"; and the keys of none."""
    known = pieces.by_key()
    wanted = {
        name
        for key in keys
        for name in ([f"{key}{number}" for number in range(NEW_ROWS)] if key.endswith(".new") else [key])
    }
    return [piece for key, piece in known.items() if key in wanted], sorted(wanted - known.keys())
