"""Finishing a report, which shows it to readers; the next version of it, which they see once it is finished too; taking
it away from them; deleting a draft."""

from reference.models import Session
from tarepo.changes import current_change
from tarepo.locks import lock_committee_report
from webinars.enums import ReportState
from webinars.models import CommitteeReport
from webinars.reporting.composing import compose
from webinars.reporting.kept import keep, kept


class ChangedMeanwhile(Exception):
    """The report says something else than what was looked at."""


def finish(*, report: CommitteeReport, seen: str) -> bool:
    """Keep the report as it stands, in the place of the version before; whether it was a draft.

    seen: the digest of what was looked at; else ChangedMeanwhile.
    """
    current_change()
    held = lock_committee_report(report.pk)
    if held.state == ReportState.FINISHED:
        return False
    made = compose(held)
    if made.digest != seen:
        raise ChangedMeanwhile
    held.body, held.state = keep(held, made.shown), ReportState.FINISHED
    held.save(update_fields=["body", "state", "changed_at"])
    return True


def reopen(*, report: CommitteeReport) -> bool:
    """Begin the next version, composed anew; readers keep the finished one. Whether there was none yet."""
    current_change()
    held = lock_committee_report(report.pk)
    if held.state == ReportState.DRAFT:
        return False
    held.state = ReportState.DRAFT
    held.save(update_fields=["state", "changed_at"])
    return True


def give_up(*, report: CommitteeReport) -> bool:
    """Go back to the finished version, and to what it is on; texts by hand wait for another next version. Whether there
    was a next version."""
    current_change()
    held = lock_committee_report(report.pk)
    if held.state == ReportState.FINISHED or not held.is_public:
        return False
    version = kept(held)
    for name in ("subject", "starts", "ends", "language", "symbol", "dated"):
        setattr(held, name, getattr(version, name))
    held.session = Session.objects.filter(pk__in=[version.session]).first()  # it may have been merged since
    held.state = ReportState.FINISHED
    held.save()
    return True


def withdraw(*, report: CommitteeReport) -> bool:
    """Take the finished version away from readers; what is left is a draft. Whether they saw one."""
    current_change()
    held = lock_committee_report(report.pk)
    if not held.is_public:
        return False
    held.body, held.state = [], ReportState.DRAFT
    held.save(update_fields=["body", "state", "changed_at"])
    return True


def delete_draft(*, report: CommitteeReport) -> bool:
    """Delete a draft with its texts by hand, which stay in the history; not where readers have a version of it."""
    current_change()
    held = lock_committee_report(report.pk)
    if held.is_public:
        return False
    held.delete()
    return True
