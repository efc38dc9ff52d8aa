"""Who answers for a party: its focal points, and for an office that has none those of its country."""

from collections.abc import Collection

from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils.translation import gettext as _

from accounts.enums import RoleName
from accounts.models import Role, User
from reference.enums import PartyForm
from reference.models import Party
from tarepo.reading.page import Section


def current_focal_points() -> QuerySet[Role]:
    """The appointments that hold today, of accounts that are active."""
    return Role.objects.current().filter(name=RoleName.FOCAL_POINT, user__is_active=True)


def answers_for(user: User) -> frozenset[int]:
    """The ids of the parties that the user answers for today; one query for focal points, none for others."""
    own = {role.party_id for role in user.current_roles if role.name == RoleName.FOCAL_POINT and role.party_id}
    if not own or not user.is_active:
        return frozenset()
    theirs = Exists(current_focal_points().filter(party_id=OuterRef("pk")))
    offices = Party.objects.filter(~theirs, form=PartyForm.OFFICE, country_id__in=own)
    return frozenset(own | set(offices.values_list("pk", flat=True)))


def focal_points_of(parties: Collection[int]) -> dict[int, list[User]]:
    """Who answers for each party, deputies too; parties for which nobody does are left out. Two queries."""
    countries = dict(
        Party.objects.filter(pk__in=parties, form=PartyForm.OFFICE, country__isnull=False).values_list(
            "pk", "country_id"
        )
    )
    found: dict[int, list[User]] = {}
    rows = current_focal_points().filter(party_id__in={*parties, *countries.values()})
    for role in rows.select_related("user").order_by("pk"):
        users = found.setdefault(role.party_id or 0, [])
        if role.user not in users:
            users.append(role.user)
    named = {party: found.get(party) or found.get(countries.get(party, 0), []) for party in parties}
    return {party: users for party, users in named.items() if users}


def shown_focal_points(party: int) -> list[dict[str, str]]:
    """Those of a party as its members' page shows them: no address, and no letter. One query."""
    rows = current_focal_points().filter(party=party).select_related("user")
    shown = list(rows.order_by(F("deputy_of").asc(nulls_first=True), "pk"))
    names = {role.pk: role.user.name or _("(without a name)") for role in shown}
    return [
        {
            "name": names[role.pk],
            "role": _deputy_line(role, names),
            "function": _("for: %(scope)s") % {"scope": role.scope} if role.scope else "",
            "organisation": role.institution,
        }
        for role in shown
    ]


def _deputy_line(role: Role, names: dict[int, str]) -> str:
    """Whose deputy; of one whose appointment has ended the name is not told."""
    if role.deputy_of_id is None:
        return ""
    name = names.get(role.deputy_of_id)
    return _("deputy of %(name)s") % {"name": name} if name else _("deputy")


def focal_point_sections(party: int) -> list[Section]:
    """The section of a country's or an organisation's page, for members; none where there is nobody."""
    people = shown_focal_points(party)
    return [Section("focal-points", _("Focal points"), "people", {"people": people}, len(people))] if people else []
