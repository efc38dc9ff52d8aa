"""Widgets of the office: choices by autocomplete that ask for no label of their own, dates, running text."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django import forms
from django.apps import apps
from django.contrib.admin.widgets import (
    AdminTextInputWidget,
    AutocompleteSelect,
    AutocompleteSelectMultiple,
    RelatedFieldWidgetWrapper,
)
from django.db import models
from django.forms.boundfield import BoundField
from django.utils.dateparse import parse_date

from tarepo.labels import labels_of
from tarepo.models import Record
from tarepo.wording import WordingWidget


class LabelledChoices:
    """An autocomplete whose chosen values get their labels from outside, all of a page in one query."""

    labels: dict[str, str] | None = None  # by value; set by give_labels()

    def optgroups(self, name: str, value: list[str], attrs: dict | None = None) -> list:
        if self.labels is None:
            return super().optgroups(name, value, attrs)
        options = []
        if not self.is_required and not self.allow_multiple_selected:
            options.append(self.create_option(name, "", "", False, 0))
        for chosen in value:
            if chosen in self.labels:
                options.append(self.create_option(name, chosen, self.labels[chosen], True, len(options)))
        return [(None, options, 0)]


class OneOf(LabelledChoices, AutocompleteSelect):
    """One record, person or user."""


class SeveralOf(LabelledChoices, AutocompleteSelectMultiple):
    """Several records."""


class WithOrganisation(RelatedFieldWidgetWrapper):
    """Beside a choice among all parties: what is added on the way is an organisation, office or group."""

    def get_related_url(self, info: tuple[str, str], action: str, *args: object) -> str:
        return super().get_related_url(("reference", "organisation"), action, *args)

    def get_context(self, name: str, value: object, attrs: dict | None) -> dict:
        named = apps.get_model("reference.Organisation")._meta
        return super().get_context(name, value, attrs) | {"model": named.verbose_name, "model_name": named.model_name}


class DayWidget(forms.DateInput):
    """The browser's own calendar: it needs no script and speaks the user's language."""

    input_type = "date"

    def __init__(self, attrs: dict | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")

    def get_context(self, name: str, value: object, attrs: dict | None) -> dict:
        """What is no day comes back in a plain field: a date field would show it empty."""
        context = super().get_context(name, value, attrs)
        written = context["widget"]["value"]
        if written and not is_day(written):
            context["widget"]["type"] = "text"
        return context


class ClockWidget(forms.TimeInput):
    """A time of day, as clocks show it; what is none comes back in a plain field."""

    input_type = "time"

    def __init__(self, attrs: dict | None = None) -> None:
        super().__init__(attrs, format="%H:%M")

    def get_context(self, name: str, value: object, attrs: dict | None) -> dict:
        context = super().get_context(name, value, attrs)
        written = context["widget"]["value"]
        if written and not is_read(dt.time, written):
            context["widget"]["type"] = "text"
        return context


class MomentWidget(forms.TextInput):
    """A date and a time in one field of the browser's own; what is none comes back in a plain field."""

    input_type = "datetime-local"

    def get_context(self, name: str, value: object, attrs: dict | None) -> dict:
        context = super().get_context(name, value, attrs)
        written = context["widget"]["value"]
        if written and not is_read(dt.datetime, written):
            context["widget"]["type"] = "text"
        return context


def is_read(sort: type[dt.time] | type[dt.datetime], written: str) -> bool:
    try:
        sort.fromisoformat(written)
    except ValueError:
        return False
    return True


def is_day(written: str) -> bool:
    try:
        return parse_date(written) is not None
    except ValueError:
        return False


class LinesWidget(forms.Textarea):
    """Running text of whatever direction. Browsers send line ends that nobody typed: they would count as changes."""

    def __init__(self, attrs: dict | None = None) -> None:
        super().__init__({"rows": 3, "dir": "auto", "class": "lines"} | (attrs or {}))

    def value_from_datadict(self, data: dict, files: dict, name: str) -> str | None:
        value = super().value_from_datadict(data, files, name)
        return value.replace("\r\n", "\n") if isinstance(value, str) else value


@dataclass(frozen=True)
class Beside:
    """What stands beside a field of a translation: the original's words, and what of them changed since."""

    language: str
    name: str  # of the language
    direction: str
    text: str
    is_outdated: bool = False
    was: str = ""  # excerpts, where the words then are known
    now: str = ""


class WithOriginal:
    """A field of a record's text, with the original's words beside it where it is a translation."""

    beside: Beside | None = None
    alone: str  # the template of the field itself
    template_name = "admin/beside.html"

    def get_context(self, name: str, value: object, attrs: dict | None) -> dict:
        context = super().get_context(name, value, attrs)  # type: ignore[misc]
        context["widget"] |= {"beside": self.beside, "alone": self.alone}
        if self.beside and self.beside.is_outdated:
            written = context["widget"]["attrs"]
            note = f"{written.get('id', name)}_changed"
            context["widget"]["note"] = note
            written["aria-describedby"] = f"{written.get('aria-describedby', '')} {note}".strip()
        return context


class TextLines(WithOriginal, LinesWidget):
    alone = LinesWidget.template_name


class TextLine(WithOriginal, AdminTextInputWidget):
    alone = AdminTextInputWidget.template_name


def unwrapped(widget: forms.Widget) -> forms.Widget:
    """The widget without the frame that adds links to it."""
    return getattr(widget, "widget", widget)


def give_labels(bound: Iterable[BoundField]) -> None:
    """Tell every autocomplete among the fields the labels of what is chosen in it: a query for each table."""
    asked: dict[type[models.Model], list[tuple[LabelledChoices, set[int]]]] = {}
    for field in bound:
        widget = unwrapped(field.field.widget)
        if isinstance(widget, LabelledChoices):
            model = widget.field.remote_field.model
            table = Record if issubclass(model, Record) else model
            asked.setdefault(table, []).append((widget, chosen(field)))
    for table, widgets in asked.items():
        ids = {pk for _, chosen_ids in widgets for pk in chosen_ids}
        labels = labels_of(ids) if table is Record else names_of(table, ids)
        for widget, _ in widgets:
            widget.labels = labels


def chosen(field: BoundField) -> set[int]:
    value = field.value()
    values = value if isinstance(value, (list, tuple)) else [value]
    found = {str(getattr(item, "pk", item)) for item in values if item not in (None, "")}
    return {int(item) for item in found if item.isascii() and item.isdigit() and len(item) < 19}


def names_of(table: type[models.Model], ids: set[int]) -> dict[str, str]:
    return {str(row.pk): str(row) for row in table._default_manager.filter(pk__in=ids)} if ids else {}


def show_first(bound: Iterable[BoundField], languages: list[str]) -> None:
    """Open the boxes of the record's own languages in every text by language; the others stay folded."""
    for field in bound:
        widget = unwrapped(field.field.widget)
        if isinstance(widget, WordingWidget):
            widget.first = languages
            widget.title = str(field.label)
