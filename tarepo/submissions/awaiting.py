"""Submissions and corrections that wait for an editor: taken over at the desk, field by field, declined anywhere."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.access import units_of
from accounts.awaiting.sorts import Choice, Item, Sort
from accounts.enums import RoleName
from accounts.models import User
from tarepo.admin.proposals import proposed_title
from tarepo.labels import title_of
from tarepo.models import Patch, PatchState
from tarepo.settle import decline
from tarepo.submissions.reading import about_of, lines_of

NAME = "submissions"
DECLINE = "decline"


def theirs(user: User) -> QuerySet[Patch]:
    """Those that the user may decline: chief editors all, unit editors what is about a record of their unit."""
    rows = Patch.objects.all()
    if user.has_role(RoleName.CHIEF_EDITOR):
        return rows
    units = units_of(user)
    return rows.filter(Q(record__unit__in=units) | Q(record__in=units)) if units else rows.none()


def listed(rows: QuerySet[Patch]) -> Any:
    shown = rows.annotate(record_title=title_of("record_id"), party_title=title_of("party_id"))
    return shown.order_by("made_at", "pk")


def opened(rows: QuerySet[Patch]) -> QuerySet[Patch]:
    return rows.filter(state=PatchState.OPEN)


def item(patch: Any, more: tuple[tuple[str, str], ...] = ()) -> Item:
    lines = [(_("About"), about_of(patch)), (_("For"), patch.party_title or ""), (_("Note"), patch.why)]
    return Item(
        sort=NAME,
        pk=patch.pk,
        title=patch.record_title or proposed_title(patch),
        since=patch.made_at,
        url=reverse("admin:proposal", kwargs={"pk": patch.pk}),
        choices=(Choice(DECLINE, _("Decline"), needs_reason=True),),
        lines=(*((label, text) for label, text in lines if text), *more),
    )


def waiting_for(user: User) -> list[Item]:
    return [item(patch) for patch in listed(opened(theirs(user)))]


def everything() -> list[Item]:
    return [item(patch) for patch in listed(opened(Patch.objects.all()))]


def count_before(moment: dt.datetime) -> int:
    return opened(Patch.objects.all()).filter(made_at__lt=moment).count()


def one(user: User, pk: int) -> Item | None:
    patch = listed(opened(theirs(user))).filter(pk=pk).first()
    if patch is None:
        return None
    said = ((f"{line.where}: {line.name}" if line.where else line.name, line.new) for line in lines_of(patch))
    return item(patch, tuple((label, text or _("(taken away)")) for label, text in said))


def answer(*, user: User, pk: int, choice: str, reason: str) -> str:
    patch = theirs(user).filter(pk=pk).first()
    if patch is None:
        raise ValidationError(_("This is not yours to answer: chief editors answer all, unit editors their unit’s."))
    if choice != DECLINE or not reason:
        raise ValidationError(_("It is declined here with a reason, and taken over at the desk."))
    if not decline(patch=patch, by=user, answer=reason):
        raise ValidationError(_("Somebody answered this meanwhile."))
    return _("Declined: who submitted it reads your answer.")


def settled_for(user: User, pk: int) -> str:
    patch = theirs(user).exclude(state=PatchState.OPEN).filter(pk=pk).select_related("answered_by").first()
    if patch is None:
        return ""
    if patch.state == PatchState.WITHDRAWN:
        return _("Whoever submitted this has withdrawn it.")
    told = _("%(who)s took this over.") if patch.state == PatchState.APPLIED else _("%(who)s declined this.")
    return told % {"who": patch.answered_by or _("An editor")} + (f" {patch.answer}" if patch.answer else "")


SORT = Sort(
    name=NAME,
    title=gettext_lazy("Submissions and corrections"),
    lead=gettext_lazy("What members and focal points sent in. Open one to take it over, or decline it with a reason."),
    waiting_for=waiting_for,
    everything=everything,
    answer=answer,
    one=one,
    settled=settled_for,
    count_before=count_before,
)
