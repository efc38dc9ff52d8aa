"""Every lock, in one order: first the ticker, then an account, then a patch, a report, a membership, a change to be
undone or a webinar's room, then the numbering of references, then records by id, then files of attendance, then files,
then a report to the committee, then choices about mail, then the outbox."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.db import connection

from accounts.models import Membership, Notices, User
from tarepo.models import ChangeSet, ErrorReport, Patch, Record

if TYPE_CHECKING:
    from webinars.models import AttendanceFile, CommitteeReport, Room

NUMBERING = 1  # key of the advisory lock under which the next reference is chosen
TICKER = 2  # and of that which a ticker holds
TOTALS = 3  # and of that under which stored counts are brought up to date
INDEXING = 4  # and of that which everybody who indexes shares
WORK = 5  # and of that under which rows of work lists are made
LINKS = 6  # and of that which whoever tries links holds


@contextmanager
def ticking() -> Iterator[bool]:
    """Whether we are the one ticker, until the block ends; a second one need not wait.

    Held by the connection, as a tick has several transactions; it ends with a killed process.
    """
    with _alone(TICKER) as ours:
        yield ours


@contextmanager
def trying_links() -> Iterator[bool]:
    """Whether we are the only ones to try links, until the block ends: nobody asks a host twice at a time."""
    with _alone(LINKS) as ours:
        yield ours


@contextmanager
def _alone(key: int) -> Iterator[bool]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, 0)", [key])
        (ours,) = cursor.fetchone()
    try:
        yield ours
    finally:
        if ours:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, 0)", [key])


def lock_account(user: "User") -> None:
    """Hold the account until the transaction ends: of two requests of one person the second sees the first.

    Rows that name the user may be added meanwhile.
    """
    from accounts.models import User

    User.objects.select_for_update(of=("self",), no_key=True).get(pk=user.pk)


def lock_membership(membership: "Membership") -> None:
    """Hold the membership until the transaction ends; it says what the database says then."""
    rows = type(membership).objects.select_for_update(of=("self",), no_key=True)
    membership.refresh_from_db(from_queryset=rows)


def lock_patch(patch: Patch) -> None:
    """Hold the patch until the transaction ends; it says what the database says then."""
    patch.refresh_from_db(from_queryset=Patch.objects.select_for_update())


def lock_report(report: ErrorReport) -> None:
    """The same for a report of an error."""
    report.refresh_from_db(from_queryset=ErrorReport.objects.select_for_update())


def lock_change(change_set: ChangeSet) -> None:
    """Hold a change that is to be undone, so that of two who undo it the second finds it undone."""
    ChangeSet.objects.select_for_update(of=("self",)).get(pk=change_set.pk)


def lock_room(record_id: int) -> "Room":
    """Hold a webinar's room until the transaction ends: seats are given one by one."""
    from webinars.models import Room

    Room.objects.get_or_create(record_id=record_id)
    return Room.objects.select_for_update(of=("self",)).get(pk=record_id)


def lock_numbering() -> None:
    """Hold the numbering until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, 0)", [NUMBERING])


def lock_totals() -> None:
    """Hold the stored counts until the transaction ends; whoever holds them takes no other lock."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, 0)", [TOTALS])


def lock_work() -> None:
    """Hold the rows of work lists until the transaction ends; whoever holds them takes no other lock."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, 0)", [WORK])


def share_indexing() -> None:
    """Be seen, until the transaction ends, to make index rows of what is public now, or to note what changed. Waits for
    nobody."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s, 0)", [INDEXING])


def nobody_indexes() -> bool:
    """Whether nobody else does so at this moment: whoever begins now reads what is committed already."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT CASE WHEN pg_try_advisory_lock(%(key)s, 0) THEN pg_advisory_unlock(%(key)s, 0) ELSE false END",
            {"key": INDEXING},
        )
        return cursor.fetchone()[0]


def lock_records(ids: Iterable[int], *, skip_locked: bool = False) -> dict[int, Record]:
    """Lock the records, lowest id first, until the transaction ends. Missing ids are left out.

    skip_locked: those that somebody holds are left out too, instead of waiting.
    """
    rows = Record.objects.select_for_update(of=("self",), skip_locked=skip_locked).filter(pk__in=list(ids))
    rows = rows.order_by("pk")
    return {record.pk: record for record in rows}


def lock_attendance(file: "AttendanceFile") -> None:
    """Hold a file of attendance until the transaction ends; it says what the database says then."""
    file.refresh_from_db(from_queryset=type(file).objects.select_for_update(of=("self",)))


def lock_notices(users: Iterable[int], *, skip_locked: bool = True) -> dict[int, Notices]:
    """Hold the choices about mail of these users, by user id; who has none yet gets the row.

    skip_locked: those that somebody holds are left out, instead of waiting.
    """
    users = sorted(users)  # so that two who make rows at once wait for each other in one order
    Notices.objects.bulk_create([Notices(user_id=user) for user in users], ignore_conflicts=True)
    rows = Notices.objects.select_for_update(skip_locked=skip_locked).filter(user__in=users).order_by("pk")
    return {row.user_id: row for row in rows}


def lock_committee_report(pk: int) -> "CommitteeReport":
    """Hold a report to the committee until the transaction ends; its texts by hand are written under it."""
    from webinars.models import CommitteeReport

    return CommitteeReport.objects.select_for_update(of=("self",)).get(pk=pk)
