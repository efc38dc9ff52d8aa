"""Who answers for whom about details, who of a party may look on, and who may ask for details."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from accounts.consent import states_among
from accounts.enums import SPEAKING, STAFF_ROLES, RoleName
from accounts.focal_points import answers_for
from accounts.models import Consent, Role, User


@dataclass(frozen=True)
class Reader:
    """Somebody of a party: its focal points answer, its members look on."""

    user: User
    answering: frozenset[int]
    parties: frozenset[int]


def spoken_for(user: User) -> frozenset[int]:
    """The parties of which somebody is a member or focal point today."""
    roles = user.current_roles if user.is_active else []
    return frozenset(role.party_id for role in roles if role.name in SPEAKING and role.party_id)


def is_concerned(user: User) -> bool:
    return bool(spoken_for(user))


def get_reader(user: User) -> Reader:
    """PermissionDenied for those who belong to no party, saying what to do."""
    parties = spoken_for(user)
    if not parties:
        raise PermissionDenied(
            _(
                "Consents are answered by the focal points of a country, area or organisation, and seen by its"
                " members. Ask your focal point to confirm you."
            )
        )
    answering = answers_for(user)
    return Reader(user, answering, parties | answering)


def parties_asking(user: User) -> list[int]:
    """The countries, areas and offices for which the user may ask for details. Raises PermissionDenied; one query."""
    found = sorted(states_among(spoken_for(user)))
    if found:
        return found
    if user.is_staff:
        raise PermissionDenied(
            _(
                "Details are asked for by Member States. You work for the Secretariat: you see them on the record’s"
                " page."
            )
        )
    raise PermissionDenied(
        _(
            "Details are given to Member States. Ask the focal point of your country or area to confirm you as a"
            " member of its delegation or office."
        )
    )


def capacities_of(rows: Iterable[Consent]) -> dict[int, str]:
    """By the answer's number in what capacity somebody gave it, never who; one query, none for nothing.

    Nothing is told of who has no role any more that the portal knows of.
    """
    users = {row.pk: row.by_id for row in rows if row.by_id}
    held: dict[int, set[str]] = {}
    for user, name in Role.objects.filter(user__in=set(users.values())).values_list("user", "name") if users else ():
        held.setdefault(user, set()).add(name)
    return {pk: _capacity(held.get(user, set())) for pk, user in users.items()}


def _capacity(names: set[str]) -> str:
    if RoleName.FOCAL_POINT in names:
        return _("A focal point")
    return _("The Secretariat") if names & {*STAFF_ROLES} else ""
