"""/webinars/reports/: the finished reports to the committee, as pages that print and as Word files."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tarepo.access import tiers_for
from tarepo.addresses import language_root
from tarepo.answers import answer, etag
from tarepo.asked import Asked
from tarepo.reading.words import direction, period_of_days
from webinars.models import CommitteeReport
from webinars.reporting.access import get_finished
from webinars.reporting.composing import digest_of
from webinars.reporting.named import named
from webinars.reporting.sent import finished_file
from webinars.reporting.shown import shown

PAGE = 50


@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """The newest period first."""
    asked = Asked(request.GET, ("page",))
    number = max(asked.number("page", 10_000), 1)
    columns = [f"body__{name}" for name in ("starts", "ends", "language", "symbol", "title", "finished_at")]
    finished = CommitteeReport.objects.public().order_by("-body__starts", "-pk").values_list("pk", *columns)
    found = list(finished[(number - 1) * PAGE : number * PAGE + 1])
    rows = found[:PAGE]

    def context() -> dict:
        path = reverse("webinar_reports")
        older = asked.url(path, page=str(number + 1)) if len(found) > PAGE else ""
        newer = asked.url(path, page=str(number - 1) if number > 2 else None) if number > 1 else ""
        return {
            "page_title": _("Reports to the committee"),
            "crumbs": _crumbs(),
            "rows": [_row(row) for row in rows],
            "pager": {"newer_url": newer, "older_url": older},
            "problems": asked.problems,
        }

    marks = [rows, len(found) > PAGE, number, *asked.problems]
    return answer(request, "webinars/reports.html", context, tiers=tiers_for(request), marks=marks)


def _row(row: tuple) -> dict:
    pk, starts, ends, language, symbol, title, _finished = row
    return {
        "title": title,
        "lang": language,
        "dir": direction(language),
        "url": reverse("webinar_report", args=[pk]),
        "symbol": symbol,
        "period": period_of_days(starts, ends),
    }


def _crumbs(*more: dict) -> list[dict]:
    return [{"name": _("Home"), "url": language_root()}, *more]


@require_safe
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """A finished report as it was kept; its language and direction are its own, whatever the interface's."""
    found = get_finished(pk)
    made = named(found.made)

    def context() -> dict:
        return {
            "page_title": made.title,
            "crumbs": _crumbs({"name": _("Reports to the committee"), "url": reverse("webinar_reports")}),
            "report": shown(made),
            "word": reverse("webinar_report_word", args=[pk]),
        }

    marks = [pk, found.finished_at, digest_of(made)]  # names may change after it is finished
    return answer(request, "webinars/report.html", context, tiers=tiers_for(request), marks=marks)


@require_safe
def report_word(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_finished(pk)
    made = named(found.made)
    tag = etag((), ["word", pk, found.finished_at, digest_of(made)])
    response = get_conditional_response(request, etag=tag) or finished_file(found, made)
    response["ETag"], response["Cache-Control"] = tag, "public, no-cache"
    patch_vary_headers(response, ["Accept-Encoding"])
    return response
