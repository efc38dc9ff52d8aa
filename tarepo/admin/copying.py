"""The desk's page that starts a record from a copy of another: what is taken over, and its place in a series."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.apps import apps
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.access import units_of
from accounts.enums import RoleName
from tarepo.admin.forms import LONGEST_REASON, sent_key
from tarepo.admin.history import first_touched
from tarepo.admin.widgets import OneOf, give_labels
from tarepo.cards import lead_language, references
from tarepo.changes import change
from tarepo.content import read_content
from tarepo.content_check import ContentError
from tarepo.content_write import write_content
from tarepo.copying import (
    ABOUT,
    AT_FIRST,
    BELONGS,
    COPIED,
    OWN,
    RESULTS,
    TEXTS,
    InSeries,
    copy_record,
    pieces,
    start_series,
)
from tarepo.differences import Line, content_lines
from tarepo.enums import Kind
from tarepo.kinds import schema_of
from tarepo.labels import labels_of
from tarepo.models import Record

NAMES = {
    TEXTS: gettext_lazy("Texts, in all their languages"),
    OWN: gettext_lazy("What sort of record it is"),
    ABOUT: gettext_lazy("What it is about"),
    BELONGS: gettext_lazy("What it belongs to"),
    "webinars": gettext_lazy("That it is a webinar: time zone, interpretation, registration"),
    RESULTS: gettext_lazy("What came of it: outcomes and needs voiced"),
}
MOST_SHOWN = 12  # lines of a section


class CopyForm(forms.Form):
    """What of the record is taken over; of an activity also its place in a series."""

    sections = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    as_next = forms.BooleanField(required=False)
    series = forms.ModelChoiceField(
        queryset=Record.objects.none(), required=False, label=gettext_lazy("A series that there is")
    )
    new_series = forms.CharField(
        required=False, max_length=500, label=gettext_lazy("or the name of a new series"), widget=forms.TextInput
    )
    source_too = forms.BooleanField(required=False, label=gettext_lazy("The copied activity is number 1 of it"))
    number = forms.IntegerField(
        required=False, min_value=1, max_value=32_767, label=gettext_lazy("Number in the series")
    )
    sent_why = forms.CharField(
        required=False, max_length=LONGEST_REASON, label=gettext_lazy("Reason for this change"), widget=forms.TextInput
    )

    def __init__(self, *args: Any, model_admin: Any, source: Record, may_change: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.source, self.content = source, read_content(source.kind, source.pk)
        found = pieces(source.kind, self.content)
        self.fields["sections"].choices = [(name, section_name(source.kind, name)) for name in found]
        self.fields["sections"].initial = [name for name in found if name in AT_FIRST]
        self.has_series = source.kind == Kind.ACTIVITY
        held: Any = getattr(source, "series", None)
        self.held_series = held
        if not self.has_series or held:
            for name in ("series", "new_series", "source_too"):
                del self.fields[name]
        else:
            column = type(source)._meta.get_field("series")
            self.fields["series"].queryset = apps.get_model("activities.Series").objects.all()
            self.fields["series"].widget = OneOf(column, model_admin.admin_site, choices=self.fields["series"].choices)
            if not may_change:
                del self.fields["source_too"]
        if not held:
            del self.fields["as_next"]
        if not self.has_series:
            del self.fields["number"]
        elif held:
            number = next_number(held.pk)
            self.fields["number"].initial = number
            self.fields["as_next"].initial = True
            self.fields["as_next"].label = _("As the next in the series “%(series)s”") % {"series": title_of(held)}

    def clean(self) -> dict:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("series") and cleaned.get("new_series"):
            raise ValidationError({"new_series": _("Choose a series or name a new one, not both.")})
        if cleaned.get("source_too") and not (cleaned.get("series") or cleaned.get("new_series")):
            raise ValidationError({"source_too": _("Of which series? Choose one or name a new one.")})
        return cleaned


def section_name(kind: str, section: str) -> str:
    if section in NAMES:
        return str(NAMES[section])
    return capfirst(str(schema_of(kind).parts[section].model._meta.verbose_name_plural))


def title_of(record: Record) -> str:
    text = record.texts.order_by("language").values_list("title", flat=True)
    return text.filter(status="original").first() or text.first() or record.reference


def next_number(series: int) -> int:
    """One more than the highest that any activity has in it, drafts too."""
    highest = apps.get_model("activities.Activity").objects.filter(series_id=series)
    return (highest.aggregate(highest=Max("number_in_series"))["highest"] or 0) + 1


@dataclass(frozen=True)
class Shown:
    """A section on the page: its box, and what of it would be taken over."""

    box: Any
    lines: list[Line]
    more: int


def shown_sections(form: CopyForm) -> list[Shown]:
    """One query for the names of all that is taken over."""
    kind = form.source.kind
    found, names = pieces(kind, form.content), labels_of(references(kind, form.content))
    made = []
    for box in form["sections"]:
        piece = found[box.data["value"]]
        lines = content_lines(kind, {}, piece, naming=lambda ids: names)
        made.append(Shown(box, lines[:MOST_SHOWN], max(0, len(lines) - MOST_SHOWN)))
    return made


def copy_page(model_admin: Any, request: HttpRequest, pk: int) -> HttpResponse:
    """Once for each key that the page was given, however often its button is pressed."""
    source = model_admin.get_object(request, str(pk))
    if source is None:
        raise Http404
    if not model_admin.has_add_permission(request):
        raise PermissionDenied
    if source.kind not in COPIED:
        raise Http404
    options = {
        "model_admin": model_admin,
        "source": source,
        "may_change": model_admin.has_change_permission(request, source),
    }
    form = CopyForm(request.POST or None, **options)
    if request.method == "POST" and form.is_valid():
        try:
            return make(model_admin, request, form)
        except ContentError as error:
            form.add_error(None, str(error))
        except IntegrityError:
            if model_admin.was_sent(request):
                return say_copied_before(model_admin, request)
            form.add_error(None, _("Somebody saved the same at the same moment. Nothing was copied: try again."))
    return show(model_admin, request, form)


def make(model_admin: Any, request: HttpRequest, form: CopyForm) -> HttpResponse:
    source, given = form.source, form.cleaned_data
    why = _("copy of %(reference)s") % {"reference": source.reference}
    typed = given.get("sent_why", "").strip()
    with change(by=request.user, why=f"{why}: {typed}" if typed else why, key=sent_key(request.POST)):
        unit = unit_for(request.user, source)
        in_series = place_in_series(form, unit)
        made = copy_record(source, sections=given["sections"], unit=unit, in_series=in_series)
        if in_series and given.get("source_too"):
            write_content(source, {"series": in_series.series, "number_in_series": 1})
    said = _("Copied from %(reference)s. It is a draft: look through what was taken over, and say when it is planned.")
    model_admin.message_user(request, said % {"reference": source.reference}, messages.SUCCESS)
    return HttpResponseRedirect(model_admin.address("change", made.pk))


def unit_for(user: Any, source: Record) -> int | None:
    """A unit editor's copy is of their own unit, a chief editor's of the record's."""
    units = set() if user.has_role(RoleName.CHIEF_EDITOR) else units_of(user)
    return source.unit_id if not units or source.unit_id in units else min(units)


def place_in_series(form: CopyForm, unit: int | None) -> InSeries | None:
    given = form.cleaned_data
    if form.held_series:
        chosen = form.held_series if given["as_next"] else None
    elif given.get("new_series"):
        language = lead_language(form.content.get("texts", {})) or "en"
        chosen = start_series(given["new_series"], language=language, unit=unit)
    else:
        chosen = given.get("series")
    if not chosen:
        return None
    least = 2 if given.get("source_too") else 1
    return InSeries(chosen.pk, given.get("number") or max(least, next_number(chosen.pk)))


def say_copied_before(model_admin: Any, request: HttpRequest) -> HttpResponse:
    """A second click: the copy that the first made."""
    model_admin.message_user(request, _("This form had been sent already, and was copied once."), messages.INFO)
    made = first_touched(model_admin.model._meta.concrete_model, sent_key(request.POST))
    return HttpResponseRedirect(model_admin.address("change", made) if made else model_admin.address("changelist"))


def show(model_admin: Any, request: HttpRequest, form: CopyForm) -> HttpResponse:
    give_labels([form["series"]] if "series" in form.fields else [])
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Copy as the next in the series") if form.held_series else _("Copy"),
        "subtitle": str(form.source),
        "opts": model_admin.opts,
        "object": form.source,
        "form": form,
        "sections": shown_sections(form),
        "sent_key": sent_key(request.POST),
        "media": model_admin.media + form.media,
    }
    return TemplateResponse(request, "admin/copy.html", context)


def copy_label(model_admin: Any, request: HttpRequest, record: Record) -> str:
    """What the way to the page is called in a record's form; empty for whoever may not start one."""
    if record.kind not in COPIED or not model_admin.has_add_permission(request):
        return ""
    return _("Copy as the next in the series") if getattr(record, "series_id", None) else _("Copy")
