"""Lists of activities and of what groups them. A record's own page is record_view's."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from activities.search import asked
from activities.search_page import search_page
from tarepo.answers import answer
from tarepo.enums import Kind
from tarepo.indexing.hits import one_state
from tarepo.list_view import ListPage, show
from tarepo.reading.lists import by_date, by_name


@require_safe
def activities(request: HttpRequest) -> HttpResponse:
    found = asked(request)
    with one_state():
        context, marks = search_page(found)
    return answer(request, "records/search.html", context, tiers=found.tiers, marks=marks)


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
