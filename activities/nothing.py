"""What to do where a search finds nothing: another spelling, or which condition to drop."""

from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from activities.facets import FacetCounts
from activities.filters import ActivityFilter
from activities.search import Found, address
from tarepo.addresses import list_path
from tarepo.enums import Kind
from tarepo.reading.words import number
from tarepo.search.query import Query
from tarepo.search.suggest import suggest
from tarepo.search.synonyms import widen

MOST_DROPS = 12


def nothing(found: Found) -> dict | None:
    """What components/nothing.html takes; None where something is found, or nothing was asked for."""
    if found.total or found.wanted.is_empty:
        return None
    return {
        "suggestion": _suggestion(found),
        "drops": sorted(_drops(found), key=lambda drop: -drop["count"]),
        "several": len(found.conditions) > 1,
        "all": {"name": _("Show the whole list"), "url": list_path(Kind.ACTIVITY)},
    }


def counted(total: int) -> str:
    return ngettext("%(shown)s activity", "%(shown)s activities", total) % {"shown": number(str(total))}


def _suggestion(found: Found) -> dict | None:
    if not found.words:
        return None

    def finds(query: Query) -> bool:
        return FacetCounts(ActivityFilter(words=query), found.tiers).finds

    def answers(query: Query) -> bool:
        return FacetCounts(replace(found.wanted, words=widen(query)), found.tiers).finds

    better = suggest(found.words, finds, answers)
    return {"text": str(better), "url": found.url(q=str(better))} if better else None


def _drops(found: Found) -> Iterator[dict]:
    if len(found.conditions) < 2:
        return
    for each in found.conditions[:MOST_DROPS]:
        count = FacetCounts(each.without, found.tiers).quick_total
        if count:
            yield {
                "label": each.label,
                "lang": each.lang,
                "count": count,
                "found": counted(count),
                "url": address(each.without.understood),
            }
