"""The jobs. Each takes ids, calls one verb, and may run twice: a killed worker's job is put back (tick.py)."""

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult

INDEX_AGAIN = dt.timedelta(hours=1)


@task()
def make_pictures(file_id: int) -> bool:
    from tarepo.pictures import make_pictures

    return make_pictures(file_id)


@task(priority=10)
def send_mail() -> int:
    """All mail that is due."""
    from tarepo.outbox import send_due

    return send_due()


@task(priority=20)
def index_dirty() -> int:
    """Index rows that are out of date."""
    from tarepo.indexing import drain_all

    return drain_all()


@task(priority=20)
def index_again(ids: list[int]) -> int:
    """Records whose rows lack what could not be read when they were written."""
    from tarepo.indexing import drain_all, mark

    mark(ids)  # first: what is marked the ticker indexes, should the rest fail
    return drain_all()


@task(priority=-5)
def make_totals() -> int:
    """The counts that searches find ready."""
    from tarepo.indexing import make_totals

    return make_totals()


@task(priority=-10)
def count_anew() -> int:
    """Once a day: the same from the rows, which tells what codes became frequent, and which words are known."""
    from tarepo.indexing import make_totals

    return make_totals(anew=True)


@task()
def refresh_consents() -> int:
    """As a day begins: what members may see by consents that begin or end."""
    from accounts.refresh import refresh_consents

    return refresh_consents()


@task()
def mail_awaiting() -> int:
    """As a month begins, or later where that was missed: what waits for each focal point and editor."""
    from accounts.awaiting.mail import mail_awaiting

    return mail_awaiting()


@task(priority=5)
def publish_due() -> int:
    """As a day begins: what editors set for that day."""
    from tarepo.publish_due import publish_due

    return publish_due()


@task()
def mail_changes() -> int:
    """As a day begins: what changed, to those who asked to be told."""
    from tarepo.changed.mail import mail_changes

    return mail_changes()


@task(priority=-10)
def tidy() -> dict[str, int]:
    """Once a day: what is no longer wanted."""
    from tarepo.tidy import tidy

    return tidy()


@task(priority=-20)
def collect_links() -> int:
    """Once a day: the addresses that records lead to."""
    from tarepo.links.check import collect

    return collect()


@task(priority=-20)
def check_links() -> int:
    """Some of the links that have not been tried for longest."""
    from tarepo.links.check import check_due

    return check_due()


@task(priority=10)
def read_attendance(file_id: int) -> bool:
    """An editor waits for it."""
    from webinars.attendance.read import read_file

    return read_file(file_id)


@task(priority=10)
def write_invitations() -> int:
    """The mails of invitations that editors sent."""
    from webinars.inviting.write import write_invitations

    return write_invitations()


def index_later(ids: Collection[int]) -> None:
    """In an hour, so that a storage that is away is not asked by every drain; those that wait already wait once.

    Whoever calls it holds the records' locks: a job that waits indexes them after that.
    """
    waiting = DBTaskResult.objects.filter(status=TaskResultStatus.READY, task_path=index_again.module_path)
    known = {pk for args in waiting.values_list("args_kwargs__args", flat=True) for pk in args[0]}
    if more := sorted(set(ids) - known):
        index_again.using(run_after=timezone.now() + INDEX_AGAIN).enqueue(more)


def queue_once(job: Task, *args: Any) -> bool:
    """Queue the job unless the same waits already; whether it was queued.

    One that waits may begin just before what was written for it is committed: the ticker asks again each minute.
    """
    waiting = DBTaskResult.objects.filter(status=TaskResultStatus.READY, task_path=job.module_path)
    if waiting.filter(args_kwargs__args=list(args)).exists():
        return False
    job.enqueue(*args)
    return True
