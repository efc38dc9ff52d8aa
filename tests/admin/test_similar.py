"""While somebody enters a record: who plans or did the same, and what may be the same record under another spelling."""

from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tarepo.enums import Kind
from tarepo.models import Record
from tests import make
from tests.admin.office import signed_in
from tests.html import parse
from tests.people import CAST, person

pytestmark = pytest.mark.django_db

# Session, user, roles.
SIGNED_IN = 2


@pytest.fixture
def chief() -> Client:
    return signed_in("chief editor")


def ask(client: Client, **typed: Any) -> list[str]:
    """What the form shows at its head."""
    response = client.get(f"/admin/similar/?{urlencode(typed, doseq=True)}")
    assert response.status_code == 200
    return listed(response.json()["html"])


def listed(html: str) -> list[str]:
    return parse(f"<main>{html}</main>").texts("li")


@pytest.fixture
def peru() -> int:
    return make.record_id("country/PE")


@pytest.fixture
def marks() -> int:
    return make.published(Kind.SUBJECT, "Quokka marks").pk


def on_the_same(number: int, title: str, party: int, subject: int, starts: str, **more: Any) -> Record:
    content = {
        "starts": starts,
        "precision": "day",
        "subjects": [subject],
        "involvements": [{"party": party, "role": "beneficiary"}],
    }
    return make.activity(number, title, **content | more)


def test_others_with_the_same_party_and_subject_within_eighteen_months_are_named_the_nearest_first(
    chief: Client, peru: int, marks: int
) -> None:
    on_the_same(9001, "Nine months before", peru, marks, "2030-03-01")
    on_the_same(9002, "Ten days later", peru, marks, "2030-12-11")
    on_the_same(9003, "Two years before", peru, marks, "2028-11-01")
    on_the_same(9004, "Of another subject", peru, make.published(Kind.SUBJECT, "Other").pk, "2030-12-01")
    on_the_same(9005, "Of another party", make.record_id("country/CL"), marks, "2030-12-01")
    typed = {"kind": "activity", "party": [peru], "subject": [marks], "starts": "2030-12-01"}
    assert ask(chief, **typed) == [
        "Ten days later (TA-2023-9002) Peru (PE), Quokka marks (test-subject-1) – 10 days later".replace(
            "test-subject-1", Record.objects.get(pk=marks).reference
        ),
        f"Nine months before (TA-2023-9001) Peru (PE), {Record.objects.get(pk=marks)} – 9 months before".replace(
            Record.objects.get(pk=marks).reference, f"Quokka marks ({Record.objects.get(pk=marks).reference})"
        ),
    ]


def test_a_colleagues_draft_is_named_with_its_state(chief: Client, peru: int, marks: int) -> None:
    parts = {"subjects": [marks], "involvements": [{"party": peru, "role": "venue"}]}
    make.draft(Kind.ACTIVITY, "Planned next year", reference="TA-2023-9006", status="planned", **parts)
    typed = {"kind": "activity", "party": [peru], "subject": [marks], "starts": "2030-12-01"}
    (told,) = ask(chief, **typed)
    assert told.startswith("Planned next year (TA-2023-9006) draft Peru (PE)")
    assert told.endswith("no date stated")


def test_the_record_itself_and_what_it_is_related_to_are_not_named(chief: Client, peru: int, marks: int) -> None:
    one = on_the_same(9001, "Seminar on quokka marks", peru, marks, "2030-12-01")
    parts = {"subjects": [marks], "involvements": [{"party": peru, "role": "venue"}]}
    two = make.draft(Kind.ACTIVITY, "Seminar on quokka marks", **parts)
    typed = {"kind": "activity", "party": [peru], "subject": [marks], "starts": "2030-12-01"}
    typed |= {"title": "Seminar on quokka marks", "known": [one.pk, two.pk]}
    assert ask(chief, **typed) == []


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({"title": "Seminar on quokka mark", "starts": "2030-12-01"}, "similar title, same days"),
        ({"title": "On Quokka Marks: a seminar", "starts": "2030-12-03"}, "similar title, same days"),
        ({"title": "Séminar on quökka marks", "starts": "2030-12-20"}, "similar title, 16 days before"),
        ({"title": "Seminar on quokka marks"}, "similar title"),
        (
            {"title": "A seminar on marks of Perth", "starts": "2030-12-02", "venue": "lima"},
            "same days, same place",
        ),
    ],
)
def test_possible_duplicates_say_why(chief: Client, typed: dict[str, str], why: str) -> None:
    make.activity(
        9001, "Seminar on quokka marks", starts="2030-12-01", ends="2030-12-04", precision="day", venue="Lima"
    )
    make.activity(9002, "Something else entirely", starts="2030-12-01", precision="day", venue="Lima")
    make.activity(9003, "Seminar on quokka marks", starts="2020-12-01", precision="day", venue="Lima")
    told = ask(chief, kind="activity", **typed)
    assert told[-1] == f"Seminar on quokka marks (TA-2023-9001) {why}"
    assert [one for one in told if "9002" in one] == []


def test_at_most_five_of_each_are_named(chief: Client, peru: int, marks: int) -> None:
    for number in range(7):
        on_the_same(9100 + number, "Seminar on quokka marks", peru, marks, "2030-12-01")
    typed = {"kind": "activity", "party": [peru], "subject": [marks], "starts": "2030-12-01"}
    assert len(ask(chief, title="Seminar on quokka marks", **typed)) == 10


@pytest.mark.parametrize(
    ("title", "why"),
    [
        ("National Office of Quokka Protection", "similar name"),
        ("Náional Office for the Protection of Quokkas", "similar name"),
        ("NATIONAL OFFICE FOR THE PROTECTION OF QUOKKAS", "same name"),
        ("NOPQ", "same name"),
        ("N.O.P.Q.", ""),
        ("National Office of Platypus Quarters", "same short name"),
        ("Ministry of Wombats", ""),
    ],
)
def test_other_spellings_of_an_organisation_are_found(chief: Client, title: str, why: str) -> None:
    name = "National Office for the Protection of Quokkas"
    record = make.published(Kind.ORGANISATION, texts=make.english(name, short_title="NOPQ"))
    told = ask(chief, kind="organisation", title=title)
    assert told == ([f"{name} ({record.reference}) {why}"] if why else [])


@pytest.mark.parametrize(
    "typed",
    [
        {"starts": "2024-02-31", "title": "x" * 5000},
        {"party": ["abc", "-1", "9" * 30], "subject": ["1e5"], "known": ["x"], "starts": "soon"},
        {"title": "'=a' & | ! ( \\ %", "venue": "%"},
        {"title": "技术援助 研讨会 مصر", "ends": "0001-01-01"},
        {"starts": "9999-12-31", "title": "Seminar", "party": ["1"], "subject": ["1"]},
        {"starts": "0001-01-01", "title": "Seminar", "party": ["1"], "subject": ["1"]},
    ],
)
@pytest.mark.parametrize("kind", ["activity", "organisation"])
def test_whatever_is_typed_is_answered(chief: Client, kind: str, typed: dict[str, Any]) -> None:
    ask(chief, kind=kind, **typed)


def test_records_of_other_kinds_are_compared_with_nothing(chief: Client) -> None:
    for kind in ("", "country", "nothing"):
        response = chief.get(f"/admin/similar/?kind={kind}&title=Peru")
        assert response.status_code == 400
        assert response.json()["html"] == ""


@pytest.mark.parametrize("role", CAST)
def test_nobody_without_a_role_at_the_desk_learns_of_a_draft(role: str, peru: int, marks: int) -> None:
    parts = {"subjects": [marks], "involvements": [{"party": peru, "role": "venue"}]}
    make.draft(Kind.ACTIVITY, "A quokka nobody knows of", **parts)
    client = Client()
    if user := person(role):
        client.force_login(user)
    typed = {"kind": "activity", "party": [peru], "subject": [marks], "title": "A quokka nobody knows of"}
    response = client.get(f"/admin/similar/?{urlencode(typed, doseq=True)}")
    at_the_desk = role in ("unit editor", "chief editor", "coordinator", "administrator")
    assert (response.status_code == 200) == at_the_desk
    assert (b"nobody knows of" in response.content) == at_the_desk


def test_without_a_script_the_saved_draft_shows_the_same(chief: Client, peru: int, marks: int) -> None:
    on_the_same(9001, "Seminar on quokka marks", peru, marks, "2030-12-01")
    content = {
        "starts": "2030-12-02",
        "precision": "day",
        "subjects": [marks],
        "involvements": [{"party": peru, "role": "venue"}],
    }
    draft = make.draft(Kind.ACTIVITY, "Seminar on the marks of quokkas", **content)
    page = chief.get(f"/admin/activities/activity/{draft.pk}/change/").content
    typed = {"party": [peru], "subject": [marks], "starts": "2030-12-02", "title": "Seminar on the marks of quokkas"}
    shown = parse(page).by_id("similar").texts("li")
    assert shown == ask(chief, kind="activity", known=[draft.pk], **typed)
    assert len(shown) == 2


@pytest.mark.parametrize("rows", [1, 3])
def test_four_queries_answer_whatever_there_is(chief: Client, peru: int, marks: int, rows: int) -> None:
    for number in range(rows):
        on_the_same(9200 + number, f"Seminar on quokka marks {number}", peru, marks, "2030-12-01")
        make.draft(Kind.ACTIVITY, f"Seminar on quokka marks {number}", subjects=[marks])
    typed = {"kind": "activity", "party": [peru], "subject": [marks], "title": "Seminar on quokka marks"}
    for more in ({}, {"starts": "2030-12-02"}):
        with CaptureQueriesContext(connection) as queries:
            ask(chief, **typed, **more)
        # The drafts, two questions to the index, the names of what was typed.
        assert len([query for query in queries if not query["sql"].startswith("SET")]) == SIGNED_IN + 4
    with CaptureQueriesContext(connection) as queries:
        ask(chief, kind="organisation", title="National office")
    assert len(queries) == SIGNED_IN + 1
