"""Sending a draft to whoever reviews it."""

from tarepo.changes import current_change
from tarepo.enums import State
from tarepo.locks import lock_records
from tarepo.models import Record


def send_to_review(*, record: Record) -> bool:
    """The note to the reviewer is the record's own column. Whether it was a draft until now.

    What is public needs no state of its own while an edit of it waits: readers see the published version.
    """
    current_change()
    locked = lock_records([record.pk])[record.pk]
    if locked.state != State.DRAFT:
        return False
    Record.objects.filter(pk=record.pk).update(state=State.IN_REVIEW)
    return True
