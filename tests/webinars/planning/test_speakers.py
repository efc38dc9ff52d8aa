"""Candidates, their balance, and how one becomes a speaker; the promotion log."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tarepo.content import read_content
from tests import make
from tests.admin.office import filled, signed_in
from webinars.models import Candidate
from webinars.planning.purge import purge_candidates

pytestmark = pytest.mark.django_db


@pytest.fixture
def record() -> make.Record:
    return make.webinar("On quibbled marks", at="2027-03-04T12:00+00:00")


def page_of(record: make.Record, word: str = "speakers") -> str:
    return f"/admin/webinars/{record.pk}/{word}/"


def candidate(record: make.Record, name: str = "Quilla Mamani", **more: object) -> Candidate:
    return Candidate.objects.create(
        record_id=record.pk, name=name, affiliation_country_id=make.record_id("country/PE"), **more
    )


@pytest.mark.parametrize("role", ["coordinator", "unit editor", "administrator"])
def test_who_may_not_change_the_record_sees_no_candidate(record: make.Record, role: str) -> None:
    candidate(record)
    answer = signed_in(role).get(page_of(record))
    assert answer.status_code == 403
    assert b"Quilla" not in answer.content


def test_whoever_accepts_is_a_speaker_once(record: make.Record) -> None:
    found = candidate(record, perspective="academia")
    chief = signed_in("chief editor")
    for _again in range(2):
        assert chief.post(page_of(record), {"candidate": found.pk, "accept": "1"}).status_code == 302
    found.refresh_from_db()
    rows = read_content("activity", record.pk)["speakers"]
    assert [(row["person"], row["perspective"], row["affiliation_country"]) for row in rows] == [
        (found.person.key, "academia", found.affiliation_country_id)
    ]
    assert found.state == "accepted"


def test_a_person_who_speaks_already_is_not_doubled(record: make.Record) -> None:
    from experts.models import Person

    make.person("P-9001", "Ada")
    make.edit(record, speakers=[{"person": "P-9001", "role": "moderator"}])
    found = candidate(record, person=Person.objects.get(key="P-9001"))
    signed_in("chief editor").post(page_of(record), {"candidate": found.pk, "accept": "1"})
    assert [row["role"] for row in read_content("activity", record.pk)["speakers"]] == ["moderator"]


def test_a_candidate_is_entered_once_by_a_double_click(record: make.Record) -> None:
    chief = signed_in("chief editor")
    form = filled(chief.get(page_of(record))) | {"name": "Quilla Mamani"}
    for _again in range(2):
        assert chief.post(page_of(record), form).status_code == 302
    assert [each.name for each in Candidate.objects.all()] == ["Quilla Mamani"]


@pytest.mark.parametrize("bad", ["a\x00b", "x" * 201, ""])
def test_a_name_that_cannot_be_kept_is_refused_with_a_sentence(record: make.Record, bad: str) -> None:
    chief = signed_in("chief editor")
    answer = chief.post(page_of(record), filled(chief.get(page_of(record))) | {"name": bad})
    assert answer.status_code == 200
    assert [one["where"] for one in answer.context["complaints"]] == ["Name"]


def test_the_balance_is_shown_with_those_chosen(record: make.Record) -> None:
    found = candidate(record)
    chief = signed_in("chief editor")
    plain, chosen = (chief.get(page_of(record) + query) for query in ("", f"?with={found.pk}&with=x"))
    told = "No one from Americas is on this panel."
    assert told in plain.content.decode()
    assert told not in chosen.content.decode()


def test_the_page_costs_the_same_however_many(record: make.Record) -> None:
    chief = signed_in("chief editor")
    counts = []
    for name in ("A", "B", "C"):
        candidate(record, name)
        with CaptureQueriesContext(connection) as ran:
            chief.get(page_of(record))
        counts.append(len(ran))
    assert len(set(counts)) == 1


def test_candidates_are_forgotten_a_year_after(record: make.Record) -> None:
    candidate(record)
    assert purge_candidates() == 0
    record.webinars.update(starts_at=timezone.now() - dt.timedelta(days=366), ends_at=None)
    assert purge_candidates() == 1


def test_the_promotion_log_is_kept_in_the_record(record: make.Record) -> None:
    chief = signed_in("chief editor")
    where = page_of(record, "promotion")
    form = {"channel": "newsletter", "audience": "offices", "on": "2027-02-01", "note__en": "In the monthly one"}
    chief.post(where, form)
    assert read_content("activity", record.pk)["promotions"] == [
        {"channel": "newsletter", "audience": "offices", "on": "2027-02-01", "note": {"en": "In the monthly one"}}
    ]
    key = chief.get(where).context["rows"][0]["key"]
    chief.post(where, {"entry": key, "remove": "1"})
    chief.post(where, {"entry": key, "remove": "1"})
    assert read_content("activity", record.pk).get("promotions", []) == []
