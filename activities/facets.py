"""Counts of what is asked for by each facet, exact whatever is chosen and whoever reads.

A facet's own counts leave out its own filter: the number beside a value is what choosing it instead would give.
Without words all of a record's forms have the same codes, so that the stored counts of public rows are every
reader's; with words each reader's own rows are counted.
"""

from collections.abc import Collection
from dataclasses import replace
from functools import cached_property

from activities.fields import Field
from activities.filters import ActivityFilter
from tarepo.codes import BASE, ROLES, Facet
from tarepo.enums import Kind
from tarepo.indexing import counts
from tarepo.indexing.bitmaps import Within
from tarepo.indexing.hits import Hits, hits, looking
from tarepo.models import SearchIndex
from tarepo.querysets import SearchIndexQuerySet
from tarepo.tiers import PUBLIC


class FacetCounts:
    """The counts of one search; each statement runs once, when first asked for."""

    def __init__(self, asked: ActivityFilter, tiers: Collection[int]) -> None:
        self.asked = asked
        rows = SearchIndex.objects.filter(kind=Kind.ACTIVITY)
        self.rows: SearchIndexQuerySet = rows.for_tiers(tiers) if asked.words else rows.filter(tier=PUBLIC)

    @cached_property
    def total(self) -> int:
        """How many activities are asked for: each has exactly one status."""
        return len(self.hits.records) if self.asked.words else sum(self.under_all(Facet.STATUS).values())

    @property
    def finds(self) -> bool:
        """Whether there is any."""
        rows = self.asked.rows(self.rows)
        with looking(rows):
            return rows.exists()

    @property
    def quick_total(self) -> int:
        """The same without counting anything else."""
        rows = self.asked.rows(self.rows)
        with looking(rows):
            return rows.count()

    @cached_property
    def hits(self) -> Hits:
        """All that is asked for."""
        return hits(self.asked.rows(self.rows))

    def of(self, each: Field) -> dict[int, int]:
        """Number of a value → how many activities."""
        if each.name == "role" and self.asked.with_parties:
            return self._roles()
        if each.name in ("country", "partner") and "role" in self.asked.chosen:
            return self._in_roles(each)
        if each.name not in self.asked.chosen:
            return self.under_all(each.facet)
        return counts.of_facet(self._counts(self._but(each.name), each.range), each.facet)

    def under_all(self, facet: Facet) -> dict[int, int]:
        """The counts of a facet under its own filter too."""
        return self._base.get(facet, {})

    def of_keys(self, facet: int) -> dict[int, int]:
        """The counts of the keys of a facet under all that is chosen."""
        return counts.of_facet(self._counts(self.asked, (facet * BASE, (facet + 1) * BASE)), facet)

    @cached_property
    def _base(self) -> dict[int, counts.Counts]:
        """Under all that is chosen, by facet."""
        return counts.by_facet(self._counts(self.asked))

    def _but(self, *names: str) -> ActivityFilter:
        """What is asked for, without these fields."""
        chosen = {name: values for name, values in self.asked.chosen.items() if name not in names}
        return replace(self.asked, chosen=chosen)

    def _counts(self, asked: ActivityFilter, within: Within = counts.FACETS) -> counts.Counts:
        """As they are stored, where they are; else counted."""
        stored = _stored(asked, within)
        if stored is not None:
            return stored
        codes, rows = asked.by_codes, asked.rows(self.rows)
        if codes is not None:
            return counts.of_codes(codes, rows, within)
        return counts.of_hits(self.hits if asked is self.asked else hits(rows), within)

    def _roles(self) -> dict[int, int]:
        """How many have the chosen countries, or partners, in each role."""
        named = self.asked.with_parties
        alternatives = {place: [self.asked.keys_in_role(name, place) for name in named] for place in range(len(ROLES))}
        if len(named) == 1 and len(self.asked.chosen[named[0]]) == 1:  # of one party the keys are counted ready
            keys = {place: key for place, ((key,),) in alternatives.items()}
            stored = _stored(self._but("role", *named), list(keys.values()))
            if stored is not None:
                return {place: stored[key] for place, key in keys.items() if stored.get(key)}
        return counts.counted_each(self.asked.rows(self.rows, without="role"), alternatives)

    def _in_roles(self, each: Field) -> dict[int, int]:
        """How many have each country, or partner, in one of the chosen roles."""
        facet = Facet.COUNTRY_AS if each.name == "country" else Facet.PARTNER_AS
        places = list(self.asked.chosen["role"].values())
        if len(places) == 1 and self.asked.with_parties in ([], [each.name]):
            span = ((facet + places[0]) * BASE, (facet + places[0] + 1) * BASE)
            stored = _stored(self._but(each.name, "role"), span)
            if stored is not None:
                return counts.of_facet(stored, facet + places[0])
        rows = self.asked.rows(self.rows, without=each.name)
        return counts.counted_keys(rows, [facet + place for place in places])


def _stored(asked: ActivityFilter, within: Within) -> counts.Counts | None:
    """The counts that are kept ready: where nothing is asked for, or one frequent value."""
    if asked.is_empty:
        return counts.totals(within)
    return counts.pairs(asked.only_code, within) if asked.only_code else None
