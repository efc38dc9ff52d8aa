"""What a form says, field by field, whether it comes from the tables or from a browser, so that both can be compared.

Everything is by section ("own" for the object's columns, else the prefix of its rows), row (its key) and column; values
are text, a list of keys, or a text by language.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib.admin.utils import flatten_fieldsets
from django.db import models
from django.forms.models import model_to_dict
from django.http import HttpRequest

from tarepo.fields import ListedField, split_codes

OWN, ONE = "own", "0"
Value = str | list[str] | dict[str, str]
Row = dict[str, Value]
Said = dict[str, dict[str, Row]]


@dataclass
class Section:
    """The object's own columns, or the rows of one of its parts, as its form has them."""

    prefix: str
    model: Any
    form: type[forms.ModelForm]
    columns: dict[str, models.Field]
    link: str = ""  # the column of a part that leads to the object
    limit: int = 0

    def plain(self, instance: models.Model) -> Row:
        values = model_to_dict(instance, fields=list(self.columns))
        if told := getattr(self.form, "in_form", None):  # what a form writes otherwise than the column has it
            values |= told(instance)
        return {name: plain(column, values.get(name)) for name, column in self.columns.items()}

    def sent(self, data: Mapping[str, Any], prefix: str) -> Row:
        """What the browser sent of one row."""
        found = {}
        for name, column in self.columns.items():
            value = self.form.base_fields[name].widget.value_from_datadict(data, {}, f"{prefix}{name}")
            found[name] = plain(column, value)
        return found

    def spread(self, row: Row) -> dict[str, list[str]]:
        """The fields by which a browser sends what the row says."""
        found: dict[str, list[str]] = {}
        for name, value in row.items():
            found |= spread(self.columns[name], name, value)
        return found

    def label(self, name: str) -> str:
        return str(self.form.base_fields[name].label or self.columns[name].verbose_name)


@dataclass
class Entry:
    """A row as it was sent, with all its fields: what is no column of ours goes along."""

    key: str  # of the row in the table; empty for a new one
    row: Row
    fields: dict[str, list[str]] = field(default_factory=dict)
    files: dict[str, list[Any]] = field(default_factory=dict)
    deleted: bool = False
    was: str = ""  # the key that it had before somebody took the row away


def sections(admin: Any, request: HttpRequest, found: models.Model | None) -> dict[str, Section]:
    """The sections of the object's form, its own columns first; of any object's form where found is None."""
    fields = flatten_fieldsets(admin.get_fieldsets(request, found))
    form = admin.get_form(request, found, change=True, fields=fields)
    made = {OWN: Section("", admin.model, form, _columns(form, admin.model))}
    for formset, _inline in admin.get_formsets_with_inlines(request, found):
        prefix = formset.get_default_prefix()
        columns = _columns(formset.form, formset.model, without=formset.fk.name)
        limit = formset.absolute_max
        made[prefix] = Section(f"{prefix}-", formset.model, formset.form, columns, formset.fk.name, limit)
    return made


def _columns(form: type[forms.ModelForm], model: Any, without: str = "") -> dict[str, models.Field]:
    known = {column.name: column for column in (*model._meta.fields, *model._meta.many_to_many)}
    return {name: known[name] for name in form.base_fields if name in known and name != without}


def stored(parts: dict[str, Section], found: models.Model) -> Said:
    """What the tables say now; one query for each part and link."""
    said: Said = {}
    for name, section in parts.items():
        if name == OWN:
            said[name] = {ONE: section.plain(found) | _state(found)}
            continue
        rows = section.model._default_manager.filter(**{section.link: found.pk})
        rows = rows.order_by(*(section.model._meta.ordering or ["pk"]))
        said[name] = {str(row.pk): section.plain(row) for row in rows}
    return said


def shown(form: forms.ModelForm, formsets: Iterable[forms.BaseModelFormSet]) -> Said:
    """The same of a form that was made from the tables and not touched yet; asks for nothing."""
    said = {OWN: {ONE: _initial(form) | _state(form.instance)}}
    for formset in formsets:
        said[formset.prefix] = {str(row.instance.pk): _initial(row, formset.fk.name) for row in formset.initial_forms}
    return said


def _initial(form: forms.ModelForm, without: str = "") -> Row:
    columns = _columns(type(form), form._meta.model, without)
    return {name: plain(column, form.initial.get(name)) for name, column in columns.items()}


def _state(found: models.Model) -> Row:
    """No field of the form; but who saves a record should know that somebody archived it meanwhile."""
    return {"state": str(found.state)} if hasattr(found, "state") and hasattr(found, "version") else {}


def entries(section: Section, data: Any, files: Any) -> list[Entry] | None:
    """The rows of a part as they were sent; None where nobody can tell how many they are."""
    total = data.get(f"{section.prefix}TOTAL_FORMS", "")
    if not (total.isascii() and total.isdigit() and len(total) < 6 and int(total) <= section.limit):
        return None
    return [_entry(section, data, files, f"{section.prefix}{place}-") for place in range(int(total))]


def _entry(section: Section, data: Any, files: Any, prefix: str) -> Entry:
    fields = dict(_with_prefix(data, prefix))
    return Entry(
        key=data.get(f"{prefix}{section.model._meta.pk.name}", ""),
        row=section.sent(data, prefix),
        fields=fields,
        files=dict(_with_prefix(files, prefix)),
        deleted=bool(fields.get("DELETE", [""])[-1]),
        was=data.get(f"{prefix}sent_was", ""),
    )


def _with_prefix(data: Any, prefix: str) -> Iterator[tuple[str, list]]:
    for name in data:
        if name.startswith(prefix):
            yield name.removeprefix(prefix), data.getlist(name)


def plain(column: models.Field, value: Any) -> Value:
    """A value as it can be compared, whichever side it comes from; whatever is empty is the empty text."""
    if isinstance(column, models.BooleanField):
        return {True: "true", False: "false" if column.null else ""}.get(value, "")
    if column.many_to_many:
        return sorted(str(getattr(one, "pk", one)) for one in value or [])
    if value in (None, "", {}, []):
        return ""
    if isinstance(column, ListedField):
        return ",".join(sorted(split_codes(value) if isinstance(value, str) else value))
    if isinstance(column, models.TimeField):
        return str(value)[:5]
    if isinstance(value, dict):
        return {code: _lines(str(text)) for code, text in value.items()}
    return _lines(value.isoformat() if hasattr(value, "isoformat") else str(value))


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def spread(column: models.Field, name: str, value: Value) -> dict[str, list[str]]:
    if isinstance(value, list):
        return {name: value}
    if isinstance(value, dict):
        return {f"{name}__{code}": [text] for code, text in value.items()}
    if isinstance(column, ListedField):
        return {name: split_codes(value)}
    if isinstance(column, models.BooleanField):
        return {name: [value or "unknown"]} if column.null else ({name: ["on"]} if value else {})
    return {name: [value]}
