"""What readers see after an undo: publishing state and version are the portal's own, so no event decides them."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django.utils import timezone

from tarepo.changed.note import note_withdrawn
from tarepo.content import Content, read_contents
from tarepo.indexing.dirty import drain_after_commit
from tarepo.models import Record, SearchRow, Snapshot
from tarepo.publish import make_public
from tarepo.tiers import PUBLIC
from tarepo.undo.plan import Row


class Standing(NamedTuple):
    state: str
    version: int


def standings(event: type, rows: Iterable[Row]) -> dict[int, tuple[Standing | None, Standing | None]]:
    """State and version of each record before and after a change; one query."""
    rows = list(rows)
    ids = [pk for row in rows for pk in (row.before, row.after) if pk]
    told = event._default_manager.filter(pgh_id__in=ids)  # type: ignore[attr-defined]
    held = {pk: Standing(*rest) for pk, *rest in told.values_list("pgh_id", "state", "version")}
    return {row.record: (held.get(row.before or 0), held.get(row.after or 0)) for row in rows}


def hide(states: Mapping[int, str]) -> None:
    """Take the records from readers, and give each its state."""
    note_withdrawn(states.keys())
    SearchRow.objects.filter(record_id__in=states).delete()
    for state in set(states.values()):
        Record.objects.filter(pk__in=[pk for pk, given in states.items() if given == state]).update(state=state)
    drain_after_commit()


def show_again(records: Mapping[int, Record], versions: Mapping[int, int]) -> list[int]:
    """Make public what each record's former version said; the next number where that is not what is public now."""
    asked = Snapshot.objects.filter(record_id__in=versions, tier=PUBLIC, number__in=set(versions.values()))
    rows = asked.values_list("record_id", "number", "body__content")
    former: dict[int, Content] = {pk: content for pk, number, content in rows if versions[pk] == number}
    changed = []
    for kind in sorted({records[pk].kind for pk in versions}):
        mine = {pk: records[pk] for pk in versions if records[pk].kind == kind}
        # Without a snapshot (somebody deleted rows by raw SQL) what came back is all that there is.
        lacking = read_contents(kind, mine.keys() - former.keys())
        changed += make_public(kind, mine, {pk: former.get(pk) or lacking[pk] for pk in mine})
    return changed


def forget_passed_days(ids: Iterable[int], before: Mapping[int, Record]) -> None:
    """A day to publish that came back and has passed is taken away: the next midnight would undo the undoing.

    before: the records as they were before anything came back.
    """
    rows = Record.objects.filter(pk__in=ids, publish_on__lte=timezone.localdate()).values_list("pk", "publish_on")
    passed = [pk for pk, day in rows if pk not in before or before[pk].publish_on != day]
    Record.objects.filter(pk__in=passed).update(publish_on=None)


def says_the_same(versions: Mapping[int, tuple[int, int]]) -> set[int]:
    """The records of which readers see the same in both versions: an undo shows a former content under a new number."""
    asked = Snapshot.objects.filter(
        record_id__in=versions, tier=PUBLIC, number__in={number for pair in versions.values() for number in pair}
    )
    told = {(pk, number): body for pk, number, body in asked.values_list("record_id", "number", "body__content")}
    return {pk for pk, (one, two) in versions.items() if told.get((pk, one)) == told.get((pk, two)) is not None}


def touch(ids: Iterable[int]) -> None:
    Record.objects.filter(pk__in=ids).update(changed_at=timezone.now())
