"""A content says the same after it was written and read back."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from activities.models import Activity
from tarepo.changes import change
from tarepo.content import read_content
from tarepo.content_write import ContentError, write_content
from tarepo.enums import Kind, LessonKind, Qualifier
from tarepo.kinds import MODELS
from tarepo.models import Figure, Involvement
from tarepo.numbering import slug_reference
from tests.examples import examples
from tests.make import draft, published

pytestmark = pytest.mark.django_db

plain = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zs", "Zl", "Zp")), min_size=1, max_size=40)
wording = st.dictionaries(st.sampled_from(["en", "es", "ar", "zh", "pt-BR"]), plain, min_size=1)
days = st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31)).map(dt.date.isoformat)
figures = st.fixed_dictionaries(
    {
        "measure": wording,
        "value": st.decimals(0, 10**9, places=3).map(lambda value: format(value.normalize(), "f")),
        "qualifier": st.sampled_from(Qualifier.values),
        "nature": st.sampled_from(["achieved", "target"]),
        "precision": st.just("not_stated"),
    },
    optional={"rule": wording, "paragraph": plain, "printed": plain},
)
lessons = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(LessonKind.values),
        "wording": wording,
        "delivery_mode": st.sampled_from(["virtual", "hybrid"]),
    },
    optional={"paragraph": plain},
)
texts = st.dictionaries(
    st.sampled_from(["en", "fr", "ru"]),
    st.fixed_dictionaries(
        {"status": st.sampled_from(["official", "machine"]), "title": plain}, optional={"summary": plain}
    ),
    min_size=1,
)
contents = st.fixed_dictionaries(
    {}, optional={"texts": texts, "figures": st.lists(figures, max_size=4), "lessons": st.lists(lessons, max_size=4)}
)


@examples(40)
@given(first=contents, second=contents)
def test_what_is_written_over_anything_is_what_is_read(first: dict, second: dict):
    record = draft(Kind.ACTIVITY)
    for content in (first, second):
        with change(by=None, why="a test"):
            write_content(record, content)
            read = read_content(Kind.ACTIVITY, record.pk)
            assert {name: read.get(name, []) for name in content} == content
            assert write_content(record, read) is False


def test_every_kind_of_record_can_be_read_and_written_back():
    for kind in MODELS:
        record = draft(kind)
        with change(by=None, why="a test"):
            content = read_content(kind, record.pk)
            assert (content["reference"], write_content(record, content)) == (record.reference, False)


def test_references_are_given_as_kind_and_reference_and_read_as_ids():
    peru = published(Kind.COUNTRY, reference="test-peru")
    record = draft(Kind.ACTIVITY, involvements=[{"party": "country/test-peru", "role": "beneficiary"}])
    rows = read_content(Kind.ACTIVITY, record.pk)["involvements"]
    assert rows == [{"party": peru.pk, "role": "beneficiary", "inferred": False}]


@pytest.mark.parametrize(
    ("content", "where"),
    [
        ({"nonsense": 1}, "nonsense"),
        ({"starts": "2024-02-31"}, "starts"),
        ({"status": "perhaps"}, "status"),
        ({"unit": "unit/none"}, "unit"),
        ({"subjects": ["subject/none"]}, "subjects"),
        ({"texts": {"en": {"status": "original", "titel": "x"}}}, "texts.en.titel"),
        ({"texts": {"english!": {"status": "original", "title": "x"}}}, "texts.english!"),
        ({"figures": [{"value": "many"}]}, "figures[0].value"),
        ({"lessons": [{"kind": "success", "wording": {}}]}, "lessons[0].wording"),
        ({"lessons": [{"kind": "success", "wording": {"en": " "}}]}, "lessons[0].wording"),
        ({"involvements": [{"party": "country/none", "role": "venue"}]}, "involvements[0].party"),
        ({"starts": "2024-02-02", "ends": "2024-02-01", "precision": "day"}, "ends"),
        ({"precision": "day"}, "precision"),
        ({"cooperation": "south_south"}, "declared_by"),
        ({"reference": "TA-2023-0001"}, "reference"),
        ({"reference": "ta-2023-0001"}, "reference"),
        ({"reference": "ta-2023-9999\n"}, "reference"),
        (
            {"figures": [{"value": "1", "starts": "2024-02-02", "ends": "2024-02-01", "precision": "day"}]},
            "figures[0].ends",
        ),
        ({"texts": {name: {"status": "original", "title": "x"} for name in ("en", "es")}}, "texts.es.status"),
        ({"subjects": ["goal/1"]}, "subjects"),
        ({"unit": "country/PE"}, "unit"),
        ({"involvements": [{"party": "goal/1", "role": "venue"}]}, "involvements[0].party"),
        ({"related": [2_000_000_000]}, "related"),
        ({"texts": []}, "texts"),
        ({"subjects": 7}, "subjects"),
        ({"figures": ["many"]}, "figures[0]"),
    ],
)
def test_a_content_that_makes_no_sense_is_refused_with_its_place(content: dict, where: str):
    record = draft(Kind.ACTIVITY)
    before = read_content(Kind.ACTIVITY, record.pk)
    with change(by=None, why="a test"):
        with pytest.raises(ContentError) as refused:
            write_content(record, content)
        assert read_content(Kind.ACTIVITY, record.pk) == before  # and the transaction goes on
    assert refused.value.where == where


def test_rows_that_say_the_same_are_not_touched():
    rows = [{"value": "1", "measure": {"en": "a"}}, {"value": "2", "measure": {"en": "b"}}]
    record = draft(Kind.ACTIVITY, figures=rows)
    before = list(Figure.objects.filter(record_id=record.pk).order_by("order").values_list("pk", "value"))
    content = read_content(Kind.ACTIVITY, record.pk)["figures"]
    content[1]["value"] = "3"
    with change(by=None, why="a test"):
        write_content(record, {"figures": content})
    after = list(Figure.objects.filter(record_id=record.pk).order_by("order").values_list("pk", "value"))
    assert after == [before[0], (before[1][0], 3)]


def parties(*roles: tuple[int, str]) -> list[dict]:
    return [{"party": party, "role": role, "inferred": False} for party, role in roles]


@pytest.mark.parametrize("wanted", [[1, 2], [2, 1, 0], [0, 2, 1], [1, 3, 0], [3, 1], []])
def test_rows_that_are_unique_may_change_places_come_and_go(wanted: list[int]):
    """A row never takes a party and role from one that still has it."""
    made = [(published(Kind.COUNTRY).pk, "beneficiary") for _ in range(4)]
    record = draft(Kind.ACTIVITY, involvements=parties(*made[:3]))
    for rows in (parties(*(made[place] for place in wanted)), parties(*made[:3])):
        with change(by=None, why="a test"):
            write_content(record, {"involvements": rows})
        assert read_content(Kind.ACTIVITY, record.pk).get("involvements", []) == rows


def test_a_row_that_goes_leaves_the_others_as_they_were():
    made = [(published(Kind.COUNTRY).pk, "beneficiary") for _ in range(3)]
    record = draft(Kind.ACTIVITY, involvements=parties(*made))
    rows = Involvement.objects.filter(record_id=record.pk).order_by("order")
    before = list(rows.values_list("pk", flat=True))
    with change(by=None, why="a test"):
        write_content(record, {"involvements": parties(*made[1:])})
    assert list(rows.values_list("pk", flat=True)) == before[1:]


def test_a_number_that_is_taken_in_other_capitals_is_not_given():
    draft(Kind.ACTIVITY, reference="ta-2031-0007")
    with change(by=None, why="a test"):
        record = Activity(starts=dt.date(2031, 3, 1), precision="month")
        record.save()
    assert record.reference == "TA-2031-0008"


def test_a_title_that_is_taken_in_other_capitals_gets_a_number():
    record = draft(Kind.PROJECT, reference="Sports-Manual")
    assert slug_reference(record, "Sports manual") == "sports-manual-2"


def test_an_activity_without_a_reference_is_numbered_within_its_year():
    with change(by=None, why="a test"):
        made = [Activity(starts=dt.date(2031, 3, 1), precision="month") for _ in range(2)]
        for record in made:
            record.save()
    assert [record.reference for record in made] == ["TA-2031-0001", "TA-2031-0002"]
