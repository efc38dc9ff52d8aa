"""Appointing a focal point, and ending an appointment before its day."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.appointing.rules import problems
from accounts.enums import RoleName
from accounts.models import Role, User
from tarepo.changes import current_change
from tarepo.locks import lock_account
from tarepo.outbox import post
from tarepo.reading.names import load_names


def appoint(
    *,
    user: User,
    party: int,
    letter: str,
    starts: dt.date,
    ends: dt.date | None = None,
    institution: str = "",
    scope: str = "",
    deputy_of: Role | None = None,
) -> Role:
    """Make the user a focal point of the party, and tell them by mail. ValidationError where that cannot be.

    The same person is not appointed twice for the same party and scope at the same time.
    """
    current_change()
    wrong = problems(user=user.pk, party=party, letter=letter, starts=starts, ends=ends, deputy_of=deputy_of)
    if wrong:
        raise ValidationError(wrong)
    lock_account(user)
    overlap = Q(ends__isnull=True) | Q(ends__gte=starts)
    if ends:
        overlap &= Q(starts__isnull=True) | Q(starts__lte=ends)
    same = Role.objects.filter(overlap, user=user, name=RoleName.FOCAL_POINT, party=party, scope=scope)
    if same.exists():
        raise ValidationError(_("This person is its focal point already in this period. End that appointment first."))
    made = Role.objects.create(
        user=user,
        name=RoleName.FOCAL_POINT,
        party_id=party,
        letter=letter,
        starts=starts,
        ends=ends,
        institution=institution,
        scope=scope,
        deputy_of=deputy_of,
    )
    tell_appointed(made)
    return made


def end_appointment(*, role: Role, on: dt.date) -> bool:
    """Make that day its last one, if it would last longer; its deputies stay what they are. Whether it would have."""
    current_change()
    longer = Role.objects.filter(Q(ends__isnull=True) | Q(ends__gt=on), pk=role.pk, name=RoleName.FOCAL_POINT)
    return bool(longer.update(ends=on))


def tell_appointed(role: Role) -> None:
    user = role.user
    with override(user.language):
        named = load_names([role.party_id] if role.party_id else []).get(role.party_id)
        values = {
            "party": named["name"] if named else str(role.party_id),
            "letter": role.letter,
            "starts": role.starts.isoformat() if role.starts else "",
        }
        subject = _("You are a focal point of %(party)s")
        body = _(
            "You are a focal point of %(party)s from %(starts)s on, by the communication %(letter)s.\n\nSign in to the"
            " portal and open “Your account”: what waits for your answer stands there."
        )
        key = f"appointment/{role.pk}"
        post(to=user.email, subject=subject % values, body=body % values, key=key, language=user.language)
