"""Counts of what is asked for by each facet, exact whatever is chosen and whoever reads.

A facet's own counts leave out its own filter: the number beside a value is what choosing it instead would give.
Without words all of a record's forms have the same codes, so that the stored counts of public rows are every
reader's; with words each reader's own rows are counted.
"""

from collections.abc import Collection
from dataclasses import replace
from functools import cached_property

from activities.fields import FIELDS, Field, field
from activities.filters import ActivityFilter
from tarepo.codes import BASE, ROLES, Facet
from tarepo.enums import Kind
from tarepo.indexing import counts
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
        return sum(_of_facet(self._base, Facet.STATUS).values())

    @property
    def quick_total(self) -> int:
        """The same without counting anything else."""
        return self.asked.rows(self.rows).count()

    def of(self, each: Field) -> dict[int, int]:
        """Number of a value → how many activities."""
        if each.name == "role" and self._with_parties:
            return self._roles()
        if each.name in ("country", "partner") and "role" in self.asked.chosen:
            return self._in_roles(each)
        found = self._own(each) if each.name in self.asked.chosen else self._base
        return _of_facet(found, each.facet)

    @cached_property
    def _base(self) -> counts.Counts:
        """Under all that is chosen."""
        return self._both[1] if self._both else self._counts(self.asked)

    @cached_property
    def _both(self) -> tuple[counts.Counts, counts.Counts] | None:
        """Where words and one facet are asked for: without the facet and with it, which one pass counts."""
        if not self.asked.words or len(self.asked.chosen) != 1:
            return None
        (name,) = self.asked.chosen
        codes = [field(name).code(number) for number in self.asked.chosen[name].values()]
        return counts.counted_twice(self.asked.rows(self.rows, without=name), codes)

    def _own(self, each: Field) -> counts.Counts:
        """Under all that is chosen but in the facet itself."""
        if self._both:
            return self._both[0]
        chosen = {name: values for name, values in self.asked.chosen.items() if name != each.name}
        return self._counts(replace(self.asked, chosen=chosen), each.range)

    def _counts(self, asked: ActivityFilter, within: tuple[int, int] | None = None) -> counts.Counts:
        """As they are stored, where they are; else counted."""
        stored = _stored(asked)
        return counts.counted(asked.rows(self.rows), within) if stored is None else stored

    @property
    def _with_parties(self) -> list[str]:
        return [name for name in ("country", "partner") if name in self.asked.chosen]

    def _roles(self) -> dict[int, int]:
        """How many have the chosen countries, or partners, in each role."""
        rows = self.asked.rows(self.rows, without="role")
        alternatives = {
            place: [self.asked.keys_in_role(name, place) for name in self._with_parties] for place in range(len(ROLES))
        }
        return counts.counted_each(rows, alternatives)

    def _in_roles(self, each: Field) -> dict[int, int]:
        """How many have each country, or partner, in one of the chosen roles."""
        facet = Facet.COUNTRY_AS if each.name == "country" else Facet.PARTNER_AS
        places = list(self.asked.chosen["role"].values())
        if len(places) == 1 and self._with_parties in ([], [each.name]):
            chosen = {name: values for name, values in self.asked.chosen.items() if name not in (each.name, "role")}
            stored = _stored(replace(self.asked, chosen=chosen))
            if stored is not None:
                return _of_facet(stored, facet + places[0])
        rows = self.asked.rows(self.rows, without=each.name)
        return counts.counted_keys(rows, [facet + place for place in places])


def _stored(asked: ActivityFilter) -> counts.Counts | None:
    """The counts that are kept ready: where nothing is asked for, or one frequent value."""
    if asked.is_empty:
        return counts.totals()
    return counts.pairs(asked.only_code) if asked.only_code else None


def _of_facet(found: counts.Counts, facet: int) -> dict[int, int]:
    """Number of a value → count, of one facet's codes."""
    first, past = facet * BASE, (facet + 1) * BASE
    return {code - first: count for code, count in found.items() if first <= code < past and count > 0}


def all_counts(asked: ActivityFilter, tiers: Collection[int]) -> dict[str, dict[int, int]]:
    """The counts of every facet by name; for tests and profiles."""
    made = FacetCounts(asked, tiers)
    return {each.name: made.of(each) for each in FIELDS}
