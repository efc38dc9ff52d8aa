"""Records whose index rows are out of date: noticed by triggers, mended after the commit or by the worker.

Triggers (triggers.py) write down what changed when something that others name is published, renamed or taken away:
readers see only what is published, so nothing else can make a row untrue. After the commit `spread()` marks whoever
is concerned, and `drain()` writes their rows anew.

Who is being published at that time, by what was public before, cannot be seen and marked. So what changed stands
here until there was a moment, after its commit, at which nobody was indexing: then all who may have read the earlier
are there to be marked, and whoever begins later reads the new. Nobody waits for that moment; each drain asks anew.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection, transaction

from tarepo.indexing.rows import index
from tarepo.locks import lock_records, nobody_indexes
from tarepo.models import SearchChanged, SearchDirty

IN_REQUEST, AT_ONCE = 20, 500

# Another drain may be at the same rows: they are left to it. Whoever waits already need not wait twice; where that
# row is just being drained, its drainer was indexing, so that what changed is asked about once more.
CONCERNED = """
WITH here AS MATERIALIZED (SELECT id FROM tarepo_searchchanged WHERE {where} FOR UPDATE SKIP LOCKED), taken AS ({take})
INSERT INTO tarepo_searchdirty (record_id) SELECT record_id FROM (
    SELECT record_id FROM tarepo_searchrow
    WHERE tier = 0 AND codes && (SELECT array_agg(DISTINCT code) FROM taken, unnest(codes) code)
    EXCEPT SELECT record_id FROM tarepo_searchdirty
) concerned ORDER BY record_id
"""
FOR_GOOD = CONCERNED.format(
    where="id = ANY(%s)",
    take="DELETE FROM tarepo_searchchanged WHERE id IN (SELECT id FROM here) RETURNING codes",
)
FOR_NOW = CONCERNED.format(
    where="id = ANY(%s) AND NOT spread",
    take="UPDATE tarepo_searchchanged SET spread = true WHERE id IN (SELECT id FROM here) RETURNING codes",
)

_later: ContextVar[bool] = ContextVar("drained_at_the_end", default=False)


def spread() -> None:
    """Mark the records whose rows are made of what has changed."""
    seen = list(SearchChanged.objects.values_list("pk", flat=True))
    if seen:
        statement = FOR_GOOD if nobody_indexes() else FOR_NOW
        with connection.cursor() as cursor:
            cursor.execute(statement, [seen])


def drain(most: int = AT_ONCE, *, skip_locked: bool = False) -> int:
    """Write anew the rows of the records that have waited longest; how many records.

    Whoever marks one meanwhile adds rows of their own, which this leaves for the next time: the locks are taken
    before the rows are read, and only rows that were seen are deleted. skip_locked: whoever is held by somebody
    else is left too.
    """
    spread()
    with transaction.atomic():
        waiting = dict(SearchDirty.objects.order_by("pk").values_list("pk", "record_id")[: most * 4])
        ids = list(dict.fromkeys(waiting.values()))[:most]
        if not ids:
            return 0
        locked = lock_records(ids, skip_locked=skip_locked)
        taken = set(locked if skip_locked else ids)
        SearchDirty.objects.filter(pk__in=[pk for pk, record_id in waiting.items() if record_id in taken]).delete()
        return _indexed(taken)


def _indexed(ids: set[int]) -> int:
    if ids:
        index(ids)
    return len(ids)


def mark(ids: Collection[int]) -> None:
    """Whoever drains next writes the rows of these records anew."""
    SearchDirty.objects.bulk_create(SearchDirty(record_id=pk) for pk in sorted(ids))


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
    """Once for each transaction, however many verbs in it write rows. What was saved is saved, whatever becomes of it:
    a drain that fails is logged, and what it left is done by the ticker."""
    if drain_soon not in (entry[1] for entry in connection.run_on_commit):
        transaction.on_commit(drain_soon, robust=True)


def drain_soon() -> None:
    """After a commit: a few at once, so that an editor sees them; the rest by the worker.

    Nobody is waited for: an import holds its records for as long as it takes.
    """
    if _later.get():
        return
    drain(IN_REQUEST, skip_locked=True)
    if SearchDirty.objects.exists():
        from tarepo import tasks

        tasks.queue_once(tasks.index_dirty)
