"""Who is focal point of what, whose period ends soon, and for whom nobody answers."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.enums import RoleName
from accounts.focal_points import current_focal_points
from accounts.models import Role
from reference.enums import PartyForm
from reference.models import Party
from tarepo.asked import Asked
from tarepo.labels import labelled, title_of
from tarepo.models import Detail

SOON = dt.timedelta(days=60)
PAGE = 100
MOST_WITHOUT = 200
MOST_PAGES = 10**8
LABELS = {
    "current": _("Current and to come"),
    "soon": _("Ending within 60 days"),
    "former": _("Ended"),
}


@dataclass(frozen=True)
class FocalPoints:
    rows: list[dict[str, Any]]
    views: list[dict[str, Any]]
    more: str
    first: str
    problems: list[str]


def conditions() -> dict[str, Q]:
    today = timezone.localdate()
    ended = Q(ends__lt=today)
    return {
        "current": ~ended | Q(ends__isnull=True),
        "soon": Q(ends__gte=today, ends__lte=today + SOON),
        "former": ended,
    }


def focal_points(request: HttpRequest) -> FocalPoints:
    """Two queries, whatever there is."""
    known = conditions()
    asked = Asked(request.GET, ("show", "page"))
    show = asked.one_of("show", known) or "current"
    page = asked.number("page", MOST_PAGES) or 1
    rows = Role.objects.filter(name=RoleName.FOCAL_POINT)
    counts = rows.aggregate(**{name: Count("pk", filter=which) for name, which in known.items()})
    start = (page - 1) * PAGE
    found = list(for_list(rows.filter(known[show]))[start : start + PAGE + 1])
    return FocalPoints(
        rows=[row_of(role) for role in found[:PAGE]],
        views=[
            {"name": f"{LABELS[name]} ({counts[name]})", "url": f"{request.path}?show={name}", "current": name == show}
            for name in known
        ],
        more=f"{request.path}?show={show}&page={page + 1}" if len(found) > PAGE else "",
        first=f"{request.path}?show={show}" if page > 1 else "",
        problems=asked.problems,
    )


def for_list(rows: QuerySet[Role]) -> QuerySet[Role]:
    """By party, each before its deputies; with all that a row and the page of one show."""
    named = rows.select_related("user", "deputy_of__user").annotate(party_title=title_of("party_id"))
    return named.order_by("party_title", "party_id", F("deputy_of").asc(nulls_first=True), "pk")


def row_of(role: Any) -> dict[str, Any]:
    today = timezone.localdate()
    return {
        "role": role,
        "party": role.party_title,
        "person": role.user.name,
        "email": role.user.email,
        "deputy_of": (role.deputy_of.user.name or role.deputy_of.user.email) if role.deputy_of else "",
        "is_soon": bool(role.ends and today <= role.ends <= today + SOON),
        "is_ended": bool(role.ends and role.ends < today),
        "is_to_come": bool(role.starts and role.starts > today),
        "is_inactive": not role.user.is_active,
    }


def without_focal_point() -> list[dict[str, Any]]:
    """The parties with members, or with details of their own, for which nobody answers: an editor does. One query."""
    members = Role.objects.current().filter(name=RoleName.MEMBER, party=OuterRef("pk"), user__is_active=True)
    details = Detail.objects.filter(party=OuterRef("pk"))
    focal = current_focal_points()
    country = Q(form=PartyForm.OFFICE) & Q(Exists(focal.filter(party=OuterRef("country"))))
    rows = Party.objects.annotate(has_members=Exists(members), has_details=Exists(details))
    rows = rows.filter(Q(has_members=True) | Q(has_details=True)).exclude(Exists(focal.filter(party=OuterRef("pk"))))
    found: Any = labelled(rows.exclude(country))
    return [
        {"pk": party.pk, "name": party.title_shown, "has_members": party.has_members, "has_details": party.has_details}
        for party in found.order_by("title_shown", "pk")[:MOST_WITHOUT]
    ]
