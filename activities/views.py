"""Lists of activities and of what groups them. A record's own page is record_view's."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from activities.search import asked
from tarepo.addresses import list_path
from tarepo.answers import answer
from tarepo.enums import Kind
from tarepo.list_view import ListPage, list_context, show
from tarepo.reading.lists import by_date, by_name


@require_safe
def activities(request: HttpRequest) -> HttpResponse:
    found, path = asked(request), list_path(Kind.ACTIVITY)
    page = by_date(found.rows, found.asked, path)
    lead = _("What was done, where and for whom, the newest first.")
    context = list_context(_("Activities"), lead, page, found.asked, path=path)
    context["filter"] = found.filter
    marks = [*page.marks, *found.problems, page.next, page.previous, found.query]
    return answer(request, "records/list.html", context, tiers=found.tiers, marks=marks)


@require_safe
def projects(request: HttpRequest) -> HttpResponse:
    lead = _("Projects group activities and go through phases, from being developed to mainstreamed.")
    return show(request, ListPage(Kind.PROJECT, _("Projects"), lead, by_date))


@require_safe
def series(request: HttpRequest) -> HttpResponse:
    lead = _("Activities that repeat, from one place or year to the next.")
    return show(request, ListPage(Kind.SERIES, _("Series"), lead, by_name, by_name=True))


@require_safe
def agreements(request: HttpRequest) -> HttpResponse:
    lead = _("Agreements between parties, and plans that they agreed, with the activities under them.")
    return show(request, ListPage(Kind.AGREEMENT, _("Agreements"), lead, by_date))
