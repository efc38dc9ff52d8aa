"""A country's or area's profile: what its activities are about, and when they were."""

from urllib.parse import urlencode

from django.utils.translation import gettext as _

from tarepo import tally
from tarepo.addresses import list_path
from tarepo.codes import Facet, code
from tarepo.enums import Kind
from tarepo.models import SearchIndex
from tarepo.reading.bars import bar, year_bars
from tarepo.reading.page import Reading, Section
from tarepo.reading.rows import Profile
from tarepo.tiers import PUBLIC

MOST_SUBJECTS = 12
NO_YEAR = "none"  # as the list of activities calls it


def profile_of(pk: int) -> Profile:
    """Two queries. Every form of a record has the same codes, so that the public rows count for all readers."""
    rows = SearchIndex.objects.filter(kind=Kind.ACTIVITY, tier=PUBLIC).having([code(Facet.COUNTRY, pk)])
    return Profile(tally.values(rows, Facet.SUBJECT), tally.years(rows))


def profile_sections(reading: Reading, profile: Profile) -> list[Section]:
    """Two small pictures, which are tables too; each line opens its list."""
    made = []
    if profile.subjects:
        made.append(Section("subjects-of-activities", _("Activities by subject"), "bars", _subjects(reading, profile)))
    if profile.years:
        made.append(Section("years-of-activities", _("Activities by year"), "bars", _years(reading, profile)))
    return made


def _subjects(reading: Reading, profile: Profile) -> dict:
    known = reading.names.all(profile.subjects)
    known.sort(key=lambda name: (-profile.subjects[name["id"]], name["sort"]))
    most = max(profile.subjects.values())
    rows = [
        bar(name | {"url": _list(reading, subject=name["reference"])}, profile.subjects[name["id"]], most)
        for name in known[:MOST_SUBJECTS]
    ]
    values = {"most": MOST_SUBJECTS, "count": len(known)}
    more = _("The %(most)s of %(count)s subjects with the most activities.") % values
    broader = _("A broader subject counts what its narrower ones have.")
    return {
        "caption": _("Activities by subject"),
        "headers": [_("Subject"), _("Activities")],
        "rows": rows,
        "wide": True,
        "more": f"{more} {broader}" if len(known) > MOST_SUBJECTS else broader,
    }


def _years(reading: Reading, profile: Profile) -> dict:
    years = dict(profile.years)
    undated, on = years.pop(0, (0, 0))
    most = max(count for count, _on in profile.years.values())
    rows = year_bars(years, lambda year: _list(reading, year=str(year)), most=most)
    if undated:
        head = {"name": _("not stated"), "url": _list(reading, year=NO_YEAR)}
        rows.append(bar(head, undated, most, going_on=on))
    parted = any(row["part"] for row in rows)
    return {
        "caption": _("Activities by year"),
        "headers": [_("Year"), _("Activities"), *([_("Going on")] if parted else [])],
        "rows": rows,
        "parted": parted,
        "more": _("A period counts in every year that it touches."),
    }


def _list(reading: Reading, **also: str) -> str:
    """The list of the country's activities with one condition more."""
    return f"{list_path(Kind.ACTIVITY)}?{urlencode({'country': reading.row.reference, **also})}"
