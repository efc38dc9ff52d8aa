"""The text of a detail: shown to whom it belongs, to members once there is consent, to visitors never."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.enums import ConsentState
from accounts.models import Consent, Role, User
from tarepo.changes import change
from tarepo.enums import Kind
from tarepo.models import Detail, Record
from tarepo.publish import refresh_forms
from tests import make
from tests.html import main, parse
from tests.people import person

pytestmark = pytest.mark.django_db
ADDRESS = "/activities/TA-2023-9001/"
WHAT = "CHF 12,345 for the hall"
MEMBER_OF_IT, OTHER = "member of the beneficiary", "member"


@pytest.fixture
def detail() -> Detail:
    """What one activity in Peru cost."""
    peru = make.record_id("country/PE")
    record = make.published(
        Kind.ACTIVITY, reference="TA-2023-9001", involvements=[{"party": peru, "role": "beneficiary"}]
    )
    made = Detail.objects.create(record_id=record.pk, party_id=peru, nature="cost", text=WHAT)
    refresh(record)
    return made


def refresh(record: Record) -> None:
    with change(by=None, why="a test"):
        refresh_forms([record.pk])


def answer(detail: Detail, state: ConsentState, **more: object) -> None:
    Consent.objects.create(party_id=detail.party_id, detail=detail, state=state, **more)
    refresh(detail.record)


def seen_by(role: str) -> str:
    client = Client()
    if user := person(role):
        client.force_login(user)
    return client.get(ADDRESS).text


def test_it_is_shown_to_its_beneficiary_and_to_the_secretariat_alone(detail: Detail) -> None:
    seen = {
        role: WHAT in seen_by(role) for role in ("visitor", OTHER, MEMBER_OF_IT, "focal point of it", "chief editor")
    }
    assert seen == {"visitor": False, OTHER: False, MEMBER_OF_IT: True, "focal point of it": True, "chief editor": True}


def test_with_consent_it_is_shown_to_other_members_until_that_is_taken_back(detail: Detail) -> None:
    answer(detail, ConsentState.GRANTED)
    assert WHAT in seen_by(OTHER)
    assert WHAT not in seen_by("visitor")
    answer(detail, ConsentState.WITHDRAWN)
    assert WHAT not in seen_by(OTHER)


def test_a_consent_that_has_ended_shows_nothing(detail: Detail) -> None:
    answer(detail, ConsentState.GRANTED, ends=dt.date(2020, 1, 1))
    assert WHAT not in seen_by(OTHER)


def test_the_public_page_is_the_same_byte_for_byte(detail: Detail) -> None:
    before = seen_by("visitor")
    answer(detail, ConsentState.GRANTED)
    seen_by(OTHER)
    assert seen_by("visitor") == before
    assert "details-title" not in before


def test_the_section_says_its_nature_whose_it_is_and_the_text(detail: Detail) -> None:
    section = main(seen_by(MEMBER_OF_IT)).by_id("details")
    assert section.one("h2").text == "Details for Member States (1)"
    assert section.one("dt").text == "Cost"
    assert (
        section.one("dd").text
        == f"{WHAT} Only those concerned and the Secretariat see this: consent is not given. Peru"
    )
    assert section.one("dd").one("div").get("dir") == "auto"


def test_a_mended_text_is_not_kept_from_its_reader(detail: Detail) -> None:
    client = Client()
    client.force_login(person(MEMBER_OF_IT))
    first = client.get(ADDRESS)
    Detail.objects.update(text="CHF 99")
    again = client.get(ADDRESS, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, "CHF 99" in parse(again.content).text) == (200, True)


def test_a_visitor_costs_no_query_for_details(detail: Detail) -> None:
    with CaptureQueriesContext(connection) as asked:
        seen_by("visitor")
    assert [query for query in asked.captured_queries if "tarepo_detail" in query["sql"]] == []


def speaker(party: int) -> Client:
    user = User.objects.create_user("speaker@example.org")
    with change(by=None, why="a test"):
        Role.objects.create(user=user, name="member", party_id=party)
    client = Client()
    client.force_login(user)
    return client


def test_what_is_open_to_member_states_is_not_shown_to_an_organisation(detail: Detail) -> None:
    answer(detail, ConsentState.GRANTED)
    client = speaker(make.record_id("organisation/cdip"))
    assert WHAT not in client.get(ADDRESS).text
    assert WHAT in seen_by(OTHER)
    Role.objects.filter(user__email="speaker@example.org").update(party=make.record_id("organisation/indecopi"))
    assert WHAT in client.get(ADDRESS).text  # an office of a country


def test_an_organisation_reads_its_own_details_whether_open_or_not_and_no_others() -> None:
    peru, body = make.record_id("country/PE"), make.record_id("organisation/cdip")
    rows = [{"party": party, "role": "beneficiary"} for party in (peru, body)]
    record = make.published(Kind.ACTIVITY, reference="TA-2023-9001", involvements=rows)
    for party, text in ((peru, "of Peru"), (body, "of the body"), (None, "of both")):
        made = Detail.objects.create(record_id=record.pk, party_id=party, nature="cost", text=f"CHF 77 {text}")
        if party:
            Consent.objects.create(party_id=party, detail=made, state=ConsentState.GRANTED)
    refresh(record)
    page = speaker(body).get(ADDRESS).text
    assert [text in page for text in ("CHF 77 of Peru", "CHF 77 of the body", "CHF 77 of both")] == [False, True, True]
    page = seen_by(MEMBER_OF_IT)
    assert [text in page for text in ("CHF 77 of Peru", "CHF 77 of the body", "CHF 77 of both")] == [True, True, True]
    assert "CHF 77" not in seen_by("visitor")


def test_who_takes_part_for_themselves_reads_what_is_public(detail: Detail) -> None:
    answer(detail, ConsentState.GRANTED)
    Role.objects.filter(user=person(OTHER)).update(party=None)
    assert WHAT not in seen_by(OTHER)
