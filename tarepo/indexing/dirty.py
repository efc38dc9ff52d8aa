"""Records whose index rows are out of date: noticed by triggers, mended after the commit or by the worker.

Triggers on the search rows (migrations) put a record here when something that it names is published, renamed or
taken away: readers see only what is published, so nothing else can make a row untrue.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection, transaction

from tarepo.indexing.rows import index
from tarepo.locks import lock_records
from tarepo.models import SearchDirty

IN_REQUEST, AT_ONCE = 20, 500

_later: ContextVar[bool] = ContextVar("drained_at_the_end", default=False)


def drain(most: int = AT_ONCE) -> int:
    """Write anew the rows of the records that have waited longest; how many records.

    Whoever renames something meanwhile adds rows of their own, which this leaves for the next time: the locks
    are taken before the rows are read, and only rows that were seen are deleted.
    """
    with transaction.atomic():
        waiting = dict(SearchDirty.objects.order_by("pk").values_list("pk", "record_id")[: most * 4])
        ids = sorted(set(waiting.values()))[:most]
        if not ids:
            return 0
        lock_records(ids)
        SearchDirty.objects.filter(pk__in=[pk for pk, record_id in waiting.items() if record_id in set(ids)]).delete()
        index(ids)
    return len(ids)


def drain_all() -> int:
    """The same until none waits."""
    done = 0
    while more := drain():
        done += more
    return done


@contextmanager
def drained_at_the_end() -> Iterator[None]:
    """For loading many records: whoever ends it drains once, instead of each commit a little."""
    token = _later.set(True)
    try:
        yield
    finally:
        _later.reset(token)


def drain_after_commit() -> None:
    """Once for each transaction, however many verbs in it write rows."""
    if drain_soon not in (entry[1] for entry in connection.run_on_commit):
        transaction.on_commit(drain_soon)


def drain_soon() -> None:
    """After a commit: a few at once, so that an editor sees them; the rest by the worker."""
    if _later.get():
        return
    drain(IN_REQUEST)
    if SearchDirty.objects.exists():
        from tarepo import tasks

        tasks.queue_once(tasks.index_dirty)
