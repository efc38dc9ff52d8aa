"""From a column of a record to a field of a form, and from what was typed back to what a content says."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from tarepo.admin.widgets import LinesWidget
from tarepo.cards import PERSON_TOKEN, person_token, put_tokens_back, replace_tokens
from tarepo.corrections.names import PARTIES, TERMS, PartyField, RecordField, RecordsField, terms_of
from tarepo.fields import WordingField
from tarepo.kinds import kinds_of, names_person, names_record
from tarepo.models import File
from tarepo.reading.names import Names
from tarepo.reading.words import language_name
from tarepo.submissions.parties import Parties
from tarepo.submissions.rows import line, typed_number

LONGEST_TEXT, LONGEST_LINE = 20_000, 1000
LINES = ("title", "other_title")  # of the text columns, those that are one line
ERASED = "…"


@dataclass(frozen=True)
class Cell:
    """A field of the form: as it is shown at first, and what the content is to say by what was sent."""

    field: forms.Field
    shown: Any
    says: Callable[[Any], Any]


class Around:
    """What the cells of one form share: the language that is written, and the names of what the record names."""

    def __init__(self, language: str, lead: str, names: Names) -> None:
        self.language, self.lead, self.names = language, lead, names
        self._terms: dict[str, dict[int, dict]] = {}

    @cached_property
    def parties(self) -> Parties:
        return Parties()

    def terms(self, kind: str) -> dict[int, dict]:
        if kind not in self._terms:
            self._terms[kind] = terms_of(kind)
        return self._terms[kind]

    def filled(self, text: str) -> str:
        """With the names of persons, as readers see them; of one who was erased the token stays."""
        return replace_tokens(text, lambda *token: self._printed(person_token(*token)))

    def unfilled(self, text: str, was: str) -> str:
        """With tokens again for the persons who stood in the text as it was."""
        if text == self.filled(was):
            return was
        tokens = [token[0] for token in PERSON_TOKEN.finditer(was)]
        return put_tokens_back(text, [(self._printed(token), token) for token in tokens])

    def _printed(self, token: str) -> str:
        printed = self.names.fill(token)
        return token if printed == ERASED else printed


def cell_for(column: Any, value: Any, around: Around) -> Cell | None:
    """value: what the content says now. None for what no form here can change: persons, files."""
    label = capfirst(str(column.verbose_name))
    more = {"label": label, "required": False}
    if names_person(column) or (column.remote_field and column.remote_field.model is File):
        return None
    if column.many_to_many:
        return _links(column, value or [], around, more)
    if names_record(column):
        return _link(column, value, around, more)
    if isinstance(column, WordingField):
        return _wording(value or {}, around, more)
    if column.flatchoices:
        return _choice(column, value, more)
    return _plain(column, value, around, more)


def _plain(column: Any, value: Any, around: Around, more: dict) -> Cell | None:
    if isinstance(column, models.BooleanField):
        choices = [("yes", _("yes")), ("no", _("no"))]
        if column.null:
            choices.insert(0, ("", _("not stated")))
        shown = {True: "yes", False: "no"}.get(value, "" if column.null else "no")
        return Cell(forms.ChoiceField(choices=choices, **more), shown, {"yes": True, "no": False}.get)
    if isinstance(column, models.DateField):
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        return Cell(forms.DateField(widget=widget, **more), value or "", lambda day: day and day.isoformat())
    if isinstance(column, models.DecimalField):
        return Cell(NumberField(max_length=40, widget=line(40, inputmode="decimal"), **more), value or "", _or_none)
    if isinstance(column, models.IntegerField):
        shown = "" if value is None else str(value)
        return Cell(forms.IntegerField(min_value=0, max_value=32767, **more), shown, lambda number: number)
    if isinstance(column, models.URLField):
        box = forms.URLInput(attrs={"dir": "ltr", "autocomplete": "off"})
        return Cell(forms.URLField(max_length=500, assume_scheme="https", widget=box, **more), value or "", _or_none)
    return _text(column, value or "", around, more)


def _text(column: Any, value: str, around: Around, more: dict) -> Cell:
    one_line = column.max_length is not None or column.name in LINES
    limit = column.max_length or (LONGEST_LINE if one_line else LONGEST_TEXT)
    limit = max(limit, len(around.filled(value)))
    widget = line(limit) if one_line else LinesWidget(attrs={"rows": 8, "maxlength": limit})
    validators = [] if isinstance(column, models.TextField) else column.validators
    field = forms.CharField(max_length=limit, widget=widget, validators=validators, **more)
    return Cell(field, around.filled(value), lambda typed: around.unfilled(typed, value) or None)


def _wording(value: dict[str, str], around: Around, more: dict) -> Cell:
    code = around.language
    was = value.get(code, "")
    if value and not was:
        other = around.lead if around.lead in value else next(iter(value))
        told = _("Not there in %(language)s yet. In %(other)s: %(text)s")
        text = around.filled(value[other])
        named = {"language": language_name(code), "other": language_name(other), "text": text}
        more = more | {"help_text": told % named}
    rows = 2 if len(was) < LONGEST_LINE // 4 else 5
    widget = LinesWidget(attrs={"rows": rows, "maxlength": LONGEST_TEXT})

    def says(typed: str) -> Any:
        others = {language: text for language, text in value.items() if language != code}
        if not typed:
            return others or None
        written = around.unfilled(typed, was)
        return {language: written if language == code else text for language, text in value.items()} | {code: written}

    return Cell(forms.CharField(max_length=LONGEST_TEXT, widget=widget, **more), around.filled(was), says)


def _choice(column: Any, value: Any, more: dict) -> Cell:
    choices = [(key, label) for key, label in column.flatchoices if key != ""]
    if column.blank or not column.has_default():
        choices.insert(0, ("", "–"))
    shown = value if value is not None else (column.get_default() if column.has_default() else "")
    return Cell(forms.ChoiceField(choices=choices, **more), shown or "", _or_none)


def _link(column: Any, value: Any, around: Around, more: dict) -> Cell:
    kinds = kinds_of(column.remote_field.model)
    name = around.names.get(value)
    if value and not name:
        more = more | {"help_text": _("It names something that is not public any more: left empty, it stays.")}
    if len(kinds) == 1 and kinds <= TERMS:
        terms = around.terms(next(iter(kinds)))
        choices = [("", _("– none –")), *((str(pk), term["name"]) for pk, term in terms.items())]
        shown = str(value) if value in terms else ""
        return Cell(forms.ChoiceField(choices=choices, **more), shown, lambda pk: int(pk) if pk else None)
    shown = name["name"] if name else ""
    if kinds <= PARTIES:
        return Cell(PartyField(parties=around.parties, **more), shown, lambda pk: pk)
    more.setdefault("help_text", _("By its title, symbol or reference."))
    return Cell(RecordField(kinds=kinds, **more), shown, lambda pk: pk)


def _links(column: Any, value: list[int], around: Around, more: dict) -> Cell:
    kinds = kinds_of(column.remote_field.model)
    if len(kinds) == 1 and kinds <= TERMS:
        terms = around.terms(next(iter(kinds)))
        unseen = [pk for pk in value if pk not in terms]
        field = forms.MultipleChoiceField(
            choices=[(str(pk), term["name"]) for pk, term in terms.items()],
            widget=forms.CheckboxSelectMultiple,
            **more,
        )
        shown = [str(pk) for pk in value if pk in terms]
        return Cell(field, shown, lambda chosen: sorted({*unseen, *map(int, chosen)}))
    named = {pk: around.names.get(pk) for pk in value}
    held = {f"{name['name']} [{name['reference']}]": pk for pk, name in named.items() if name}
    unseen = [pk for pk, name in named.items() if not name]
    help_text = _("One a line: by its title or reference.")
    return Cell(
        RecordsField(kinds=kinds, held=held, help_text=help_text, **more),
        "\n".join(held),
        lambda chosen: sorted({*unseen, *chosen}),
    )


class NumberField(forms.CharField):
    """A decimal number as a content has it."""

    def clean(self, value: Any) -> Any:
        return typed_number(super().clean(value))


def _or_none(value: Any) -> Any:
    return value or None
