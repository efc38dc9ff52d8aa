"""What a work list says of each record, all of a page together: one query for the records, one for their links."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field

from django.db import connection
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import has_permission
from activities.enums import Status
from tarepo.admin.by_kind import form_address, permission
from tarepo.enums import Kind, State
from tarepo.labels import labelled, title_of
from tarepo.languages import OFFICIAL
from tarepo.links.columns import links_sql
from tarepo.models import Record, WorkRow
from tarepo.work.lists import BROKEN, INCOMPLETE, REVIEW, STALE, WorkList
from tarepo.work.needs import lacking
from tarepo.work.rows import AGELESS, BITS

BROKEN_LINKS = """
    SELECT DISTINCT link.record_id, link.url, tried.status FROM ({links}) link
    JOIN tarepo_linkcheck tried ON tried.url = link.url WHERE tried.broken_since IS NOT NULL ORDER BY 1, 2
"""


@dataclass
class Link:
    url: str
    told: str  # what it answered


@dataclass
class Row:
    record: Record
    since: dt.date
    address: str  # of its form
    may_write: bool
    barring: list[str] = field(default_factory=list)  # without these it is not published
    said: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)


def shown(request: HttpRequest, listed: WorkList, rows: list[WorkRow]) -> list[Row]:
    ids = [row.record_id for row in rows]
    records = {record.pk: record for record in _records(ids)}
    links = broken_links(ids) if listed is BROKEN else {}
    found = []
    for row in rows:
        record = records.get(row.record_id)
        if record is None:  # deleted a moment ago
            continue
        may_write = has_permission(request.user, permission(record.kind, "change"), record)
        each = Row(record, getattr(row, listed.since), form_address(record.kind, record.pk), may_write)
        each.links = links.get(record.pk, [])
        if listed is INCOMPLETE:
            each.barring, each.said = lacking(record.kind, row.lacks)
        else:
            each.said = said(listed, row, record)
        found.append(each)
    return found


def _records(ids: Collection[int]) -> list[Record]:
    rows = labelled(Record.objects.filter(pk__in=ids)).annotate(unit_title=title_of("unit_id"))
    return list(rows.select_related("as_activity"))


def said(listed: WorkList, row: WorkRow, record: Record) -> list[str]:
    if listed is STALE:
        return why_stale(record)
    if listed is REVIEW:
        return [record.review_note] if record.review_note else []
    if listed is BROKEN:
        return []
    return [name for code, name in OFFICIAL.items() if row.languages & BITS[code]]


def why_stale(record: Record) -> list[str]:
    """The same in words as work.rows has it in SQL."""
    found, today = [], timezone.localdate()
    checked = record.checked_on or (record.published_at and record.published_at.date())
    if record.state == State.PUBLISHED and record.kind not in AGELESS and checked and a_year_after(checked) <= today:
        sentence = _("checked on %(day)s") if record.checked_on else _("not checked since it was published on %(day)s")
        found.append(sentence % {"day": checked.isoformat()})
    if record.kind == Kind.ACTIVITY:
        activity = record.as_activity
        last = activity.last_day
        if activity.status in (Status.PLANNED, Status.UNDER_WAY) and last and last < today:
            values = {"day": last.isoformat(), "status": activity.get_status_display()}
            found.append(_("over since %(day)s, and its status is “%(status)s”") % values)
    return found


def a_year_after(day: dt.date) -> dt.date:
    """As PostgreSQL counts: a year after 29 February is the 28th."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


def broken_links(ids: Collection[int]) -> dict[int, list[Link]]:
    found: dict[int, list[Link]] = {}
    with connection.cursor() as cursor:
        cursor.execute(BROKEN_LINKS.format(links=links_sql("record_id = ANY(%(ids)s)")), {"ids": list(ids)})
        for pk, url, status in cursor.fetchall():
            told = _("answers %(status)s") % {"status": status} if status else _("no answer")
            found.setdefault(pk, []).append(Link(url, told))
    return found
