"""Who answers for whom about details, who of a party may look on, and who may ask for details."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from accounts.enums import RoleName
from accounts.focal_points import answers_for
from accounts.models import User
from reference.enums import PartyForm
from reference.models import Party

SPEAKING = (RoleName.MEMBER, RoleName.FOCAL_POINT)


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
    parties = spoken_for(user)
    forms = (PartyForm.COUNTRY, PartyForm.OFFICE)
    states = Party.objects.filter(pk__in=parties, form__in=forms) if parties else Party.objects.none()
    found = sorted(states.values_list("pk", flat=True))
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
