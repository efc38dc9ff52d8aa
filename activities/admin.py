"""Entering activities, projects, series and agreements."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.forms import BaseInlineFormSet, ModelForm
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from activities.models import Activity, Agreement, Project, Series
from tarepo.admin import RecordAdmin
from tarepo.admin.forms import RecordForm
from tarepo.admin.inlines import OF_WEBINARS, RowsInline
from tarepo.admin.record_list import YearFilter
from tarepo.admin.records import KEEPING_SUBMITTED
from tarepo.models import Record
from webinars.desk.forms import give_period
from webinars.desk.tabs import pages_beside
from webinars.models import Webinar

PERIOD = (("precision", "starts", "ends"), "period_printed")
ABOUT = (gettext_lazy("What it is about"), {"fields": ("subjects", "recommendations", "related")})
WITH_PERIOD = (
    "title_column",
    "reference",
    "state_column",
    "period_column",
    "unit_column",
    "version_column",
    "changed_column",
)


class ActivityForm(RecordForm):
    def clean(self) -> dict | None:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("cooperation") and not cleaned.get("declared_by"):
            raise ValidationError({"declared_by": _("Who declared it? The portal does not derive it.")})
        return cleaned


@admin.register(Activity)
class ActivityAdmin(RecordAdmin):
    form = ActivityForm
    keeping = KEEPING_SUBMITTED

    def get_inlines(self, request: HttpRequest, obj: Record | None) -> list[type[RowsInline]]:
        """?webinar=1 makes it one: the sections of a webinar stand in no other form."""
        shown = super().get_inlines(request, obj)
        asked = "webinar" in request.GET or "webinars-TOTAL_FORMS" in request.POST
        is_webinar = asked or (obj is not None and obj.webinars.exists())
        return shown if is_webinar else [section for section in shown if section not in OF_WEBINARS]

    def render_change_form(self, request: HttpRequest, context: dict, *args: Any, **kwargs: Any) -> HttpResponse:
        """The pages of a webinar beside its form; of an activity that is none, the way to make it one."""
        found = context.get("original")
        is_webinar = any(each.opts.model is Webinar for each in context["inline_admin_formsets"])
        if found and is_webinar:
            context["webinar_pages"] = pages_beside(found.pk) if found.webinars.exists() else []
        elif found and self.has_change_permission(request, found):
            context["make_webinar"] = "?webinar=1"
        elif is_webinar:
            context["title"] = _("Enter a webinar")
        return super().render_change_form(request, context, *args, **kwargs)

    def save_formset(self, request: HttpRequest, form: ModelForm, formset: BaseInlineFormSet, change: bool) -> None:
        super().save_formset(request, form, formset, change)
        if formset.model is Webinar and give_period(form, formset):
            self.message_user(request, _("The period was set to the day of the webinar’s time."), messages.INFO)

    list_display = (*WITH_PERIOD[:3], "status", *WITH_PERIOD[3:])
    list_filter = (*RecordAdmin.list_filter, "status", YearFilter)
    is_long = True
    about = (
        (gettext_lazy("When and where"), {"fields": (*PERIOD, ("status", "delivery_mode"), "venue")}),
        (gettext_lazy("What sort of activity"), {"fields": ("types", "target_groups", "open_to_all", "need_basis")}),
        (gettext_lazy("What it is about"), {"fields": ("subjects", "goals", "recommendations")}),
        (
            gettext_lazy("What it belongs to"),
            {"fields": ("project", ("series", "number_in_series"), "agreements", "related")},
        ),
        (
            gettext_lazy("South-South or triangular cooperation"),
            {
                "fields": (("cooperation", "declared_by"),),
                "description": gettext_lazy("As those who took part declare it; never derived."),
            },
        ),
    )


@admin.register(Project)
class ProjectAdmin(RecordAdmin):
    list_display = WITH_PERIOD
    date_hierarchy = "starts"
    about = ((gettext_lazy("When"), {"fields": PERIOD}), ABOUT)


@admin.register(Series)
class SeriesAdmin(RecordAdmin):
    about = (ABOUT,)


@admin.register(Agreement)
class AgreementAdmin(RecordAdmin):
    keeping = KEEPING_SUBMITTED
    list_display = WITH_PERIOD
    date_hierarchy = "starts"
    about = ((gettext_lazy("When"), {"fields": PERIOD}), ABOUT)
