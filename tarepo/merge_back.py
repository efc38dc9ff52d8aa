"""The part of undoing a merge that no trigger knows of."""

from django.apps import apps

from tarepo.changes import current_change
from tarepo.merge_refs import move
from tarepo.models import ChangeSet, Moved
from tarepo.publish import refresh_forms


def put_back(change: ChangeSet) -> list[Moved]:
    """Lead back what a merge moved in untracked tables: details, files, persons. What moved on since is left, and told.

    To be called in the undoing change, once the rows that triggers watch, states too, are as they were: readers' rows
    of the records concerned are written anew. Doing it twice changes nothing.
    """
    current_change()
    spared, records = [], set[int]()
    for row in Moved.objects.filter(change=change).order_by("-pk"):
        rows = apps.get_model(row.table)._base_manager.filter(pk=row.row, **{row.column: row.after})
        if not move(rows, row.column, row.before):
            spared.append(row)
        elif row.column == "record_id":
            records |= {pk for pk in (row.before, row.after) if pk}
    refresh_forms(records)
    return spared
