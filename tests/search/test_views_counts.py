"""Timeline, cartogram and matrix count what a plain slow reading counts, and each number opens just its list."""

import os
from collections import Counter
from collections.abc import Iterator

import pytest

from activities import cartogram, south_south, timeline
from tests import databases
from tests.conftest import WORKER, connected_to
from tests.html import main
from tests.search import cast
from tests.search.asking import found_at, total_at
from tests.search.cast import fits, land, publish_cast

QUERIES = [
    {},
    {"country": ["PE"]},
    {"year": ["2018", "2019"]},
    {"year": ["none"]},
    {"beneficiary": ["PE"]},
    {"status": ["planned"], "subject": ["cast-wide"]},
    {"provider": ["cast-office-pe"]},
    {"role": ["provider"]},
]


def address(query: dict, words: list[str] | None = None) -> str:
    parts = [f"{name}={value}" for name, values in query.items() for value in values]
    return "?" + "&".join([*parts, *([f"q={' '.join(words)}"] if words else [])])


@pytest.fixture(scope="module")
def mades(server_address: str, template: str, django_db_blocker) -> Iterator[list[cast.Made]]:
    """The cast, published once for this module in a database of its own: nothing in these tests writes."""
    name = f"test_{WORKER}_{os.getpid()}_views"
    with (
        databases.copy(server_address, template, name) as address,
        django_db_blocker.unblock(),
        connected_to(address, django_db_blocker),
    ):
        yield publish_cast(7)


def parties(made: cast.Made, role: str | None) -> set[str]:
    """Its parties in a role, offices as themselves and as their countries."""
    named = {party for party, its in made.parties if role in (None, its)}
    return named | {land(party) for party in named} - {None}


@pytest.mark.parametrize("query", QUERIES, ids=map(str, QUERIES))
def test_the_timeline_counts_every_year_that_a_period_touches(mades, query):
    found = found_at(address(query))
    hits = [made for made in mades if fits(made, query, [], "visitor")]
    line = timeline.timeline(found)
    slow = Counter(year for made in hits for year in made.years)
    assert {year: count for year, (count, _on) in line.years.items()} == slow
    assert (line.total, line.undated) == (len(hits), sum(not made.years for made in hits))
    rows = timeline.bars(found, line)["rows"]
    assert sum(int(row["value"]) for row in rows) == sum(slow.values()) + line.undated
    for row in rows:
        if row["head"].get("url"):
            assert total_at(row["head"]["url"]) == int(row["value"]), row
    assert any(row["head"].get("url") for row in rows) == bool(hits)


@pytest.mark.parametrize("any_role", [False, True])
@pytest.mark.parametrize("query", QUERIES, ids=map(str, QUERIES))
def test_the_cartogram_counts_each_country_once_an_activity(mades, query, any_role):
    found = found_at(address(query))
    hits = [made for made in mades if fits(made, query, [], "visitor")]
    role = None if any_role else "beneficiary"
    lands = [parties(made, role) & cast.COUNTRIES.keys() for made in hits]
    counted = cartogram.cartogram(found, any_role=any_role)
    names = {land.id: land.iso2 for land in counted.lands}
    assert {names[pk]: count for pk, count in counted.counts.items()} == Counter(
        each for some in lands for each in some
    )
    assert counted.placeless == sum(not some for some in lands)
    table = cartogram.table(found, counted, any_role=any_role)["rows"]
    picture = cartogram.tiles(found, counted, any_role=any_role)["regions"]
    tiles = [tile for region in picture for part in region["parts"] for tile in part["tiles"]]
    assert len(tiles) == len(counted.lands)
    assert sum(int(row["cells"][0]) for row in table) == sum(int(tile["count"]) for tile in tiles)
    for tile in tiles:
        assert (tile["step"] > 0) == (tile["count"] != "0")
        if tile["url"]:
            assert total_at(tile["url"]) == int(tile["count"]), tile


@pytest.mark.parametrize("query", QUERIES, ids=map(str, QUERIES))
def test_the_matrix_counts_each_pair_of_provider_and_beneficiary(mades, query):
    found = found_at(address(query))
    hits = [made for made in mades if fits(made, query, [], "visitor")]
    slow = Counter(
        (one, other) for made in hits for one in parties(made, "provider") for other in parties(made, "beneficiary")
    )
    made = south_south.flows(found.index, every=True)
    shown = south_south.pairs_on(made, 1)
    helpers = south_south.facilitators(found.index, shown, every=True)
    names = south_south.names_of(made, shown, helpers)
    called = {pk: name["reference"] for pk, name in names.records.items()}
    assert {(called[one], called[other]): count for (one, other), count in made.pairs.items()} == slow
    helped = Counter(
        (one, other, helper)
        for each in hits
        for one in parties(each, "provider")
        for other in parties(each, "beneficiary")
        for helper in parties(each, "facilitator")
    )
    assert {
        (called[one], called[other], called[helper]): count
        for (one, other), counts in helpers.items()
        for helper, count in counts.items()
    } == helped
    for row in south_south.matrix(found, made, names, every=True)["rows"]:
        for cell in row["cells"]:
            if cell["url"]:
                assert total_at(cell["url"]) == int(cell["count"])


@pytest.mark.parametrize("view", ["timeline", "cartogram", "calendar"])
def test_nothing_withheld_is_counted(mades, client, view):
    assert any("hushword" in made.hidden for made in mades)
    page = main(client.get(f"/activities/{view}/?q=hushword").content)
    assert "0 activities in all." in page.text
    assert not page.all("a", where=lambda node: "beneficiary=" in node.get("href") or "year=" in node.get("href"))
    peru = found_at("?q=hushword", cast.tiers()["peru"])
    assert timeline.timeline(peru).total == sum("hushword" in made.hidden for made in mades)
