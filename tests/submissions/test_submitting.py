"""A focal point submits by short forms; whatever is typed is taken, or told and kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tarepo.enums import Kind
from tarepo.models import Patch, Record
from tests import make
from tests.admin.office import filled, signed_in
from tests.examples import examples
from tests.people import person
from tests.submissions.paper import AGREEMENT, FIGURES, NEW, complaints, submit, told

pytestmark = pytest.mark.django_db
MINE = "/submissions/"


def peru() -> int:
    return make.record_id("country/PE")


def test_an_activity_becomes_a_patch_with_the_values_of_a_content() -> None:
    subject = Record.objects.filter(kind=Kind.SUBJECT, state="published").order_by("pk").first()
    patch = submit(
        title="Course on collective marks",
        language="es",
        summary="Two days.\r\nForty people.",
        status="completed",
        starts_day="14",
        starts_month="5",
        starts_year="2025",
        ends_day="15",
        ends_month="5",
        ends_year="2025",
        venue="Lima",
        own_role="beneficiary",
        subject_1=str(subject.pk),
        source_link="example.org/course",
        note="Ask our unit.",
        **{"party-0-name": "pérou", "party-0-role": "venue", "party-1-name": "Mexique", "party-1-role": "provider"},
        **{"figure-0-qualifier": "about", "figure-0-value": "1 250.50", "figure-0-measure": "People"},
    )
    assert (patch.kind, patch.state, patch.record_id, patch.party_id) == ("activity", "open", None, peru())
    assert (patch.why, patch.by) == ("Ask our unit.", person("focal point of it"))
    assert patch.values == {
        "texts": {
            "es": {
                "status": "original",
                "title": "Course on collective marks",
                "summary": "Two days.\nForty people.",
            }
        },
        "precision": "day",
        "starts": "2025-05-14",
        "ends": "2025-05-15",
        "involvements": [
            {"party": peru(), "role": "beneficiary"},
            {"party": peru(), "role": "venue"},
            {"party": make.record_id("country/MX"), "role": "provider"},
        ],
        "subjects": [subject.pk],
        "sources": [{"link": "https://example.org/course"}],
        "figures": [
            {
                "value": "1250.5",
                "qualifier": "about",
                "measure": {"es": "People"},
                "nature": "achieved",
            }
        ],
        "status": "completed",
        "venue": "Lima",
    }
    assert Record.objects.filter(texts__title="Course on collective marks").count() == 0


def test_a_title_is_enough_and_the_page_says_what_happens_next() -> None:
    client = signed_in("member of the beneficiary")
    response = client.post(NEW, filled(client.get(NEW)) | {"title": "Seminar"}, follow=True)
    patch = Patch.objects.latest("pk")
    assert response.redirect_chain == [(f"/submissions/{patch.pk}/?sent=1", 302)]
    assert f"Received: this is submission {patch.pk}" in told(response)
    assert "Seminar" in told(client.get(MINE))


def test_an_agreement_has_scope_and_plan_and_its_parties_are_signatories() -> None:
    patch = submit(
        AGREEMENT,
        title="Pact",
        objective="Patents",
        description="Plan 2026",
        starts_year="2026",
        goes_on="since",
        **{"party-0-name": "MX"},
    )
    assert patch.values["texts"]["en"] == {
        "status": "original",
        "title": "Pact",
        "objective": "Patents",
        "description": "Plan 2026",
    }
    assert (patch.values["starts"], patch.values["precision"]) == ("2026-01-01", "since")
    assert [row["role"] for row in patch.values["involvements"]] == ["signatory", "signatory"]


@pytest.mark.parametrize("name", ["activity/TA-2023-9001", "ta-2023-9001"])
def test_figures_are_added_to_what_is_published(name: str) -> None:
    held = {"measure": {"en": "Held"}, "value": "3"}
    record = make.activity(9001, figures=[held])
    patch = submit(FIGURES + name, **{"figure-0-value": "7", "figure-0-measure": "New", "figure-0-starts_year": "2024"})
    assert (patch.record_id, patch.base_version) == (record.pk, 1)
    assert [row["value"] for row in patch.values["figures"]] == ["3", "7"]
    assert patch.values["figures"][1]["ends"] == "2024-12-31"


def test_the_record_that_figures_belong_to_is_found_by_words() -> None:
    make.activity(9001, "Seminar on zeolites")
    make.draft(Kind.ACTIVITY, "Draft on zeolites", reference="TA-2023-9002")
    client = signed_in("focal point of it")
    page = told(client.get("/submissions/new/figures/?q=zeolites"))
    assert "Seminar on zeolites" in page
    assert "Draft on zeolites" not in page
    assert "has this reference" in told(client.get(FIGURES + "TA-2023-9002"))
    assert "Nothing published matches" in told(client.get("/submissions/new/figures/?q=xylophone"))


def test_a_name_that_is_not_clear_comes_back_with_choices_and_is_never_lost() -> None:
    for reference in ("one", "two"):
        make.published(Kind.ORGANISATION, "Institute of Marks", reference=reference)
    make.draft(Kind.ORGANISATION, "Institute of Marks", reference="hidden")
    client = signed_in("focal point of it")
    sent = filled(client.get(NEW)) | {"title": "Seminar", "party-0-name": "institute of marks", "party-0-role": "venue"}
    page = client.post(NEW, sent)
    assert complaints(page) == ["Several have a name like “institute of marks”. Choose one."]
    assert page.text.count('type="radio"') == 3
    again = filled(page)
    assert again["party-0-name"] == "institute of marks"
    two = make.record_id("organisation/two")
    assert client.post(NEW, again | {"party-0-choice": str(two)}).status_code == 302
    assert Patch.objects.latest("pk").values["involvements"][1]["party"] == two


def test_a_name_that_the_portal_does_not_know_is_left_to_the_editors() -> None:
    client = signed_in("focal point of it")
    sent = filled(client.get(NEW)) | {"title": "Seminar", "party-0-name": "Ministry of Zzz", "party-0-role": "provider"}
    page = client.post(NEW, sent)
    assert [one.split(" ")[0] for one in complaints(page)] == ["Nobody"]
    assert client.post(NEW, filled(page) | {"party-0-choice": "0"}).status_code == 302
    patch = Patch.objects.latest("pk")
    assert patch.why == "Not in the portal yet: “Ministry of Zzz”, Provider."
    assert len(patch.values["involvements"]) == 1


def test_a_choice_does_not_count_for_another_name() -> None:
    client = signed_in("focal point of it")
    page = client.post(NEW, filled(client.get(NEW)) | {"title": "S", "party-0-name": "Zzz", "party-0-role": "venue"})
    page = client.post(NEW, filled(page) | {"party-0-name": "Yyy", "party-0-choice": "0"})
    assert [one.split(" ")[0] for one in complaints(page)] == ["Nobody"]


def test_another_row_is_asked_for_without_a_complaint_and_without_loss() -> None:
    client = signed_in("focal point of it")
    page = client.post(NEW, filled(client.get(NEW)) | {"summary": "So far", "party-1-name": "Peru", "more": "party"})
    assert complaints(page) == []
    sent = filled(page)
    assert (sent["summary"], sent["party-1-name"], sent["party-TOTAL_FORMS"]) == ("So far", "Peru", "3")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"title": ""}, "This field is required."),
        ({"starts_day": "31", "starts_month": "2", "starts_year": "2025"}, "There is no such day."),
        ({"starts_day": "3"}, "Give the year too."),
        ({"ends_year": "2025"}, "Say when it began, at least the year."),
        ({"starts_year": "2025", "ends_year": "2024"}, "The period ends before it begins."),
        (
            {"starts_year": "2025", "ends_year": "2025", "goes_on": "since"},
            "It goes on, and has a last day: take away one or the other.",
        ),
        (
            {"figure-0-value": "many", "figure-0-measure": "x"},
            "Write digits, with a point before decimals: 1250 or 12.5; at most 14 digits before it, 4 after.",
        ),
        ({"figure-0-value": "3"}, "Say what is counted."),
        ({"party-0-name": "Peru"}, "Say what its part was."),
        ({"title": "x" * 301}, "Ensure this value has at most 300 characters (it has 301)."),
    ],
)
def test_what_cannot_be_is_told_and_kept(typed: dict[str, str], sentence: str) -> None:
    client = signed_in("focal point of it")
    sent = filled(client.get(NEW)) | {"title": "Seminar", "summary": "Long text"} | typed
    page = client.post(NEW, sent)
    assert complaints(page) == [sentence]
    again = filled(page)
    assert {name: again.get(name, "") for name in sent if "csrf" not in name} == {
        name: value for name, value in sent.items() if "csrf" not in name
    }
    assert Patch.objects.count() == 0


FIELDS = (
    *("title", "summary", "venue", "source_link", "source_document", "note", "language", "status", "subject_1"),
    *("starts_day", "starts_month", "starts_year", "ends_year", "goes_on", "more", "sent_key", "party", "own_role"),
    *("party-0-name", "party-0-role", "party-0-choice", "party-0-asked", "party-TOTAL_FORMS"),
    *("figure-0-value", "figure-0-unit", "figure-0-measure", "figure-0-qualifier"),
)


@examples(40)
@given(st.fixed_dictionaries({}, optional=dict.fromkeys(FIELDS, st.text(max_size=40))))
def test_whatever_is_typed_is_taken_or_told_and_comes_back(typed: dict[str, str]) -> None:
    client = signed_in("focal point of it")
    response = client.post(NEW, filled(client.get(NEW)) | typed)
    assert response.status_code in (200, 302)
    if response.status_code == 200 and "\r" not in typed.get("summary", ""):
        kept = str(filled(response).get("summary", "")).replace("\r\n", "\n")
        assert kept.removeprefix("\n") == typed.get("summary", "").removeprefix("\n")


def test_a_second_click_makes_no_second_submission() -> None:
    client = signed_in("focal point of it")
    sent = filled(client.get(NEW)) | {"title": "Seminar"}
    first, second = client.post(NEW, sent), client.post(NEW, sent)
    assert first.headers["Location"] == second.headers["Location"]
    assert Patch.objects.count() == 1
    other = client.post(NEW, sent | {"title": "Another"})
    assert complaints(other)[0].startswith("You sent this form before")
    assert client.post(NEW, filled(other)).status_code == 302
    assert Patch.objects.count() == 2
