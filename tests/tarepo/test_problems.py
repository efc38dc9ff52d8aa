"""What stands in the way of publishing, and what is only told."""

import datetime as dt

import pytest

from tarepo.enums import Kind
from tarepo.hints import hints
from tarepo.problems import problems

TODAY = dt.date(2026, 7, 1)
TEXTS = {"en": {"status": "original", "title": "Seminar", "summary": "What it was"}}
WHOLE = {
    "reference": "TA-2026-0001",
    "texts": TEXTS,
    "sources": [{"link": "https://example.org/"}],
    "precision": "day",
    "starts": "2026-05-09",
    "ends": "2026-05-12",
    "status": "completed",
    "unit": 7,
    "subjects": [8],
    "involvements": [{"party": 1, "role": "beneficiary"}, {"party": 2, "role": "provider"}],
}
COOPERATION = {"cooperation": "south_south", "declared_by": 1}


def test_what_says_everything_lacks_nothing() -> None:
    assert problems(Kind.ACTIVITY, WHOLE | COOPERATION) == []
    assert hints(Kind.ACTIVITY, WHOLE | COOPERATION, today=TODAY) == []


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ({"cooperation": "south_south"}, "Say who declared the cooperation."),
        (
            COOPERATION | {"involvements": [{"party": 1, "role": "beneficiary"}]},
            "A South-South or triangular cooperation needs two parties at least.",
        ),
        (
            {"figures": [{"value": "645"}, {"value": "3", "unit_of_measure": {"en": "days"}}]},
            "The figure 645 needs to say what is counted, its unit or its counting rule.",
        ),
        ({"sources": []}, "It needs a source: where is this published?"),
        (
            {"open_to_all": True},
            "An activity open to all has no beneficiary: take away one or the other.",
        ),
    ],
)
def test_what_is_certainly_missing_stands_in_the_way(content: dict, sentence: str) -> None:
    assert problems(Kind.ACTIVITY, WHOLE | content) == [sentence]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ({"status": "planned"}, "It is planned, but its period has passed."),
        ({"status": "under_way"}, "It is under way, but its period has passed."),
        ({"status": "not_stated"}, "Its status is not stated."),
        ({"starts": "2027-01-01", "ends": "2027-01-02"}, "It is completed, but its period is still to come."),
        (
            {"starts": "2027-01-01", "ends": "2027-01-02", "status": "under_way"},
            "It is under way, but its period is still to come.",
        ),
        (
            {"precision": "not_stated", "starts": "", "ends": ""},
            "Its period is given as not stated: it stands in no timeline.",
        ),
        ({"involvements": []}, "It names neither beneficiary nor provider, and is not open to all."),
        ({"subjects": []}, "It has no subject: nobody finds it by one."),
        ({"unit": None}, "No unit is responsible for it: only chief editors can change it."),
        ({"sources": [{"paragraph": "7"}]}, "A source has neither a link nor a document: nobody can follow it."),
        (
            {"texts": {"en": {"status": "original", "title": "Seminar"}}},
            "No text has a summary or an objective: lists show its title alone.",
        ),
    ],
)
def test_what_could_be_better_is_told_and_stands_in_nobodys_way(content: dict, sentence: str) -> None:
    assert hints(Kind.ACTIVITY, WHOLE | content, today=TODAY) == [sentence]
    assert problems(Kind.ACTIVITY, WHOLE | content) == []


def test_what_goes_on_has_not_passed() -> None:
    content = {"precision": "since", "ends": "", "status": "under_way"}
    assert hints(Kind.ACTIVITY, WHOLE | content, today=TODAY) == []
