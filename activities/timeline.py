"""The hits of a search by year: a period counts in every year that it touches."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from activities.fields import NO_YEAR
from activities.pictures import many, narrowed
from activities.search import Found
from tarepo import tally
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
    """Two queries however many hits there are."""
    total, going_on = tally.totals(found.index)
    years = tally.years(found.index)
    undated, undated_going_on = years.pop(0, (0, 0))
    return Timeline(total, going_on, undated, undated_going_on, years)


def bars(found: Found, line: Timeline) -> dict:
    """What components/bars.html takes: the newest year first, then those without a year."""
    most = max((count for count, _on in [*line.years.values(), (line.undated, 0)]), default=0)
    rows = year_bars(line.years, lambda year: narrowed(found, "year", str(year)), most=most)
    if line.undated:
        head = {"name": _("not stated"), "url": narrowed(found, "year", NO_YEAR)}
        rows.append(bar(head, line.undated, most, going_on=line.undated_going_on))
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
