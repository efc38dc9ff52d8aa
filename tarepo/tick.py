"""What happens each minute: jobs that are due are queued, what dead processes left is put back.

It keeps no notes: whether something is due is asked of the rows themselves, so that a minute that was missed, or came
twice, changes nothing.
"""

import datetime as dt
import logging
from collections.abc import Callable

from django.conf import settings
from django.db.models import Max
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult

from accounts.consents.tell import tell_gathered
from tarepo import outbox, tasks
from tarepo.codes import BASE
from tarepo.indexing import drain_all
from tarepo.links.check import due_links
from tarepo.locks import ticking
from tarepo.models import File, FileState, Record, SearchDelta
from tarepo.work import bring_all_up_to_date, many_wait
from tarepo.years import add_begun_year
from webinars.inviting.bounces import note_returned
from webinars.inviting.write import are_due
from webinars.registering.remind import tell_registrants

logger = logging.getLogger("tarepo.tick")

STALE_AFTER = dt.timedelta(minutes=30)  # no job takes so long
MOST_STARTS = 3  # a job that kills its worker is not tried for ever
ASK_AGAIN = dt.timedelta(hours=1)
WARN_FROM = BASE // 10 * 9


class WorkerDied(Exception):
    """Each worker that began the job died of it, or with it."""


def tick() -> dict[str, int]:
    """Do all that is due: {what: how many}. Nothing where another ticker is at work."""
    with ticking() as ours:
        if not ours:
            return {}
        return {told: done for told, duty in DUTIES.items() if (done := _attempt(told, duty))}


def _attempt(told: str, duty: Callable[[], int]) -> int:
    """One duty that fails keeps no other from being done; it is due again in a minute."""
    try:
        return duty()
    except Exception:
        logger.exception("Failed at: %s", told)
        return 0


def put_back_jobs() -> int:
    """Jobs of workers that died wait again; how many. One that was begun too often has failed."""
    stale = DBTaskResult.objects.filter(
        status=TaskResultStatus.RUNNING, started_at__lt=timezone.now() - STALE_AFTER
    ).order_by()
    stale.filter(**{f"worker_ids__{MOST_STARTS - 1}__isnull": False}).update(
        status=TaskResultStatus.FAILED, finished_at=timezone.now(), exception_class_path="tarepo.tick.WorkerDied"
    )
    return stale.update(status=TaskResultStatus.READY, started_at=None)


def queue_mail() -> int:
    return outbox.is_due() and tasks.queue_once(tasks.send_mail)


def queue_invitations() -> int:
    return are_due() and tasks.queue_once(tasks.write_invitations)


def queue_pictures() -> int:
    """Pictures whose job was lost, or failed for the storage's sake, an hour ago or more."""
    since = timezone.now() - ASK_AGAIN
    waiting = File.objects.filter(state=FileState.WAITING, made_at__lt=since).order_by("made_at")[:100]
    recent = DBTaskResult.objects.filter(task_path=tasks.make_pictures.module_path, enqueued_at__gte=since)
    asked = {args[0] for args in recent.values_list("args_kwargs__args", flat=True)}
    return sum(tasks.queue_once(tasks.make_pictures, row.pk) for row in waiting if row.pk not in asked)


def queue_daily() -> int:
    """Once a day, as it begins."""
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    today = DBTaskResult.objects.filter(enqueued_at__gte=midnight)
    daily: list[Task] = [tasks.publish_due, tasks.refresh_consents, tasks.mail_changes, tasks.mail_awaiting]
    daily += [tasks.tidy, tasks.count_anew]
    daily += [tasks.collect_links] if settings.CHECK_LINKS else []
    return sum(tasks.queue_once(job) for job in daily if not today.filter(task_path=job.module_path).exists())


def queue_totals() -> int:
    """Stored counts lag behind until then, and what is counted live grows with every change."""
    return SearchDelta.objects.exists() and tasks.queue_once(tasks.make_totals)


def queue_links() -> int:
    return settings.CHECK_LINKS and due_links().exists() and tasks.queue_once(tasks.check_links)


def make_work_rows() -> int:
    """After an import: what a page would take too long for. A few are left to whoever looks first."""
    return bring_all_up_to_date() if many_wait() else 0


def warn_of_last_ids() -> int:
    """Once an id does not fit in a code, nothing is published any more (codes.py): said while there is time to act."""
    last = Record.objects.aggregate(last=Max("pk"))["last"] or 0
    if last >= WARN_FROM:
        logger.warning("Record ids have reached %d; from %d on nothing can be published", last, BASE)
    return 0


DUTIES: dict[str, Callable[[], int]] = {
    "jobs put back": put_back_jobs,
    "mails put back": outbox.put_back,
    "invitations queued": queue_invitations,
    "mail queued": queue_mail,
    "pictures queued": queue_pictures,
    "daily jobs queued": queue_daily,
    "rows given the new year": add_begun_year,
    "rows indexed": drain_all,
    "totals queued": queue_totals,
    "links queued": queue_links,
    "rows of work lists": make_work_rows,
    "last ids": warn_of_last_ids,
    "registrants mailed": tell_registrants,
    "invitations that came back": note_returned,
    "asked for consent": tell_gathered,
}
