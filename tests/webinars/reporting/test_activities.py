"""The report on activities: counts as the portal has them, each with its rule; the list; six languages."""

import datetime as dt
import re

import pytest

from tarepo.languages import OFFICIAL
from tests import make
from tests.webinars.reporting.test_frames import fields
from webinars.reporting.blocks import Composed
from webinars.reporting.compose_activities import compose_activities
from webinars.reporting.frame import frame_of

pytestmark = pytest.mark.django_db
YEAR = {"starts": dt.date(2031, 1, 1), "ends": dt.date(2031, 12, 31)}


def composed(language: str = "en", **more: dt.date) -> Composed:
    return compose_activities(language=language, **YEAR | more)


def rows(made: Composed, key: str) -> list[tuple[str, ...]]:
    return [row for block in made.blocks if block.key == f"table/{key}" for row in block.rows[1:]]


@pytest.fixture
def activities() -> None:
    peru, kenya = make.record_id("country/PE"), make.record_id("country/KE")
    both = [{"party": peru, "role": "beneficiary"}, {"party": kenya, "role": "provider"}]
    day = {"starts": "2031-05-01", "ends": "2031-05-02", "precision": "day"}
    make.activity(9101, "In two regions", involvements=both, delivery_mode="hybrid", **day)
    make.activity(9102, "Over the year’s end", starts="2030-12-01", ends="2031-01-31", precision="month")
    make.activity(9103, "Cancelled", status="cancelled", **day)
    make.activity(9104, "Of the year before", starts="2030-01-01", ends="2030-12-31", precision="year")
    make.draft("activity", "Not public", **day)


def test_it_counts_what_touches_the_period_and_each_in_every_region(activities: None) -> None:
    made = composed()
    said = {block.key: block.text for block in made.blocks}
    assert said["intro/count"] == "Number of activities: 2.[^rule]"
    assert said["intro/left"].endswith("not counted here: 1.")
    assert rows(made, "region") == [
        ("Africa", "1"),
        ("Americas", "1"),
        ("Sub-Saharan Africa", "1"),
        ("Latin America and the Caribbean", "1"),
        ("not stated", "1"),
    ]
    assert dict(rows(made, "mode")) == {"not stated": "1", "hybrid": "1"}
    assert [(row[0], row[1]) for row in rows(made, "list")] == [
        ("TA-2023-9102", "Over the year’s end"),
        ("TA-2023-9101", "In two regions"),
    ]


def test_days_count_not_only_years(activities: None) -> None:
    made = composed(starts=dt.date(2031, 2, 1), ends=dt.date(2031, 12, 31))
    assert [row[0] for row in rows(made, "list")] == ["TA-2023-9101"]


def test_every_rule_is_a_footnote_that_is_called(activities: None) -> None:
    made = composed()
    called = {block.text.rpartition("[^")[2].rstrip("]") for block in made.blocks if "[^" in block.text}
    assert {note.key for note in made.footnotes} == called


@pytest.mark.parametrize("language", OFFICIAL)
def test_the_frame_is_whole_in_every_language(activities: None, language: str) -> None:
    own, english = frame_of(language).words["activities"], frame_of("en").words["activities"]
    assert {key: fields(text) for key, text in own.items()} == {key: fields(text) for key, text in english.items()}
    made = composed(language)
    texts = [made.title, *(block.text for block in made.blocks), *(note.text for note in made.footnotes)]
    assert all("{" not in text and text for text in texts)
    assert [block.key for block in made.blocks] == [block.key for block in composed().blocks]


def test_a_period_without_activities_says_so() -> None:
    made = composed(starts=dt.date(1971, 1, 1), ends=dt.date(1971, 12, 31))
    assert "No activity is published for this period." in [block.text for block in made.blocks]


def test_what_no_activity_states_is_told_and_the_one_year_is_no_table() -> None:
    make.activity(9101, "Bare", starts="2031-05-01", ends="2031-05-02", precision="day")
    made = composed()
    tables = {name: rows(made, name) for name in ("year", "region", "type", "mode", "funding", "cooperation")}
    nothing = [("not stated", "1")]
    assert tables == {"year": []} | dict.fromkeys(("region", "type", "mode", "funding", "cooperation"), nothing)


def test_what_some_activities_do_not_state_stands_last_in_each_table() -> None:
    peru, partner = make.record_id("country/PE"), make.record_id("organisation/wipo")
    workshop = make.record_id("type/workshop")
    parts = [{"party": peru, "role": "beneficiary"}, {"party": partner, "role": "funding"}]
    day = {"starts": "2031-05-01", "ends": "2031-05-02", "precision": "day"}
    whole = {"involvements": parts, "delivery_mode": "virtual", "types": [workshop]}
    make.activity(9101, "All of it", cooperation="south_south", declared_by=peru, **whole, **day)
    for number in (9102, 9103):
        make.activity(number, "Bare", **day)
    made = composed()
    last = {name: rows(made, name)[-1] for name in ("region", "type", "mode", "funding", "cooperation")}
    assert last == dict.fromkeys(last, ("not stated", "2"))
    assert {name: len(rows(made, name)) for name in last} == {
        "region": 3,
        "type": 2,
        "mode": 2,
        "funding": 2,
        "cooperation": 2,
    }


@pytest.mark.parametrize("language", OFFICIAL)
def test_what_has_no_date_is_told_with_its_number(language: str) -> None:
    def undated() -> int:
        found = [block.text for block in composed(language).blocks if block.key == "intro/undated"]
        return int(re.sub(r"\D", "", found[0])) if found else 0

    before = undated()
    make.activity(9101, "Of no date")
    make.activity(9102, "Cancelled, of no date", status="cancelled")
    make.draft("activity", "Not public, of no date")
    assert undated() == before + 1
