"""The hits of a search by year: a period counts in every year that it touches."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from activities.pictures import many, narrowed
from activities.search import Found
from tarepo.codes import NO_YEAR, Facet
from tarepo.indexing import counts
from tarepo.reading.bars import bar, year_bars


@dataclass(frozen=True)
class Timeline:
    """Counts by year, and what no year can show."""

    total: int
    going_on: int
    undated: int
    undated_going_on: int
    years: dict[int, tuple[int, int]]  # year → (hits that touch it, those of them that go on)


def timeline(found: Found) -> Timeline:
    """What goes on is counted by itself: few hits of many."""
    going_on = counts.going_on(found.index)
    total_on = counts.counted(found.index.keyed([counts.GOES_ON]), [counts.GOES_ON]).get(counts.GOES_ON, 0)
    years = {year: (count, going_on.get(year, 0)) for year, count in found.counts.under_all(Facet.YEAR).items()}
    undated, undated_going_on = years.pop(0, (0, 0))
    return Timeline(found.total, total_on, undated, undated_going_on, years)


def bars(found: Found, line: Timeline) -> dict:
    """What components/bars.html takes: the newest year first, then those without a year."""
    rows = year_bars(line.years, lambda year: narrowed(found, "year", str(year)))
    if line.undated:
        head = {"name": _("not stated"), "url": narrowed(found, "year", NO_YEAR)}
        rows.append(bar(head, line.undated, 0, going_on=line.undated_going_on))  # no bar: it would dwarf the years
    return {
        "caption": _("Activities by year"),
        "headers": [_("Year"), _("Activities"), *([_("Going on")] if line.going_on else [])],
        "rows": rows,
        "parted": bool(line.going_on),
    }


def sentences(line: Timeline) -> list[str]:
    """What the picture cannot say by itself."""
    total = ngettext("%(count)s activity in all.", "%(count)s activities in all.", line.total)
    said = [total % {"count": many(line.total)}]
    said.append(_("A period counts in every year that it touches, so that the years together may be more than all."))
    since = line.going_on - line.undated_going_on
    if since:
        words = ngettext(
            "%(count)s activity goes on since a stated year: it counts in every year from its beginning to this one, "
            "and stands apart in the bars.",
            "%(count)s activities go on since a stated year: they count in every year from their beginning to this "
            "one, and stand apart in the bars.",
            since,
        )
        said.append(words % {"count": many(since)})
    if line.undated_going_on:
        words = ngettext(
            "%(count)s activity goes on and does not say since when: it stands in “not stated” only.",
            "%(count)s activities go on and do not say since when: they stand in “not stated” only.",
            line.undated_going_on,
        )
        said.append(words % {"count": many(line.undated_going_on)})
    if line.undated:
        words = ngettext(
            "Of %(count)s activity no year is stated: it is in no year’s bar.",
            "Of %(count)s activities no year is stated: they are in no year’s bar.",
            line.undated,
        )
        said.append(words % {"count": many(line.undated)})
    return said
