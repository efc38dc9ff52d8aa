"""Who writes reports to the committee, and fetching one with the right to it."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _

from accounts.enums import RoleName
from accounts.models import User
from webinars.models import CommitteeReport
from webinars.reporting.kept import Kept, kept


def may_write(user: User) -> bool:
    return user.has_role(RoleName.CHIEF_EDITOR, RoleName.UNIT_EDITOR)


def ask_to_write(user: User) -> None:
    """PermissionDenied for whoever may only look."""
    if not may_write(user):
        raise PermissionDenied(_("Unit editors and chief editors write reports to the committee. Ask one of them."))


def get_desk_report(pk: int) -> CommitteeReport:
    """For the desk's pages, which only staff reach."""
    report = CommitteeReport.objects.select_related("session").filter(pk=pk).first()
    if report is None:
        raise Http404(_("There is no such report: perhaps it was deleted."))
    return report


def get_finished(pk: int) -> Kept:
    """For readers: the version that was finished last. A draft is hidden from them."""
    report = CommitteeReport.objects.public().filter(pk=pk).first()
    if report is None:
        raise Http404(_("There is no such report, or it is not public."))
    return kept(report)
