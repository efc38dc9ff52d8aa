"""The form in which an editor says what several records get: its fields follow from the kind's schema."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.db import models
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tarepo.admin.base import leads_to_many
from tarepo.admin.widgets import DayWidget, LinesWidget, OneOf, SeveralOf
from tarepo.bulk import Step
from tarepo.content import to_json
from tarepo.enums import PartyRole, TextStatus
from tarepo.kinds import names_person, names_record, schema_of
from tarepo.languages import OFFICIAL
from tarepo.models import Involvement, Source, Text

# What is each record's own: its address, its codes and numbers, its dates, its place among others.
OWN = {
    *("reference", "iso2", "iso3", "m49", "m49_region", "m49_subregion", "own_region", "un_member", "form"),
    *("number", "number_in_series", "position", "symbol", "meeting_id", "parent"),
    *("starts", "ends", "precision", "period_printed", "issued_on", "issued_printed"),
}
TEXTS_SET = {"venue", "sector"}
SOURCE = ("link", "document", "paragraph", "posted_on", "posted_printed")
YES_NO = (("true", gettext_lazy("yes")), ("false", gettext_lazy("no")))
NOTHING = [("", "–")]


class SeveralForm(forms.Form):
    """Whatever is left empty stays as it is in each record."""

    find = forms.CharField(
        label=gettext_lazy("Word or phrase"),
        required=False,
        strip=False,
        max_length=500,
        widget=LinesWidget({"rows": 1}),
    )
    by = forms.CharField(
        label=gettext_lazy("is replaced by"),
        required=False,
        strip=False,
        max_length=500,
        widget=LinesWidget({"rows": 1}),
        help_text=gettext_lazy("Left empty, the word is taken out."),
    )
    whole = forms.BooleanField(label=gettext_lazy("only where it is a whole word"), required=False)
    find_language = forms.ChoiceField(label=gettext_lazy("in the texts in"), required=False)
    find_field = forms.ChoiceField(label=gettext_lazy("in the field"), required=False)
    status_language = forms.ChoiceField(label=gettext_lazy("The text in"), required=False)
    status = forms.ChoiceField(
        label=gettext_lazy("has the status"), required=False, choices=[*NOTHING, *TextStatus.choices]
    )

    def __init__(self, model_admin: Any, request: HttpRequest, data: Any = None) -> None:
        super().__init__(data)
        self.model_admin, self.request, self.schema = model_admin, request, schema_of(model_admin.model.KIND)
        languages = list(OFFICIAL.items())
        self.fields["find_language"].choices = [("", _("every language")), *languages]
        self.fields["status_language"].choices = [*NOTHING, *languages]
        titles = [(name, capfirst(str(Text._meta.get_field(name).verbose_name))) for name in Text.BODY]
        self.fields["find_field"].choices = [("", _("every field")), *titles]
        for name in self.settable:
            self._add_settable(name, self.schema.fields[name])
        for name, link in self.schema.links.items():
            for way, label in (("add", _("add")), ("remove", _("take away"))):
                widget = SeveralOf(link, model_admin.admin_site)
                field = model_admin.formfield_for_manytomany(link, request, widget=widget)
                self.fields[f"{way}_{name}"] = optional(field, f"{capfirst(str(link.verbose_name))}: {label}")
        if "involvements" in self.schema.parts:
            self._add_parties()
        if "sources" in self.schema.parts:
            for name in SOURCE:
                self.fields[f"source_{name}"] = self._plain(Source._meta.get_field(name))

    @property
    def settable(self) -> list[str]:
        """The columns of the record that several may share."""
        return [name for name, field in self.schema.fields.items() if name not in OWN and is_shared(field)]

    def _plain(self, field: models.Field, **kwargs: Any) -> forms.Field:
        """A field as the record's own form has it, without the frame that adds links; never demanded."""
        return optional(self._made(field), **kwargs)

    def _made(self, field: models.Field) -> forms.Field:
        if isinstance(field, models.ForeignKey):
            widget = OneOf(field, self.model_admin.admin_site) if leads_to_many(field) else None
            made = self.model_admin.formfield_for_foreignkey(field, self.request, widget=widget)
        elif field.choices:
            made = self.model_admin.formfield_for_choice_field(field, self.request)
            made = forms.ChoiceField(label=made.label, choices=[*NOTHING, *(pair for pair in made.choices if pair[0])])
        elif isinstance(field, models.BooleanField):
            made = forms.ChoiceField(label=capfirst(str(field.verbose_name)), choices=[*NOTHING, *YES_NO])
        elif isinstance(field, models.DateField):
            made = field.formfield(widget=DayWidget)
        else:
            made = field.formfield()
        return made

    def _add_settable(self, name: str, field: models.Field) -> None:
        """What the record's own form demands, such as the unit of a unit editor's records, cannot be emptied here."""
        made = self._made(field)
        is_demanded = isinstance(field, models.ForeignKey) and made.required
        self.fields[f"to_{name}"] = optional(made)
        self.fields[f"to_{name}"].help_text = ""
        if not is_demanded and (field.null or (field.blank and not isinstance(field, models.BooleanField))):
            label = _("empty “%(field)s” in all of them") % {"field": field.verbose_name}
            self.fields[f"clear_{name}"] = forms.BooleanField(label=label, required=False)

    def _add_parties(self) -> None:
        for way, label in (("add", _("Party to add")), ("remove", _("Party to take away"))):
            self.fields[f"{way}_party"] = optional(self._plain(Involvement._meta.get_field("party")), label)
            roles = forms.ChoiceField(choices=[*NOTHING, *PartyRole.choices])
            self.fields[f"{way}_role"] = optional(roles, _("in the role"))

    @cached_property
    def sections(self) -> list[tuple[str, list[list[forms.BoundField]]]]:
        """The form's parts in the order of thought: heading, and lines of fields that belong together."""
        plain = [self._line(f"to_{name}", f"clear_{name}") for name in self.settable]
        links = [self._line(f"add_{name}", f"remove_{name}") for name in self.schema.links]
        parties = [self._line(f"{way}_party", f"{way}_role") for way in ("add", "remove")]
        words = [self._line("find", "by"), self._line("whole", "find_language", "find_field")]
        source = [self._line("source_link", "source_document", "source_paragraph")]
        source.append(self._line("source_posted_on", "source_posted_printed"))
        found = [
            (_("Fields that all of them get"), plain),
            (_("Subjects, types and other links"), links),
            (_("Parties"), parties),
            (_("A source for all of them"), source),
            (_("A word in their texts"), words),
            (_("Status of their texts"), [self._line("status_language", "status")]),
        ]
        return [(heading, [line for line in lines if line]) for heading, lines in found if any(lines)]

    def _line(self, *names: str) -> list[forms.BoundField]:
        return [self[name] for name in names if name in self.fields]

    def clean(self) -> dict:
        given = super().clean() or self.cleaned_data
        for name in self.settable:
            if given.get(f"clear_{name}") and given.get(f"to_{name}") not in (None, ""):
                self.add_error(f"to_{name}", _("Give a value, or empty the field: not both."))
        for way in ("add", "remove"):
            self._both(f"{way}_party", f"{way}_role", _("Say which party, and in which role."))
        self._both("status_language", "status", _("Say which text, and which status it gets."))
        if given.get("by") and not given.get("find"):
            self.add_error("find", _("Say which word is replaced."))
        source = [name for name in SOURCE if given.get(f"source_{name}")]
        if source and not {"link", "document"} & set(source):
            self.add_error("source_link", _("A source has a link or a document."))
        if not self.errors and not self.steps:
            self.add_error(None, _("Say what is to change: every field is empty."))
        return given

    def _both(self, first: str, second: str, sentence: str) -> None:
        values = [self.cleaned_data.get(name) for name in (first, second)]
        if any(values) and not all(values) and not {first, second} & self.errors.keys():
            self.add_error(first if not values[0] else second, sentence)

    @property
    def steps(self) -> list[Step]:
        """What the form says, as bulk.py does it."""
        return list(self._steps(self.cleaned_data))

    def _steps(self, given: dict[str, Any]) -> Iterator[Step]:
        for name in self.settable:
            value = given.get(f"to_{name}")
            if given.get(f"clear_{name}"):
                yield {"do": "set", "field": name, "value": None}
            elif value not in (None, ""):
                yield {"do": "set", "field": name, "value": self._value(name, value)}
        for name in self.schema.links:
            for way in ("add", "remove"):
                if values := given.get(f"{way}_{name}"):
                    yield {"do": way, "field": name, "values": [row.pk for row in values]}
        for way in ("add", "remove"):
            if given.get(f"{way}_party"):
                yield {"do": f"{way}_party", "party": given[f"{way}_party"].pk, "role": given[f"{way}_role"]}
        row = {name: plain(given[f"source_{name}"]) for name in SOURCE if given.get(f"source_{name}")}
        if row:
            yield {"do": "add_source", "row": row}
        if given.get("find"):
            where = {"language": given["find_language"], "field": given["find_field"], "whole": given["whole"]}
            yield {"do": "replace", "find": given["find"], "by": given["by"], **where}
        if given.get("status"):
            yield {"do": "text_status", "language": given["status_language"], "status": given["status"]}

    def _value(self, name: str, value: object) -> object:
        return value == "true" if isinstance(self.schema.fields[name], models.BooleanField) else plain(value)


def optional(field: forms.Field, label: str = "") -> forms.Field:
    field.required, field.initial = False, None
    field.label = label or field.label
    return field


def plain(value: object) -> object:
    return value.pk if isinstance(value, models.Model) else to_json(value)


def is_shared(field: models.Field) -> bool:
    if names_person(field):
        return False
    kinds = (models.BooleanField, models.DateField)
    return bool(field.choices or names_record(field) or isinstance(field, kinds) or field.name in TEXTS_SET)
