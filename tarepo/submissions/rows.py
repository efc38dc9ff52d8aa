"""What a form has several of: who took part, and figures. A row in which nothing was written is none."""

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tarepo.content import Content, to_json
from tarepo.enums import FigureNature, PartyRole, Qualifier
from tarepo.models import Figure
from tarepo.submissions.days import DayField, days_of, period_of
from tarepo.submissions.parties import Found, Parties

MOST_ROWS = 20
BLANKS = re.compile(r"\s")
LONGEST_PARTY = 200
UNKNOWN = "0"  # none of the choices: the editors enter the party
PART_ROLES = [role for role in PartyRole if role != PartyRole.SIGNATORY]


def line(limit: int, **attrs: str) -> forms.TextInput:
    return forms.TextInput(attrs={"dir": "auto", "autocomplete": "off", "maxlength": limit} | attrs)


class Unchecked:
    """A form that comes back as it was typed, without complaints: somebody asked for another row."""

    unchecked = False
    _errors: Any
    cleaned_data: dict[str, Any]

    def full_clean(self) -> None:
        if self.unchecked:
            self._errors, self.cleaned_data = forms.utils.ErrorDict(), {}
        else:
            super().full_clean()  # type: ignore[misc]


class PartyForm(Unchecked, forms.Form):
    """A party by its name. Where the name is not clear, the choices stand below it when the form comes back."""

    name = forms.CharField(
        label=gettext_lazy("Country, area or organisation"),
        max_length=LONGEST_PARTY,
        required=False,
        widget=line(LONGEST_PARTY),
    )
    choice = forms.CharField(label=gettext_lazy("Which one is meant?"), required=False, widget=forms.RadioSelect)

    def __init__(self, *args: Any, parties: Parties, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parties = parties
        given = self.data.get(self.add_prefix("name"), "") if self.is_bound else self.initial.get("name", "")
        self.typed = str(given).strip()
        self.found = self.find()
        choices = [(str(pk), name) for pk, name in self.found.choices]
        self.fields["choice"].widget.choices = [*choices, *self.beside]
        self.asks = bool(self.typed) and not self.found.pk

    def find(self) -> Found:
        return self.parties.find(self.typed[:LONGEST_PARTY])

    @property
    def beside(self) -> list[tuple[str, str]]:
        """What may be chosen beside the parties that were found."""
        return [(UNKNOWN, _("None of these: the editors are to enter it as I typed it"))]

    @property
    def unclear(self) -> tuple[str, str]:
        """What is said of a name that is not clear: where several are meant, and where none is."""
        return (
            _("Several have a name like “%(name)s”. Choose one."),
            _("Nobody of the name “%(name)s” is in the portal. Mend the name, or leave it to the editors."),
        )

    def clean(self) -> dict:
        cleaned = self.cleaned_data
        name, choice = cleaned.get("name", ""), cleaned.get("choice", "")
        if not name:
            return cleaned
        cleaned["party"] = self.found.pk
        if self.asks:
            offered = {value for value, _name in self.fields["choice"].widget.choices}
            # A choice counts for the name under which it was offered.
            if choice not in offered or self.data.get(self.add_prefix("asked"), "").strip() != self.typed:
                several, none = self.unclear
                self.add_error("choice", (several if self.found.choices else none) % {"name": name})
            else:
                cleaned["party"] = int(choice)
        return cleaned

    @property
    def is_filled(self) -> bool:
        return bool(getattr(self, "cleaned_data", {}).get("name"))


class RolePartyForm(PartyForm):
    """The same, with its part in an activity."""

    role = forms.ChoiceField(
        label=gettext_lazy("Its part"),
        choices=[("", "–"), *((role.value, role.label) for role in PART_ROLES)],
        required=False,
    )

    def clean(self) -> dict:
        cleaned = super().clean()
        if cleaned.get("name") and not cleaned.get("role") and "role" not in self.errors:
            self.add_error("role", _("Say what its part was."))
        if cleaned.get("role") and not cleaned.get("name") and "name" not in self.errors:
            self.add_error("name", _("Say whose part this was, or take the part away."))
        return cleaned


def typed_number(typed: str) -> str:
    """A figure's value as a content has it; empty for none. ValidationError."""
    typed = BLANKS.sub("", typed)
    if not typed:
        return ""
    try:
        number = Decimal(typed)
        column: Any = Figure._meta.get_field("value")
        column.run_validators(number)
        if not number.is_finite():
            raise ValidationError("")
    except (InvalidOperation, ValidationError) as error:
        raise ValidationError(
            _("Write digits, with a point before decimals: 1250 or 12.5; at most 14 digits before it, 4 after.")
        ) from error
    return str(to_json(number))


class FigureForm(Unchecked, forms.Form):
    """A number with what it must never lose: qualifier, unit, counting rule."""

    measure = forms.CharField(label=gettext_lazy("What is counted"), max_length=300, required=False, widget=line(300))
    qualifier = forms.ChoiceField(
        label=gettext_lazy("How exact"), choices=Qualifier.choices, initial=Qualifier.EXACTLY, required=False
    )
    value = forms.CharField(
        label=gettext_lazy("Number"), max_length=40, required=False, widget=line(40, inputmode="decimal")
    )
    unit = forms.CharField(
        label=gettext_lazy("Unit"),
        help_text=gettext_lazy("Persons, %, days…"),
        max_length=80,
        required=False,
        widget=line(80),
    )
    rule = forms.CharField(
        label=gettext_lazy("How it was counted"),
        help_text=gettext_lazy("What was counted and what was not; shown as a footnote."),
        max_length=1000,
        required=False,
        widget=line(1000),
    )

    def clean_value(self) -> str:
        return typed_number(self.cleaned_data["value"])

    def clean(self) -> dict:
        cleaned = self.cleaned_data
        said = any(cleaned.get(name) for name in ("unit", "measure", "rule"))
        if said and not cleaned.get("value") and "value" not in self.errors:
            self.add_error("value", _("Give the number, or empty the row."))
        if cleaned.get("value") and not cleaned.get("measure") and "measure" not in self.errors:
            self.add_error("measure", _("Say what is counted."))
        return cleaned

    @property
    def is_filled(self) -> bool:
        return bool(getattr(self, "cleaned_data", {}).get("value"))

    def row(self, language: str) -> Content:
        """The figure as a content has it."""
        cleaned = self.cleaned_data
        made = {"value": cleaned["value"], "qualifier": cleaned["qualifier"] or Qualifier.EXACTLY.value}
        words = {"measure": cleaned["measure"], "unit_of_measure": cleaned["unit"], "rule": cleaned["rule"]}
        made |= {name: {language: text} for name, text in words.items() if text}
        return made | {"nature": FigureNature.ACHIEVED.value}


class DatedFigureForm(FigureForm):
    """The same for a record that is there already: with its period, achieved or aimed at."""

    nature = forms.ChoiceField(
        label=gettext_lazy("Achieved, or aimed at"),
        choices=FigureNature.choices,
        initial=FigureNature.ACHIEVED,
        required=False,
    )
    starts = DayField(label=gettext_lazy("Counted from"), required=False)
    ends = DayField(label=gettext_lazy("Counted until"), required=False)

    def clean(self) -> dict:
        cleaned = super().clean()
        if "starts" not in self.errors and "ends" not in self.errors:
            try:
                cleaned["period"] = period_of(cleaned.get("starts"), cleaned.get("ends"), "")
            except ValidationError as error:
                self.add_error(None, error)
            if (cleaned.get("starts") or cleaned.get("ends")) and not cleaned.get("value") and not self.errors:
                self.add_error("value", _("Give the number, or empty the row."))
        return cleaned

    def row(self, language: str) -> Content:
        nature = self.cleaned_data["nature"] or FigureNature.ACHIEVED.value
        return super().row(language) | self.cleaned_data["period"] | {"nature": nature}


def figure_initial(row: Content) -> dict[str, Any]:
    """What the row had been filled in with."""
    words = {"measure": "measure", "unit": "unit_of_measure", "rule": "rule"}
    made = {name: next(iter(row.get(column, {}).values()), "") for name, column in words.items()}
    made |= {name: row.get(name, "") for name in ("value", "qualifier", "nature")}
    return made | days_of(row)


class Rows(forms.BaseFormSet):
    """Rows of one sort, as many as asked for."""

    unchecked = False

    def full_clean(self) -> None:
        if self.unchecked:
            for form in self.forms:
                form.unchecked = True
            self._errors = [form.errors for form in self.forms]
            self._non_form_errors = self.error_class()
        else:
            super().full_clean()

    @property
    def filled(self) -> list[Any]:
        return [form for form in self.forms if form.is_filled]


def rows_of(form: type[forms.Form], extra: int) -> Any:
    return forms.formset_factory(
        form, formset=Rows, extra=extra, max_num=MOST_ROWS, absolute_max=MOST_ROWS, validate_max=True
    )
