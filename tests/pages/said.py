"""Everything that a content says, as its page has to show it: walks the schema, so that a new field is asked for."""

from collections.abc import Iterator
from typing import Any

from django.db import models

from tarepo.content import Content
from tarepo.kinds import Schema, names_person, names_record, schema_of
from tarepo.models import SearchRow
from tarepo.reading.words import date, language_name, number, own_name, period

# What a page does not print, and why.
UNSEEN = {
    "precision": "shapes the period",
    "starts": "part of the period",
    "ends": "part of the period",
    "series": "joins targets and achieved values",
    "nature": "an achieved figure needs no word; a target says so",
    "form": "a country is a country",
    "position": "orders a list",
    "printed": "the form before mending, kept for editors",
    "un_member": "not a fact about assistance",
    "due_printed": "stands where no day does",
    "issued_printed": "stands where no day does",
    "posted_printed": "a test of its own",
    "inferred": "a test of its own",
    "open_to_all": "a test of its own",
    "done": "a test of its own",
    "kind": "of a point: the section's heading",
    "system": "identifiers are for machines",
    "value": "asked for as a number",
    "alt": "stands with a picture that is held",
    "language": "asked for by its name",
}


def said(kind: str, content: Content) -> Iterator[tuple[str, str]]:
    """(where, text) for each thing that the English page of the record must show."""
    schema = schema_of(kind)
    yield from _fields(schema, content, "")
    for name in schema.links:
        yield from ((f"{name}", label(pk)) for pk in content[name])
    yield from _texts(content["texts"]["en"])
    for name, part in schema.parts.items():
        if name == "identifiers":
            continue
        for place, row in enumerate(content.get(name, [])):
            yield from _fields(part, row, f"{name}[{place}].")


def _texts(english: dict[str, str]) -> Iterator[tuple[str, str]]:
    for name, value in english.items():
        if name not in ("status", "short_title", "synonyms"):
            yield f"texts.en.{name}", value


def _fields(schema: Schema, row: Content, where: str) -> Iterator[tuple[str, str]]:
    if "precision" in row:
        yield f"{where}period", period(row)
    for name, field in schema.fields.items():
        if name in row:
            text = _shown(field, row[name])
            if text is not None:
                yield f"{where}{name}", text


def _shown(field: models.Field, value: Any) -> str | None:
    if isinstance(field, models.DecimalField):
        return number(value)
    if field.name == "language":
        return own_name(value) or language_name(value)
    if field.name in UNSEEN:
        return None
    if names_record(field):
        return label(value)
    if names_person(field):
        return person(value)
    if value == "not_stated":
        return None
    if field.choices:
        return str(dict(field.flatchoices)[value])
    if isinstance(field, models.DateField):
        return date(value)
    if isinstance(field, models.JSONField):
        return filled(value["en"])
    return str(value)


def label(pk: int) -> str:
    return SearchRow.objects.get(record_id=pk, tier=0).label["names"]["en"]


def person(key: str) -> str:
    from experts.models import Person

    return Person.objects.get(key=key).name


def filled(text: str) -> str:
    return text.replace("{P-9003}", "Alan Speaker, Judge, Court of Appeal")


def never_given(kind: str, content: Content) -> list[str]:
    """The fields, links and parts of a kind that a content leaves out, and the fields that no row of a part has."""
    schema = schema_of(kind)
    missing = [*(schema.fields.keys() - content.keys()), *(schema.links.keys() - content.keys())]
    missing += schema.parts.keys() - content.keys()
    for name, part in schema.parts.items():
        given = {key for row in content.get(name, []) for key in row}
        missing += [f"{name}.{key}" for key in part.fields.keys() - given]
    return sorted(missing)
