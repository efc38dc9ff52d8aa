"""Opinions as things that wait for a focal point (accounts/awaiting/sorts.py)."""

import datetime as dt
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.awaiting.sorts import Choice, Item, Sort
from accounts.focal_points import answers_for
from accounts.models import User
from tarepo.corrections.difference import differences_of
from tarepo.corrections.opinions import LONGEST_NOTE, give_opinion
from tarepo.differences import Line
from tarepo.models import Opinion, OpinionState, PatchState
from tarepo.reading.names import load_names

NAME = "opinion"
WAITING = Q(state=OpinionState.ASKED, patch__state=PatchState.OPEN)
CHOICES = (
    Choice(OpinionState.AGREES.value, gettext_lazy("We agree")),
    Choice(OpinionState.OBJECTS.value, gettext_lazy("We object"), needs_reason=True),
)


def asked_of(user: User) -> QuerySet[Opinion]:
    """Whatever was asked of the parties that they answer for, answered or not."""
    return Opinion.objects.filter(party__in=answers_for(user)).select_related("patch")


def waiting_for(user: User) -> list[Item]:
    return items_of(asked_of(user).filter(WAITING).order_by("asked_at", "pk"))


def everything() -> list[Item]:
    return items_of(Opinion.objects.filter(WAITING).select_related("patch").order_by("asked_at", "pk"))


def one(user: User, pk: int) -> Item | None:
    return next(iter(items_of(asked_of(user).filter(WAITING, pk=pk))), None)


def items_of(opinions: Iterable[Opinion]) -> list[Item]:
    """Four queries besides their own, however many there are."""
    opinions = list(opinions)
    lines = differences_of({opinion.patch_id: opinion.patch for opinion in opinions})
    ids = {pk for opinion in opinions for pk in (opinion.patch.record_id, opinion.party_id) if pk}
    names = load_names(ids) if ids else None
    found = []
    for opinion in opinions:
        record = (names.get(opinion.patch.record_id) if names else None) or {}
        party = (names.get(opinion.party_id) if names else None) or {}
        told = [(label_of(line), said(line)) for line in lines[opinion.patch_id]]
        found.append(
            Item(
                sort=NAME,
                pk=opinion.pk,
                title=_("Correction of “%(record)s”") % {"record": record.get("name", "")},
                since=opinion.asked_at,
                url=reverse("opinion", kwargs={"pk": opinion.pk}),
                choices=CHOICES,
                lines=((_("For"), party.get("name", "")), *told, (_("Why"), opinion.patch.why)),
                party=opinion.party_id,
            )
        )
    return found


def label_of(line: Line) -> str:
    return f"{line.where}: {line.name}" if line.where else line.name


def said(line: Line) -> str:
    return f"{line.old or '–'} → {line.new or '–'}"


def answer(*, user: User, pk: int, choice: str, reason: str = "") -> str:
    """Inside an open change; ValidationError with a sentence where it is not theirs, or not to be answered any more."""
    opinion = asked_of(user).filter(pk=pk).first()
    if opinion is None:
        raise ValidationError(_("This is not yours to answer: only focal points of the country or organisation can."))
    if choice not in (OpinionState.AGREES, OpinionState.OBJECTS):
        raise ValidationError(_("Say whether you agree or object."))
    reason = reason.strip()
    if choice == OpinionState.OBJECTS and not reason:
        raise ValidationError(_("Say why you object: the editors read it."))
    if len(reason) > LONGEST_NOTE or "\x00" in reason:
        raise ValidationError(_("Your note is too long, or has letters that nobody can read."))
    if not give_opinion(opinion=opinion, by=user, state=choice, note=reason):
        raise ValidationError(settled(pk))
    if choice == OpinionState.AGREES:
        return _("Noted: you agree. The editors read it.")
    return _("Noted: you object. The editors read why.")


def settled(pk: int) -> str:
    """Who answered, or that an editor decided first; empty while it waits."""
    opinion = Opinion.objects.select_related("patch", "by").filter(pk=pk).first()
    if opinion is None:
        return ""
    if opinion.state == OpinionState.AGREES:
        return _("It was answered already: your side agrees.")
    if opinion.state == OpinionState.OBJECTS:
        return _("It was answered already: your side objects.")
    if opinion.patch.state == PatchState.WITHDRAWN:
        return _("The correction was withdrawn: there is nothing to answer any more.")
    if opinion.patch.state != PatchState.OPEN:
        return _("An editor has decided already: there is nothing to answer any more.")
    return ""


def settled_for(user: User, pk: int) -> str:
    return settled(pk) if asked_of(user).filter(pk=pk).exists() else ""


def count_before(moment: dt.datetime) -> int:
    return Opinion.objects.filter(WAITING, asked_at__lt=moment).count()


SORT = Sort(
    name=NAME,
    title=gettext_lazy("Corrections that touch you"),
    lead=gettext_lazy(
        "Somebody proposes to correct a record in which you have a part. Say what you think before an editor decides."
    ),
    waiting_for=waiting_for,
    everything=everything,
    answer=answer,
    one=one,
    settled=settled_for,
    count_before=count_before,
)
