"""A record that starts from a copy: what it says again, what it never does, once for each key."""

import pytest
from django.test import Client

from activities.models import Activity, Series
from tarepo.content import read_content
from tarepo.enums import Kind, State
from tarepo.models import ChangeSet, Detail, DetailNature, OldAddress, Record
from tests import make
from tests.admin.office import Sent, filled, messages, signed_in

pytestmark = pytest.mark.django_db

WORDING = {"en": "words"}


@pytest.fixture
def chief() -> Client:
    return signed_in("chief editor")


def page(record: Record) -> str:
    return f"/admin/activities/activity/{record.pk}/copy/"


def rich(**more: object) -> Record:
    """A completed activity with something in every section."""
    peru, paper = make.record_id("country/PE"), make.published(Kind.DOCUMENT, "Paper")
    subject = make.published(Kind.SUBJECT, "Quokkas")
    content = {
        "texts": {
            "en": make.text("First seminar", outcomes="Forty people trained"),
            "es": make.text("Primer seminario", status="official", made_from=1),
        },
        "starts": "2023-05-09",
        "ends": "2023-05-12",
        "precision": "day",
        "status": "completed",
        "venue": "Lima",
        "checked_on": "2024-01-01",
        "subjects": [subject.pk],
        "cooperation": "south_south",
        "declared_by": peru,
        "involvements": [{"party": peru, "role": "venue", "document": paper.pk, "paragraph": "7"}],
        "points": [{"kind": "topic", "wording": WORDING}, {"kind": "outcome", "wording": WORDING}],
        "figures": [{"value": "40", "measure": WORDING}],
        "lessons": [{"kind": "lesson", "wording": WORDING}],
        "undertakings": [{"wording": WORDING}],
        "photos": [{"credit": "Somebody"}],
        "citations": [{"document": paper.pk, "role": "programme"}],
        "sources": [make.SOURCE],
        "identifiers": [{"system": "old", "value": "1"}],
    }
    return make.draft(Kind.ACTIVITY, reference="TA-2023-9500", **content | more)


def copied(client: Client, record: Record, **values: object) -> tuple[Activity, dict]:
    response = client.post(page(record), filled(client.get(page(record))) | values)
    assert response.status_code == 302, response.context["form"].errors
    made = Activity.objects.latest("pk")
    assert response.url == f"/admin/activities/activity/{made.pk}/change/"
    return made, read_content(Kind.ACTIVITY, made.pk)


def test_a_copy_says_what_repeats_and_nothing_of_what_happened(chief: Client) -> None:
    record = rich()
    OldAddress.objects.create(record_id=record.pk, path="old/page")
    Detail.objects.create(record_id=record.pk, nature=DetailNature.COST, text="secret cost")
    made, content = copied(chief, record)
    peru = make.record_id("country/PE")
    assert made.reference != record.reference
    assert content == {
        "reference": made.reference,
        "texts": {
            "en": {"status": "original", "title": "First seminar"},
            "es": {"status": "official", "title": "Primer seminario"},
        },
        "precision": "not_stated",
        "status": "planned",
        "delivery_mode": "not_stated",
        "need_basis": "not_stated",
        "open_to_all": False,
        "venue": "Lima",
        "subjects": read_content(Kind.ACTIVITY, record.pk)["subjects"],
        "related": [record.pk],
        "involvements": [{"party": peru, "role": "venue", "inferred": False}],
        "points": [{"kind": "topic", "wording": WORDING}],
    }
    assert (made.state, made.version) == (State.DRAFT, 0)
    assert not made.details.exists()
    assert not made.old_addresses.exists()


def test_what_happened_is_taken_over_where_somebody_says_so_but_never_what_is_its_own(chief: Client) -> None:
    record = rich()
    Detail.objects.create(record_id=record.pk, nature=DetailNature.COST, text="secret cost")
    boxes = [name for name, _label in chief.get(page(record)).context["form"].fields["sections"].choices]
    made, content = copied(chief, record, sections=boxes)
    assert content.keys() & {"figures", "lessons", "undertakings", "sources", "citations"} == {
        *("figures", "lessons", "undertakings", "sources", "citations"),
    }
    assert content["texts"]["en"]["outcomes"] == "Forty people trained"
    assert [row["kind"] for row in content["points"]] == ["topic", "outcome"]
    assert content["involvements"][0]["paragraph"] == "7"
    assert content.keys() & {"starts", "ends", "checked_on", "cooperation", "photos", "identifiers"} == set()
    assert not made.details.exists()


def test_the_page_shows_what_would_be_taken_over_and_nothing_withheld(chief: Client) -> None:
    record = rich()
    Detail.objects.create(record_id=record.pk, nature=DetailNature.COST, text="secret cost")
    shown = chief.get(page(record)).content.decode()
    for words in ("First seminar", "Quokkas", "Peru (PE)", "Lima"):
        assert words in shown
    assert "secret cost" not in shown


def test_the_change_says_of_what_it_is_a_copy(chief: Client) -> None:
    record = rich()
    made, _content = copied(chief, record, sent_why="for the plan of 2027")
    why = ChangeSet.objects.latest("made_at").why
    assert why == "copy of TA-2023-9500: for the plan of 2027"
    assert why in chief.get(f"/admin/activities/activity/{made.pk}/history/").content.decode()


def test_a_second_click_leads_to_the_one_copy(chief: Client) -> None:
    record = rich()
    sent = filled(chief.get(page(record)))
    chief.post(page(record), sent)
    count, made = Activity.objects.count(), Activity.objects.latest("pk")
    response = chief.post(page(record), sent, follow=True)
    assert messages(response)[-1] == "This form had been sent already, and was copied once."
    assert response.redirect_chain[-1][0] == f"/admin/activities/activity/{made.pk}/change/"
    assert Activity.objects.count() == count


def test_the_next_in_a_series_follows_the_highest_of_it_drafts_too(chief: Client) -> None:
    series = make.published(Kind.SERIES, "Seminars")
    record = rich(series=series.pk, number_in_series=1)
    make.draft(Kind.ACTIVITY, series=series.pk, number_in_series=4)
    response = chief.get(f"/admin/activities/activity/{record.pk}/change/")
    assert "Copy as the next in the series" in response.content.decode()
    _made, content = copied(chief, record)
    assert (content["series"], content["number_in_series"]) == (series.pk, 5)


def test_a_copy_of_one_in_a_series_may_stay_out_of_it(chief: Client) -> None:
    series = make.published(Kind.SERIES, "Seminars")
    record = rich(series=series.pk, number_in_series=1)
    sent = filled(chief.get(page(record)))
    del sent["as_next"]
    chief.post(page(record), sent)
    content = read_content(Kind.ACTIVITY, Activity.objects.latest("pk").pk)
    assert content.keys() & {"series", "number_in_series"} == set()


def test_a_series_can_be_named_on_the_way_and_the_copied_one_is_its_first(chief: Client) -> None:
    record = rich()
    _made, content = copied(chief, record, new_series="Seminars on quokkas", source_too="on")
    series = Series.objects.latest("pk")
    assert (series.reference, series.state) == ("seminars-on-quokkas", State.DRAFT)
    assert read_content(Kind.SERIES, series.pk)["texts"] == {
        "en": {"status": "original", "title": "Seminars on quokkas"}
    }
    first = read_content(Kind.ACTIVITY, record.pk)
    assert (first["series"], first["number_in_series"]) == (series.pk, 1)
    assert (content["series"], content["number_in_series"]) == (series.pk, 2)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"new_series": "One", "series": "{series}"}, "Choose a series or name a new one, not both."),
        ({"source_too": "on"}, "Of which series? Choose one or name a new one."),
        ({"number": "0"}, "Ensure this value is greater than or equal to 1."),
        ({"number": "many"}, "Enter a whole number."),
        ({"number": "99999999999"}, "Ensure this value is less than or equal to 32767."),
        ({"sections": ["texts", "secrets"]}, "secrets is not one of the available choices."),
        ({"series": "abc"}, "That choice is not one of the available choices."),
        ({"sent_why": "x" * 501}, "Ensure this value has at most 500 characters"),
    ],
)
def test_what_makes_no_sense_is_told_and_the_rest_is_kept(chief: Client, values: Sent, sentence: str) -> None:
    record, series = rich(), make.draft(Kind.SERIES, "Seminars")
    count = Record.objects.count()
    given = {name: str(series.pk) if value == "{series}" else value for name, value in values.items()}
    response = chief.post(page(record), filled(chief.get(page(record))) | {"sent_why": "because"} | given)
    assert response.status_code == 200
    shown = response.content.decode()
    assert "Nothing was copied yet:" in shown
    assert sentence in shown
    assert filled(response)["sent_why"] == given.get("sent_why", "because")
    assert Record.objects.count() == count


def test_a_unit_editor_copies_another_units_record_into_their_own() -> None:
    theirs = make.draft(Kind.UNIT, "Another unit")
    record = rich(unit=theirs.pk)
    client = signed_in("unit editor")
    assert "source_too" not in client.get(page(record)).context["form"].fields
    made, _content = copied(client, record)
    assert made.unit_id not in (None, theirs.pk)
    assert "Copied from TA-2023-9500." in "".join(messages(client.get(f"/admin/activities/activity/{made.pk}/change/")))


def test_who_may_not_start_a_record_sees_no_way_to_copy_one() -> None:
    record = rich()
    client = signed_in("coordinator")
    assert "/copy/" not in client.get(f"/admin/activities/activity/{record.pk}/change/").content.decode()
    assert client.post(page(record), {"sections": "texts"}).status_code == 403


def test_records_of_other_kinds_are_copied_too_a_country_never(chief: Client) -> None:
    office = make.draft(Kind.ORGANISATION, "An office", country=make.record_id("country/PE"))
    response = chief.post(
        f"/admin/reference/organisation/{office.pk}/copy/", {"sections": ["texts", "own"]}, follow=True
    )
    assert messages(response)[0].startswith(f"Copied from {office.reference}.")
    made = Record.objects.latest("pk")
    assert (made.reference, made.kind) == ("an-office", Kind.ORGANISATION)
    assert read_content(Kind.ORGANISATION, made.pk)["country"] == make.record_id("country/PE")
    country = make.record_id("country/PE")
    assert chief.get(f"/admin/reference/country/{country}/copy/").status_code == 404
    assert "/copy/" not in chief.get(f"/admin/reference/country/{country}/change/").content.decode()
