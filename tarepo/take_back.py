"""Taking an archived record, or one in review, back to a draft."""

from tarepo.changes import current_change
from tarepo.enums import State
from tarepo.locks import lock_records
from tarepo.models import Record


def take_back(record: Record) -> bool:
    """Make it a draft that can be edited and published again; its versions stay. Whether it was something else.

    A published record is archived first: readers must not lose a page by a slip.
    """
    current_change()
    locked = lock_records([record.pk])[record.pk]
    if locked.state not in (State.ARCHIVED, State.IN_REVIEW):
        return False
    Record.objects.filter(pk=record.pk).update(state=State.DRAFT)
    return True
