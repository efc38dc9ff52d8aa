"""Confirmations among all that waits for somebody (accounts/awaiting)."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.awaiting.sorts import Choice, Item, Sort
from accounts.focal_points import answers_for
from accounts.models import User
from activities.confirming.answer import Part, confirm, dispute
from activities.confirming.forms import LONGEST_NOTE
from activities.confirming.lists import all_of, lists_of
from activities.confirming.standing import Declared, Standing, declared, first_declared
from activities.confirming.standing import seen as seen_of
from activities.confirming.telling import Told, part_path
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
    record, party = divmod(pk, BASE)
    found = declared([record]) if party in answers_for(user) else []
    return next((item for item in _items(found, [party]) if item.pk == pk), None)


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
    """Activities, not parts: the page of what is late has one line for each party."""
    waiting = lists_of(None).open().values("record_id")
    return sum(since < moment for since in first_declared(waiting).values())


def answer(*, user: User, pk: int, choice: str, reason: str = "", seen: str = "") -> str:
    """seen: what was shown, without which nothing is answered."""
    record, party = divmod(pk, BASE)
    if party not in answers_for(user):
        raise ValidationError(_("Only the focal points of a party answer for it."))
    part, reason = Part(record, party, seen), reason.strip()
    if choice == "dispute" and not reason:
        raise ValidationError(_("Say why: the editors have to know what to mend."))
    if len(reason) > LONGEST_NOTE or "\x00" in reason:
        raise ValidationError(_("Write at most %(most)d characters, as plain text.") % {"most": LONGEST_NOTE})
    if choice not in ("confirm", "dispute"):
        raise ValidationError(_("It can be confirmed or disputed."))
    if told := settled(pk):
        raise ValidationError(_("It was answered already: %(answer)s") % {"answer": told})
    found = dispute(part=part, by=user, note=reason) if choice == "dispute" else confirm(parts=[part], by=user)
    if found.moved:
        raise ValidationError(_("It was changed since it was shown, and nothing was answered: look again."))
    if not found.done:
        raise ValidationError(_("It was answered or changed a moment ago: look again."))
    return _("Confirmed.") if choice == "confirm" else _("Disputed: the editors look into it.")


def _items(rows: list[Declared], parties: frozenset[int] | list[int] | None) -> list[Item]:
    told, found = Told(rows), []
    for each in rows:
        for party in each.parts:
            if each.standing(party) == Standing.OPEN and (parties is None or party in parties):
                found.append(_item(told, each, party))
    return sorted(found, key=lambda item: (item.since, item.pk))


def _item(told: Told, each: Declared, party: int) -> Item:
    record = each.row.record_id
    return Item(
        sort=NAME,
        pk=number_of(record, party),
        title=told.title(each)["name"],
        since=each.since or timezone.now(),
        url=part_path(record, party),
        choices=CHOICES,
        lines=told.lines(each, party),
        party=party,
        seen=seen_of(each.content),
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
