"""Parties by the names that people type: in any of six languages, by acronym or by ISO code."""

import json
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property

from django.db import connection

from tarepo.enums import Kind
from tarepo.reading.names import label_name
from tarepo.reading.words import content_language
from tarepo.search.normalise import fold, plain
from tarepo.tiers import PUBLIC

MOST = 8  # choices offered
SHORTEST = 3  # letters of which parts of names are looked for
# Names that readers know, of whatever language; one query for all parties.
NAMED = """
    SELECT row.record_id, row.kind, row.reference, row.label::text, row.card->>'iso2', row.card->>'form', ARRAY(
        SELECT jsonb_array_elements_text(
            jsonb_path_query_array(held.body, '$.content.texts.*.title')
            || jsonb_path_query_array(held.body, '$.content.texts.*.other_title')
            || jsonb_path_query_array(held.body, '$.content.texts.*.short_title')
            || jsonb_path_query_array(held.body, '$.content.texts.*.synonyms')
        )
    )
    FROM tarepo_searchrow row JOIN tarepo_snapshot held ON held.id = row.snapshot_id
    WHERE row.tier = %s AND row.kind = ANY(%s)
"""


@dataclass(frozen=True)
class Named:
    """A party as a reader knows it, and all names by which it is found."""

    pk: int
    name: str
    keys: frozenset[str]
    form: str = ""


@dataclass(frozen=True)
class Found:
    """What a typed name means: one party, or the choices that there are."""

    pk: int = 0
    choices: list[tuple[int, str]] = field(default_factory=list)


def key_of(name: str) -> str:
    """Without capitals, accents and marks."""
    return fold(plain(name))


class Parties:
    """All published parties, read once when the first name is asked for."""

    def find(self, typed: str, forms: Collection[str] = ()) -> Found:
        """forms: of which alone the party may be; of any without them."""
        key = key_of(typed)
        if not key:
            return Found()
        same = _of_forms([party for party in self._all if key in party.keys], forms)
        if len(same) == 1:
            return Found(same[0].pk)
        return Found(choices=[(party.pk, party.name) for party in (same or _of_forms(self._like(key), forms))[:MOST]])

    def name(self, pk: int) -> str:
        return self._by_id[pk].name if pk in self._by_id else ""

    def _like(self, key: str) -> list[Named]:
        """Those with every word in a name, the shortest names first; else those that are spelt much the same."""
        words = [re.compile(rf"\b{re.escape(word)}") for word in key.split()]
        if len(key) >= SHORTEST:
            found = [
                (min(len(one) for one in having), party)
                for party in self._all
                if (having := [one for one in party.keys if all(word.search(one) for word in words)])
            ]
            if found:
                return [party for _length, party in sorted(found, key=lambda pair: (pair[0], pair[1].name))]
        close = get_close_matches(key, self._by_key, n=MOST, cutoff=0.75)
        return list(dict.fromkeys(self._by_key[one] for one in close))

    @cached_property
    def _all(self) -> list[Named]:
        with connection.cursor() as cursor:
            cursor.execute(NAMED, [PUBLIC, [Kind.COUNTRY, Kind.ORGANISATION]])
            return sorted(map(_named, cursor.fetchall()), key=lambda party: party.name)

    @cached_property
    def _by_id(self) -> dict[int, Named]:
        return {party.pk: party for party in self._all}

    @cached_property
    def _by_key(self) -> dict[str, Named]:
        return {key: party for party in self._all for key in party.keys}


def _of_forms(parties: list[Named], forms: Collection[str]) -> list[Named]:
    return [party for party in parties if party.form in forms] if forms else parties


def _named(row: tuple) -> Named:
    pk, kind, reference, label, iso2, form, names = row
    shown = label_name(pk, kind, reference, json.loads(label), {}, 0, language=content_language())
    lines = (line for name in names for line in name.splitlines())
    return Named(pk, shown["name"], frozenset(_keys([reference, iso2 or "", shown["short"], *lines])), form or "")


def _keys(names: Iterable[str]) -> Iterable[str]:
    return filter(None, map(key_of, names))
