"""What a person does about their own membership: ask, take the request back, leave."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.enums import MembershipState, RoleName
from accounts.focal_points import focal_points_of
from accounts.membership.letters import tell_asked
from accounts.membership.querysets import over
from accounts.membership.rules import MOST_OPEN, fits, speaks
from accounts.membership.settle import end_on
from accounts.models import Membership, User
from reference.models import Party
from tarepo.changes import current_change
from tarepo.locks import lock_account, lock_membership


def ask(
    *, user: User, category: str, party: int | None, institution: str = "", function: str = "", note: str = ""
) -> tuple[Membership, bool]:
    """Put a request before who answers it, and write to the party's focal points; the request, and whether it is new.

    What is asked or confirmed already is not asked again: it is returned as it is. Raises ValidationError, with a
    sentence, where the two do not go together, or too many requests are open.
    """
    current_change()
    check(user, category, party, institution)
    lock_account(user)
    theirs = Membership.objects.filter(user=user)
    theirs.filter(over()).update(state=MembershipState.ENDED)  # a period that has passed keeps nobody from asking again
    standing = theirs.filter(state__in=(MembershipState.ASKED, MembershipState.CONFIRMED))
    same = standing.filter(category=category, party=party).first()
    if same:
        return same, False
    if standing.filter(state=MembershipState.ASKED).count() >= MOST_OPEN:
        told = _("%(most)d of your requests are waiting for an answer, as many as there can be. Withdraw one first.")
        raise ValidationError(told % {"most": MOST_OPEN})
    made = Membership.objects.create(
        user=user, category=category, party_id=party, institution=institution, function=function, note=note
    )
    tell_asked(
        made, [other for other in focal_points_of([party] if party else []).get(party or 0, []) if other != user]
    )
    return made, True


def check(user: User, category: str, party: int | None, institution: str) -> None:
    """ValidationError where the category and the party do not go together, whatever a form let through."""
    form = Party.objects.filter(pk=party, merged_into=None).values_list("form", flat=True).first() if party else None
    if not fits(category, form):
        raise ValidationError(_("This sort of participant and this party do not go together. Choose again."))
    if not speaks(category) and not institution:
        raise ValidationError(_("Say to which institution you belong."))
    focal = [role.party_id for role in user.current_roles if role.name == RoleName.FOCAL_POINT]
    if party in focal:
        raise ValidationError(
            _("You are its focal point, and a member by that: there is nothing to be confirmed. You may use all of it.")
        )


def withdraw(*, membership: Membership) -> bool:
    """Take the request back; False where it was answered, or withdrawn, already."""
    current_change()
    lock_membership(membership)
    if membership.state != MembershipState.ASKED:
        return False
    membership.state, membership.answered_at = MembershipState.WITHDRAWN, timezone.now()
    membership.save(update_fields=["state", "answered_at"])
    return True


def leave(*, membership: Membership) -> bool:
    """End one's own membership at once; what was written for the party stays the party's."""
    current_change()
    lock_membership(membership)
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    return end_on(membership, yesterday, by=membership.user, reason="")
