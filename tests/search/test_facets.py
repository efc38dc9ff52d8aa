"""Counts are those of a plain slow reading of what each reader may see, under every combination."""

import random
from unittest import mock

import pytest
from django.http import QueryDict

from activities.facet_values import Facets
from activities.filters import read
from activities.models import Activity
from activities.search import PARAMETERS, SEVERAL, Found
from tarepo.asked import Asked
from tarepo.codes import BASE
from tarepo.enums import Kind
from tarepo.indexing import bitmaps, counts, make_totals, totals
from tarepo.indexing.bitmaps import BLOCK
from tarepo.models import SearchBitmap, SearchDelta, SearchIndex, SearchPair
from tarepo.tiers import PUBLIC
from tests.make import archive_now, edit, publish_now
from tests.search import cast
from tests.search.cast import COUNTED, HIDDEN, OFFICES, WORDS, count, fits, publish_cast

pytestmark = pytest.mark.django_db


def found_by(query: dict[str, list[str]], words: list[str], tiers: frozenset[int]) -> Found:
    address = QueryDict(mutable=True)
    for name, values in query.items():
        address.setlist(name, values)
    if words:
        address["q"] = " ".join(words)
    asked = Asked(address, PARAMETERS, SEVERAL)
    found = Found(tiers, asked, read(asked))
    assert found.problems == []
    return found


def invent_query(chance: random.Random, mades: list[cast.Made]) -> tuple[dict[str, list[str]], list[str]]:
    """Some values of some facets, of an activity that there is or of any."""
    query = {}
    for name in chance.sample(COUNTED, chance.randint(0, 3)):
        known = sorted({value for made in mades for value in cast.values(made, name)})
        query[name] = chance.sample(known, min(len(known), chance.randint(1, 2)))
    if chance.random() < 0.2:
        query[chance.choice(cast.ROLES)] = [chance.choice(["PE", "NP", *OFFICES])]
    words = chance.sample([*WORDS, *HIDDEN, "-zorbic", "-hushword"], chance.choice([0, 0, 1, 1, 2]))
    return query, words


def check(mades: list[cast.Made], query: dict, words: list[str], tier: str, tiers: frozenset[int]) -> None:
    found = found_by(query, words, tiers)
    expected = {made.pk for made in mades if fits(made, query, words, tier)}
    assert {*found.index.values_list("record_id", flat=True)} == expected
    assert sorted(found.rows.values_list("record_id", flat=True)) == sorted(expected)
    facets = {
        facet["name"]: {v["value"]: v["count"] for v in facet["values"] if v["count"]}
        for facet in Facets(found.counts).shown()
    }
    for name in COUNTED:
        assert facets.get(name, {}) == count(mades, query, words, tier, name), (name, query, words, tier)
    assert found.total == len(expected) == found.counts.quick_total
    statuses = facets.get("status", {})
    assert sum(many for value, many in statuses.items() if value in query.get("status", statuses)) == len(expected)


@pytest.mark.parametrize(("seed", "few"), [(1, counts.FEW), (2, 1)], ids=["one by one", "by bitmaps"])
def test_counts_are_those_of_a_slow_reading_for_every_tier_and_combination(seed, few, monkeypatch):
    monkeypatch.setattr(counts, "FEW", few)
    mades = publish_cast(seed)
    chance, tiers = random.Random(seed), cast.tiers()  # noqa: S311
    for step in range(90):
        if step == 30:  # from counting live, with deltas alone, to stored totals and pairs
            with mock.patch.object(totals, "PAIRS_FROM", 1):
                make_totals(anew=True)
        if step == 60:  # to stored ones with changes since
            archive_now(draft_of(mades.pop()))
        if step == 75:  # to more changes than are counted apart
            monkeypatch.setattr(bitmaps, "MOST_CHANGED", 0)
        query, words = invent_query(chance, mades)
        tier = chance.choice([*tiers])
        check(mades, query, words, tier, tiers[tier])


def draft_of(made: cast.Made) -> Activity:
    return Activity.objects.get(pk=made.pk)


def test_hidden_words_are_not_found_nor_counted_nor_hinted_at():
    mades = publish_cast(3)
    tiers = cast.tiers()
    for word in HIDDEN:
        assert any(word in made.hidden for made in mades)
        nobody = found_by({}, [word], tiers["visitor"])
        assert (nobody.total, nobody.index.count(), Facets(nobody.counts).shown()) == (0, 0, [])
    assert found_by({}, ["hushword"], tiers["members"]).total == 0
    assert found_by({}, ["hushword"], tiers["peru"]).total == sum("hushword" in made.hidden for made in mades)
    assert found_by({}, ["veiled"], tiers["members"]).total == sum("veiled" in made.hidden for made in mades)
    visitor = found_by({}, ["-hushword"], tiers["visitor"])
    assert visitor.total == len(mades)


class TestStoredCounts:
    def test_deltas_and_their_merging_leave_every_count_as_it_is(self):
        mades = publish_cast(4, many=15)
        with mock.patch.object(totals, "PAIRS_FROM", 2):
            make_totals(anew=True)
        assert SearchPair.objects.exists()
        bits = stored_bits()
        assert bits == bits_counted_anew()
        assert not SearchDelta.objects.exists()
        record = draft_of(mades[0])
        edit(record, status="planned" if mades[0].status != "planned" else "completed")
        publish_now(record)
        archive_now(draft_of(mades[1]))
        assert SearchDelta.objects.count() == 3
        before = all_pages(mades)
        make_totals()
        assert not SearchDelta.objects.exists()
        assert stored_bits() == bits_counted_anew() != bits
        assert all_pages(mades) == before
        with mock.patch.object(totals, "PAIRS_FROM", 2):
            make_totals(anew=True)
        assert all_pages(mades) == before


def stored_bits() -> dict[int, set[int]]:
    """Code → the records that have it, of those that any has."""
    found: dict[int, set[int]] = {}
    for code, block, bits in SearchBitmap.objects.values_list("code", "block", "bits"):
        found.setdefault(code, set()).update(block * BLOCK + place for place, bit in enumerate(bits) if bit == "1")
    return {code: records for code, records in found.items() if records}


def bits_counted_anew() -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for record, *codes in SearchIndex.objects.filter(kind=Kind.ACTIVITY, tier=PUBLIC).values_list(
        "record_id", "codes", "keys"
    ):
        for code in (*codes[0], *codes[1]):
            if counts.FACETS[0] <= code < counts.FACETS[1] + BASE:
                found.setdefault(code, set()).add(record)
    return found


def all_pages(mades: list[cast.Made]) -> list:
    """Every facet of a search for nothing and for each value of two facets."""
    tiers = cast.tiers()["visitor"]
    queries = [
        {},
        *({"status": [status]} for status in cast.STATUSES),
        *({"country": [each]} for each in cast.COUNTRIES),
    ]
    return [
        [
            (facet["name"], [(v["value"], v["count"]) for v in facet["values"]])
            for facet in Facets(found_by(query, [], tiers).counts).shown()
        ]
        for query in queries
    ]
