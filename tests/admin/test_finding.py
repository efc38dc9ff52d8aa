"""What a choice offers first, what a list can do with several, and how a list writes a period."""

import datetime as dt
from urllib.parse import quote

import pytest
from django.test import Client

from tarepo.admin.lists import period
from tarepo.enums import Kind, Precision
from tests import make
from tests.admin.office import signed_in

pytestmark = pytest.mark.django_db

LOOKUPS = {
    "activity": "app_label=activities&model_name=activity&field_name=series",
    "record": "app_label=activities&model_name=activity&field_name=related",
}


@pytest.fixture
def chief() -> Client:
    return signed_in("chief editor")


@pytest.mark.parametrize("lookup", LOOKUPS.values(), ids=LOOKUPS)
def test_what_begins_with_the_word_comes_first_then_what_has_it_then_the_rest(chief: Client, lookup: str) -> None:
    other = make.draft(Kind.SERIES, texts=make.english("A thing", synonyms="quokka"))
    inside = make.draft(Kind.SERIES, "Aquokka")
    within = make.draft(Kind.SERIES, "Marks of the quokka")
    first = make.draft(Kind.SERIES, "Quokka and marks")
    exact = make.draft(Kind.SERIES, "Zz", reference="Quokka")
    found = chief.get(f"/admin/autocomplete/?{lookup}&term=quokka").json()["results"]
    ids = [entry["id"] for entry in found]
    assert ids[:3] == [str(record.pk) for record in (exact, first, within)]
    assert set(ids[3:]) == {str(other.pk), str(inside.pk)}


@pytest.mark.parametrize("term", ["(", "\\", "a.*", "%", "[[", "*"])
def test_signs_of_patterns_are_taken_as_they_stand(chief: Client, term: str) -> None:
    record = make.draft(Kind.SERIES, f"Marks {term} names")
    found = chief.get(f"/admin/autocomplete/?{LOOKUPS['record']}&term={quote(term)}").json()["results"]
    assert str(record.pk) in [entry["id"] for entry in found]


def test_a_list_of_records_offers_no_deleting_of_several(chief: Client) -> None:
    record = make.activity()
    page = chief.get("/admin/activities/activity/").content.decode()
    assert "archive_selected" in page
    assert "delete_selected" not in page
    sent = {"action": "delete_selected", "_selected_action": [str(record.pk)], "post": "yes"}
    chief.post("/admin/activities/activity/", sent)
    assert type(record).objects.filter(pk=record.pk).exists()


@pytest.mark.parametrize(("starts", "shown"), [("1990-01-01", "since 1990"), ("1990-03-02", "since 1990-03-02")])
def test_a_year_of_which_no_day_is_known_is_a_year(starts: str, shown: str) -> None:
    record = make.draft(Kind.PROJECT, starts=starts, precision="since")
    record.refresh_from_db()
    assert isinstance(record.starts, dt.date)
    assert record.precision == Precision.SINCE
    assert period(record) == shown


def test_who_may_not_change_a_record_is_told_who_may() -> None:
    unit = make.draft(Kind.UNIT, "Division of Quiet")
    theirs = make.draft(Kind.ACTIVITY, unit=unit.pk)
    nobodys = make.draft(Kind.ACTIVITY)
    client = signed_in("unit editor")
    sentence = "This record belongs to Division of Quiet; its unit’s editors and chief editors can change it."
    assert sentence in client.get(f"/admin/activities/activity/{theirs.pk}/change/").content.decode()
    page = client.get(f"/admin/activities/activity/{nobodys.pk}/change/").content.decode()
    assert "This record belongs to no unit; chief editors can change it." in page
    own = signed_in("chief editor").get(f"/admin/activities/activity/{theirs.pk}/change/").content.decode()
    assert "This record belongs to" not in own
