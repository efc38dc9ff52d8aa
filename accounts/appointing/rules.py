"""What an appointment needs: the same for its own page and for the roles in an account's form."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.enums import RoleName
from accounts.membership.rules import latest
from accounts.models import Role


def problems(
    *,
    user: int | None,
    party: int | None,
    letter: str,
    starts: dt.date | None,
    ends: dt.date | None,
    deputy_of: Role | None,
) -> dict[str, str]:
    """What is lacking or contradicts itself, a sentence by field."""
    found = {}
    if not party:
        found["party"] = _("A focal point needs a country or organisation.")
    if not letter:
        found["letter"] = _("Give the reference of the official communication that appoints them.")
    if not starts:
        found["starts"] = _("Say from which day on.")
    last = latest(timezone.localdate())
    for name, day in (("starts", starts), ("ends", ends)):
        if day and day > last:
            found[name] = _("That is too far ahead: %(day)s at the latest.") % {"day": last.isoformat()}
    if starts and ends and ends < starts:
        found["ends"] = _("The role ends before it begins.")
    if deputy_of is not None and (deputy_of.name != RoleName.FOCAL_POINT or deputy_of.party_id != party):
        found["deputy_of"] = _("A deputy stands for a focal point of the same country or organisation.")
    elif deputy_of is not None and deputy_of.user_id == user:
        found["deputy_of"] = _("Nobody is their own deputy.")
    return found
