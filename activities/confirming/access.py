"""Who answers for which parties, and who looks."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from accounts.enums import SPEAKING
from accounts.focal_points import answers_for
from accounts.models import User


@dataclass(frozen=True)
class Answering:
    """A focal point, who answers for parties; or a member of one, who sees what is answered."""

    user: User
    answers: frozenset[int]
    parties: frozenset[int]  # whose parts they see


def concerns(user: User) -> bool:
    return user.has_role(*SPEAKING)


def get_answering(user: User) -> Answering:
    """PermissionDenied for those whose roles have no part in it, saying what to do."""
    if concerns(user):
        answers = answers_for(user)
        own = {role.party_id for role in user.current_roles if role.name in SPEAKING and role.party_id}
        return Answering(user, answers, answers | own)
    if user.is_staff:
        raise PermissionDenied(
            _(
                "Parties confirm their own part: their focal points do. You work for the Secretariat: the editors’ desk"
                " has a list of who has not answered."
            )
        )
    raise PermissionDenied(
        _(
            "The focal points of countries, areas and organisations confirm their part here, and their confirmed"
            " members see what was answered. Ask your focal point to confirm you as a member."
        )
    )


def check_answers(answering: Answering, party: int) -> None:
    """PermissionDenied for a member who only looks."""
    if party not in answering.answers:
        raise PermissionDenied(
            _("Only the focal points of a party answer for it. Tell yours what you think should be answered.")
        )
