"""Writing a paragraph by hand, and taking the composed one again."""

from tarepo.changes import current_change
from tarepo.locks import lock_committee_report
from webinars.enums import ReportState
from webinars.models import CommitteeReport, Rewording


class IsFinished(Exception):
    """The report is finished: a new version of it is prepared first."""


class WrittenMeanwhile(Exception):
    """Somebody else wrote this paragraph since it was looked at."""


def reword(*, report: CommitteeReport, key: str, text: str, based_on: str, seen: str) -> bool:
    """Let this text stand for the paragraph; whether that changed anything.

    based_on: the digest of the composed text that was looked at; seen: the text by hand that stood there then, empty
    for none. Raises IsFinished, and WrittenMeanwhile where another one stands there now.
    """
    _lock(report)
    found = Rewording.objects.filter(report=report, key=key).first()
    if found and (found.text, found.based_on) == (text, based_on):
        return False
    if (found.text if found else "") != seen:
        raise WrittenMeanwhile
    Rewording.objects.update_or_create(report=report, key=key, defaults={"text": text, "based_on": based_on})
    return True


def take_composed(*, report: CommitteeReport, key: str) -> bool:
    """Give up the text by hand; the composed one stands there again. Whether there was any. Raises IsFinished."""
    _lock(report)
    found = Rewording.objects.filter(report=report, key=key).first()
    if found is None:
        return False
    found.delete()
    return True


def _lock(report: CommitteeReport) -> None:
    current_change()
    if lock_committee_report(report.pk).state == ReportState.FINISHED:
        raise IsFinished
