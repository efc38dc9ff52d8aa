"""The hits of a search by month: those whose days or months are stated, and what is coming without."""

import calendar as days
import datetime as dt
import re
from dataclasses import dataclass

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from activities.pictures import many
from activities.search import Found
from tarepo.asked import Asked
from tarepo.codes import Facet, code, place_code
from tarepo.enums import Precision
from tarepo.querysets import SearchRowQuerySet
from tarepo.reading.lists import Page, whole
from tarepo.reading.words import month_name, period

MOST_SHOWN, MOST_UNDATED = 100, 25
DATED = (Precision.DAY, Precision.MONTH)
COMING = ("planned", "under_way")


@dataclass(frozen=True)
class Month:
    year: int
    number: int

    @property
    def first(self) -> dt.date:
        return dt.date(self.year, self.number, 1)

    @property
    def last(self) -> dt.date:
        return dt.date(self.year, self.number, days.monthrange(self.year, self.number)[1])

    def __str__(self) -> str:
        return f"{self.year:04}-{self.number:02}"

    @property
    def name(self) -> str:
        both = {"starts": self.first.isoformat(), "ends": self.last.isoformat()}
        return period({"precision": Precision.MONTH, **both})

    def beside(self, step: int) -> "Month":
        year, month = divmod(self.year * 12 + self.number - 1 + step, 12)
        return Month(year, month + 1)


def month_asked(mine: Asked, found: Found) -> Month:
    """?month=2026-11; this month where none is asked for or it makes no sense."""
    value = mine.text("month")
    if re.fullmatch(r"(1[89]|2[01])[0-9]{2}-(0[1-9]|1[0-2])", value):
        return Month(int(value[:4]), int(value[5:]))
    if value:
        mine.misread("month", value)
    found.problems.extend(mine.problems)
    today = timezone.localdate()
    return Month(today.year, today.month)


def dated(hits: SearchRowQuerySet) -> SearchRowQuerySet:
    """The hits that a calendar can show."""
    return hits.filter(card__precision__in=DATED)


def held_in(hits: SearchRowQuerySet, month: Month) -> SearchRowQuerySet:
    """Those that touch the month, in the order in which they begin."""
    spans = dated(hits).filter(index__codes__contains=[code(Facet.YEAR, month.year)])
    spans = spans.annotate(begins=KT("card__starts"), ceases=Coalesce(KT("card__ends"), KT("card__starts")))
    held = spans.filter(begins__lte=month.last.isoformat(), ceases__gte=month.first.isoformat())
    return held.order_by("sort_date", "record_id")


def coming_undated(hits: SearchRowQuerySet) -> SearchRowQuerySet:
    """What is planned or under way and has no month."""
    codes = [place_code(Facet.STATUS, status) for status in COMING]
    rows = hits.filter(index__codes__overlap=codes).exclude(card__precision__in=DATED)
    return rows.order_by("-sort_date", "-record_id")


def counts(hits: SearchRowQuerySet, first: int, last: int) -> dict[str, int]:
    """2026-11 → hits that touch the month, for the years from the first to the last."""
    codes = [code(Facet.YEAR, year) for year in range(first, last + 1)]
    spans = dated(hits).filter(index__codes__overlap=codes).order_by()
    try:
        sql, given = spans.values_list(KT("card__starts"), KT("card__ends")).query.sql_with_params()
    except EmptyResultSet:
        return {}
    query = f"""
        WITH spans(starts, ends) AS NOT MATERIALIZED ({sql})
        SELECT to_char(month, 'YYYY-MM'), count(*) FROM spans, generate_series(
            greatest(date_trunc('month', starts::timestamp), %s::timestamp),
            least(coalesce(ends, starts)::timestamp, %s::timestamp), interval '1 month') AS month
        GROUP BY 1
    """  # noqa: S608  # Django's own words
    with connection.cursor() as cursor:
        cursor.execute(query, [*given, dt.date(first, 1, 1), dt.date(last, 12, 31)])
        return dict(cursor.fetchall())


def months(found: Found, path: str, month: Month) -> dict:
    """What components/calendar.html takes: three years, twelve months each."""
    first, last = month.year - 1, month.year + 1
    found_counts = counts(found.rows, first, last)
    rows = []
    for year in range(first, last + 1):
        cells = []
        for number in range(1, 13):
            this = Month(year, number)
            count = found_counts.get(str(this), 0)
            url = found.url(path, month=str(this)) if count else ""
            cells.append({"count": many(count), "url": url, "name": this.name, "current": this == month})
        rows.append({"year": str(year), "cells": cells})
    headers = [month_name(number) for number in range(1, 13)]
    return {"caption": _("Activities by month"), "headers": headers, "rows": rows}


def month_page(found: Found, month: Month) -> tuple[Page, int]:
    """The month's rows, the first hundred of them, and how many there are."""
    held = held_in(found.rows, month)
    page = whole(held[:MOST_SHOWN])
    return page, held.count() if len(page.rows) == MOST_SHOWN else len(page.rows)


def context(found: Found, path: str, month: Month) -> tuple[dict, list[object]]:
    """What the calendar's page shows of a month, and what its ETag is made of."""
    page, count = month_page(found, month)
    undated, undated_count = undated_page(found)
    before, after = month.beside(-1), month.beside(1)
    shown = {
        "calendar": months(found, path, month),
        "month": month.name,
        "rows": page.rows,
        "count": count,
        "more": shown_of(len(page.rows), count),
        "pager": {
            "newer_url": found.url(path, month=str(before)),
            "newer_label": before.name,
            "older_url": found.url(path, month=str(after)),
            "older_label": after.name,
        },
        "undated": undated.rows,
        "undated_count": undated_count,
        "undated_more": shown_of(len(undated.rows), undated_count),
    }
    return shown, [count, page.marks, undated_count, undated.marks, shown["calendar"]]


def undated_page(found: Found) -> tuple[Page, int]:
    """What is coming without a month: the first rows, and how many there are."""
    rows = coming_undated(found.rows)
    page = whole(rows[:MOST_UNDATED])
    return page, rows.count() if len(page.rows) == MOST_UNDATED else len(page.rows)


def shown_of(shown: int, count: int) -> str:
    """Said where a list is cut; empty where it is not."""
    values = {"shown": many(shown), "count": many(count)}
    return _("The first %(shown)s of %(count)s.") % values if count > shown else ""


def sentences(found: Found) -> list[str]:
    """How many of the hits no calendar shows."""
    total, shown = found.total, dated(found.rows).count()
    said = ngettext("%(count)s activity in all.", "%(count)s activities in all.", total) % {"count": many(total)}
    if total == shown:
        return [said]
    words = ngettext(
        "Of %(count)s of them no day or month is stated: it is in no month and in no calendar file.",
        "Of %(count)s of them no day or month is stated: they are in no month and in no calendar file.",
        total - shown,
    )
    return [said, words % {"count": many(total - shown)}]
