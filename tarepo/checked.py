"""Telling that records were looked at and still say what is so."""

from collections.abc import Collection
from dataclasses import dataclass, field

from django.utils import timezone

from tarepo.changes import current_change
from tarepo.content import read_contents
from tarepo.enums import State
from tarepo.locks import lock_records
from tarepo.models import Record, Snapshot
from tarepo.problems import problems
from tarepo.publish import publish_many
from tarepo.tiers import PUBLIC


@dataclass
class Checked:
    changed: list[int] = field(default_factory=list)  # records that did not say so before
    unseen: list[int] = field(default_factory=list)  # those of them whose readers are told with the next publication


def check_today(*, ids: Collection[int]) -> Checked:
    """Each record says that it was last checked today; readers are told at once where nothing else waits for them.

    A record with edits that are not public yet is not published by this: somebody else may be at work on it.
    """
    current_change()
    today = timezone.localdate()
    records = {pk: record for pk, record in lock_records(ids).items() if record.checked_on != today}
    ready = _as_published(records)
    Record.objects.filter(pk__in=records).update(checked_on=today, changed_at=timezone.now())
    for kind in {records[pk].kind for pk in ready}:
        publish_many(kind, [pk for pk in ready if records[pk].kind == kind])
    return Checked(list(records), [pk for pk in records if pk not in ready])


def _as_published(records: dict[int, Record]) -> set[int]:
    """Those whose readers see what editors see."""
    shown = [record for record in records.values() if record.state == State.PUBLISHED]
    newest = Snapshot.objects.filter(record_id__in=[record.pk for record in shown], tier=PUBLIC)
    rows = newest.order_by("record_id", "-number").distinct("record_id").values_list("record_id", "body__content")
    public = dict(rows)
    found = set()
    for kind in {record.kind for record in shown}:
        for pk, content in read_contents(kind, [record.pk for record in shown if record.kind == kind]).items():
            if content == public.get(pk) and not problems(kind, content):
                found.add(pk)
    return found
