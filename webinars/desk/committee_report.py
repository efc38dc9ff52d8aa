"""One report on the desk: as it will print, what is to be looked at, finishing it, and the Word file."""

from typing import cast

from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from tarepo.changes import change
from tarepo.reading.words import language_name, period_of_days
from webinars.enums import ReportState
from webinars.models import CommitteeReport
from webinars.reporting.access import ask_to_write, get_desk_report, may_write
from webinars.reporting.composing import FIXED, Report, compose
from webinars.reporting.finish import ChangedMeanwhile, delete_draft, finish, give_up, reopen, withdraw
from webinars.reporting.kept import kept
from webinars.reporting.problems import problems, text_url
from webinars.reporting.sent import draft_file, finished_file
from webinars.reporting.shown import shown


def committee_report(request: HttpRequest, pk: int) -> HttpResponse:
    user, report = cast(User, request.user), get_desk_report(pk)
    if request.method == "POST":
        ask_to_write(user)
        try:
            return _done(request, user, report)
        except CommitteeReport.DoesNotExist as error:
            raise Http404(_("There is no such report: perhaps it was deleted.")) from error
    made = compose(report)
    is_draft = report.state == ReportState.DRAFT
    context = {
        **admin.site.each_context(request),
        "title": _("Report to the committee"),
        "object": report,
        "period": period_of_days(report.starts.isoformat(), report.ends.isoformat()),
        "language_name": language_name(report.language),
        "report": _with_edits(report, made, editable=is_draft and may_write(user)),
        "marks": True,
        "problems": problems(report, made) if is_draft else [],
        "digest": made.digest,
        "is_draft": is_draft,
        "public": kept(report) if report.is_public else None,
        "may_write": may_write(user),
    }
    return TemplateResponse(request, "admin/committee_reports/report.html", context)


def _with_edits(report: CommitteeReport, made: Report, *, editable: bool) -> dict:
    found = shown(made.shown)
    fixed = {sort.value for sort in FIXED}
    for block in found["blocks"] if editable else []:
        if block["sort"] not in fixed:
            block["edit"] = text_url(report, block["id"])
    return found


def _done(request: HttpRequest, user: User, report: CommitteeReport) -> HttpResponse:
    """What a button of the page does; pressing it twice does it once."""
    address = reverse("admin:committee_report", args=[report.pk])
    if "finish" in request.POST:
        try:
            with change(by=user, why=_("finished a report to the committee")):
                done = finish(report=report, seen=request.POST.get("digest", ""))
        except ChangedMeanwhile:
            messages.error(request, _("The report says something else than when you opened it: look at it again."))
        else:
            _tell(request, done, _("Finished: readers see it now."))
    elif "reopen" in request.POST:
        with change(by=user, why=_("began a new version of a report to the committee")):
            done = reopen(report=report)
        _tell(request, done, _("A new version is composed; readers keep the finished one until it is finished too."))
    elif "give_up" in request.POST:
        with change(by=user, why=_("gave up the next version of a report to the committee")):
            done = give_up(report=report)
        _tell(request, done, _("The finished version stands again, as readers see it."))
    elif "withdraw" in request.POST:
        with change(by=user, why=_("took a report to the committee away from readers")):
            done = withdraw(report=report)
        _tell(request, done, _("Readers do not see it any more. It is a draft, composed anew."))
    elif "delete" in request.POST:
        with change(by=user, why=_("deleted the draft of a report to the committee")):
            done = delete_draft(report=report)
        if done:
            messages.success(request, _("The draft is deleted; what it said stays in the history of changes."))
            return HttpResponseRedirect(reverse("admin:committee_reports"))
        messages.error(request, _("Readers see a version of it: take that away from them first. Nothing was deleted."))
    else:
        messages.error(request, _("Nothing was done: no button of this page was pressed."))
    return HttpResponseRedirect(address)


def _tell(request: HttpRequest, done: bool, sentence: str) -> None:
    if done:
        messages.success(request, sentence)
    else:
        messages.info(request, _("That had been done already: nothing was changed."))


def committee_report_word(request: HttpRequest, pk: int) -> HttpResponse:
    """As the page has it: the next version where one is being prepared."""
    report = get_desk_report(pk)
    if report.state == ReportState.FINISHED:
        version = kept(report)
        return finished_file(version, version.made)
    return draft_file(report, compose(report).shown)
