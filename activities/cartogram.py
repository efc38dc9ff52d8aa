"""The hits of a search by country or area: a tile for each, by region, no boundaries."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.db import connection
from django.db.models import Count, Max, Sum
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from activities.pictures import many, narrowed
from activities.search import Found
from tarepo.codes import NO_BENEFICIARY, NO_COUNTRY, ROLES, Facet
from tarepo.enums import Kind, PartyRole
from tarepo.models import SearchRow
from tarepo.reading.names import label_name
from tarepo.reading.words import content_language
from tarepo.regions import REGIONS, number_of
from tarepo.tiers import PUBLIC

STEPS = 5
AS_BENEFICIARY = Facet.COUNTRY_AS + ROLES.index(PartyRole.BENEFICIARY)
ANY = "any"


@dataclass(frozen=True)
class Land:
    """A country or area as a tile knows it."""

    id: int
    iso2: str
    name: str
    lang: str
    sort: str
    region: int | None
    subregion: int | None


@dataclass(frozen=True)
class Cartogram:
    """How many hits each country or area has, and what no tile can show."""

    total: int
    placeless: int  # hits of no country or area
    counts: dict[int, int]  # record id → hits
    lands: tuple[Land, ...]


def cartogram(found: Found, *, any_role: bool) -> Cartogram:
    """The counts of a facet, or of keys; and one query for the names of countries and areas where they changed."""
    counts = found.counts.under_all(Facet.COUNTRY) if any_role else found.counts.of_keys(AS_BENEFICIARY)
    placeless = found.counts.under_all(Facet.PLACELESS).get(NO_COUNTRY if any_role else NO_BENEFICIARY, 0)
    return Cartogram(found.total, placeless, counts, lands())


def lands() -> tuple[Land, ...]:
    """Every country or area, in the order of the reader's language."""
    rows = SearchRow.objects.filter(tier=PUBLIC, kind=Kind.COUNTRY)
    state = rows.aggregate(many=Count("pk"), newest=Max("snapshot_id"), sum=Sum("snapshot_id"))
    return _lands(get_language() or "en", connection.settings_dict["NAME"], tuple(state.values()))


@lru_cache(maxsize=12)
def _lands(interface: str, database: str, state: tuple[int | None, ...]) -> tuple[Land, ...]:
    """Kept until a country is published or withdrawn, which the state of all tells."""
    language = content_language(interface)
    rows = SearchRow.objects.filter(tier=PUBLIC, kind=Kind.COUNTRY)
    found = []
    for *label, card in rows.values_list("record_id", "kind", "reference", "label", "sort_keys", "snapshot_id", "card"):
        name = label_name(*label, language=language)
        regions = [number_of(card[key]) if card.get(key) else None for key in ("m49_region", "m49_subregion")]
        found.append(Land(name["id"], name["reference"], name["name"], name["lang"], name["sort"], *regions))
    return tuple(sorted(found, key=lambda land: land.sort))


def bounds(most: int) -> list[int]:
    """The upper end of each step, each a like multiple of the one before; fewer where there are fewer numbers."""
    if most <= STEPS:
        return list(range(1, most + 1))
    ends = [round(most ** (step / STEPS)) for step in range(1, STEPS + 1)]
    for place in range(1, STEPS):
        ends[place] = max(ends[place], ends[place - 1] + 1)
    return ends


def step_of(count: int, ends: list[int]) -> int:
    """1 to 5; 0 for none."""
    return next((place for place, end in enumerate(ends, 1) if count <= end), len(ends)) if count else 0


def legend(ends: list[int]) -> list[dict]:
    """What each shade means; the darkest is always the last."""
    firsts = [1, *(end + 1 for end in ends)]
    return [
        {"step": shade(place, ends), "text": many(end) if end == first else f"{many(first)}–{many(end)}"}
        for place, (first, end) in enumerate(zip(firsts, ends, strict=False), 1)
    ]


def shade(step: int, ends: list[int]) -> int:
    """The tint of a step: with fewer than five steps the lightest are spared."""
    return step + STEPS - len(ends) if step else 0


def tiles(found: Found, map_: Cartogram, *, any_role: bool) -> dict:
    """What components/cartogram.html takes: regions, their subregions, their tiles."""
    ends = bounds(max(map_.counts.values(), default=0))
    name = "country" if any_role else "beneficiary"
    groups: dict[int | None, dict[int | None, list[dict]]] = {}
    for land in map_.lands:
        count = map_.counts.get(land.id, 0)
        tile = {
            "code": land.iso2,
            "name": land.name,
            "lang": land.lang,
            "count": many(count),
            "step": shade(step_of(count, ends), ends),
            "url": _list(found, name, land.iso2) if count else "",
        }
        groups.setdefault(land.region, {}).setdefault(land.subregion, []).append(tile)
    regions = [
        {"name": _region(region), "parts": [{"name": _region(part), "tiles": parts[part]} for part in _order(parts)]}
        for region, parts in ((region, groups[region]) for region in _order(groups))
    ]
    return {"regions": regions, "legend": legend(ends)}


def _list(found: Found, name: str, iso2: str) -> str:
    """None where a role is chosen: its list would have the country in that role, and counted is any."""
    return "" if name == "country" and "role" in found.wanted.chosen else narrowed(found, name, iso2)


def _region(number: int | None) -> str:
    return str(REGIONS[number]) if number is not None else _("Region not stated")


def _order(numbers: Iterable[int | None]) -> list[int | None]:
    """As REGIONS has them, the unstated last."""
    places = {number: place for place, number in enumerate(REGIONS)}
    return sorted(numbers, key=lambda number: places.get(number or 0, len(places)))


def table(found: Found, map_: Cartogram, *, any_role: bool) -> dict:
    """What components/table.html takes: every country or area that has any, in the alphabet's order."""
    name = "country" if any_role else "beneficiary"
    rows = []
    for land in map_.lands:
        count = map_.counts.get(land.id, 0)
        if count:
            url = _list(found, name, land.iso2)
            head = {"name": land.name, "lang": land.lang, "url": url}
            rows.append({"head": head, "cells": [many(count), land.iso2, _region(land.subregion or land.region)]})
    return {
        "caption": _("Activities by country or area"),
        "headers": [_("Country or area"), _("Activities"), _("Code"), _("Region (M49)")],
        "rows": rows,
    }


def sentences(map_: Cartogram, *, any_role: bool) -> list[str]:
    """What the tiles cannot say by themselves."""
    total = ngettext("%(count)s activity in all.", "%(count)s activities in all.", map_.total)
    said = [total % {"count": many(map_.total)}]
    if any_role:
        said.append(_("Counted are all countries and areas with any role in an activity, their offices included."))
    else:
        said.append(_("Counted are the beneficiaries, offices for their country or area."))
    said.append(
        _(
            "An activity counts for each of its countries and areas. "
            "A group (“Central America”) does not count for its members."
        )
    )
    if map_.placeless:
        words = ngettext(
            "%(count)s activity is in no tile: no country or area is named in that role.",
            "%(count)s activities are in no tile: no country or area is named in that role.",
            map_.placeless,
        )
        said.append(words % {"count": many(map_.placeless)})
    return said
