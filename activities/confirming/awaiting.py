"""Confirmations among all that waits for somebody (accounts/awaiting)."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.awaiting.sorts import Choice, Item, Sort
from accounts.focal_points import answers_for
from accounts.models import User
from activities.confirming.answer import confirm, dispute
from activities.confirming.forms import LONGEST_NOTE
from activities.confirming.lists import all_of, lists_of
from activities.confirming.standing import Declared, Standing, declared, first_declared
from activities.confirming.telling import Told, part_path
from activities.confirming.together import Together, together, together_with
from tarepo.codes import BASE

NAME = "confirmations"
CHOICES = (
    Choice("confirm", gettext_lazy("Confirm it")),
    Choice("dispute", gettext_lazy("Dispute it"), needs_reason=True),
)


def number_of(record: int, party: int) -> int:
    """One number for a part: ids of up to ten million fit, as in all codes."""
    return record * BASE + party


def waiting_for(user: User) -> list[Item]:
    parties = answers_for(user)
    return _items(all_of(lists_of(parties).open()), parties) if parties else []


def everything() -> list[Item]:
    return _items(all_of(lists_of(None).open()), None)


def one(user: User, pk: int) -> Item | None:
    """By the number of whichever of the parties that are asked together."""
    record, party = divmod(pk, BASE)
    parties = answers_for(user)
    found = declared([record]) if party in parties else []
    groups = [group for group in _open(found, parties) if party in group.parties]
    return next((_item(Told(found), group) for group in groups), None)


def settled(pk: int) -> str:
    """How it was answered, or that there is nothing to answer any more."""
    record, party = divmod(pk, BASE)
    found = declared([record])
    if not found or party not in found[0].parts:
        return _("It is not declared any more, so there is nothing to answer.")
    each = found[0]
    return "" if each.standing(party) == Standing.OPEN else Told([each]).standing_told(each, party)


def settled_for(user: User, pk: int) -> str:
    return settled(pk) if pk % BASE in answers_for(user) else ""


def count_before(moment: dt.datetime) -> int:
    """Activities, not parts: the page of what is late has a line for each party, or for those asked together."""
    waiting = lists_of(None).open().values("record_id")
    return sum(since < moment for since in first_declared(waiting).values())


def answer(*, user: User, pk: int, choice: str, reason: str = "", seen: str = "") -> str:
    """seen: what was shown, without which nothing is answered."""
    record, party = divmod(pk, BASE)
    if party not in answers_for(user):
        raise ValidationError(_("Only the focal points of a party answer for it."))
    reason = reason.strip()
    if choice == "dispute" and not reason:
        raise ValidationError(_("Say why: the editors have to know what to mend."))
    if len(reason) > LONGEST_NOTE or "\x00" in reason:
        raise ValidationError(_("Write at most %(most)d characters, as plain text.") % {"most": LONGEST_NOTE})
    if choice not in ("confirm", "dispute"):
        raise ValidationError(_("It can be confirmed or disputed."))
    moved = _("It was changed since it was shown, and nothing was answered: look again.")
    if told := settled(pk):
        raise ValidationError(_("It was answered already: %(answer)s") % {"answer": told})
    group = together_with(declared([record])[0], party, answers_for(user))
    if seen != group.seen:
        raise ValidationError(moved)
    parts = group.parts
    found = dispute(parts=parts, by=user, note=reason) if choice == "dispute" else confirm(parts=parts, by=user)
    if found.moved:
        raise ValidationError(moved)
    if not found.done:
        raise ValidationError(_("It was answered or changed a moment ago: look again."))
    return _("Confirmed.") if choice == "confirm" else _("Disputed: the editors look into it.")


def _open(rows: list[Declared], parties: frozenset[int] | None) -> list[Together]:
    return [group for group in together(rows, parties) if group.standing == Standing.OPEN]


def _items(rows: list[Declared], parties: frozenset[int] | None) -> list[Item]:
    told = Told(rows)
    found = [_item(told, group) for group in _open(rows, parties)]
    return sorted(found, key=lambda item: (item.since, item.pk))


def _item(told: Told, group: Together) -> Item:
    record = group.each.row.record_id
    return Item(
        sort=NAME,
        pk=number_of(record, group.lead),
        title=told.title(group.each)["name"],
        since=group.each.since or timezone.now(),
        url=part_path(record, group.lead),
        choices=CHOICES,
        lines=told.lines(group.each, group.parties),
        party=group.lead,
        seen=group.seen,
    )


SORT = Sort(
    name=NAME,
    title=gettext_lazy("Confirmations"),
    lead=gettext_lazy("Your part in what is declared South-South or triangular."),
    waiting_for=waiting_for,
    everything=everything,
    answer=answer,
    one=one,
    settled=settled_for,
    count_before=count_before,
)
