"""Requests to be confirmed, among all that waits for somebody."""

import datetime as dt
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.awaiting.sorts import Choice, Item, Sort
from accounts.enums import MembershipState, RoleName
from accounts.membership.answering import CONFIRM, DECLINE
from accounts.membership.querysets import WAITING, answered_by, for_list
from accounts.membership.reading import STATES, named, what_of, written
from accounts.membership.settle import confirm, decline
from accounts.models import Membership, User

NAME = "membership"


def waiting_for(user: User) -> list[Item]:
    """Three queries at most."""
    if not user.has_role(RoleName.FOCAL_POINT, RoleName.CHIEF_EDITOR):
        return []
    return [_item(row, user) for row in in_order(answered_by(user))]


def everything() -> list[Item]:
    return [_item(row, None) for row in in_order(Membership.objects.all())]


def in_order(rows: QuerySet[Membership]) -> list[Membership]:
    """Those of them that wait, the oldest first. Two queries."""
    return named(for_list(rows.filter(WAITING)).order_by("asked_at", "pk"))


def one(user: User, pk: int) -> Item | None:
    return next((_item(row, user) for row in in_order(answered_by(user).filter(pk=pk))), None)


def settled(pk: int) -> str:
    """How it was answered, without who did."""
    found = Membership.objects.filter(pk=pk).exclude(state=MembershipState.ASKED).first()
    if found is None:
        return ""
    values = {"state": STATES[MembershipState(found.state)], "day": written(found.answered_at)}
    return _("This request has been answered: %(state)s, on %(day)s.") % values


def settled_for(user: User, pk: int) -> str:
    return settled(pk) if answered_by(user).filter(pk=pk).exists() else ""


def count_before(moment: dt.datetime) -> int:
    return Membership.objects.filter(WAITING, asked_at__lt=moment).count()


def answer(*, user: User, pk: int, choice: str, reason: str = "") -> str:
    """Inside the open change; ValidationError, with a sentence, where it is not theirs or was answered already."""
    membership = Membership.objects.filter(pk=pk).first()
    if membership is None:
        raise ValidationError(_("There is no such request any more."))
    try:
        if choice == CONFIRM:
            done, told = confirm(membership=membership, by=user), _("Confirmed: the person is a member from today on.")
        elif choice == DECLINE and reason.strip():
            done, told = (
                decline(membership=membership, by=user, answer=reason.strip()),
                _("Declined, with your reason."),
            )
        else:
            raise ValidationError(_("Say why: the person reads it.") if choice == DECLINE else _("Choose an answer."))
    except PermissionDenied as error:
        raise ValidationError(str(error)) from error
    if not done:
        raise ValidationError(settled(pk) or _("Nothing was changed."))
    return told


def _item(membership: Membership, user: User | None) -> Item:
    """Whole, as the one who answers reads it; for the Secretariat's list (user: None) the way leads to its desk."""
    asker = membership.user
    lines = [
        (_("Name"), asker.name),
        (_("E-mail address"), asker.email),
        (_("As"), what_of(membership)),
        (_("Institution"), membership.institution),
        (_("Function"), membership.function),
        (_("Note"), membership.note),
    ]
    of_party = (
        user is not None
        and any(role.name == RoleName.FOCAL_POINT for role in user.current_roles)
        and not user.has_role(RoleName.CHIEF_EDITOR)
    )
    url = reverse("member", args=[membership.pk]) if of_party else reverse("admin:membership", args=[membership.pk])
    return Item(
        sort=NAME,
        pk=membership.pk,
        title=_("%(person)s: %(what)s") % {"person": asker.name or asker.email, "what": what_of(membership)},
        since=membership.asked_at,
        url=url,
        choices=_choices(),
        lines=tuple(line for line in lines if line[1]),
        party=membership.party_id,
        account=membership.user_id,
    )


def _choices() -> tuple[Choice, ...]:
    return (Choice(CONFIRM, _("Confirm")), Choice(DECLINE, _("Decline"), needs_reason=True))


SORT: Any = Sort(
    name=NAME,
    title=gettext_lazy("Requests to be confirmed as a member"),
    lead=gettext_lazy("They read what every visitor reads until somebody confirms them."),
    waiting_for=waiting_for,
    everything=everything,
    answer=answer,
    one=one,
    settled=settled_for,
    count_before=count_before,
)
