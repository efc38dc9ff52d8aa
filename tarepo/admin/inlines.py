"""What a record has several of, as sections of its form. Which a kind shows is said by its model's PARTS."""

from typing import Any

from django.apps import apps
from django.contrib import admin
from django.db.models import Prefetch, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest

from accounts.access import has_permission
from tarepo.addresses import FOLDERS
from tarepo.admin.base import Fields
from tarepo.admin.parts import DetailForm, FileForm, PartForm, PartFormSet, RowForm, RowsFormSet, TextForm, TextFormSet
from tarepo.kinds import names_record
from tarepo.labels import labelled
from tarepo.models import (
    Citation,
    Detail,
    Figure,
    Identifier,
    Involvement,
    Lesson,
    OldAddress,
    Photo,
    Place,
    Point,
    Record,
    Source,
    Text,
    Undertaking,
)
from webinars.desk.forms import WebinarForm
from webinars.materials.forms import MaterialForm

CITED = (("document", "paragraph"), "printed")
PERIOD = (("precision", "starts", "ends"), "period_printed")


class RowsInline(Fields, admin.StackedInline):
    """Whoever may change the record may change its rows; whoever may see it sees them."""

    fk_name = "record"
    template = "admin/rows.html"
    form: type[ModelForm] = RowForm
    formset = RowsFormSet
    extra = 0
    max_num = 500
    leading = False  # before the record's own columns
    opened = False  # though there is no row yet
    classes = ("collapse",)

    def get_formset(self, request: HttpRequest, obj: Record | None = None, **kwargs: Any) -> Any:
        """A form that claims thousands of rows is refused before a row of it is made."""
        return super().get_formset(request, obj, absolute_max=self.max_num + 1, **kwargs)

    def _may(self, request: HttpRequest, obj: Record | None) -> bool:
        opts = self.parent_model._meta
        return has_permission(request.user, f"{opts.app_label}.{'change' if obj else 'add'}_{opts.model_name}", obj)

    def has_add_permission(self, request: HttpRequest, obj: Record | None) -> bool:
        return self._may(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Record | None = None) -> bool:
        return self._may(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Record | None = None) -> bool:
        return self._may(request, obj)

    def has_view_permission(self, request: HttpRequest, obj: Record | None = None) -> bool:
        opts = self.parent_model._meta
        return has_permission(request.user, f"{opts.app_label}.view_{opts.model_name}", obj)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """For those who only look, the names of what each row leads to: one query a column, not one a row."""
        rows = super().get_queryset(request)
        for field in self.model._meta.fields:
            if field.remote_field and field.name != "record":
                targets = field.remote_field.model._default_manager.all()
                rows = rows.prefetch_related(
                    Prefetch(field.name, labelled(targets) if names_record(field) else targets)
                )
        return rows


class TextInline(RowsInline):
    model = Text
    max_num = 40  # languages
    form, formset = TextForm, TextFormSet
    leading = True
    classes = ()
    fields = (
        ("language", "status"),
        *("title", "other_title", "short_title", "summary", "objective", "description"),
        *("need", "outcomes", "synonyms"),
    )

    min_num = 1  # stands open in a new form, and has no button that takes it away


class NameInline(TextInline):
    """No more than a name, for what is added on the way from another form."""

    fields = (("language", "status"), "title", "short_title")


class PartInline(RowsInline):
    form = PartForm
    formset = PartFormSet


class SourceInline(PartInline):
    model = Source
    fields = ("link", *CITED, ("posted_on", "posted_printed"), "posted_by", "note", "order")


class InvolvementInline(PartInline):
    model = Involvement
    fields = (("party", "role", "inferred"), "note", *CITED, "order")


class PointInline(PartInline):
    model = Point
    fields = ("kind", "wording", ("link", "language"), *CITED, "order")


class FigureInline(PartInline):
    model = Figure
    fields = (
        "measure",
        ("qualifier", "value", "nature"),
        *("unit_of_measure", "rule", "base", "series"),
        *PERIOD,
        *CITED,
        "order",
    )


class LessonInline(PartInline):
    model = Lesson
    fields = (("kind", "delivery_mode"), "wording", ("subject", "told_by"), *CITED, "order")


class UndertakingInline(PartInline):
    model = Undertaking
    fields = ("wording", "by_party", ("due", "due_printed"), ("done", "done_on"), *CITED, "order")


class CitationInline(PartInline):
    model = Citation
    fields = (("document", "role", "paragraph"), "note", "order")


class PhotoInline(PartInline):
    model = Photo
    form = FileForm
    fields = (("upload", "file"), "caption", "alt", "credit", "printed", "order")


class PlaceInline(PartInline):
    model = Place
    fields = ("name", "country", "order")


class PhaseInline(PartInline):
    model = apps.get_model("activities.Phase")
    fields = ("phase", *PERIOD, "order")


class EditionInline(PartInline):
    model = apps.get_model("reference.Edition")
    form = FileForm
    fields = (("language", "document_id_there"), "link", ("upload", "file"), "order")


class GroupMemberInline(PartInline):
    model = apps.get_model("reference.GroupMember")
    fields = ("member", ("since", "until"), "order")


class ProgrammeInline(PartInline):
    model = apps.get_model("reference.Programme")
    fields = (("number", "biennium"), "title", "order")


class WebinarInline(PartInline):
    """That it is a webinar."""

    model = apps.get_model("webinars.Webinar")
    form = WebinarForm
    opened = True
    max_num = min_num = 1
    fields = (
        "slug",
        ("starts_at", "ends_at", "time_zone"),
        ("time_printed", "time_note"),
        "interpretation",
        "webcast",
        ("register_by", "register_at"),
        ("register_until", "seats"),
        "criteria",
        "represented",
        *("questions", "questions_told", "remarks", "remarks_told"),
    )


class SlotInline(PartInline):
    model = apps.get_model("webinars.Slot")
    fields = (("at", "minutes", "kind"), "title", "person", "order")


class SpeakerInline(PartInline):
    model = apps.get_model("webinars.Speaker")
    fields = (
        ("person", "role", "perspective"),
        ("affiliation_country", "experience_country", "experience_inferred"),
        "expertise",
        *("title", "summary"),
        *CITED,
        "order",
    )


class MaterialInline(PartInline):
    model = apps.get_model("webinars.Material")
    form = MaterialForm
    fields = (
        ("kind", "language", "released"),
        "title",
        ("person", "document"),
        "link",
        ("upload", "file"),
        "chapters",
        "order",
    )


class PromotionInline(PartInline):
    model = apps.get_model("webinars.Promotion")
    fields = (("channel", "audience", "on"), "link", "note", *CITED, "order")


class IdentifierInline(RowsInline):
    model = Identifier
    fields = (("system", "value"),)


class OldAddressInline(RowsInline):
    """They lead to the record for ever; no part of what it says."""

    model = OldAddress
    fields = ("path",)


class DetailInline(RowsInline):
    """Withheld without consent: not in the record's version, nor in its history."""

    form = DetailForm

    model = Detail
    fields = (("nature", "party"), "text")


# In the order of thought: who, what, how much, what came of it, where it is told.
SECTIONS: dict[str, type[RowsInline]] = {
    "webinars": WebinarInline,
    "speakers": SpeakerInline,
    "slots": SlotInline,
    "materials": MaterialInline,
    "promotions": PromotionInline,
    "involvements": InvolvementInline,
    "phases": PhaseInline,
    "points": PointInline,
    "figures": FigureInline,
    "lessons": LessonInline,
    "undertakings": UndertakingInline,
    "groupmembers": GroupMemberInline,
    "places": PlaceInline,
    "programmes": ProgrammeInline,
    "editions": EditionInline,
    "citations": CitationInline,
    "photos": PhotoInline,
    "sources": SourceInline,
    "identifiers": IdentifierInline,
}


# Left out of the forms of activities that are no webinars.
OF_WEBINARS = frozenset({WebinarInline, SpeakerInline, SlotInline, MaterialInline, PromotionInline})


def sections_of(model: type[Record]) -> list[type[RowsInline]]:
    """Every section of a kind's form. Details belong to what has beneficiaries."""
    parts = [section for name, section in SECTIONS.items() if name in model.PARTS]
    details = [DetailInline] if "involvements" in model.PARTS else []
    return [TextInline, *parts, *details, *([OldAddressInline] if model.KIND in FOLDERS else [])]
