"""Finishing a report, which keeps it as it stands and shows it to readers; opening it again; deleting a draft."""

from tarepo.changes import current_change
from tarepo.locks import lock_committee_report
from webinars.enums import ReportState
from webinars.models import CommitteeReport
from webinars.reporting.composing import compose


class ChangedMeanwhile(Exception):
    """The report says something else than what was looked at."""


def finish(*, report: CommitteeReport, seen: str) -> bool:
    """Keep the report as it stands; whether it was a draft. seen: the digest of what was looked at; else
    ChangedMeanwhile."""
    current_change()
    held = lock_committee_report(report.pk)
    if held.state == ReportState.FINISHED:
        return False
    made = compose(held)
    if made.digest != seen:
        raise ChangedMeanwhile
    held.body, held.state = made.shown.as_json(), ReportState.FINISHED
    held.save(update_fields=["body", "state", "changed_at"])
    return True


def reopen(*, report: CommitteeReport) -> bool:
    """Make it a draft again, composed anew; readers do not see it then. Whether it was finished."""
    current_change()
    held = lock_committee_report(report.pk)
    if held.state == ReportState.DRAFT:
        return False
    held.body, held.state = [], ReportState.DRAFT
    held.save(update_fields=["body", "state", "changed_at"])
    return True


def delete_draft(*, report: CommitteeReport) -> bool:
    """Delete a draft with its texts by hand, which stay in the history; a finished report is opened again first."""
    current_change()
    held = lock_committee_report(report.pk)
    if held.state == ReportState.FINISHED:
        return False
    held.delete()
    return True
