"""The hits of a search by month: those whose days or months are stated, and what is coming without."""

import calendar as days
import datetime as dt
import re
from dataclasses import dataclass

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from activities.fields import FIRST_YEAR, LAST_YEAR
from activities.pictures import many, narrowed
from activities.results import Unindexed, in_order
from activities.search import Found
from tarepo.asked import Asked
from tarepo.codes import Facet, code, month_code, place_code
from tarepo.enums import Precision
from tarepo.indexing import counts
from tarepo.querysets import SearchIndexQuerySet, SearchRowQuerySet
from tarepo.reading.lists import Page, shown_rows
from tarepo.reading.words import month_name, period

MOST_SHOWN, MOST_UNDATED = 50, 25
MONTHLESS = code(Facet.MONTHLESS, 1)
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

    @property
    def can_be_asked(self) -> bool:
        return FIRST_YEAR <= self.year < LAST_YEAR

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
    is_month = re.fullmatch(r"(1[89]|2[01])[0-9]{2}-(0[1-9]|1[0-2])", value)
    if value and not is_month:
        mine.misread("month", value)
    found.problems.extend(mine.problems)
    if is_month:
        return Month(int(value[:4]), int(value[5:]))
    today = timezone.localdate()
    return Month(today.year, today.month)


def dated(hits: SearchRowQuerySet) -> SearchRowQuerySet:
    """The hits that a calendar can show."""
    return hits.exclude(index__codes__contains=[MONTHLESS])


def held_in(found: Found, month: Month) -> list[int]:
    """The rows that touch the month, the first fifty, in the order in which they begin."""
    hits = found.index.keyed([month_code(month.year, month.number)]).annotate(day=Unindexed(F("sort_date")))
    return list(hits.order_by("day", "record_id").values_list("row", flat=True)[:MOST_SHOWN])


def coming_undated(found: Found) -> SearchIndexQuerySet:
    """What is planned or under way and has no month."""
    coming = [place_code(Facet.STATUS, status) for status in COMING]
    rows = found.index.having([MONTHLESS]).having(coming).annotate(day=Unindexed(F("sort_date")))
    return rows.order_by("-day", "-record_id")


def by_month(found: Found, first: int, last: int) -> dict[str, int]:
    """2026-11 → hits that touch the month, for the years from the first to the last."""
    span = (month_code(first, 1), month_code(last, 12) + 1)
    if found.wanted.is_empty:
        held = counts.totals(span)
    else:
        years = [code(Facet.YEAR, year) for year in range(first, last + 1)]
        held = counts.counted(found.index.having(years), span)
    return {str(_month_of(key)): count for key, count in held.items() if count > 0}


def beside_years(found: Found, years: range) -> list[Month]:
    """The latest month before these years that has something, and the first after them, where there are."""
    first, past = month_code(years[0], 1), month_code(years[-1] + 1, 1)
    span = (month_code(FIRST_YEAR, 1), month_code(LAST_YEAR, 1))
    if found.wanted.is_empty:
        keys = [key for key, count in counts.totals(span).items() if count > 0]
        before, after = [key for key in keys if key < first], [key for key in keys if key >= past]
        nearest = [max(before, default=None), min(after, default=None)]
    else:
        query = """
            SELECT max(key) FILTER (WHERE key < %s), min(key) FILTER (WHERE key >= %s)
            FROM hits, unnest(keys) key WHERE key >= %s AND key < %s
        """
        nearest = [key for row in counts.over(found.index, query, [first, past, *span]) for key in row]
    return [_month_of(key) for key in nearest if key is not None]


def _month_of(key: int) -> Month:
    year, place = divmod(key - code(Facet.MONTH, 0), 12)
    return Month(year, place + 1)


def months(found: Found, path: str, month: Month, held: dict[str, int]) -> dict:
    """What components/calendar.html takes: three years, twelve months each."""
    headers = [month_name(number) for number in range(1, 13)]
    rows = []
    for year in years_around(month):
        cells = []
        for number in range(1, 13):
            this = Month(year, number)
            count = held.get(str(this), 0)
            url = found.url(path, month=str(this)) if count else ""
            cell = {"count": many(count), "url": url, "name": this.name, "month": headers[number - 1]}
            cells.append(cell | {"current": this == month})
        same = Month(year, month.number)
        beside = found.url(path, month=str(same)) if same != month and same.can_be_asked else ""
        rows.append({"year": str(year), "url": beside, "cells": cells})
    return {"caption": _("Activities by month"), "headers": headers, "rows": rows}


def years_around(month: Month) -> range:
    return range(month.year - 1, month.year + 2)


def month_page(found: Found, month: Month) -> Page:
    """The month's rows, the first fifty of them."""
    return shown_rows(in_order(held_in(found, month)))


def context(found: Found, path: str, month: Month) -> tuple[dict, list[object]]:
    """What the calendar's page shows of a month, and what its ETag is made of."""
    years = years_around(month)
    held = by_month(found, years[0], years[-1])
    page, count = month_page(found, month), held.get(str(month), 0)
    undated, undated_count = undated_page(found)
    nearest = [] if held else beside_years(found, years)
    before, after = month.beside(-1), month.beside(1)
    shown = {
        "calendar": months(found, path, month, held),
        "month": month.name,
        "rows": page.rows,
        "count": count,
        "more": shown_of(len(page.rows), count),
        "nearest": [{"name": each.name, "url": found.url(path, month=str(each))} for each in nearest],
        "whole_year": whole_year(found, month) if count > len(page.rows) else None,
        "pager": {
            "newer_url": found.url(path, month=str(before)) if before.can_be_asked else "",
            "newer_label": before.name,
            "older_url": found.url(path, month=str(after)) if after.can_be_asked else "",
            "older_label": after.name,
        },
        "undated": undated.rows,
        "undated_count": undated_count,
        "undated_more": shown_of(len(undated.rows), undated_count),
    }
    return shown, [count, page.marks, undated_count, undated.marks, shown["calendar"], nearest]


def undated_page(found: Found) -> tuple[Page, int]:
    """What is coming without a month: the first rows, and how many there are."""
    rows = coming_undated(found)
    page = shown_rows(in_order(list(rows.values_list("row", flat=True)[:MOST_UNDATED])))
    return page, rows.count() if len(page.rows) == MOST_UNDATED else len(page.rows)


def whole_year(found: Found, month: Month) -> dict | None:
    """The way to what a cut month leaves out: a list can be of a year, not of a month."""
    url = narrowed(found, "year", str(month.year))
    return {"name": _("The whole of %(year)s as a list") % {"year": month.year}, "url": url} if url else None


def shown_of(shown: int, count: int) -> str:
    """Said where a list is cut; empty where it is not."""
    values = {"shown": many(shown), "count": many(count)}
    return _("The first %(shown)s of %(count)s.") % values if count > shown else ""


def monthless(found: Found) -> int:
    """How many hits have no day or month."""
    return found.counts.under_all(Facet.MONTHLESS).get(1, 0)


def sentences(found: Found) -> list[str]:
    """How many of the hits no calendar shows."""
    total, shown = found.total, found.total - monthless(found)
    said = ngettext("%(count)s activity in all.", "%(count)s activities in all.", total) % {"count": many(total)}
    if total == shown:
        return [said]
    words = ngettext(
        "Of %(count)s of them no day or month is stated: it is in no month and in no calendar file.",
        "Of %(count)s of them no day or month is stated: they are in no month and in no calendar file.",
        total - shown,
    )
    return [said, words % {"count": many(total - shown)}]
