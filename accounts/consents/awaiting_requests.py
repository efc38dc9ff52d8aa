"""Requests for details that wait for an editor, as the page and the mail of what waits show them."""

import datetime as dt
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.awaiting.sorts import Choice, Item, Sort
from accounts.consents.desk_list import open_requests
from accounts.consents.desk_request import may_answer
from accounts.consents.request_views import STATES
from accounts.consents.requests import answer_request
from accounts.enums import RequestState
from accounts.models import DetailRequest, User

NAME = "detail-requests"
ANSWERS = {"give": RequestState.ANSWERED, "decline": RequestState.DECLINED}


def choices() -> tuple[Choice, ...]:
    return (
        Choice("give", _("Answer"), needs_reason=True),
        Choice("decline", _("Decline"), needs_reason=True),
    )


def items_of(rows: Iterable[DetailRequest]) -> list[Item]:
    return [
        Item(
            sort=NAME,
            pk=row.pk,
            title=f"{getattr(row, 'record_title', '') or row.record.reference} ({row.record.reference})",
            since=row.asked_at,
            url=reverse("admin:detail_request", kwargs={"pk": row.pk}),
            choices=choices(),
            lines=((_("For"), getattr(row, "party_title", "") or "–"), (_("What for"), row.why)),
        )
        for row in rows
    ]


def waiting_for(user: User) -> list[Item]:
    return items_of(row for row in open_requests() if may_answer(user, row.record)) if user.is_staff else []


def everything() -> list[Item]:
    return items_of(open_requests())


def one(user: User, pk: int) -> Item | None:
    rows = open_requests().filter(pk=pk)
    return next(iter(items_of(row for row in rows if may_answer(user, row.record))), None)


def answer_one(*, user: User, pk: int, choice: str, reason: str = "") -> str:
    """What is written is the answer."""
    row = DetailRequest.objects.select_related("record", "by").filter(pk=pk).first()
    if row is None or not may_answer(user, row.record):
        raise ValidationError(_("It is no longer there, or not yours to answer."))
    state = ANSWERS.get(choice)
    if state is None or not reason.strip():
        raise ValidationError(_("Write an answer: whoever asked reads it."))
    if not answer_request(request=row, state=state, answer=reason, by=user):
        raise ValidationError(settled(pk))
    return _("Answered: who asked is told by mail.")


def settled(pk: int) -> str:
    """How it was answered; empty while it waits."""
    row = DetailRequest.objects.select_related("answered_by").filter(pk=pk).first()
    if row is None:
        return _("It is no longer there.")
    if row.state == RequestState.OPEN or row.answered_at is None:
        return ""
    told = _("It was settled by %(who)s on %(day)s: %(state)s.")
    day = timezone.localdate(row.answered_at).isoformat()
    return told % {"who": row.answered_by or _("who asked"), "day": day, "state": STATES[RequestState(row.state)]}


def settled_for(user: User, pk: int) -> str:
    row = DetailRequest.objects.select_related("record").filter(pk=pk).first()
    return settled(pk) if row and may_answer(user, row.record) else ""


def count_before(moment: dt.datetime) -> int:
    return open_requests().filter(asked_at__lt=moment).count()


SORT = Sort(
    name=NAME,
    title=gettext_lazy("Requests for details"),
    lead=gettext_lazy("Members who ask for the details of an activity."),
    waiting_for=waiting_for,
    everything=everything,
    answer=answer_one,
    one=one,
    settled=settled_for,
    count_before=count_before,
)
