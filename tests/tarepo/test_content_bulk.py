"""Writing many contents at once says what writing each says, in a fixed number of queries."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tarepo.changes import change
from tarepo.content import Content, read_contents
from tarepo.content_bulk import write_contents
from tarepo.content_check import ContentError
from tarepo.enums import Kind
from tarepo.models import Record
from tests import make

pytestmark = pytest.mark.django_db


def saying(number: int, subjects: list[int], parties: list[int], **more: Any) -> Record:
    """A draft whose parts, links and texts are other ones, and of another number, for each."""
    return make.draft(
        Kind.ACTIVITY,
        texts={"en": make.text(f"Title {number}")} | ({"fr": make.text("T", status="official")} if number % 2 else {}),
        venue=f"Town {number}",
        subjects=subjects[: number % 3],
        involvements=[{"party": pk, "role": "venue"} for pk in parties[number % 2 :]],
        points=[{"kind": "topic", "wording": {"en": f"{number} {n}"}} for n in range(number % 4)],
        **more,
    )


def written(before: dict[int, Content], wanted: dict[int, Content]) -> dict[int, ContentError]:
    with change(by=None, why="at once"):
        return write_contents(Kind.ACTIVITY, before, wanted)


def turned(before: dict[int, Content]) -> dict[int, Content]:
    """Each says what another one says, but keeps its address."""
    ids = [*before]
    others = dict(zip(ids, [*ids[1:], ids[0]], strict=True))
    return {pk: before[others[pk]] | {"reference": before[pk]["reference"]} for pk in ids}


@pytest.fixture
def subjects() -> list[int]:
    return [make.draft(Kind.SUBJECT).pk for _n in range(3)]


@pytest.fixture
def parties() -> list[int]:
    return [make.draft(Kind.ORGANISATION).pk for _n in range(3)]


def test_each_says_what_was_wanted_of_it(subjects: list[int], parties: list[int]) -> None:
    ids = [saying(n, subjects, parties).pk for n in range(5)]
    before = read_contents(Kind.ACTIVITY, ids)
    wanted = turned(before)
    assert written(before, wanted) == {}
    assert read_contents(Kind.ACTIVITY, ids) == wanted


def test_an_original_gives_way_to_another_one() -> None:
    texts = {"en": make.text("Mark"), "fr": make.text("Marque", status="official")}
    ids = [make.draft(Kind.ACTIVITY, texts=texts).pk for _n in range(2)]
    before = read_contents(Kind.ACTIVITY, ids)
    new = {"en": make.text("Mark", status="official"), "fr": make.text("Marque")}
    wanted = {pk: content | {"texts": new} for pk, content in before.items()}
    assert written(before, wanted) == {}
    assert read_contents(Kind.ACTIVITY, ids) == wanted


def test_one_that_is_refused_keeps_no_other_from_being_written(subjects: list[int], parties: list[int]) -> None:
    ids = [saying(n, subjects, parties).pk for n in range(5)]
    before = read_contents(Kind.ACTIVITY, ids)
    wanted = {pk: content | {"venue": "Lima"} for pk, content in before.items()}
    wanted[ids[1]] |= {"related": [10**12]}
    wanted[ids[3]] |= {"starts": "2026-01-02", "ends": "2026-01-01", "precision": "day"}
    refused = written(before, wanted)
    assert {pk: error.why for pk, error in refused.items()} == {
        ids[1]: f"there is no record {10**12}",
        ids[3]: "the period ends before it begins",
    }
    now = read_contents(Kind.ACTIVITY, ids)
    assert [now[pk] == (before if pk in refused else wanted)[pk] for pk in ids] == [True] * 5


def test_as_many_queries_for_two_as_for_twelve(subjects: list[int], parties: list[int]) -> None:
    counted = []
    for rows in (2, 12):
        ids = [saying(1, subjects, parties).pk for _n in range(rows)]
        before = read_contents(Kind.ACTIVITY, ids)
        new = {"venue": "Lima", "subjects": [subjects[2]], "texts": {"en": make.text("New")}}
        wanted = {pk: content | new | {"involvements": content["involvements"][1:]} for pk, content in before.items()}
        with CaptureQueriesContext(connection) as asked:
            assert written(before, wanted) == {}
        assert read_contents(Kind.ACTIVITY, ids) == wanted
        counted.append(len(asked))
    assert counted[0] == counted[1]
