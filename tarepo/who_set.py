"""Who gave a column of a record the value that it has: read from the rows that the triggers wrote."""

from typing import TYPE_CHECKING

from tarepo.event_tables import event_models
from tarepo.models import ChangeSet, Record

if TYPE_CHECKING:
    from accounts.models import User


def who_set(pk: int, column: str, value: object) -> "User | None":
    """The user behind the first of the latest row events that all have the value; None for a command. Three queries."""
    events = event_models()[Record]._default_manager.filter(pgh_obj_id=pk).order_by("pgh_id")
    other = events.exclude(**{column: value}).values_list("pgh_id", flat=True).last() or 0
    context = events.filter(pgh_id__gt=other).values_list("pgh_context_id", flat=True).first()
    change = ChangeSet.objects.filter(pk=context).select_related("by").first() if context else None
    return change.by if change else None
