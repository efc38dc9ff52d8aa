"""The one definition of a search for activities: what an address asks, and which index rows answer it."""

import datetime as dt
from dataclasses import dataclass, field

from activities.fields import FIELDS, PARTY_KINDS, PARTY_ROLES
from tarepo.asked import Asked
from tarepo.asked_records import Records, named, records_for
from tarepo.codes import ROLES, Facet, code
from tarepo.enums import Kind
from tarepo.querysets import SearchIndexQuerySet
from tarepo.search.query import Matches, Query, parse
from tarepo.search.synonyms import widen

SEVERAL = (*(each.name for each in FIELDS), *(role.value for role in PARTY_ROLES))  # take several values
PARAMETERS = ("q", *SEVERAL)


@dataclass
class ActivityFilter:
    """What is asked for: values of each field (any of them), parties in roles and words (all of them)."""

    chosen: dict[str, dict[str, int]] = field(default_factory=dict)  # field → value in the address → number
    parties: dict[str, dict[str, tuple[str, int]]] = field(default_factory=dict)  # role → value → (kind, record id)
    words: Query | None = None

    def rows(self, rows: SearchIndexQuerySet, *, without: str = "") -> SearchIndexQuerySet:
        """Those of the rows that fit, to everything or to all but one field."""
        for each in FIELDS:
            if each.name in self.chosen and each.name not in (without, "role"):
                rows = rows.having([each.code(number) for number in self.chosen[each.name].values()])
        if "role" in self.chosen and without != "role":
            rows = self._in_role(rows, without)
        if "year" in self.chosen and without != "year":
            # what touches a year has begun by its end: so the list by date is not walked through from its beginning
            rows = rows.filter(sort_date__lte=dt.date(max(1, *self.chosen["year"].values()), 12, 31))
        for role, values in self.parties.items():
            rows = rows.keyed([_party_key(role, kind, pk) for kind, pk in values.values()])
        return rows.filter(Matches("vector", self.words)) if self.words else rows

    @property
    def by_codes(self) -> list[list[int]] | None:
        """The codes of which a hit has one of each list, where nothing else is asked for."""
        if self.words or self.parties or ("role" in self.chosen and self.with_parties):
            return None
        return [[each.code(n) for n in self.chosen[each.name].values()] for each in FIELDS if each.name in self.chosen]

    @property
    def with_parties(self) -> list[str]:
        """The fields by which parties are chosen, whose role is then their own."""
        return [name for name in ("country", "partner") if name in self.chosen]

    def _in_role(self, rows: SearchIndexQuerySet, without: str) -> SearchIndexQuerySet:
        """Of a chosen country or partner the role is that party's own; else it is anybody's."""
        places = self.chosen["role"].values()
        named = [name for name in self.with_parties if name != without]
        for name in named:
            rows = rows.keyed([key for place in places for key in self.keys_in_role(name, place)])
        return rows if named else rows.having([code(Facet.ROLE, place) for place in places])

    def keys_in_role(self, name: str, place: int) -> list[int]:
        """The keys of the chosen countries, or partners, in a role."""
        facet = Facet.COUNTRY_AS if name == "country" else Facet.PARTNER_AS
        return [code(facet + place, pk) for pk in self.chosen[name].values()]

    @property
    def is_empty(self) -> bool:
        return not (self.chosen or self.parties or self.words)

    @property
    def only_code(self) -> int | None:
        """The one code asked for where nothing else is."""
        if self.words or self.parties or len(self.chosen) != 1:
            return None
        (name,) = self.chosen
        numbers = list(self.chosen[name].values())
        return next(each.code(numbers[0]) for each in FIELDS if each.name == name) if len(numbers) == 1 else None

    @property
    def understood(self) -> dict[str, list[str]]:
        """Everything that was understood, as an address says it."""
        made = {"q": [str(self.words)]} if self.words else {}
        made |= {name: list(values) for name, values in self.chosen.items()}
        return made | {role: list(values) for role, values in self.parties.items()}


def read(asked: Asked) -> ActivityFilter:
    """What the address asks; a value that is not understood is named in asked.problems and left out."""
    made = ActivityFilter(words=_words(asked))
    given = {name: asked.texts(name) for name in SEVERAL if name in asked.query}
    records = _records(given)
    for each in FIELDS:
        for value in given.get(each.name, ()):
            if each.kind:
                found = named(value, (each.kind,), records)
                canonical, number = found[1:] if found else (value, None)
            else:
                canonical, number = each.canonical(value)
            if number is None:
                asked.misread(str(each.label), value)
            else:
                made.chosen.setdefault(each.name, {})[canonical] = number
    for role in PARTY_ROLES:
        for value in given.get(role.value, ()):
            party = named(value, PARTY_KINDS, records)
            if party is None:
                asked.misread(str(role.label), value)
            else:
                made.parties.setdefault(role.value, {})[party[1]] = (party[0], party[2])
    return made


def _words(asked: Asked) -> Query | None:
    text = asked.text("q")
    if not text:
        return None
    query = parse(text)
    asked.problems.extend(map(str, query.problems))
    return None if query.is_empty else widen(query)


def _records(given: dict[str, list[str]]) -> Records:
    """The records that the values may name: one query, none where no value names any."""
    kinds = {each.name: (each.kind,) for each in FIELDS if each.kind} | dict.fromkeys(PARTY_ROLES, PARTY_KINDS)
    return records_for((value, each) for name, each in kinds.items() for value in given.get(name, ()))


def _party_key(role: str, kind: str, pk: int) -> int:
    facet = Facet.COUNTRY_AS if kind == Kind.COUNTRY else Facet.PARTNER_AS
    return code(facet + ROLES.index(role), pk)
