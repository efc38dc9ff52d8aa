"""/admin/webinars/<id>/attendance/: the files of a webinar, its figures of attendance, views of the webcast by hand."""

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.complaints import complaints
from accounts.models import User
from tarepo.admin.forms import sent_key
from tarepo.admin.widgets import LinesWidget
from tarepo.changes import change
from tarepo.content import Content
from tarepo.enums import Qualifier
from webinars.access import DeskWebinar, get_desk_webinar
from webinars.attendance.decode import MOST_BYTES
from webinars.attendance.figures import WATCHED, WATCHED_RULE
from webinars.attendance.receive import receive
from webinars.attendance.take_over import add_webcast_views, figures_beside
from webinars.attendance.together import told_together
from webinars.attendance.totals import Totals, sentence
from webinars.desk.attendance_shown import by_country, names_in
from webinars.desk.tabs import desk_context
from webinars.enums import ImportState
from webinars.models import AttendanceFile

MOST_VIEWS = 1_000_000_000
MOST_FILES = 100
LONGEST_RULE = 500


class UploadForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("CSV file"),
        help_text=gettext_lazy(
            "The participants or attendee report, as the platform gives it. In English, French or Spanish."
        ),
        allow_empty_file=False,
        error_messages={
            "required": gettext_lazy("Choose the file that the platform gave you."),
            "empty": gettext_lazy("The file is empty."),
        },
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than %(most)s MB.") % {"most": MOST_BYTES // 1_000_000})
        return file


class WebcastForm(forms.Form):
    """A figure apart: it is never added to who joined the platform."""

    qualifier = forms.ChoiceField(
        label=gettext_lazy("How it is meant"), choices=Qualifier.choices, initial=Qualifier.EXACTLY
    )
    value = forms.IntegerField(label=gettext_lazy("Views"), min_value=1, max_value=MOST_VIEWS)
    rule = forms.CharField(
        label=gettext_lazy("Counting rule, in English"),
        max_length=LONGEST_RULE,
        widget=LinesWidget({"rows": 3}),
        initial=WATCHED_RULE,
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def attendance_page(request: HttpRequest, pk: int) -> HttpResponse:
    posted = request.method == "POST"
    found = get_desk_webinar(cast(User, request.user), pk, write=posted)
    upload, webcast = UploadForm(), WebcastForm(auto_id="webcast-%s")
    if posted and "watched" in request.POST:
        webcast = WebcastForm(request.POST, auto_id="webcast-%s")
        if webcast.is_valid():
            return _enter_views(request, found, webcast)
    elif posted:
        upload = UploadForm(request.POST, request.FILES)
        if upload.is_valid():
            return _receive(request, found, upload.cleaned_data["file"])
    return _page(request, found, upload, webcast)


def _receive(request: HttpRequest, found: DeskWebinar, sent: Any) -> HttpResponse:
    name = "".join(char for char in sent.name if char.isprintable()) or "file.csv"
    user = cast(User, request.user)
    with change(by=user, why=_("uploaded a file of attendance")):
        file, is_new = receive(record=found.record.pk, name=name, data=sent.read(), by=user)
    if not is_new:
        told = _("This very file is there already, as “%(name)s”: nothing was read twice.")
        messages.info(request, told % {"name": file.name})
    return HttpResponseRedirect(reverse("admin:webinar_attendance_file", args=[found.record.pk, file.pk]))


def _enter_views(request: HttpRequest, found: DeskWebinar, form: WebcastForm) -> HttpResponse:
    try:
        with change(by=cast(User, request.user), why=_("entered the views of the webcast"), key=sent_key(request.POST)):
            done = add_webcast_views(record=found.record.pk, **form.cleaned_data)
    except IntegrityError:  # the same form sent twice
        done = True
    if done:
        messages.success(request, _("Entered as a figure of its own. Readers see it once the record is published."))
    else:
        messages.warning(request, _("The record has a figure of webcast views already. Edit it there."))
    return HttpResponseRedirect(request.path)


def _page(request: HttpRequest, found: DeskWebinar, upload: UploadForm, webcast: WebcastForm) -> HttpResponse:
    pk = found.record.pk
    # The bytes of a file stay where they are.
    files = AttendanceFile.objects.filter(record_id=pk).defer("data", "problems").select_related("by")
    figures = figures_beside(pk)
    listed = list(files.order_by("-at", "-pk")[:MOST_FILES])
    together = next((file.totals["together"] for file in listed if "together" in file.totals), None)
    context = desk_context(request, found, _("Attendance"), "webinar_attendance") | {
        "files": [file_row(file) for file in listed],
        "together": _together(together) if together else None,
        "figures": [figure_row(row) for row in figures],
        "upload": upload,
        "webcast": webcast if all(row["sort"] != WATCHED for row in figures) else None,
        "sent_key": sent_key(request.POST),
        "complaints": complaints(upload, webcast),
        "record_url": reverse("admin:activities_activity_change", args=[pk]),
    }
    return TemplateResponse(request, "admin/webinars/attendance.html", context)


def _together(totals: Totals) -> dict[str, Any]:
    """What several rooms count together. One query."""
    return {
        "told": [sentence(totals) + ".", *told_together(totals)],
        "by_country": by_country(totals, names_in(totals)),
        "not_known": totals["not_known"],
    }


def file_row(file: AttendanceFile) -> dict[str, Any]:
    return {
        "name": file.name,
        "url": reverse("admin:webinar_attendance_file", args=[file.record_id, file.pk]),
        "csv": reverse("admin:webinar_attendance_csv", args=[file.record_id, file.pk]) if file.totals else "",
        "platform": file.get_platform_display(),
        "at": file.at,
        "state": _("waits for a choice") if "asks" in file.recognised else ImportState(file.state).label,
        "counts": bool(file.taken_at),
        "told": sentence(file.totals) if file.totals else "",
        "by": file.by,
    }


def figure_row(row: Content) -> dict[str, Any]:
    measure, rule, unit = (next(iter(row.get(key, {}).values()), "") for key in ("measure", "rule", "unit_of_measure"))
    qualifier = row.get("qualifier", Qualifier.EXACTLY)
    return {
        "qualifier": "" if qualifier == Qualifier.EXACTLY else Qualifier(qualifier).label,
        "value": row["value"],
        "unit": unit,
        "measure": measure,
        "rule": rule,
        "public": row.get("public"),
    }
