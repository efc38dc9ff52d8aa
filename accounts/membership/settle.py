"""What a focal point, or an editor where there is none, answers: confirmed, declined, ended."""

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.enums import MembershipState, RoleName
from accounts.membership.access import refuse
from accounts.membership.letters import tell_answered, tell_ended
from accounts.membership.querysets import answered_by
from accounts.models import Membership, Role, User
from tarepo.changes import current_change
from tarepo.locks import lock_membership


def confirm(*, membership: Membership, by: User, until: dt.date | None = None) -> bool:
    """Make the person a member of the party from today on. False where it was answered or withdrawn before.

    PermissionDenied where it is not theirs to answer, as in the other verbs here.
    """
    hold(membership, by)
    if membership.state != MembershipState.ASKED:
        return False
    today = timezone.localdate()
    membership.role = Role.objects.create(
        user_id=membership.user_id, name=RoleName.MEMBER, party_id=membership.party_id, starts=today, ends=until
    )
    membership.starts, membership.ends = today, until
    answered(membership, MembershipState.CONFIRMED, by, "")
    return True


def decline(*, membership: Membership, by: User, answer: str) -> bool:
    """Refuse it, with the reason that the person reads. False where it was answered or withdrawn before."""
    hold(membership, by)
    if membership.state != MembershipState.ASKED:
        return False
    answered(membership, MembershipState.DECLINED, by, answer)
    return True


def end(*, membership: Membership, by: User, on: dt.date, reason: str) -> bool:
    """Make that day its last one: with a day that has passed it is over; a later one than before prolongs it.

    False where it is over already, or ends on that day.
    """
    hold(membership, by)
    if not end_on(membership, on, by=by, reason=reason):
        return False
    tell_ended(membership)
    return True


def hold(membership: Membership, by: User) -> None:
    """Nobody else answers it until the transaction ends; whether it is theirs is asked now, not when they looked."""
    current_change()
    lock_membership(membership)
    if not answered_by(by).filter(pk=membership.pk, user__is_active=True).exists():
        refuse(by, membership.pk)
        raise PermissionDenied(_("This is not yours to answer, so nothing was changed."))


def answered(membership: Membership, state: MembershipState, by: User, answer: str) -> None:
    membership.state, membership.answer = state, answer
    membership.answered_by, membership.answered_at = by, timezone.now()
    membership.save()
    tell_answered(membership)


def end_on(membership: Membership, on: dt.date, *, by: User, reason: str) -> bool:
    """Of a membership that is locked: its last day, and the role's with it."""
    role = Role.objects.filter(pk=membership.role_id).first() if membership.role_id else None
    today = timezone.localdate()
    if membership.state != MembershipState.CONFIRMED or role is None or (role.ends and role.ends < today):
        return False
    if role.ends == on:
        return False
    role.ends = membership.ends = on
    role.save(update_fields=["ends"])
    membership.ended_by, membership.answer = by, reason
    if on < today:
        membership.state = MembershipState.ENDED
    membership.save(update_fields=["ends", "ended_by", "answer", "state"])
    return True
