"""A sort of thing that waits for focal points, as the parts bring theirs: people who ask to be members."""

import datetime as dt
from itertools import count

from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.awaiting.sorts import Choice, Item, Sort
from accounts.enums import Category, MembershipState
from accounts.focal_points import answers_for
from accounts.models import Membership, User
from reference.models import Country

CONFIRM = Choice("confirm", "Confirm")
DECLINE = Choice("decline", "Decline", needs_reason=True)
ALONE = Choice("transfer", "Pass on", together=False)
DETAIL = "Wants to read of a matter that is no business of others"
_numbers = count(1)


def ask(name: str = "", *, days: int = 0, iso2: str = "PE", note: str = DETAIL) -> Membership:
    """Somebody asks, so many days ago."""
    name = name or f"Asker {next(_numbers)}"
    user = User.objects.create(email=f"asker-{next(_numbers)}@example.org", name=name, password="!")
    party = Country.objects.get(iso2=iso2)
    asked_at = timezone.now() - dt.timedelta(days=days, milliseconds=-next(_numbers))
    return Membership.objects.create(user=user, category=Category.OFFICE, party=party, note=note, asked_at=asked_at)


def item(row: Membership) -> Item:
    return Item(
        sort="fakes",
        pk=row.pk,
        title=f"{row.user.name} asks",
        since=row.asked_at,
        url="/accounts/",
        choices=(CONFIRM, DECLINE, ALONE),
        lines=(("Note", row.note),),
        party=row.party_id,
    )


def rows(**which: object):
    found = Membership.objects.filter(state=MembershipState.ASKED, **which).select_related("user")
    return found.order_by("asked_at", "pk")


def everything() -> list[Item]:
    return [item(row) for row in rows()]


def waiting_for(user: User) -> list[Item]:
    return [item(row) for row in rows(party__in=answers_for(user))]


def one(user: User, pk: int) -> Item | None:
    return next((item(row) for row in rows(party__in=answers_for(user), pk=pk)), None)


def answer(*, user: User, pk: int, choice: str, reason: str) -> str:
    row = Membership.objects.select_for_update(of=("self",)).filter(pk=pk, party__in=answers_for(user)).first()
    if row is None or row.state != MembershipState.ASKED:
        raise ValidationError("Somebody was faster.")
    row.state = MembershipState.CONFIRMED if choice == "confirm" else MembershipState.DECLINED
    row.answer, row.answered_by, row.answered_at = reason, user, timezone.now()
    row.save()
    if reason == "unthinkable":
        raise ValidationError("That is no reason.")
    return f"{row.user.name} is {row.state}."


def settled(user: User, pk: int) -> str:
    answered = Membership.objects.exclude(state=MembershipState.ASKED)
    row = answered.filter(pk=pk, party__in=answers_for(user)).first()
    return f"It was {row.state} by {row.answered_by}." if row else ""


def count_before(moment: dt.datetime) -> int:
    return rows(asked_at__lt=moment).count()


SORT = Sort(
    name="fakes",
    title="Fakes",
    lead="Who asks to be a member.",
    waiting_for=waiting_for,
    everything=everything,
    answer=answer,
    one=one,
    settled=settled,
    count_before=count_before,
)
