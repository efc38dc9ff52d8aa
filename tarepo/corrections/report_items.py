"""Reports of errors as things that wait for an editor (accounts/awaiting/sorts.py)."""

import datetime as dt
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.access import units_of
from accounts.awaiting.sorts import Choice, Item, Sort
from accounts.enums import RoleName
from accounts.models import User
from tarepo.corrections.reports import answer_report, dismiss_report
from tarepo.models import ErrorReport, PatchState
from tarepo.reading.names import load_names

NAME = "report"
ANSWER, DISMISS = "answer", "dismiss"
LONGEST_ANSWER = 2000
CHOICES = (
    Choice(ANSWER, gettext_lazy("Answer it"), needs_reason=True),
    Choice(DISMISS, gettext_lazy("Put it aside"), needs_reason=True),
)


def answered_by(user: User) -> QuerySet[ErrorReport]:
    """The reports that somebody may answer: chief editors all, unit editors those of their unit's records."""
    if user.has_role(RoleName.CHIEF_EDITOR):
        return ErrorReport.objects.all()
    units = units_of(user)
    return ErrorReport.objects.filter(record__unit__in=units) if units else ErrorReport.objects.none()


def open_reports(user: User) -> QuerySet[ErrorReport]:
    """As many as wait for somebody; for those who only look, all that are open."""
    editor = user.has_role(RoleName.CHIEF_EDITOR, RoleName.UNIT_EDITOR)
    rows = answered_by(user) if editor else ErrorReport.objects.all()
    return rows.filter(state=PatchState.OPEN)


def waiting_for(user: User) -> list[Item]:
    return items_of(answered_by(user).filter(state=PatchState.OPEN).order_by("made_at", "pk"))


def everything() -> list[Item]:
    return items_of(ErrorReport.objects.filter(state=PatchState.OPEN).order_by("made_at", "pk"))


def one(user: User, pk: int) -> Item | None:
    return next(iter(items_of(answered_by(user).filter(state=PatchState.OPEN, pk=pk))), None)


def items_of(reports: Iterable[ErrorReport]) -> list[Item]:
    """One query for the names besides their own."""
    reports = list(reports)
    names = load_names({report.record_id for report in reports})
    return [
        Item(
            sort=NAME,
            pk=report.pk,
            title=_("Error reported: “%(record)s”") % {"record": (names.get(report.record_id) or {}).get("name", "")},
            since=report.made_at,
            url=reverse("admin:report", kwargs={"pk": report.pk}),
            choices=CHOICES,
            lines=((_("What is wrong"), report.text),),
        )
        for report in reports
    ]


def answer(*, user: User, pk: int, choice: str, reason: str = "") -> str:
    """Inside an open change; ValidationError with a sentence where it is not theirs, or was answered."""
    report = answered_by(user).filter(pk=pk).first()
    if report is None:
        raise ValidationError(_("This is not yours to answer: editors of the record’s unit and chief editors can."))
    reason = reason.strip()
    if "\x00" in reason or len(reason) > LONGEST_ANSWER:
        raise ValidationError(_("Your answer is too long, or has letters that nobody can read."))
    if choice == DISMISS:
        if not dismiss_report(report=report, by=user, answer=reason):
            raise ValidationError(settled(pk))
        return _("Put aside. Nobody was told, and no address is kept.")
    if choice != ANSWER:
        raise ValidationError(_("Answer it, or put it aside."))
    if not reason:
        raise ValidationError(_("Write what you answer: who reported it reads it."))
    name = (load_names([report.record_id]).get(report.record_id) or {}).get("name", "")
    was_mailed = bool(report.email)
    if not answer_report(report=report, by=user, answer=reason, name=name):
        raise ValidationError(settled(pk))
    if was_mailed:
        return _("Answered: your answer is mailed, and the address is not kept.")
    return _("Answered. No address was given, so nobody was mailed.")


def settled(pk: int) -> str:
    """How it was answered; empty while it waits."""
    report = ErrorReport.objects.filter(pk=pk).first()
    if report is None or report.state == PatchState.OPEN:
        return ""
    if report.state == PatchState.APPLIED:
        return _("It was answered already.")
    return _("It was put aside already.")


def settled_for(user: User, pk: int) -> str:
    return settled(pk) if answered_by(user).filter(pk=pk).exists() else ""


def count_before(moment: dt.datetime) -> int:
    return ErrorReport.objects.filter(state=PatchState.OPEN, made_at__lt=moment).count()


SORT = Sort(
    name=NAME,
    title=gettext_lazy("Reports of errors"),
    lead=gettext_lazy("What readers say is wrong with public records."),
    waiting_for=waiting_for,
    everything=everything,
    answer=answer,
    one=one,
    settled=settled_for,
    count_before=count_before,
)
