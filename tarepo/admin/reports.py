"""/admin/reports/: errors that readers report, the oldest open one first."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tarepo.asked import Asked, options
from tarepo.corrections.report_items import open_reports
from tarepo.labels import title_of
from tarepo.models import ErrorReport, PatchState

PAGE = 50
STATES = {
    PatchState.OPEN.value: gettext_lazy("open"),
    PatchState.APPLIED.value: gettext_lazy("answered"),
    PatchState.REFUSED.value: gettext_lazy("put aside"),
}
MINE, ALL = "", "all"


def error_reports(request: HttpRequest) -> HttpResponse:
    """At first those that wait for whoever looks; one query for the rows with their titles."""
    from django.contrib import admin

    asked = Asked(request.GET, ("state", "whose", "after"))
    state = asked.one_of("state", STATES) or PatchState.OPEN.value
    whose = asked.one_of("whose", (ALL,))
    is_open = state == PatchState.OPEN
    rows = open_reports(request.user) if is_open and whose == MINE else ErrorReport.objects.filter(state=state)
    after = asked.number("after")
    if after:
        rows = rows.filter(pk__gt=after) if is_open else rows.filter(pk__lt=after)
    named = rows.annotate(record_title=title_of("record_id")).select_related("record")
    shown = list(named.order_by("pk" if is_open else "-pk")[: PAGE + 1])
    older = shown[PAGE - 1].pk if len(shown) > PAGE else 0
    context = {
        **admin.site.each_context(request),
        "title": _("Reports of errors"),
        "rows": shown[:PAGE],
        "filters": [
            {"name": "state", "label": _("State"), "options": options([*STATES.items()], state)},
            {"name": "whose", "label": _("Open ones"), "options": options([(MINE, _("mine")), (ALL, _("all"))], whose)},
        ],
        "more": asked.url(request.path, after=str(older)) if older else "",
        "first": asked.url(request.path, after=None) if after else "",
        "problems": asked.problems,
    }
    return TemplateResponse(request, "admin/reports.html", context)
