"""Who was shown restricted data: one row a reader, thing and day, written before it is shown."""

import datetime as dt
import json
from collections.abc import Collection, Iterable
from typing import Any

from django.db import connection
from django.utils import timezone

from accounts.models import RestrictedRead, User
from tarepo.models import Detail

DETAILS, FILE, ACCOUNT, ACCOUNTS = "details", "file", "account", "accounts"
REGISTRATIONS, CANDIDATES = "registrations", "candidates"
ATTENDANCE = "attendance"
KEPT_FOR = dt.timedelta(days=366)  # long enough for a yearly review to look back on a whole year

# Of several on one day, all rows that were shown; what was noted already is not written again. Rows in the order of
# their key, so that two who read the same do not wait in a ring.
NOTE = """
    INSERT INTO accounts_restrictedread (by_id, record_id, what, "on", ids)
    SELECT %(by)s, record, %(what)s, %(on)s, ids::jsonb
    FROM unnest(%(records)s::bigint[], %(ids)s::text[]) shown (record, ids) ORDER BY record
    ON CONFLICT (by_id, record_id, what, "on") DO UPDATE SET ids = (
        SELECT to_jsonb(array_agg(DISTINCT id ORDER BY id)) FROM (
            SELECT jsonb_array_elements(accounts_restrictedread.ids || excluded.ids)::bigint AS id
        ) each
    ) WHERE NOT accounts_restrictedread.ids @> excluded.ids
"""


def note_read(*, by: User, what: str, record: int | None = None, ids: Collection[int] = ()) -> None:
    """Put on record what is about to be shown. What cannot be put on record is not shown: errors are not caught.

    Outside of a transaction that may be taken back: what was shown would be forgotten with it.
    """
    _note(by, what, {record: set(ids)})


def note_details(*, by: User, details: Iterable[Detail]) -> None:
    """The same for details of whatever records, by one statement; none where there are none."""
    shown: dict[int | None, set[int]] = {}
    for detail in details:
        shown.setdefault(detail.record_id, set()).add(detail.pk)
    if shown:
        _note(by, DETAILS, shown)


def note_accounts(*, by: User, accounts: Collection[int]) -> None:
    """The same for people who are named in a list; none where there are none."""
    if accounts:
        note_read(by=by, what=ACCOUNTS, ids=accounts)


def _note(by: User, what: str, shown: dict[int | None, set[int]]) -> None:
    ids = [json.dumps(sorted(each)) for each in shown.values()]
    values: dict[str, Any] = {"by": by.pk, "what": what, "on": timezone.localdate(), "records": [*shown], "ids": ids}
    with connection.cursor() as cursor:
        cursor.execute(NOTE, values)


def forget_old_reads() -> int:
    """Remove those that have been kept long enough; how many."""
    return RestrictedRead.objects.filter(on__lt=timezone.localdate() - KEPT_FOR).delete()[0]
