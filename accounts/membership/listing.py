"""Lists of memberships for those who decide about them: what is shown, how many of each, page by page."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.enums import MembershipState
from accounts.membership.querysets import WAITING, for_desk, for_list, holds, of_nobody, over
from accounts.membership.reading import named, row_of
from accounts.models import Membership
from tarepo.asked import Asked

PAGE = 50
OURS = "ours"
ASKED = "asked"
MEMBERS = "members"
LABELS = {
    OURS: _("For an editor"),
    ASKED: _("Requests"),
    MEMBERS: _("Members"),
    "former": _("Former members"),
    "declined": _("Declined"),
}


@dataclass(frozen=True)
class Listed:
    rows: list[dict[str, Any]]
    show: str
    views: list[dict[str, Any]]
    more: str  # the address of the next page
    first: str
    problems: list[str]


def conditions(*, desk: bool) -> dict[str, Q]:
    """What may be shown, by its name in the address, the first one where nothing is asked for."""
    found = {
        ASKED: WAITING,
        MEMBERS: holds(),
        "former": over(),
        "declined": Q(state=MembershipState.DECLINED),
    }
    return {OURS: WAITING & of_nobody(), **found} if desk else found


def listed(request: HttpRequest, rows: QuerySet[Membership], *, desk: bool = False) -> Listed:
    """Two queries, for readers one more for names. Requests stand the oldest first, all else the newest."""
    known = conditions(desk=desk)
    asked = Asked(request.GET, ("show", "after"))
    show = asked.one_of("show", known) or next(iter(known))
    counts = rows.aggregate(**{name: Count("pk", filter=which) for name, which in known.items()})
    oldest_first = show in (OURS, ASKED)
    chosen = (for_desk if desk else for_list)(rows.filter(known[show]))
    if after := asked.number("after"):
        chosen = chosen.filter(**{"pk__gt" if oldest_first else "pk__lt": after})
    found = list(chosen.order_by("pk" if oldest_first else "-pk")[: PAGE + 1])
    if not desk:
        named(found)
    return Listed(
        rows=[row_of(membership) for membership in found[:PAGE]],
        show=show,
        views=[
            {
                "name": f"{LABELS[name]} ({counts[name]})",
                "url": f"{request.path}?show={name}",
                "current": name == show,
            }
            for name in known
        ],
        more=f"{request.path}?show={show}&after={found[PAGE - 1].pk}" if len(found) > PAGE else "",
        first=f"{request.path}?show={show}" if after else "",
        problems=asked.problems,
    )
