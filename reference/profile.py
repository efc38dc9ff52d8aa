"""What a party did: its activities by role, and a country's or area's by subject and year too."""

from urllib.parse import urlencode

from django.utils.translation import gettext as _

from tarepo.addresses import list_path
from tarepo.codes import BASE, NO_YEAR, ROLES, Facet, code
from tarepo.enums import Kind, PartyRole
from tarepo.indexing import counts
from tarepo.models import SearchIndex
from tarepo.reading.bars import bar, year_bars
from tarepo.reading.page import Reading, Section
from tarepo.reading.rows import Profile
from tarepo.reading.words import number
from tarepo.tiers import PUBLIC

MOST_SUBJECTS = 12
SHOWN = (code(Facet.YEAR, 0), code(Facet.SUBJECT + 1, 0))  # and few others between


def country_profile(pk: int) -> Profile:
    """Every form of a record has the same codes, so that the public rows count for all readers.

    Those of a busy country are counted ready; of any country few activities go on.
    """
    place = code(Facet.COUNTRY, pk)
    rows = SearchIndex.objects.filter(kind=Kind.ACTIVITY, tier=PUBLIC).having([place])
    found = counts.pairs(place, SHOWN) or counts.counted(rows, SHOWN)
    going_on = counts.going_on(rows)
    years = {year: (count, going_on.get(year, 0)) for year, count in counts.of_facet(found, Facet.YEAR).items()}
    return Profile(counts.of_facet(found, Facet.SUBJECT), years, _roles(Facet.COUNTRY_AS, pk))


def organisation_profile(pk: int) -> Profile:
    return Profile(roles=_roles(Facet.PARTNER_AS, pk))


def _roles(facet: Facet, pk: int) -> dict[int, int]:
    """Place of a role → activities, as the list counts them: of one party in one role they are kept ready."""
    found = counts.totals([code(facet + place, pk) for place in range(len(ROLES))])
    return {key // BASE - facet: count for key, count in sorted(found.items()) if count > 0}


def around_activities(reading: Reading, profile: Profile) -> dict:
    """What stands with a party's newest activities: how many in each role, and the way to all."""
    title = reading.title()["text"]
    every = {"name": _("All activities of %(country)s") % {"country": title}, "url": _list(reading)}
    if sum(profile.roles.values()) < 2:  # the one row says it
        return {"all": every}
    labels = {ROLES.index(role): role.label for role in PartyRole}
    roles = [
        {"name": f"{labels[place]}: {number(str(profile.roles[place]))}", "url": _list(reading, role=ROLES[place])}
        for place in sorted(profile.roles)
    ]
    offices = _("What its offices do is counted with it.") if reading.row.kind == Kind.COUNTRY else ""
    return {"roles": roles, "told": offices, "all": every}


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
    rows = year_bars(years, lambda year: _list(reading, year=str(year)))
    if undated:
        head = {"name": _("not stated"), "url": _list(reading, year=NO_YEAR)}
        rows.append(bar(head, undated, 0, going_on=on))  # no bar: it would dwarf the years
    parted = any(row["part"] for row in rows)
    return {
        "caption": _("Activities by year"),
        "headers": [_("Year"), _("Activities"), *([_("Going on")] if parted else [])],
        "rows": rows,
        "parted": parted,
        "more": _("A period counts in every year that it touches."),
    }


def _list(reading: Reading, **also: str) -> str:
    """The list of the party's activities, with one condition more."""
    name = "country" if reading.row.kind == Kind.COUNTRY else "partner"
    return f"{list_path(Kind.ACTIVITY)}?{urlencode({name: reading.row.reference, **also})}"
