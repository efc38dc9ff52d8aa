"""/admin/confirmations/: which declared activities are confirmed, and who has not answered; editors look too."""

from collections.abc import Collection
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.focal_points import focal_points_of
from activities.confirming.lists import Disputes, declared_all, page_of, waiting_parties
from activities.confirming.standing import Declared, Standing, standing_disputes
from activities.confirming.telling import Told
from tarepo.asked import Asked, options
from tarepo.codes import BASE, Facet, code, place_code
from tarepo.labels import labels_of
from tarepo.querysets import SearchIndexQuerySet

STATES = {
    "open": gettext_lazy("not confirmed by all"),
    "disputed": gettext_lazy("disputed"),
    "nobody": gettext_lazy("waiting for a party without a focal point"),
    "confirmed": gettext_lazy("confirmed by all"),
    "all": gettext_lazy("all that is declared"),
}
MOST_PARTIES = 300


def confirmations(request: HttpRequest) -> HttpResponse:
    """The same number of queries however many there are."""
    from django.contrib import admin

    asked = Asked(request.GET, ("state", "party", "after"))
    state = asked.text("state") or "open"
    if state not in STATES:
        asked.misread("state", state)
        state = "open"
    party, after = asked.number("party", BASE), asked.number("after")
    waiting, disputes = waiting_parties(), standing_disputes()
    concerned = {*waiting, *(each for parties in disputes.values() for each in parties)}
    answered_for = focal_points_of(concerned)
    rows = wanted(state, party, disputes, [each for each in waiting if each not in answered_for])
    page = page_of(rows, after)
    told = Told(page.rows, for_desk=True)
    context = {
        **admin.site.each_context(request),
        "title": _("Confirmations"),
        "count": rows.count(),
        "rows": [row_of(told, each, answered_for) for each in page.rows],
        "more": asked.url(request.path, after=str(page.older)) if page.older else "",
        "first": asked.url(request.path, after=None) if after else "",
        "filters": filters(state, party, waiting),
        "problems": asked.problems,
    }
    return TemplateResponse(request, "admin/confirmations.html", context)


def wanted(state: str, party: int, disputes: Disputes, nobody: Collection[int]) -> SearchIndexQuerySet:
    """The declared activities in that state; of a party: those in which it is the one that stands so."""
    rows = declared_all()
    mine = {record for record, parties in disputes.items() if not party or party in parties}
    if state == "disputed":
        return rows.filter(record_id__in=mine)
    if state == "confirmed":
        rows = rows.having([place_code(Facet.CONFIRMED, "all")]).exclude(record_id__in=disputes)
        return rows.keyed([code(Facet.CONFIRMED_BY, party)]) if party else rows
    if state == "nobody":
        absent = [each for each in nobody if not party or each == party]
        return rows.keyed([code(Facet.UNCONFIRMED, each) for each in absent])
    if state == "all":
        return rows.keyed([code(facet, party) for facet in (Facet.UNCONFIRMED, Facet.CONFIRMED_BY)]) if party else rows
    return rows.keyed([code(Facet.UNCONFIRMED, party)])  # 0, without a party: of anybody


def row_of(told: Told, each: Declared, answered_for: Collection[int]) -> dict[str, Any]:
    parties = [told.party(each, party) for party in each.parts]
    for one in parties:
        waits = one["standing"] in (Standing.OPEN, Standing.DISPUTED)
        one["nobody"] = waits and one["id"] not in answered_for
        one["note"] = one["answer"].note if one["standing"] == Standing.DISPUTED else ""
    return {
        "title": told.title(each)["name"],
        "reference": each.row.reference,
        "edit": reverse("admin:activities_activity_change", args=[each.row.record_id]),
        "url": told.title(each)["url"],
        "declared": told.declared_as(each),
        "since": each.since,
        "days": (timezone.now() - each.since).days if each.since else "",
        "parties": parties,
    }


def filters(state: str, party: int, waiting: dict[int, int]) -> list[dict[str, Any]]:
    """What the list can be narrowed by; parties by name, with how many activities each has not confirmed."""
    most = sorted(waiting, key=lambda each: (-waiting[each], each))[:MOST_PARTIES]
    labels = labels_of({*most, party} - {0})
    parties = [(pk, f"{labels[pk]} ({waiting.get(int(pk), 0)})") for pk in sorted(labels, key=lambda pk: labels[pk])]
    return [
        {"name": "state", "label": _("State"), "options": options([*STATES.items()], state)},
        {"name": "party", "label": _("Party"), "options": options([("", _("all")), *parties], str(party or ""))},
    ]
