"""Who was shown restricted data: one row a reader, thing and day, written before it is shown."""

import datetime as dt
from collections.abc import Collection

from django.db import connection
from django.utils import timezone

from accounts.models import RestrictedRead, User

DETAILS, ACCOUNT, ACCOUNTS = "details", "account", "accounts"
KEPT_FOR = dt.timedelta(days=366)  # long enough for a yearly review to look back on a whole year

# Of several on one day, all rows that were shown.
NOTE = """
    INSERT INTO accounts_restrictedread (by_id, record_id, what, "on", ids)
    VALUES (%(by)s, %(record)s, %(what)s, %(on)s, to_jsonb(%(ids)s::bigint[]))
    ON CONFLICT (by_id, record_id, what, "on") DO UPDATE SET ids = (
        SELECT to_jsonb(array_agg(DISTINCT id ORDER BY id)) FROM (
            SELECT jsonb_array_elements(accounts_restrictedread.ids || excluded.ids)::bigint AS id
        ) each
    ) WHERE NOT accounts_restrictedread.ids @> excluded.ids
"""


def note_read(*, by: User, what: str, record: int | None = None, ids: Collection[int] = ()) -> None:
    """Put on record what is about to be shown. What cannot be put on record is not shown: errors are not caught."""
    with connection.cursor() as cursor:
        cursor.execute(
            NOTE, {"by": by.pk, "record": record, "what": what, "on": timezone.localdate(), "ids": sorted(ids)}
        )


def forget_old_reads() -> int:
    """Remove those that have been kept long enough; how many."""
    return RestrictedRead.objects.filter(on__lt=timezone.localdate() - KEPT_FOR).delete()[0]
