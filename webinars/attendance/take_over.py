"""Taking a file over: its counts stay with it, and the record's figures are proposed; and taking that back."""

from dataclasses import dataclass, field

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
from webinars.attendance.totals import totals_of
from webinars.enums import ImportState
from webinars.models import AttendanceFile, Webinar


@dataclass
class Taken:
    """written: the rows that were entered; beside: those that would have been, had there been none of their sort;
    replaced: the names of earlier files, which no longer count."""

    done: bool = False
    written: list[Content] = field(default_factory=list)
    beside: list[Content] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)


def take_over(*, file: AttendanceFile) -> Taken:
    """A webinar has one sitting: the file takes the place of one that was taken over before, so that nobody counts
    twice. A figure that is public, or that somebody entered or edited, is left as it stands."""
    current_change()
    lock_records([file.record_id])
    before = AttendanceFile.objects.filter(record_id=file.record_id, taken_at__isnull=False).exclude(pk=file.pk)
    held = sorted([*before, file], key=lambda each: each.pk)  # in the order in which everybody holds them
    for each in held:
        lock_attendance(each)
    if file.state != ImportState.PREVIEWED:
        return Taken()
    match_again(file=file)
    taken = Taken(done=True)
    theirs: list[Content] = []
    for earlier in [each for each in held if each.taken_at]:
        theirs += earlier.totals.get("figures", [])
        taken.replaced.append(earlier.name)
        _give_up(earlier)
    totals = totals_of(file)
    rows = proposed(file, totals, Webinar.objects.get(record_id=file.record_id))
    _write(file.record_id, rows, instead_of=theirs, taken=taken)
    file.state, file.taken_at, file.totals = ImportState.TAKEN, timezone.now(), totals | {"figures": taken.written}
    file.save(update_fields=["state", "taken_at", "totals"])
    return taken


def take_back(*, file: AttendanceFile) -> bool:
    """The file counts no more; the figures that it brought go, unless they are public or were edited since."""
    current_change()
    lock_records([file.record_id])
    lock_attendance(file)
    if file.state != ImportState.TAKEN:
        return False
    _write(file.record_id, [], instead_of=file.totals.get("figures", []), taken=Taken())
    _give_up(file)
    return True


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
        file.totals.pop("figures", None)
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
