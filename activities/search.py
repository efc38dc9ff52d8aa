"""What an address asks of the activities: the one value that page, exports, feeds and pictures are made from."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.translation import gettext as _

from activities.facet_values import names_of
from activities.facets import FacetCounts
from activities.fields import FIELDS
from activities.filters import PARAMETERS, SEVERAL, ActivityFilter, read
from tarepo.access import tiers_for
from tarepo.addresses import list_path
from tarepo.asked import Asked
from tarepo.enums import Kind, PartyRole
from tarepo.models import SearchIndex, SearchRow
from tarepo.querysets import SearchIndexQuerySet, SearchRowQuerySet
from tarepo.reading.lists import PLACES
from tarepo.search.query import Query

# How the list is shown; not part of what is asked for.
SHOWING = ("order", "best", "more", *PLACES)


@dataclass(frozen=True)
class Condition:
    """One thing asked for, as a chip names it, and the search without it."""

    label: str
    lang: str
    without: ActivityFilter


@dataclass
class Found:
    """The hits that the reader may see, and how the address asked for them."""

    tiers: frozenset[int]
    asked: Asked
    wanted: ActivityFilter

    @cached_property
    def index(self) -> SearchIndexQuerySet:
        """All hits, unordered, one row for each record: what counts and sums are made of."""
        return self.wanted.rows(SearchIndex.objects.for_tiers(self.tiers).filter(kind=Kind.ACTIVITY))

    @cached_property
    def rows(self) -> SearchRowQuerySet:
        """The same hits with their cards and snapshots, for showing."""
        if self.wanted.is_empty:
            return SearchRow.objects.for_tiers(self.tiers).filter(kind=Kind.ACTIVITY)
        return SearchRow.objects.filter(pk__in=self.index.values("row"))

    @property
    def problems(self) -> list[str]:
        return self.asked.problems

    @property
    def understood(self) -> dict[str, list[str]]:
        """Parameter → its values, as in the address."""
        return self.wanted.understood

    @property
    def words(self) -> Query | None:
        """The words asked for, to mark in what is shown."""
        return self.wanted.words

    @cached_property
    def counts(self) -> FacetCounts:
        return FacetCounts(self.wanted, self.tiers)

    @property
    def total(self) -> int:
        """How many hits there are, exactly."""
        return self.counts.total

    @property
    def query(self) -> str:
        """The state of the search without the place in a list, for an address: empty or ?country=PE&year=2023."""
        return f"?{urlencode(self.understood, doseq=True)}" if self.understood else ""

    def url(self, path: str = "", **changed: str | list[str] | None) -> str:
        """The same search, elsewhere or with parameters changed; an empty value takes one out."""
        return address(self.understood | changed, path)

    @cached_property
    def conditions(self) -> list[Condition]:
        """All that is asked for, one by one."""
        return list(_conditions(self.wanted))

    def chips(self, path: str = "") -> list[dict]:
        return [
            {"label": each.label, "lang": each.lang, "url": address(each.without.understood, path)}
            for each in self.conditions
        ]

    def filter_for(self, path: str) -> dict[str, Any]:
        """What components/filter.html takes: a box for words, everything else asked for as it is, and the chips."""
        given = self.understood
        words = given.pop("q", [""])[0]
        return {
            "action": path,
            "label": _("Search the activities"),
            "fields": [{"name": "q", "label": _("Search the activities"), "value": words, "search": True}],
            "hidden": [{"name": name, "value": value} for name, values in given.items() for value in values],
            "chips": self.chips(path),
            "clear_url": path if len(self.conditions) > 1 else "",
        }


def asked(request: HttpRequest, also: Collection[str] = ()) -> Found:
    """Read the address; what was not understood is told in problems, and the rest is kept.

    also: parameters of the page's own, which are read elsewhere.
    """
    asked = Asked(request.GET, (*PARAMETERS, *SHOWING, *also), SEVERAL)
    return Found(tiers_for(request), asked, read(asked))


def address(parameters: dict[str, Any], path: str = "") -> str:
    """The list's address, or another path's, with these parameters."""
    query = urlencode({name: value for name, value in parameters.items() if value}, doseq=True)
    return (path or list_path(Kind.ACTIVITY)) + (f"?{query}" if query else "")


def _conditions(wanted: ActivityFilter) -> Iterator[Condition]:
    words = wanted.words
    for term in words.terms if words else ():
        rest = words.without(term) if words and len(words.terms) > 1 else None
        yield Condition(f"“{term.text}”" if not term.negated else f"−“{term.text}”", "", replace(wanted, words=rest))
    names = names_of(set(_records(wanted)))
    for each in FIELDS:
        for value, number in wanted.chosen.get(each.name, {}).items():
            rest_of = _without(wanted.chosen, each.name, value)
            label, lang = names.get(number, (value, value, ""))[1:3] if each.kind else (each.told(number), "")
            shown = label if each.kind else f"{each.label}: {label}"
            yield Condition(shown, lang, replace(wanted, chosen=rest_of))
    for role, values in wanted.parties.items():
        for value, (_kind, pk) in values.items():
            label, lang = names.get(pk, (value, value, ""))[1:3]
            parties = _without(wanted.parties, role, value)
            yield Condition(f"{PartyRole(role).label}: {label}", lang, replace(wanted, parties=parties))


def _records(wanted: ActivityFilter) -> Iterator[int]:
    for each in FIELDS:
        if each.kind:
            yield from wanted.chosen.get(each.name, {}).values()
    for values in wanted.parties.values():
        yield from (pk for _kind, pk in values.values())


def _without(chosen: dict[str, Any], name: str, value: str) -> dict[str, Any]:
    """All that is chosen but one value."""
    rest = {key: held for key, held in chosen[name].items() if key != value}
    return {key: held for key, held in (chosen | {name: rest}).items() if held}
