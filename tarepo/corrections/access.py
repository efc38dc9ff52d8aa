"""Who may propose a correction, and for whom."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from accounts.models import User
from tarepo.submissions.access import SUBMITTING, Submitter


def get_proposer(user: User) -> Submitter:
    """PermissionDenied for those who propose none, saying what to do instead.

    Whoever takes part without speaking for a party proposes too: the editors see that it is for nobody but themselves.
    """
    roles = [role for role in user.current_roles if role.name in SUBMITTING] if user.is_active else []
    if roles:
        return Submitter(user, tuple(dict.fromkeys(role.party_id for role in roles if role.party_id)))
    if user.is_staff:
        raise PermissionDenied(
            _(
                "Corrections are proposed by focal points and confirmed members. You work for the Secretariat: correct"
                " the record at the editors’ desk, or ask an editor of its unit."
            )
        )
    raise PermissionDenied(
        _(
            "Corrections are proposed by focal points and confirmed members. Ask the focal point of your country or"
            " organisation to confirm you as a member; until then, use “Report an error” on the record’s page."
        )
    )
