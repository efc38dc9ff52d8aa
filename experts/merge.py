"""Merging two rows that name one person.

A row says what one source printed at one occasion, so the two are not mixed: the kept one stays as it is, and texts
name it from now on. The other row stays too, for old versions name its key; it only points to the kept one. So nothing
that is said of a person is changed, and undoing needs no copy of it.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from experts.models import Person
from tarepo.bulk import changed_fields
from tarepo.cards import person_token, replace_tokens
from tarepo.changes import current_change
from tarepo.content import Content, digest_of
from tarepo.content_write import write_content
from tarepo.enums import State
from tarepo.kinds import MODELS, model_of, names_person, schema_of
from tarepo.locks import lock_records
from tarepo.merge import Merged, by_kind, contents_of, publish_again
from tarepo.merge_checks import CannotMerge
from tarepo.merge_refs import move, owner_of
from tarepo.models import Part, Record, Text


@dataclass
class PersonMerge:
    """What a merge would make of two persons, and of whatever names the one that is given up."""

    kept: Person
    other: Person
    naming: set[int]  # the records that name the other

    @property
    def seen(self) -> str:
        rows = [[getattr(row, field.attname) for field in row._meta.concrete_fields] for row in (self.kept, self.other)]
        return digest_of(rows)


def prepare_persons(kept_id: int, other_id: int) -> PersonMerge:
    """In a fixed number of queries. Raises CannotMerge."""
    rows = Person.objects.select_related("merged_into").in_bulk([kept_id, other_id])
    if not {kept_id, other_id} <= rows.keys():
        raise CannotMerge(_("One of the two is no longer there."))
    kept, other = rows[kept_id], rows[other_id]
    if kept.pk == other.pk:
        raise CannotMerge(_("This is the same person: choose another one."))
    for person in (kept, other):
        if person.merged_into:
            raise CannotMerge(
                _("“%(person)s” has been merged into “%(into)s” already: choose that one.")
                % {"person": f"{person} ({person.key})", "into": f"{person.merged_into} ({person.merged_into.key})"}
            )
    return PersonMerge(kept, other, set(records_naming_person(other)))


def records_naming_person(person: Person) -> Iterator[int]:
    """In columns, and as tokens in texts; a query for each table."""
    kinds = {apps.get_model(label) for label in MODELS.values()}
    parts = [model for model in apps.get_models() if issubclass(model, Part) and not model._meta.proxy]
    for model in (Text, *parts, *sorted(kinds, key=lambda model: model._meta.label)):
        yield from _naming(model, person)


def _naming(model: Any, person: Person) -> Iterator[int]:
    asked, rows = Q(), model._base_manager.all()
    beginnings = (f"{{{person.key}}}", f"{{{person.key}/")  # of its tokens, whatever their form
    for field in model._meta.local_concrete_fields:
        if names_person(field):
            asked |= Q(**{field.attname: person.pk})
        elif isinstance(field, models.JSONField):
            rows = rows.alias(**{f"{field.name}_text": Cast(field.name, TextField())})
            asked |= _any(f"{field.name}_text", beginnings)
        elif isinstance(field, (models.CharField, models.TextField)) and not field.choices:
            asked |= _any(field.name, beginnings)
    if asked:
        yield from rows.filter(asked).values_list(owner_of(model), flat=True)


def _any(column: str, beginnings: Collection[str]) -> Q:
    asked = Q()
    for beginning in beginnings:
        asked |= Q(**{f"{column}__contains": beginning})
    return asked


def renamed(kind: str, _pk: int, content: Content, *, old: str, new: str) -> Content:
    """The content with one person named instead of the other."""
    schema = schema_of(kind)
    made: Content = in_texts(content, old, new)
    for fields, rows in (
        (schema.fields, [made]),
        *((part.fields, made.get(name, [])) for name, part in schema.parts.items()),
    ):
        for row in rows:
            row |= {name: new for name, field in fields.items() if names_person(field) and row.get(name) == old}
    return made


def in_texts(value: Any, old: str, new: str) -> Any:
    if isinstance(value, str):
        return replace_tokens(value, lambda key, form: person_token(new if key == old else key, form))
    if isinstance(value, dict):
        return {name: in_texts(item, old, new) for name, item in value.items()}
    return [in_texts(item, old, new) for item in value] if isinstance(value, list) else value


def merge_persons(*, kept: int, other: int, seen: str) -> Merged | None:
    """Let texts and columns name the kept person; readers see it at once, and nobody's unpublished edits with it.

    None, and nothing written, where either row says something else than what was seen. Raises CannotMerge.
    """
    current_change()
    locked = lock_records(prepare_persons(kept, other).naming)
    list(Person.objects.select_for_update().filter(pk__in=(kept, other)).order_by("pk"))
    found = prepare_persons(kept, other)
    if found.seen != seen or not found.naming <= locked.keys():
        return None
    before = contents_of(found.naming)
    for kind, ids in by_kind(found.naming).items():
        _write(kind, ids, before, found)
    move(Person.objects.filter(pk=other), "merged_into_id", kept)
    move(Person.objects.filter(merged_into_id=other), "merged_into_id", kept)
    public = Record.objects.filter(pk__in=found.naming, state=State.PUBLISHED).values_list("pk", flat=True)
    done = Merged(sorted(found.naming))
    done.published = publish_again(list(public), before, lambda kind, pk, content: _named(found, kind, pk, content))
    return done


def _named(found: PersonMerge, kind: str, pk: int, content: Content) -> Content:
    return renamed(kind, pk, content, old=found.other.key, new=found.kept.key)


def _write(kind: str, ids: Collection[int], before: dict[int, Content], found: PersonMerge) -> None:
    rows = model_of(kind).objects.in_bulk(ids)
    for pk in ids:
        write_content(rows[pk], changed_fields(before[pk], _named(found, kind, pk, before[pk])), before=before[pk])
