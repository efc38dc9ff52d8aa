"""The text of a detail: shown to whom it belongs, to members once there is consent, to visitors never."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.enums import ConsentState
from accounts.models import Consent
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
    assert section.one("dd").text == f"{WHAT} Peru"
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
