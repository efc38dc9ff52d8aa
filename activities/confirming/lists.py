"""Which declared activities wait for whom: asked of the index, a page at a time, by the record's number."""

from collections.abc import Collection
from dataclasses import dataclass

from activities.confirming.standing import Declared, declared, standing_disputes
from tarepo.codes import ANYBODY, BASE, COOPERATIONS, Facet, code, place_code
from tarepo.enums import Kind
from tarepo.indexing import counts
from tarepo.models import SearchIndex
from tarepo.querysets import SearchIndexQuerySet
from tarepo.tiers import PUBLIC

PAGE = 25
Disputes = dict[int, set[int]]  # record → the parties whose dispute stands


@dataclass
class Page:
    rows: list[Declared]
    older: int = 0  # the number after which the next page begins; 0 where there is none


@dataclass
class Lists:
    """The records of some parties, by how those stand to them; of all parties where none are named."""

    parties: Collection[int] | None
    disputes: Disputes

    def open(self) -> SearchIndexQuerySet:
        """Where one of them has not answered at all."""
        waiting = sorted(self.parties) if self.parties is not None else [ANYBODY]
        rows = _index().keyed([code(Facet.UNCONFIRMED, party) for party in waiting])
        return rows.exclude(record_id__in=self._answered(rows))

    def _answered(self, rows: SearchIndexQuerySet) -> list[int]:
        """Those in which all that have not confirmed dispute: no more than disputes stand."""
        found = []
        for pk, keys in rows.filter(record_id__in=self.disputes).values_list("record_id", "keys"):
            waiting = {number for facet, number in map(_parted, keys) if facet == Facet.UNCONFIRMED and number}
            mine = waiting if self.parties is None else waiting & set(self.parties)
            if mine <= self.disputes[pk]:
                found.append(pk)
        return found

    def confirmed(self) -> SearchIndexQuerySet:
        """Where one of them declared or confirmed, and stands by it."""
        rows = _index().keyed([code(Facet.CONFIRMED_BY, party) for party in self.parties or ()])
        return rows.exclude(record_id__in=self.disputes)

    def disputed(self) -> SearchIndexQuerySet:
        return _index().filter(record_id__in=self.disputes)


def lists_of(parties: Collection[int] | None) -> Lists:
    """Two queries, whatever there is."""
    return Lists(parties, standing_disputes(parties))


def waiting_parties() -> dict[int, int]:
    """Party → how many activities it has not confirmed."""
    rows = _index().keyed([code(Facet.UNCONFIRMED, ANYBODY)])
    return {party: many for party, many in counts.counted_keys(rows, [Facet.UNCONFIRMED]).items() if party != ANYBODY}


def many_open() -> int:
    """How many activities wait for some party. One query."""
    return _index().keyed([code(Facet.UNCONFIRMED, ANYBODY)]).count()


def declared_all() -> SearchIndexQuerySet:
    """Whatever is declared."""
    return _index().having([place_code(Facet.COOPERATION, name) for name in COOPERATIONS])


def page_of(rows: SearchIndexQuerySet, after: int) -> Page:
    """The first recorded first, as they have waited longest. Four queries."""
    found = rows.filter(record_id__gt=after).order_by("record_id").values_list("record_id", flat=True)
    ids = list(found[: PAGE + 1])
    return Page(declared(ids[:PAGE]), ids[PAGE - 1] if len(ids) > PAGE else 0)


def all_of(rows: SearchIndexQuerySet) -> list[Declared]:
    return declared(list(rows.values_list("record_id", flat=True)))


def _index() -> SearchIndexQuerySet:
    return SearchIndex.objects.filter(kind=Kind.ACTIVITY, tier=PUBLIC)


def _parted(key: int) -> tuple[int, int]:
    return divmod(key, BASE)
