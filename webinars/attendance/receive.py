"""A file arrives: the same bytes for one webinar are read once."""

import datetime as dt
import hashlib

from django.conf import settings
from django.utils import timezone

from accounts.models import User
from tarepo.changes import current_change
from tarepo.locks import lock_attendance, lock_records
from tarepo.tasks import queue_once, read_attendance
from webinars.enums import ImportState
from webinars.models import AttendanceFile


def receive(*, record: int, name: str, data: bytes, by: User) -> tuple[AttendanceFile, bool]:
    """The file, and whether it is to be read; what is there already is left, but what was refused, or forgotten before
    it was taken over, is read once more."""
    current_change()
    lock_records([record])
    file, is_new = AttendanceFile.objects.get_or_create(
        record_id=record,
        sha256=hashlib.sha256(data).hexdigest(),
        defaults={"name": name[-200:], "data": data, "by": by, "purge_on": purge_day()},
    )
    if not is_new:
        lock_attendance(file)
        again = file.state == ImportState.REFUSED or (file.state == ImportState.PURGED and not file.taken_at)
        if not again:
            return file, False
        restart(file, data)
    queue_once(read_attendance, file.pk)
    return file, True


def restart(file: AttendanceFile, data: bytes) -> None:
    file.state, file.data, file.recognised, file.problems = ImportState.READING, data, {}, []
    file.totals = {}
    file.rows = file.rows_read = 0
    file.purge_on = purge_day()
    file.save()


def choose_order(*, file: AttendanceFile, order: str) -> bool:
    """An editor says how the days of a file are meant, which waits for it; whether it did."""
    current_change()
    lock_attendance(file)
    if file.state != ImportState.READING or "asks" not in file.recognised:
        return False
    file.recognised = {"order": order}
    file.save(update_fields=["recognised"])
    queue_once(read_attendance, file.pk)
    return True


def discard(*, file: AttendanceFile) -> bool:
    """Remove a file with its rows, unless it was taken over; whether it was there."""
    current_change()
    lock_attendance(file)
    if file.state == ImportState.TAKEN or file.totals:
        return False
    file.delete()
    return True


def purge_day() -> dt.date:
    return timezone.localdate() + dt.timedelta(days=settings.ATTENDANCE_DAYS)
