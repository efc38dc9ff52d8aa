"""/admin/late/: what waits for an answer for too long, by party and sort; and reminding focal points of it."""

import datetime as dt
from collections import Counter
from dataclasses import replace
from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.awaiting.ask import late
from accounts.awaiting.remind import remind, reminded
from accounts.awaiting.sorts import LATE_AFTER, Item, sorts
from accounts.focal_points import focal_points_of
from accounts.membership.desk import LOOKING
from accounts.reads import note_accounts
from tarepo.asked import Asked, as_number, options
from tarepo.changes import change
from tarepo.labels import labels_of

PAGE = 100
EDITORS = "editors"  # the value of the filter for what waits for no party


def late_page(request: HttpRequest) -> HttpResponse:
    asked = Asked(request.GET, ("sort", "party", "page"))
    if request.method == "POST":
        return remind_and_say(request)
    items = late()
    parties = {item.party for item in items if item.party}
    names = labels_of(parties)
    sort, party, page = chosen(asked, names)
    shown = [
        item for item in items if (not sort or item.sort == sort) and (not party or str(item.party or EDITORS) == party)
    ]
    who = focal_points_of(parties)
    start = (page - 1) * PAGE
    listed = [nameless(item, request) for item in shown[start : start + PAGE]]
    note_accounts(by=request.user, accounts=[item.account for item in listed if item.account])
    context = {
        **admin.site.each_context(request),
        "title": _("Late answers"),
        "days": LATE_AFTER.days,
        "count": len(shown),
        "parties": by_party(shown, names, who),
        "rows": [row_of(item, names, who) for item in listed],
        "filters": filters(items, names, sort, party),
        "previous": asked.url(request.path, page=str(page - 1)) if page > 1 else "",
        "next": asked.url(request.path, page=str(page + 1)) if start + PAGE < len(shown) else "",
        "problems": asked.problems,
    }
    return TemplateResponse(request, "admin/late.html", context)


def nameless(item: Item, request: HttpRequest) -> Item:
    """By its number where it is about a person, for those to whom the desk refuses people's requests."""
    if item.account is None or request.user.has_role(*LOOKING):
        return item
    return replace(item, title=_("Number %(number)s") % {"number": item.pk}, lines=(), account=None)


def remind_and_say(request: HttpRequest) -> HttpResponse:
    """Back to the list as it was narrowed."""
    party = as_number(request.POST.get("party", "")) or 0
    if party not in {item.party for item in late()}:
        messages.warning(request, _("Nobody was reminded: nothing of this party is late any more."))
        return HttpResponseRedirect(request.get_full_path())
    with change(by=request.user, why=_("reminded focal points of what is late")):
        number = remind(party=party)
    if number:
        told = ngettext("%(n)s focal point is reminded by mail.", "%(n)s focal points are reminded by mail.", number)
        messages.success(request, told % {"n": number})
    elif party in reminded():
        messages.warning(request, _("Nobody was reminded: they were, within the last week."))
    else:
        told = _("Nobody was reminded: this party has no focal point. An administrator can appoint one.")
        messages.warning(request, told)
    return HttpResponseRedirect(request.get_full_path())


def chosen(asked: Asked, names: dict[str, str]) -> tuple[str, str, int]:
    return asked.one_of("sort", sorts()), asked.one_of("party", {EDITORS, *names}), asked.number("page", 10**8) or 1


def by_party(items: list[Item], names: dict[str, str], who: dict[int, list]) -> list[dict[str, Any]]:
    """Each party once, the one that keeps something waiting for longest first."""
    done = reminded()
    groups: dict[int | None, list[Item]] = {}
    for item in items:
        groups.setdefault(item.party, []).append(item)
    return [
        {
            "party": party,
            "name": names.get(str(party), "") if party else _("Editors"),
            "who": who.get(party or 0, []),
            "sorts": [(sorts()[name].title, number) for name, number in Counter(one.sort for one in found).items()],
            "since": local_day(found[0].since),
            "reminded": done.get(party or 0),
        }
        for party, found in groups.items()
    ]


def row_of(item: Item, names: dict[str, str], who: dict[int, list]) -> dict[str, Any]:
    return {
        "item": item,
        "sort": sorts()[item.sort].title,
        "party": names.get(str(item.party), "") if item.party else "",
        "who": who.get(item.party or 0, []),
        "since": local_day(item.since),
        "days": (timezone.localdate() - local_day(item.since)).days,
    }


def local_day(moment: dt.datetime) -> dt.date:
    return timezone.localtime(moment).date()


def filters(items: list[Item], names: dict[str, str], sort: str, party: str) -> list[dict[str, Any]]:
    every = [("", _("all"))]
    known = [(each.name, each.title) for each in sorts().values()]
    editors = [(EDITORS, _("Editors"))] if any(item.party is None for item in items) else []
    parties = sorted(names.items(), key=lambda pair: pair[1])
    return [
        {"name": "sort", "label": _("What"), "options": options([*every, *known], sort)},
        {"name": "party", "label": _("Waits for"), "options": options([*every, *editors, *parties], party)},
    ]
