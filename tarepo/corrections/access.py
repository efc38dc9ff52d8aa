"""Who may propose a correction, and for whom."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from accounts.models import User
from tarepo.submissions.access import Submitter, submitter_of


def get_proposer(user: User) -> Submitter:
    """PermissionDenied for those who propose none, saying what to do instead.

    Whoever takes part without speaking for a party proposes too: the editors see that it is for nobody but themselves.
    """
    if found := submitter_of(user):
        return found
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
