"""Which links are tried, when, and when one that fails is called broken."""

import datetime as dt
import time
from urllib.parse import urlsplit

from django.db import connection, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from tarepo.links.ask import ask
from tarepo.links.columns import links_sql
from tarepo.locks import trying_links
from tarepo.models import LinkCheck

AT_ONCE, OF_ONE_HOST = 50, 5
LONGEST = 300  # seconds of one job
WEEK, DAY = dt.timedelta(days=7), dt.timedelta(days=1)
BROKEN_AFTER, FAILURES = dt.timedelta(days=3), 3
GONE, TIMES_GONE = {404, 410}, 2
# The server is there, and does not tell a machine more.
TELLS_NOTHING = {401, 402, 403, 405, 406, 407, 429, 451}
# So many hosts that all keep silent are the fault of our own line.
OUR_LINE = 5

COLLECT = """
    INSERT INTO tarepo_linkcheck (url, failures, gone)
    SELECT DISTINCT link.url, 0, 0 FROM ({links}) link JOIN tarepo_record r ON r.id = link.record_id
    WHERE r.state <> 'archived' AND link.url ~* '^https?://' ON CONFLICT (url) DO NOTHING
"""
FORGET = "DELETE FROM tarepo_linkcheck tried WHERE NOT EXISTS (SELECT 1 FROM ({links}) link WHERE link.url = tried.url)"
MARK = "INSERT INTO tarepo_workmark (record_id) SELECT DISTINCT record_id FROM ({links}) link"
# The longest untried first, and few of one host: it is asked again at the next minute.
CHOOSE = """
    SELECT id FROM (
        SELECT id, checked_at, row_number() OVER (
            PARTITION BY lower(split_part(split_part(url, '/', 3), '@', -1)) ORDER BY checked_at NULLS FIRST, id
        ) AS place FROM ({due}) due
    ) chosen WHERE place <= %s ORDER BY checked_at NULLS FIRST, id LIMIT %s
"""


def collect() -> int:
    """Know the addresses of all records but archived ones, forget those that no record has; how many are new."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(COLLECT.format(links=links_sql("true")))
        new = cursor.rowcount
        cursor.execute(FORGET.format(links=links_sql("true")))
    return new


def due_links() -> QuerySet:
    """Never tried, a week ago, or a day ago where it failed."""
    now = timezone.now()
    failing = Q(failures__gt=0, checked_at__lte=now - DAY)
    return LinkCheck.objects.filter(Q(checked_at=None) | Q(checked_at__lte=now - WEEK) | failing)


def check_due(most: int = AT_ONCE) -> int:
    """Try some of those that are due, one after another; how many. Nothing where another job is at it."""
    with trying_links() as ours:
        if not ours:
            return 0
        began, answers = time.monotonic(), {}
        for row in _chosen(most):
            if time.monotonic() - began > LONGEST:
                break
            answers[row] = ask(row.url)
        record(answers)
    return len(answers)


def _chosen(most: int) -> list[LinkCheck]:
    statement, given = due_links().only("id", "url", "checked_at").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(CHOOSE.format(due=statement), [*given, OF_ONE_HOST, most])
        ids = [pk for (pk,) in cursor.fetchall()]
    return list(LinkCheck.objects.filter(pk__in=ids).order_by(F("checked_at").asc(nulls_first=True), "pk"))


def record(answers: dict[LinkCheck, int | None]) -> None:
    """Keep what was answered, and mark the records of those links that became broken, or whole again."""
    now = timezone.now()
    hosts = {urlsplit(row.url).netloc for row in answers}
    ours = len(hosts) >= OUR_LINE and not any(answers.values())
    was = {row.pk: row.broken_since for row in answers}
    for row, status in answers.items():
        row.checked_at = now
        if not ours:
            judge(row, status, now)
    changed = [row.url for row in answers if row.broken_since != was[row.pk]]
    columns = ["checked_at", "status", "failures", "gone", "failed_since", "broken_since"]
    with transaction.atomic(), connection.cursor() as cursor:
        LinkCheck.objects.bulk_update(answers, columns)
        if changed:
            cursor.execute(f"{MARK.format(links=links_sql('true'))} WHERE link.url = ANY(%s)", [changed])


def judge(row: LinkCheck, status: int | None, now: dt.datetime) -> None:
    """Broken: failed three times in three days or more, or gone (404, 410) twice."""
    row.status = status
    if status is not None and (status < 400 or status in TELLS_NOTHING):
        row.failures, row.gone, row.failed_since, row.broken_since = 0, 0, None, None
        return
    row.failures += 1
    row.gone = row.gone + 1 if status in GONE else 0
    row.failed_since = row.failed_since or now
    lasting = row.failures >= FAILURES and now - row.failed_since >= BROKEN_AFTER
    if row.broken_since is None and (lasting or row.gone >= TIMES_GONE):
        row.broken_since = row.failed_since
