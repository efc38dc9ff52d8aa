"""Entering reference records: countries, organisations, units, sessions, documents, vocabularies."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.options import IS_POPUP_VAR
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reference.enums import PartyForm
from reference.models import (
    ActivityType,
    Country,
    Document,
    Goal,
    Organisation,
    Party,
    Recommendation,
    Session,
    Subject,
    TargetGroup,
    Term,
    Unit,
)
from tarepo.admin import LookUpAdmin, RecordAdmin
from tarepo.admin.forms import RecordForm
from tarepo.admin.inlines import NameInline, RowsInline
from tarepo.labels import title_of
from tarepo.models import Record

PERIOD = (("precision", "starts", "ends"), "period_printed")
LINKS = (
    gettext_lazy("What it is about"),
    {"fields": ("subjects", "recommendations", "related"), "classes": ["collapse"]},
)

admin.site.register([Party, Term], LookUpAdmin)


class CountryForm(RecordForm):
    def clean_iso2(self) -> str:
        code = self.cleaned_data["iso2"].upper()
        if code and Country.objects.filter(iso2=code).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("Another country or area has this code."))
        return code


@admin.register(Country)
class CountryAdmin(RecordAdmin):
    """Names are the United Nations' short forms, one text a language."""

    form = CountryForm
    ordering = ("reference",)
    list_display = (
        "title_column",
        "reference",
        "m49_region",
        "m49_subregion",
        "state_column",
        "version_column",
        "changed_column",
    )
    list_filter = ("state", "m49_region")
    about = (
        (gettext_lazy("Codes"), {"fields": (("iso2", "iso3", "m49"), "un_member")}),
        (gettext_lazy("Regions"), {"fields": (("m49_region", "m49_subregion"), "own_region")}),
        (gettext_lazy("More"), {"fields": ("website", *PERIOD), "classes": ["collapse"]}),
        LINKS,
    )


@admin.register(Organisation)
class OrganisationAdmin(RecordAdmin):
    list_display = (
        "title_column",
        "reference",
        "form",
        "body",
        "state_column",
        "unit_column",
        "version_column",
        "changed_column",
    )
    list_filter = (*RecordAdmin.list_filter, "form", "body")
    about = (
        (
            gettext_lazy("What it is"),
            {"fields": (("form", "body"), ("country", "part_of"), "website")},
        ),
        (gettext_lazy("Since when"), {"fields": PERIOD}),
        LINKS,
    )

    # Added on the way from another form, in a window of its own, it needs a name and a country: the rest can wait.
    on_the_way = (
        (None, {"fields": (("form", "country"),)}),
        (gettext_lazy("More"), {"fields": (("body", "part_of"), "website", "unit"), "classes": ["collapse"]}),
    )

    def get_fieldsets(self, request: HttpRequest, obj: Record | None = None) -> tuple[Any, ...]:
        return self.on_the_way if is_on_the_way(request, obj) else super().get_fieldsets(request, obj)

    def get_inlines(self, request: HttpRequest, obj: Record | None) -> list[type[RowsInline]]:
        return [NameInline] if is_on_the_way(request, obj) else super().get_inlines(request, obj)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict:
        form = {"form": PartyForm.ORGANISATION} if is_on_the_way(request, None) else {}
        return form | super().get_changeform_initial_data(request)

    def formfield_for_choice_field(self, db_field: models.Field, request: HttpRequest, **kwargs: Any) -> Any:
        """A country is entered as a country."""
        if db_field.name == "form":
            kwargs["choices"] = [choice for choice in PartyForm.choices if choice[0] in Organisation.FORMS]
        return super().formfield_for_choice_field(db_field, request, **kwargs)


def is_on_the_way(request: HttpRequest, obj: Record | None) -> bool:
    return obj is None and IS_POPUP_VAR in {**request.GET, **request.POST}


@admin.register(Unit)
class UnitAdmin(RecordAdmin):
    about = (
        (gettext_lazy("In the Secretariat"), {"fields": ("sector", ("head", "reports_to"))}),
        (gettext_lazy("Contact"), {"fields": ("contact", "contact_link")}),
        LINKS,
    )


@admin.register(Session)
class SessionAdmin(RecordAdmin):
    date_hierarchy = "starts"
    list_display = (
        "title_column",
        "reference",
        "state_column",
        "period_column",
        "unit_column",
        "version_column",
        "changed_column",
    )
    about = (
        (gettext_lazy("Session"), {"fields": (("committee", "number"), ("meeting_id", "link"))}),
        (gettext_lazy("When"), {"fields": PERIOD}),
        LINKS,
    )


@admin.register(Document)
class DocumentAdmin(RecordAdmin):
    date_hierarchy = "issued_on"
    list_display = (
        "title_column",
        "reference",
        "symbol",
        "state_column",
        "issued_on",
        "version_column",
        "changed_column",
    )
    about = (
        (gettext_lazy("Document"), {"fields": ("symbol", ("session", "publisher"), ("issued_on", "issued_printed"))}),
        LINKS,
    )


@admin.register(Recommendation)
class RecommendationAdmin(RecordAdmin):
    ordering = ("position", "reference")
    list_display = ("title_column", "reference", "number", "state_column", "version_column", "changed_column")
    about = (
        (gettext_lazy("Recommendation"), {"fields": (("number", "position"), ("parent", "session"))}),
        (gettext_lazy("Where it stands"), {"fields": (("document", "paragraph"), "printed")}),
        LINKS,
    )


class TermAdmin(RecordAdmin):
    """A word of a vocabulary of two levels."""

    ordering = ("position", "reference")
    list_display = ("title_column", "reference", "parent_column", "state_column", "version_column", "changed_column")
    about = ((gettext_lazy("In its vocabulary"), {"fields": (("parent", "position"),)}),)

    def with_names(self, rows: models.QuerySet) -> models.QuerySet:
        return super().with_names(rows).annotate(parent_title=title_of("parent_id"))

    @admin.display(description=gettext_lazy("broader term"), ordering="parent_title")
    def parent_column(self, term: Term) -> str:
        return term.parent_title or "–"

    def formfield_for_foreignkey(self, db_field: models.ForeignKey, request: HttpRequest, **kwargs: Any) -> Any:
        """Broader terms are of the same vocabulary."""
        if db_field.name == "parent":
            kwargs["queryset"] = Term.objects.filter(kind=self.model.KIND)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(ActivityType)
class ActivityTypeAdmin(TermAdmin):
    list_display = (*TermAdmin.list_display[:3], "level", *TermAdmin.list_display[3:])
    about = ((gettext_lazy("In its vocabulary"), {"fields": (("parent", "position"), "level")}),)


admin.site.register([Subject, TargetGroup, Goal], TermAdmin)
