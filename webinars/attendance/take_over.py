"""Taking a file over: its counts stay with it, and the record's figures are proposed; and taking that back."""

from collections.abc import Collection
from dataclasses import dataclass, field
from enum import Enum

from django.db.models import QuerySet
from django.utils import timezone

from activities.models import Activity
from tarepo.changes import current_change
from tarepo.content import Content, read_content
from tarepo.content_write import write_content
from tarepo.enums import Kind
from tarepo.locks import lock_attendance, lock_records
from tarepo.publish import public_contents
from webinars.attendance.countries import match_again
from webinars.attendance.figures import proposed, sort_of, watched
from webinars.attendance.together import totals_together
from webinars.attendance.totals import Totals, totals_of
from webinars.enums import ImportState
from webinars.models import AttendanceFile, Webinar

OF_ALL = ("figures", "together")  # what the totals of one file hold of all that count


class Stopped(Enum):
    """Why nothing was done."""

    NOT_OPEN = "not open"  # done already, or not read yet
    OTHERS = "others"  # those that count are others than the editor saw
    DELETED = "deleted"  # persons of which nothing is left cannot be told from those of another room
    EARLY = "early"  # the webinar is still to come, and nobody said that it is meant so


@dataclass
class Taken:
    """written: the rows that were entered; beside: those that would have been, had there been none of their sort;
    replaced: the names of earlier files, which no longer count; together: the counts of all rooms, where there are
    several."""

    stopped: Stopped | None = None
    written: list[Content] = field(default_factory=list)
    beside: list[Content] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    together: Totals | None = None


def take_over(
    *, file: AttendanceFile, seen: Collection[int] = (), rooms: Collection[int] = (), early: bool = False
) -> Taken:
    """The file takes the place of those that were taken over before, so that nobody counts twice; but files of other
    rooms are counted together with it, whoever was in several once. A figure that is public, or that somebody entered
    or edited, is left as it stands.

    seen: the ids of the files that count, as the editor saw them; rooms: those of them that are of other rooms; early:
    the editor means it, though the webinar is still to come.
    """
    current_change()
    lock_records([file.record_id])
    others = _hold_with_others(file)
    webinar = Webinar.objects.get(record_id=file.record_id)
    beside = [each for each in others if each.pk in rooms]
    if stopped := _stopped(file, others, beside, seen, early=early or not is_to_come(webinar)):
        return Taken(stopped)
    match_again(file=file)
    taken = Taken()
    theirs = _figures_of(others)
    for each in others:
        if each in beside:
            _forget_sum(each)
        else:
            taken.replaced.append(each.name)
            _give_up(each)
    file.state, file.taken_at, file.totals = ImportState.TAKEN, timezone.now(), totals_of(file)
    _count([*beside, file], instead_of=theirs, taken=taken)
    return taken


def take_back(*, file: AttendanceFile) -> Taken:
    """The file counts no more; the figures that it brought go, unless they are public or were edited since. What is
    left of several rooms is counted anew."""
    current_change()
    lock_records([file.record_id])
    others = _hold_with_others(file)
    if file.state != ImportState.TAKEN:
        return Taken(Stopped.NOT_OPEN)
    if len(others) > 1 and any(each.state == ImportState.PURGED for each in others):
        return Taken(Stopped.DELETED)
    taken = Taken()
    theirs = _figures_of([*others, file])
    _give_up(file)
    for each in others:
        _forget_sum(each)
    if others:
        _count(others, instead_of=theirs, taken=taken)
    else:
        _write(file.record_id, [], instead_of=theirs, taken=taken)
    return taken


def is_to_come(webinar: Webinar) -> bool:
    return webinar.starts_at is not None and webinar.starts_at > timezone.now()


def counted_files(record: int) -> QuerySet[AttendanceFile]:
    """Those that were taken over: of one room each."""
    return AttendanceFile.objects.defer("data", "problems").filter(record_id=record, taken_at__isnull=False)


def _hold_with_others(file: AttendanceFile) -> list[AttendanceFile]:
    """The others that count, in the order in which they were taken over; all are held."""
    others = list(counted_files(file.record_id).exclude(pk=file.pk))
    for each in sorted([*others, file], key=lambda each: each.pk):  # in the order in which everybody holds them
        lock_attendance(each)
    return sorted([each for each in others if each.taken_at], key=lambda each: (each.taken_at, each.pk))


def _stopped(
    file: AttendanceFile,
    others: list[AttendanceFile],
    beside: list[AttendanceFile],
    seen: Collection[int],
    *,
    early: bool,
) -> Stopped | None:
    if file.state != ImportState.PREVIEWED:
        return Stopped.NOT_OPEN
    if {each.pk for each in others} != set(seen):
        return Stopped.OTHERS
    if any(each.state == ImportState.PURGED for each in beside):
        return Stopped.DELETED
    return None if early else Stopped.EARLY


def _figures_of(files: Collection[AttendanceFile]) -> list[Content]:
    return [row for each in files for row in each.totals.get("figures", [])]


def _count(files: list[AttendanceFile], *, instead_of: list[Content], taken: Taken) -> None:
    """The figures of all files that count now; the last of them keeps what was written, and the sum."""
    last = files[-1]
    totals = last.totals
    if len(files) > 1:
        totals = taken.together = totals_together(files)
        last.totals = last.totals | {"together": totals}
    webinar = Webinar.objects.get(record_id=last.record_id)
    _write(last.record_id, proposed(files, totals, webinar), instead_of=instead_of, taken=taken)
    last.totals = last.totals | {"figures": taken.written}
    last.save(update_fields=["state", "taken_at", "totals"])


def _forget_sum(file: AttendanceFile) -> None:
    """It counts on, and another keeps the figures."""
    file.totals = {key: value for key, value in file.totals.items() if key not in OF_ALL}
    file.save(update_fields=["totals"])


def add_webcast_views(*, record: int, value: int, qualifier: str, rule: str) -> bool:
    """A figure of its own, beside who joined the platform; False where there is one already."""
    current_change()
    lock_records([record])
    taken = Taken()
    row = watched(value, qualifier, rule, Webinar.objects.get(record_id=record))
    _write(record, [row], instead_of=[], taken=taken)
    return bool(taken.written)


def figures_beside(record: int) -> list[Content]:
    """The figures of the record that attendance is about, as editors have them, each with whether it is public."""
    rows = read_content(Kind.ACTIVITY, record).get("figures", [])
    public = public_contents([record]).get(record, {}).get("figures", [])
    return [row | {"public": row in public, "sort": sort} for row in rows if (sort := sort_of(row))]


def _give_up(file: AttendanceFile) -> None:
    """A file whose rows of persons are deleted keeps its counts, for who looks back; they are the record's no more."""
    if file.state == ImportState.TAKEN:
        file.state, file.totals = ImportState.PREVIEWED, {}
    else:
        file.totals = {key: value for key, value in file.totals.items() if key not in OF_ALL}
    file.taken_at = None
    file.save(update_fields=["state", "totals", "taken_at"])


def _write(record: int, rows: list[Content], *, instead_of: list[Content], taken: Taken) -> None:
    before = read_content(Kind.ACTIVITY, record)
    public = public_contents([record]).get(record, {}).get("figures", [])
    stay = [row for row in before.get("figures", []) if row not in instead_of or row in public]
    there = {sort_of(row) for row in stay}
    taken.beside = [row for row in rows if sort_of(row) in there]
    new = [row for row in rows if sort_of(row) not in there]
    write_content(Activity.objects.get(pk=record), {"figures": [*stay, *new]}, before=before)
    sorts = {sort_of(row) for row in new}
    after = read_content(Kind.ACTIVITY, record).get("figures", [])
    taken.written = [row for row in after if sort_of(row) in sorts]
