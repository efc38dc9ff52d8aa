"""What a content may say: its shape, the records that it names, the rules that the database keeps."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from django.db import IntegrityError
from django.utils.translation import gettext as _

from tarepo.content import Content
from tarepo.kinds import Schema, answered_parts, kinds_of, names_record
from tarepo.models import Record


class ContentError(Exception):
    """A content that cannot be written: where in it, and why."""

    def __init__(self, where: str, why: str) -> None:
        super().__init__(f"{where}: {why}")
        self.where, self.why = where, why


class Directory:
    """Finds records by "kind/reference" and persons by key, remembering what it found."""

    def __init__(self, records: dict[str, int] | None = None) -> None:
        self._records = dict(records or {})
        self._persons: dict[str, int] = {}

    def record(self, name: object) -> int:
        """The id behind an id or a "kind/reference"; LookupError where there is none."""
        if isinstance(name, int):
            return name
        if not isinstance(name, str) or "/" not in name:
            raise LookupError(f"“{name}” is neither an id nor kind/reference")
        if name not in self._records:
            kind, reference = name.split("/", 1)
            found = Record.objects.filter(kind=kind, reference=reference).values_list("pk", flat=True).first()
            if found is None:
                raise LookupError(f"there is no {name}")
            self._records[name] = found
        return self._records[name]

    def person(self, key: object) -> int:
        from experts.models import Person

        if key not in self._persons:
            found = Person.objects.filter(key=key).values_list("pk", flat=True).first()
            if found is None:
                raise LookupError(f"there is no person {key}")
            self._persons[str(key)] = found
        return self._persons[str(key)]


def shaped(value: Any, shape: type, where: str) -> Any:
    if not isinstance(value, shape):
        names: dict[type, str] = {dict: "a table", list: "a list", str: "a text such as country/PE"}
        raise ContentError(where, f"it must be {names[shape]}")
    return value


def check_shapes(schema: Schema, content: Content) -> None:
    for language, text in shaped(content.get("texts", {}), dict, "texts").items():
        shaped(text, dict, f"texts.{language}")
    for name in schema.links.keys() & content.keys():
        shaped(content[name], list, name)
    for name in schema.parts.keys() & content.keys():
        for place, row in enumerate(shaped(content[name], list, name)):
            shaped(row, dict, f"{name}[{place}]")


def check_answered(schema: Schema, content: Content, before: Content) -> None:
    """Nobody else writes what the parties themselves answered."""
    for name in sorted(answered_parts(schema) & content.keys()):
        if content[name] != before.get(name, []):
            raise ContentError(name, _("only the parties themselves confirm their part"))


def check_kind(column: Any, kind: str, name: object, where: str) -> None:
    """A link to subjects does not take a target group, although both are terms."""
    if kind not in kinds_of(column.remote_field.model):
        raise ContentError(where, f"“{name}” is a {kind}, which does not belong here")


def check_targets(schema: Schema, content: Content, directory: Directory) -> None:
    """Whatever record the content names is there, and of a kind that belongs where it is named; one query."""
    check_all_targets(schema, [content], directory)


def check_all_targets(schema: Schema, contents: Iterable[Content], directory: Directory) -> None:
    """The same for several contents at once."""
    named = {}
    for number, content in enumerate(contents):
        for where, column, name in _targets(schema, content):
            with suppress(LookupError):  # told when it is written
                named[number, where] = (column, name, directory.record(name))
    ids = {pk for _, _, pk in named.values()}
    kinds = dict(Record.objects.filter(pk__in=ids).values_list("pk", "kind")) if ids else {}
    for (_number, where), (column, name, pk) in named.items():
        if pk not in kinds:
            raise ContentError(where.partition(" ")[0], f"there is no record {name}")
        check_kind(column, kinds[pk], name, where.partition(" ")[0])


def _targets(schema: Schema, content: Content) -> Iterator[tuple[str, Any, object]]:
    """Where, column and name of each record that the content names; several in one link are told apart by a number."""
    for name, value in content.items():
        if name in schema.links:
            yield from ((f"{name} {place}", schema.links[name], target) for place, target in enumerate(value))
        elif name in schema.parts:
            for place, row in enumerate(value):
                for _, column, target in _targets(schema.parts[name], row):
                    yield f"{name}[{place}].{column.name}", column, target
        elif name in schema.fields and names_record(schema.fields[name]) and value is not None:
            yield name, schema.fields[name], value


# What the database refuses, by how the name of its rule ends: the field that it is about, and the rule in words.
RULES = {
    "_ends_after_start": ("ends", "the period ends before it begins"),
    "_precision_fits_dates": ("precision", "the dates do not fit it"),
    "_cooperation_declared_by": ("declared_by", "cooperation is declared by somebody: say by whom"),
    "record_address": ("reference", "another record has it already"),
    "record_reference_any_case": ("reference", "another record has it already, in other capitals"),
    "party_iso2": ("iso2", "another country or area has it already"),
    "party_iso2_of_countries": ("iso2", "only a country or area has one"),
    "_until_after_since": ("until", "it ends before it begins"),
    "identifier_once": ("value", "another record has it already"),
    "text_one_original": ("status", "another text is the original already"),
    "_once_a_role": ("role", "it is there twice"),
}


@contextmanager
def kept_rules(where: str) -> Iterator[None]:
    """A row that the database refuses, told with its place. The caller's savepoint undoes what was written."""
    try:
        yield
    except IntegrityError as error:
        rule = str(getattr(getattr(error.__cause__, "diag", None), "constraint_name", "") or "")
        found = [RULES[end] for end in RULES if rule.endswith(end)]
        name, why = found[0] if found else ("", f"it goes against the rule “{rule}”")
        raise ContentError(f"{where}{name}".rstrip("."), why) from error
