"""Records in review, for whoever may publish them. They are published at the desk, after a look at the preview."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import DateTimeField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.access import units_of
from accounts.awaiting.sorts import Choice, Item, Sort
from accounts.enums import RoleName
from accounts.models import User
from tarepo.enums import State
from tarepo.kinds import model_of
from tarepo.labels import title_of
from tarepo.models import Record, WorkRow
from tarepo.take_back import take_back

NAME = "review"
BACK = "back"


def theirs(user: User) -> QuerySet[Record]:
    if user.has_role(RoleName.CHIEF_EDITOR):
        return Record.objects.all()
    units = units_of(user)
    return Record.objects.filter(Q(unit__in=units) | Q(pk__in=units)) if units else Record.objects.none()


def in_review(rows: QuerySet[Record]) -> Any:
    """With since when, as the work lists know it; what they have not looked at yet waits since its last change."""
    known = WorkRow.objects.filter(record_id=OuterRef("pk")).values("review_on")
    since = Coalesce(Cast(Subquery(known), DateTimeField()), "changed_at")
    return rows.filter(state=State.IN_REVIEW).annotate(since=since)


def listed(rows: Any) -> Any:
    return rows.annotate(title_shown=title_of("pk"), unit_title=title_of("unit_id")).order_by("since", "pk")


def item(record: Any) -> Item:
    opts = model_of(record.kind)._meta
    lines = [
        (_("Kind"), record.get_kind_display()),
        (_("Reference"), record.reference),
        (_("Responsible unit"), record.unit_title or ""),
        (_("Note to the reviewer"), record.review_note),
    ]
    return Item(
        sort=NAME,
        pk=record.pk,
        title=record.title_shown or record.reference,
        since=record.since,
        url=reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[record.pk]),
        choices=(Choice(BACK, _("Back to draft"), needs_reason=True),),
        lines=tuple((label, text) for label, text in lines if text),
    )


def waiting_for(user: User) -> list[Item]:
    return [item(record) for record in listed(in_review(theirs(user)))]


def everything() -> list[Item]:
    return [item(record) for record in listed(in_review(Record.objects.all()))]


def count_before(moment: dt.datetime) -> int:
    return in_review(Record.objects.all()).filter(since__lt=moment).count()


def one(user: User, pk: int) -> Item | None:
    record = listed(in_review(theirs(user))).filter(pk=pk).first()
    return item(record) if record else None


def answer(*, user: User, pk: int, choice: str, reason: str) -> str:
    record = theirs(user).filter(pk=pk).first()
    if record is None:
        raise ValidationError(_("This is not yours to review: chief editors review all, unit editors their unit’s."))
    if choice != BACK or not reason:
        raise ValidationError(_("A record goes back to draft here with a reason, and is published at the desk."))
    if record.state != State.IN_REVIEW or not take_back(record, answer=reason):
        raise ValidationError(_("Somebody answered this meanwhile."))
    return _("It is a draft again; whoever handed it in is told why.")


def settled_for(user: User, pk: int) -> str:
    record = theirs(user).exclude(state=State.IN_REVIEW).filter(pk=pk).first()
    if record is None:
        return ""
    return _("This record is not in review: its state is “%(state)s”.") % {"state": record.get_state_display()}


SORT = Sort(
    name=NAME,
    title=gettext_lazy("Records in review"),
    lead=gettext_lazy("Open one to look at it and publish it, or give it back with a reason."),
    waiting_for=waiting_for,
    everything=everything,
    answer=answer,
    one=one,
    settled=settled_for,
    count_before=count_before,
)
