"""An error that somebody reports: taken down, answered, or put aside."""

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from tarepo.changes import current_change
from tarepo.locks import lock_report
from tarepo.models import ErrorReport, PatchState, Record
from tarepo.outbox import post

if TYPE_CHECKING:
    from accounts.models import User


def report_error(
    *, record: Record, version: int, language: str, text: str, email: str = "", by: "User | None" = None
) -> ErrorReport:
    """Put it before the editors of the record."""
    current_change()
    return ErrorReport.objects.create(
        record_id=record.pk, version=version, language=language, text=text, email=email, by=by
    )


def answer_report(*, report: ErrorReport, by: "User", answer: str, name: str) -> bool:
    """Say what was done; mailed where an address was given, which then goes. False where somebody answered before.

    name: of the record, as readers know it.
    """
    current_change()
    if not _settle(report, PatchState.APPLIED, by, answer):
        return False
    if report.email:
        with override(report.language if report.language else None):
            subject = _("You reported an error: %(record)s") % {"record": name}
            body = _("You wrote:\n\n%(text)s\n\nThe editors answer:\n\n%(answer)s\n") % {
                "text": report.text,
                "answer": answer,
            }
            post(to=report.email, subject=subject, body=body, key=f"report/{report.pk}", language=report.language)
    _forget_address(report)
    return True


def dismiss_report(*, report: ErrorReport, by: "User", answer: str = "") -> bool:
    """Put it aside; nobody is told, and the address goes. answer: for colleagues."""
    current_change()
    if not _settle(report, PatchState.REFUSED, by, answer):
        return False
    _forget_address(report)
    return True


def _settle(report: ErrorReport, state: PatchState, by: "User", answer: str) -> bool:
    lock_report(report)
    if report.state != PatchState.OPEN:
        return False
    report.state, report.answer, report.answered_by, report.settled_at = state, answer, by, timezone.now()
    report.save(update_fields=["state", "answer", "answered_by", "settled_at"])
    return True


def _forget_address(report: ErrorReport) -> None:
    report.email = ""
    report.save(update_fields=["email"])
