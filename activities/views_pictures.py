"""The other views of a search: timeline, cartogram, calendar, and who helps whom."""

from dataclasses import astuple

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from activities import calendar, cartogram, south_south, timeline
from activities.pictures import ask, feeds, frame
from activities.search import Found
from tarepo.addresses import language_root
from tarepo.answers import answer
from tarepo.asked import Asked


@require_safe
def timeline_page(request: HttpRequest) -> HttpResponse:
    found, _mine = ask(request)
    line = timeline.timeline(found)
    lead = _("How many activities each year has; each bar opens its list.")
    context = frame(found, _("Timeline"), lead, path=request.path, current="timeline/")
    context |= {"bars": timeline.bars(found, line), "sentences": timeline.sentences(line)}
    return _answer(request, "timeline", context, found, [astuple(line)])


@require_safe
def cartogram_page(request: HttpRequest) -> HttpResponse:
    found, mine = ask(request, ["by"])
    by = _one_of(mine, found, "by", ["", "beneficiary", cartogram.ANY])
    any_role = by == cartogram.ANY
    counted = cartogram.cartogram(found, any_role=any_role)
    lead = _("How many activities each country or area has: a tile for each, by region, without boundaries.")
    context = frame(found, _("Cartogram"), lead, path=request.path, current="cartogram/", own={"by": by} if by else {})
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


@require_safe
def calendar_page(request: HttpRequest) -> HttpResponse:
    found, mine = ask(request, ["month"])
    month = calendar.month_asked(mine, found)
    page, count = calendar.month_page(found, month)
    undated, undated_count = calendar.undated_page(found)
    lead = _("What is held in which month, and what is planned or under way without one.")
    context = frame(found, _("Calendar"), lead, path=request.path, current="calendar/")
    before, after = (found.url(request.path, month=str(month.beside(step))) for step in (-1, 1))
    context |= {
        "calendar": calendar.months(found, request.path, month),
        "month": month.name,
        "rows": page.rows,
        "count": count,
        "more": calendar.shown_of(len(page.rows), count),
        "pager": {
            "newer_url": before,
            "newer_label": month.beside(-1).name,
            "older_url": after,
            "older_label": month.beside(1).name,
        },
        "undated": undated.rows,
        "undated_count": undated_count,
        "undated_more": calendar.shown_of(len(undated.rows), undated_count),
        "subscribe": feeds(found),
        "sentences": calendar.sentences(found),
    }
    marks = [month, count, page.marks, undated_count, undated.marks, context["calendar"], context["sentences"]]
    return _answer(request, "calendar", context, found, marks)


@require_safe
def south_south_page(request: HttpRequest) -> HttpResponse:
    found, mine = ask(request, ["all", "page"])
    every = _one_of(mine, found, "all", ["", "1"]) == "1"
    made = south_south.flows(found.index, every=every)
    number = south_south.page_asked(mine, found, made)
    shown = south_south.pairs_on(made, number)
    helpers = south_south.facilitators(found.index, shown, every=every) if shown else {}
    names = south_south.names_of(made, shown, helpers)
    lead = _("Provider, beneficiary and facilitator: each number opens the list of its activities.")
    context = frame(
        found, _("Who helps whom"), lead, path=request.path, current="south-south/", own={"all": "1"} if every else {}
    )
    path = request.path
    context |= {
        "crumbs": [{"name": _("Home"), "url": language_root()}],
        "switch": [
            {"name": _("Declared South-South or triangular"), "url": found.url(path), "current": not every},
            {"name": _("All with provider and beneficiary"), "url": found.url(path, all="1"), "current": every},
        ],
        "none": south_south.nothing(found, made, path, every=every),
        "matrix": south_south.matrix(found, made, names, every=every),
        "pairs": south_south.pair_table(found, made, names, shown, helpers, every=every),
        "count": len(made.pairs),
        "pager": south_south.pager(found, made, path, number, every=every),
        "sentences": south_south.sentences(made, every=every),
    }
    marks = [every, number, made, helpers, sorted(name["mark"] for name in names.records.values())]
    return _answer(request, "south_south", context, found, marks)


def _one_of(mine: Asked, found: Found, name: str, known: list[str]) -> str:
    """A parameter of the view's own; what makes no sense is named, and the first of the known taken."""
    value = mine.text(name)
    if value not in known:
        mine.misread(name, value)
        value = known[0]
    found.problems.extend(mine.problems)
    mine.problems.clear()
    return value


def _answer(request: HttpRequest, page: str, context: dict, found: Found, marks: list) -> HttpResponse:
    marks = [*marks, found.query, *found.problems, context["filter"]]
    return answer(request, f"activities/{page}.html", context, tiers=found.tiers, marks=marks)
