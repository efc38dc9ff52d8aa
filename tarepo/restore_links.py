"""What an old version names, as it can be named today: what was merged by its new name, what is gone not at all."""

from collections.abc import Collection, Iterable
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from tarepo.cards import persons, references
from tarepo.content import Content
from tarepo.kinds import Schema, kinds_of, names_person, names_record, schema_of, text_fields
from tarepo.labels import labels_of
from tarepo.merged_names import places
from tarepo.models import File, Identifier, Record

# What is said of nothing without another field (a rule of the database).
GOES_WITH = {"declared_by": "cooperation"}


class Mending:
    """Goes through the version once; content() is what can be written, told() what is not as it was."""

    def __init__(self, record: Record, old: Content, now: Content) -> None:
        self.record, self.old = record, old
        self.schema = schema_of(record.kind)
        self.known, self.fields_gone = _known(self.schema, old)
        ids = references(record.kind, self.known)
        self.places = places(ids)
        # What is archived stays where the record names it now as well: taking it out would lose something.
        self.named_now = set(references(record.kind, now))
        self.persons = _held_persons(persons(self.known))
        self.files = _held_files(self.known, self.schema)
        self.taken = _taken_identifiers(self.known, record.pk)
        self.moved: dict[int, int] = {}
        self.gone: dict[int, list[str]] = {}
        self.sentences: list[str] = []

    def content(self) -> Content:
        made = dict(self.known)
        self._mend(self.schema, made, where="")
        for name in self.schema.links.keys() & made.keys():
            made[name] = self._mended_link(name, made[name])
        for name, part in self.schema.parts.items():
            if name in made:
                made[name] = self._mended_rows(name, part, made[name])
        return made

    def told(self) -> list[str]:
        """Every sentence once. Names are those of today; of what was deleted, the last one that it had."""
        names = labels_of({*self.moved, *self.moved.values(), *self.gone})
        names |= _last_names([pk for pk in (*self.moved, *self.gone) if str(pk) not in names])
        told = [self._moved_sentence(names, pk) for pk in self.moved]
        told += [self._gone_sentence(names, pk) for pk in self.gone]
        if self.fields_gone:
            fields = ", ".join(sorted(self.fields_gone))
            told.append(_("Records have no such field any more: %(fields)s.") % {"fields": fields})
        return list(dict.fromkeys([*told, *self.sentences]))

    def _mend(self, schema: Schema, row: Content, *, where: str) -> bool:
        """Change the row's single references, or take them out; whether the row makes sense without those."""
        whole = True
        for name in list(row):
            column: Any = schema.fields.get(name)
            if column is None or row[name] is None or self._holds(column, row[name]):
                continue
            target = self._target(column, row[name], where or _named(column)) if names_record(column) else None
            if target is not None:
                row[name] = target
                continue
            if names_person(column) or column.remote_field.model is File:
                self.sentences.append(_lost_sentence(column, row[name]))
            del row[name]
            row.pop(GOES_WITH.get(name, ""), None)
            whole = whole and column.null
        return whole

    def _holds(self, column: models.Field, value: Any) -> bool:
        """Whether the value is no reference, or one that stands as it did."""
        if names_record(column):
            return False
        if names_person(column):
            return value in self.persons
        return not (column.remote_field and column.remote_field.model is File) or value in self.files

    def _target(self, column: Any, pk: int, where: str) -> int | None:
        """Today's id of what the column named; None where it is left out, which is noted."""
        place = self.places.get(pk)
        fits = place is not None and place.kind in kinds_of(column.remote_field.model)
        if place is None or not fits or (place.archived and place.pk not in self.named_now):
            self.gone.setdefault(pk, []).append(where)
            return None
        if place.pk != pk:
            self.moved[pk] = place.pk
            if place.pk == self.record.pk:  # nothing names itself
                return None
        return place.pk

    def _mended_link(self, name: str, ids: Iterable[int]) -> list[int]:
        column = self.schema.links[name]
        found = {self._target(column, pk, _named(column)) for pk in ids}
        return sorted(pk for pk in found if pk is not None)

    def _mended_rows(self, name: str, part: Schema, rows: list[Content]) -> list[Content]:
        unique = [entry.fields for entry in part.model._meta.constraints if isinstance(entry, models.UniqueConstraint)]
        said: set[tuple] = set()
        made = []
        where = capfirst(str(part.model._meta.verbose_name_plural))
        for row in rows:
            mended = dict(row)
            if not self._mend(part, mended, where=where) or (mended != row and not _says_something(part, mended)):
                continue
            keys = {(fields, *(mended.get(field) for field in fields if field != "record")) for fields in unique}
            if keys & said:
                self.sentences.append(
                    _("In “%(where)s” a row is left out: after the merge the same stands there already.")
                    % {"where": where}
                )
            elif name == "identifiers" and (other := self.taken.get(_pair(row))):
                self.sentences.append(
                    _("The identifier “%(identifier)s” belongs to “%(name)s” now and is left out.")
                    % {"identifier": ": ".join(_pair(row)), "name": other}
                )
            else:
                said |= keys
                made.append(mended)
        return made

    def _moved_sentence(self, names: dict[str, str], pk: int) -> str:
        values = {"name": names.get(str(pk), f"#{pk}"), "other": names.get(str(self.moved[pk]), "")}
        if self.moved[pk] == self.record.pk:
            return _("“%(name)s” was merged into this very record, which does not name itself.") % values
        return _("“%(name)s” was merged into “%(other)s”, which stands in its place.") % values

    def _gone_sentence(self, names: dict[str, str], pk: int) -> str:
        where = ", ".join(dict.fromkeys(self.gone[pk]))
        values = {"name": names.get(str(pk), f"#{pk}"), "where": where}
        place = self.places.get(pk)
        if place is None:
            return _("“%(name)s” does not exist any more: it is left out of “%(where)s”.") % values
        if place.archived:
            return _("“%(name)s” is archived: it is left out of “%(where)s”.") % values
        return _("“%(name)s” does not belong there any more: it is left out of “%(where)s”.") % values


def _named(column: Any) -> str:
    return capfirst(str(column.verbose_name))


def _says_something(part: Schema, row: Content) -> bool:
    return any(value != part.fields[name].get_default() for name, value in row.items())


def _lost_sentence(column: models.Field, value: object) -> str:
    values = {"field": _named(column), "value": value}
    return _("“%(field)s” %(value)s is not kept any more and is left out.") % values


def _known(schema: Schema, old: Content) -> tuple[Content, set[str]]:
    """The version without the fields that records have lost since, and their names."""
    gone: set[str] = set()

    def kept(row: dict, names: Collection[str]) -> dict:
        gone.update(row.keys() - set(names))
        return {name: value for name, value in row.items() if name in names}

    made = kept(old, {*schema.fields, *schema.links, *schema.parts, "texts"})
    if "texts" in made:
        made["texts"] = {language: kept(text, text_fields()) for language, text in made["texts"].items()}
    for name in schema.parts.keys() & made.keys():
        made[name] = [kept(row, schema.parts[name].fields) for row in made[name]]
    return made, gone


def _held_persons(keys: Collection[str]) -> set[str]:
    from experts.models import Person

    return set(Person.objects.filter(key__in=keys).values_list("key", flat=True)) if keys else set()


def _held_files(content: Content, schema: Schema) -> set[int]:
    ids = {row["file"] for name in schema.parts for row in content.get(name, []) if isinstance(row.get("file"), int)}
    return set(File.objects.filter(pk__in=ids).values_list("pk", flat=True)) if ids else set()


def _pair(row: Content) -> tuple[str, str]:
    return row.get("system", ""), row.get("value", "")


def _taken_identifiers(content: Content, pk: int) -> dict[tuple[str, str], str]:
    """Those of the version's identifiers that another record has now, with its label."""
    wanted = {_pair(row) for row in content.get("identifiers", [])}
    if not wanted:
        return {}
    rows = Identifier.objects.filter(value__in=[value for _system, value in wanted]).exclude(record_id=pk)
    held = {(system, value): other for system, value, other in rows.values_list("system", "value", "record_id")}
    names = labels_of([other for pair, other in held.items() if pair in wanted])
    return {pair: names.get(str(other), f"#{other}") for pair, other in held.items() if pair in wanted}


def _last_names(ids: Collection[int]) -> dict[str, str]:
    """What records were called that are deleted: the history has their last titles."""
    if not ids:
        return {}
    texts: Any = apps.get_model("tarepo.TextEvent")._default_manager
    rows = texts.filter(record_id__in=ids).order_by("record_id", "-pgh_id").distinct("record_id")
    return {str(pk): title for pk, title in rows.values_list("record_id", "title")}
