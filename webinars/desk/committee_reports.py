"""/admin/committee-reports/: all reports, and choosing what a new one is on."""

from typing import Any, cast

from django.contrib import admin, messages
from django.core.paginator import Paginator
from django.db import IntegrityError
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.complaints import complaints
from accounts.models import User
from tarepo.admin.forms import sent_key
from tarepo.asked import Asked
from tarepo.changes import change
from tarepo.locks import lock_committee_report
from tarepo.models import ChangeSet
from tarepo.reading.words import language_name, period_of_days
from webinars.enums import ReportState
from webinars.models import CommitteeReport
from webinars.reporting.access import ask_to_write, get_desk_report, may_write
from webinars.reporting.forms import ReportForm

PAGE = 50


def committee_reports(request: HttpRequest) -> HttpResponse:
    """The newest period first; the same number of queries however many."""
    asked = Asked(request.GET, ("page",))
    found = CommitteeReport.objects.defer("body").annotate(public=~Q(body=[]))
    page = Paginator(found, PAGE).get_page(max(asked.number("page"), 1))
    context = {
        **admin.site.each_context(request),
        "title": _("Reports to the committee"),
        "rows": [_row(each) for each in page],
        "count": page.paginator.count,
        "more": asked.url(request.path, page=str(page.number + 1)) if page.has_next() else "",
        "first": asked.url(request.path, page=None) if page.number > 1 else "",
        "problems": asked.problems,
        "may_write": may_write(cast(User, request.user)),
    }
    return TemplateResponse(request, "admin/committee_reports/list.html", context)


def _row(report: CommitteeReport) -> dict[str, Any]:
    covered = period_of_days(report.starts.isoformat(), report.ends.isoformat())
    is_next = report.state == ReportState.DRAFT and cast(Any, report).public
    return {"report": report, "period": covered, "language": language_name(report.language), "is_next": is_next}


def new_report(request: HttpRequest) -> HttpResponse:
    user = cast(User, request.user)
    ask_to_write(user)
    form = ReportForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        key = sent_key(request.POST)
        try:
            with change(by=user, why=_("began a report to the committee"), key=key):
                made = form.save()
        except IntegrityError:
            if not ChangeSet.objects.filter(pk=key, by=user.pk).exists():
                raise
            messages.info(request, _("This form had been sent already: the report was made once."))
            return HttpResponseRedirect(reverse("admin:committee_reports"))
        return HttpResponseRedirect(reverse("admin:committee_report", args=[made.pk]))
    return _form_page(request, form, _("New report"), _("Compose the report"))


def report_settings(request: HttpRequest, pk: int) -> HttpResponse:
    """Another period, language or symbol: texts by hand stay with their paragraphs."""
    user, report = cast(User, request.user), get_desk_report(pk)
    ask_to_write(user)
    address = reverse("admin:committee_report", args=[pk])
    form = ReportForm(request.POST if request.method == "POST" else None, instance=report)
    if request.method == "POST" and form.is_valid():
        with change(by=user, why=_("changed what a report is on")):
            state = lock_committee_report(pk).state
            if state == ReportState.DRAFT:
                form.save()
        if state == ReportState.DRAFT:
            messages.success(request, _("Saved, and composed anew."))
        else:
            messages.error(request, _("It is finished: prepare a new version first. Nothing was changed."))
        return HttpResponseRedirect(address)
    return _form_page(request, form, _("What the report is on"), _("Save"), back=address)


def _form_page(request: HttpRequest, form: ReportForm, title: str, button: str, back: str = "") -> HttpResponse:
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": title,
        "form": form,
        "button": button,
        "back": back,
        "complaints": complaints(form) if form.is_bound else [],
    }
    return TemplateResponse(request, "admin/committee_reports/form.html", context)
