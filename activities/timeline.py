"""The hits of a search by year: a period counts in every year that it touches."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from activities import tally
from activities.fields import NO_YEAR
from activities.pictures import many, narrowed
from activities.search import Found

GAP = 3  # so many empty years in a row share one line


@dataclass(frozen=True)
class Timeline:
    """Counts by year, and what no year can show."""

    total: int
    going_on: int
    undated: int
    undated_going_on: int
    years: dict[int, tuple[int, int]]  # year → (hits that touch it, those of them that go on)


def timeline(found: Found) -> Timeline:
    """Two queries however many hits there are."""
    total, going_on = tally.totals(found.index)
    years = tally.years(found.index)
    undated, undated_going_on = years.pop(0, (0, 0))
    return Timeline(total, going_on, undated, undated_going_on, years)


def bars(found: Found, line: Timeline) -> dict:
    """What components/bars.html takes: the newest year first, then those without a year."""
    rows = year_rows(line.years, lambda year: narrowed(found, "year", str(year)))
    if line.undated:
        most = max(count for count, _on in line.years.values()) if line.years else line.undated
        url = narrowed(found, "year", NO_YEAR)
        rows.append(_row(_("not stated"), line.undated, line.undated_going_on, max(most, line.undated), url))
    return {
        "caption": _("Activities by year"),
        "headers": [_("Year"), _("Activities"), _("of these, going on")],
        "rows": rows,
        "parted": True,
    }


def year_rows(years: dict[int, tuple[int, int]], url_of: Callable[[int], str]) -> list[dict]:
    """A row for each year from the last to the first; many empty years in a row share one."""
    if not years:
        return []
    most = max(count for count, _on in years.values())
    rows: list[dict] = []
    filled = sorted(years, reverse=True)
    for year, before in zip(filled, [None, *filled], strict=False):
        if before is not None:
            rows += _empty(year + 1, before - 1)
        count, on = years[year]
        rows.append(_row(str(year), count, on, most, url_of(year)))
    return rows


def _empty(first: int, last: int) -> list[dict]:
    if last - first + 1 >= GAP:
        return [_row(f"{first}–{last}", 0, 0, 1, "")]
    return [_row(str(year), 0, 0, 1, "") for year in range(last, first - 1, -1)]


def _row(label: str, count: int, on: int, most: int, url: str) -> dict:
    """Lengths in thousandths of the longest bar."""
    whole = count * 1000 // most if count else 0
    part = on * 1000 // most if on else 0
    return {
        "head": {"name": label, "url": url},
        "value": many(count),
        "part": many(on) if on else "",
        "length": whole,
        "ended": whole - part,
        "going": part,
    }


def sentences(line: Timeline) -> list[str]:
    """What the picture cannot say by itself."""
    total = ngettext("%(count)s activity in all.", "%(count)s activities in all.", line.total)
    said = [total % {"count": many(line.total)}]
    said.append(_("A period counts in every year that it touches, so that the years together may be more than all."))
    if line.going_on:
        words = ngettext(
            "%(count)s activity goes on: it counts in every year from its beginning to this one, and stands apart in "
            "the bars.",
            "%(count)s activities go on: they count in every year from their beginning to this one, and stand apart "
            "in the bars.",
            line.going_on,
        )
        said.append(words % {"count": many(line.going_on)})
    if line.undated:
        words = ngettext(
            "Of %(count)s activity no year is stated: it is in no year’s bar.",
            "Of %(count)s activities no year is stated: they are in no year’s bar.",
            line.undated,
        )
        said.append(words % {"count": many(line.undated)})
    return said
