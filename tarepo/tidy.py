"""What is no longer wanted, removed once a day."""

import datetime as dt
import re
from collections.abc import Iterator

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.files.storage import Storage, default_storage
from django.db import connection
from django.db.models import Exists, ManyToOneRel, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from accounts.models import User
from accounts.reads import forget_old_reads
from tarepo.changes import change
from tarepo.models import File, MailState, Outbox
from tarepo.work import join_totals
from webinars.attendance.purge import purge_attendance
from webinars.planning.purge import purge_candidates
from webinars.registering.purge import forget_registrations

ORPHAN_AFTER = dt.timedelta(days=1)  # an upload, or a picture's job, takes minutes
MAIL_FOR = dt.timedelta(days=30)
BEING_SIGNED_IN = dt.timedelta(minutes=10)  # a device is noted before the answer stores its session
RESULTS_FOR = dt.timedelta(days=14)
SIGN_UPS_FOR = dt.timedelta(days=7)
FOLDERS = ("files", "pictures")
AT_ONCE = 500


def tidy() -> dict[str, int]:
    now = timezone.now()
    join_totals()
    return {
        "files": sweep_orphans(),
        "mail": _deleted(Outbox.objects.filter(made_at__lt=now - MAIL_FOR).exclude(state=MailState.SENDING)),
        "results": _deleted(
            DBTaskResult.objects.filter(
                status__in=(TaskResultStatus.SUCCESSFUL, TaskResultStatus.FAILED), finished_at__lt=now - RESULTS_FOR
            )
        ),
        "reads": forget_old_reads(),
        "sessions": _deleted(Session.objects.filter(expire_date__lt=now)),
        "devices": _deleted(
            UserSession.objects.filter(created_at__lt=now - BEING_SIGNED_IN).exclude(
                session_key__in=Session.objects.values("session_key")
            )
        ),
        "sign-ups": _deleted(given_up(now)),
        "counts": forget_counts(now),
        "attendance": purge_attendance(),
        "registrations": forget_registrations(),
        "candidates": purge_candidates(),
    }


def given_up(now: dt.datetime) -> QuerySet[User]:
    """Accounts of people who never gave the code of the mail, nor signed in: nobody knows whose the address is."""
    theirs = EmailAddress.objects.filter(user=OuterRef("pk"))
    never = Exists(theirs.filter(verified=False)), ~Exists(theirs.filter(verified=True))
    return User.objects.filter(*never, last_login=None, roles=None, joined_at__lt=now - SIGN_UPS_FOR)


def forget_counts(now: dt.datetime) -> int:
    """What rate limits have counted, and is over."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM tarepo_cache WHERE expires < %s", [now])
        return cursor.rowcount


def _deleted(rows: QuerySet) -> int:
    return rows.delete()[0]


def sweep_orphans() -> int:
    """Remove rows that belong to no record and that nothing names, then stored files that no row names.

    Only what is a day old: a running upload has its file before its row, and its row before its record.
    """
    before = timezone.now() - ORPHAN_AFTER
    with change(by=None, why=_("removed files that nothing names")):
        rows = File.objects.filter(record=None, made_at__lt=before)
        for naming in File._meta.get_fields(include_hidden=True):
            # Its own history names every file, and is no reason to keep one.
            if (
                isinstance(naming, ManyToOneRel) and naming.field.name != "pgh_obj"
            ):  # history's rows as well: what a record once showed can be restored
                named = naming.related_model._base_manager.filter(**{naming.field.attname: OuterRef("pk")})
                rows = rows.exclude(Exists(named))
        # Whoever is just naming one holds its row: that one is left for tomorrow.
        rows = rows.select_for_update(skip_locked=True, of=("self",))
        File.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return sum(_sweep(default_storage, names) for names in _old_names(default_storage, before))


def _old_names(storage: Storage, before: dt.datetime) -> Iterator[list[str]]:
    """The names of stored files older than that, some at a time."""
    batch = []
    folders = list(FOLDERS)
    while folders:
        folder = folders.pop()
        try:
            inner, names = storage.listdir(folder)
        except FileNotFoundError:
            continue
        folders += [f"{folder}/{name}" for name in inner]
        for name in (f"{folder}/{name}" for name in names):
            if storage.get_modified_time(name) < before:
                batch.append(name)
            if len(batch) == AT_ONCE:
                yield batch
                batch = []
    yield batch


def _sweep(storage: Storage, names: list[str]) -> int:
    """Delete those of the stored files that no row names."""
    ids = {int(found[1]) for name in names if (found := re.match(r"pictures/.*/(\d{1,18})-[^/]*$", name))}
    wanted = set(File.objects.filter(stored__in=names).values_list("stored", flat=True))
    for variants in File.objects.filter(pk__in=ids).values_list("variants", flat=True):
        wanted.update(stored for _height, stored, _size in variants.values())
    unwanted = [name for name in names if name not in wanted]
    for name in unwanted:
        storage.delete(name)
    return len(unwanted)
