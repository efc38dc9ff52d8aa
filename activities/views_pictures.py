"""The other views of a search: timeline, cartogram, calendar, and who helps whom."""

from dataclasses import astuple

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from activities import calendar, cartogram, south_south, timeline
from activities.nothing import nothing
from activities.pictures import feeds, frame, view_of_search
from activities.search import Found
from tarepo.addresses import language_root
from tarepo.answers import answer
from tarepo.asked import Asked


@view_of_search()
def timeline_page(request: HttpRequest, found: Found, mine: Asked) -> HttpResponse:
    line = timeline.timeline(found)
    lead = _("How many activities each year has; each year opens its list.")
    context = frame(found, _("Timeline"), lead, path=request.path, current="timeline/")
    context |= {"bars": timeline.bars(found, line), "sentences": timeline.sentences(line)}
    return _answer(request, "timeline", context, found, [astuple(line)])


@view_of_search("by")
def cartogram_page(request: HttpRequest, found: Found, mine: Asked) -> HttpResponse:
    by = _one_of(mine, found, "by", ["", "beneficiary", cartogram.ANY])
    any_role = by == cartogram.ANY
    counted = cartogram.cartogram(found, any_role=any_role)
    lead = _("How many activities each country or area has: a tile for each, by region, without boundaries.")
    own, title = {"by": by} if by else {}, _("By country or area")
    context = frame(found, title, lead, path=request.path, current="cartogram/", own=own)
    context |= {
        "switch": [
            {"name": _("As beneficiary"), "url": found.url(request.path), "current": not any_role},
            {"name": _("In any role"), "url": found.url(request.path, by=cartogram.ANY), "current": any_role},
        ],
        "cartogram": cartogram.tiles(found, counted, any_role=any_role),
        "table": cartogram.table(found, counted, any_role=any_role),
        "sentences": cartogram.sentences(counted, any_role=any_role),
    }
    return _answer(request, "cartogram", context, found, [by, astuple(counted)])


@view_of_search("month")
def calendar_page(request: HttpRequest, found: Found, mine: Asked) -> HttpResponse:
    month = calendar.month_asked(mine, found)
    lead = _("What is held in each month, and what is planned or under way without a stated month.")
    context = frame(found, _("Calendar"), lead, path=request.path, current="calendar/")
    own, marks = calendar.context(found, request.path, month)
    context |= own | {"subscribe": feeds(found), "sentences": calendar.sentences(found)}
    marks = [month, *marks, context["sentences"]]
    return _answer(request, "calendar", context, found, marks)


@view_of_search("all", "page")
def south_south_page(request: HttpRequest, found: Found, mine: Asked) -> HttpResponse:
    every = _one_of(mine, found, "all", ["", "1"]) == "1"
    lead = _("Provider, beneficiary and facilitator: each number opens the list of its activities.")
    path, own = request.path, {"all": "1"} if every else {}
    context = frame(found, _("Who helps whom"), lead, path=path, current="south-south/", own=own)
    more, marks = south_south.context(found, mine, path, every=every)
    context |= more | {
        "crumbs": [{"name": _("Home"), "url": language_root()}],
        "switch": [
            {"name": _("Declared South-South or triangular"), "url": found.url(path), "current": not every},
            {"name": _("All with provider and beneficiary"), "url": found.url(path, all="1"), "current": every},
        ],
    }
    is_empty = not context["matrix"]["rows"]  # elsewhere the total is known already
    return _answer(request, "south_south", context, found, [every, *marks], may_be_nothing=is_empty)


def _one_of(mine: Asked, found: Found, name: str, known: list[str]) -> str:
    """A parameter of the view's own; what makes no sense is named, and the first of the known taken."""
    value = mine.text(name)
    if value not in known:
        mine.misread(name, value)
        value = known[0]
    found.problems.extend(mine.problems)
    mine.problems.clear()
    return value


def _answer(
    request: HttpRequest, page: str, context: dict, found: Found, marks: list, *, may_be_nothing: bool = True
) -> HttpResponse:
    context["nothing"] = nothing(found) if may_be_nothing else None
    marks = [*marks, found.query, *found.problems, context["filter"], context["nothing"]]
    return answer(request, f"activities/{page}.html", context, tiers=found.tiers, marks=marks)
