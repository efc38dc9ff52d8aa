"""Entering a webinar: times by the clocks of its zone, the period from the time, what a copy keeps, what is merged."""

import datetime as dt
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from activities.models import Activity
from tarepo.changes import change
from tarepo.content import read_content
from tarepo.copying import copy_record, pieces
from tarepo.differences import written
from tarepo.merge_checks import CannotMerge, check_pair
from tests import make
from tests.admin.office import add_row, errors, filled, messages, signed_in
from tests.html import parse
from webinars.desk.forms import LISTED
from webinars.models import Webinar

CODES = {"interpretation": "en,fr", "criteria": "gender", "represented": "government,academia"}
pytestmark = pytest.mark.django_db
ADD = "/admin/activities/activity/add/?webinar=1"
ROW = "webinars-0-"
NOON = {f"{ROW}starts_at": "2027-03-04T13:00", f"{ROW}ends_at": "2027-03-04T14:30"}


@pytest.fixture
def chief() -> Client:
    return signed_in("chief editor")


def form_of(record: Any) -> str:
    return f"/admin/activities/activity/{record.pk}/change/"


def entered(chief: Client, **typed: str) -> HttpResponse:
    sent = filled(chief.get(ADD)) | {"texts-0-title": "On quibbled marks", "texts-0-status": "original"}
    return chief.post(ADD, sent | {f"{ROW}slug": "on-quibbled-marks"} | typed)


def made() -> Activity:
    return Activity.objects.get(webinars__slug="on-quibbled-marks")


def said(record: Any) -> dict[str, Any]:
    return read_content("activity", record.pk)["webinars"][0]


def saved_again(chief: Client, record: Any, **typed: Any) -> HttpResponse:
    return chief.post(form_of(record), filled(chief.get(form_of(record))) | typed)


def test_a_time_is_typed_as_clocks_of_geneva_show_it_and_the_period_follows(chief: Client) -> None:
    assert entered(chief, **NOON).status_code == 302
    content = read_content("activity", made().pk)
    assert (content["webinars"][0]["starts_at"], content["webinars"][0]["ends_at"]) == (
        "2027-03-04T12:00:00+00:00",
        "2027-03-04T13:30:00+00:00",
    )
    assert (content["starts"], content["ends"], content["precision"]) == ("2027-03-04", "2027-03-04", "day")


def test_the_form_shows_the_time_again_as_it_was_typed_and_saving_it_changes_nothing(chief: Client) -> None:
    entered(chief, **NOON, **{f"{ROW}time_zone": "Asia/Kathmandu", f"{ROW}interpretation": "es"})
    shown = filled(chief.get(form_of(made())))
    assert {name: shown[name] for name in NOON} == NOON
    before = read_content("activity", made().pk)
    assert before["webinars"][0]["starts_at"] == "2027-03-04T07:15:00+00:00"
    saved_again(chief, made())
    assert read_content("activity", made().pk) == before


def test_a_topic_that_is_agreed_is_a_webinar_although_nothing_more_is_known(chief: Client) -> None:
    assert entered(chief, **{f"{ROW}slug": "on-quibbled-marks"}).status_code == 302
    assert said(made()).get("starts_at") is None
    assert made().precision == "not_stated"


def test_a_topic_without_an_address_is_one_too(chief: Client) -> None:
    entered(chief, **{f"{ROW}slug": ""})
    record = Activity.objects.latest("pk")
    assert said(record)["slug"] == record.reference.lower()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"starts_at": "2027-03-28T02:30"}, "There is no 2027-03-28 02:30 in the zone Europe/Zurich"),
        ({"starts_at": "2027-10-31T02:30"}, "2027-10-31 02:30 comes twice in the zone Europe/Zurich"),
        ({"starts_at": "2027-03-04T13:00", "register_until": "2026-10-25T02:00"}, "2026-10-25 02:00 comes twice"),
        ({"starts_at": "2027-03-04T13:00", "ends_at": "2027-03-04T12:59"}, "It ends before it begins."),
        ({"ends_at": "2027-03-04T12:59"}, "Say when it begins, too."),
        ({"starts_at": "next Thursday"}, "Give a date and a time, such as 2027-03-04T13:00."),
        ({"starts_at": "0001-01-01T00:00"}, "Give a date and a time, such as 2027-03-04T13:00."),
        ({"starts_at": "2027-03-04T13:00+05:00"}, "Give a date and a time, such as 2027-03-04T13:00."),
        ({"starts_at": "2027-03-04T13:00\x00"}, "Null characters are not allowed."),
        ({"time_zone": "Mars/Olympus"}, "Select a valid choice. Mars/Olympus is not one of the available choices."),
    ],
)
def test_a_time_that_cannot_be_is_refused_and_what_was_typed_comes_back(
    chief: Client, typed: dict[str, str], sentence: str
) -> None:
    response = entered(chief, **{f"{ROW}{name}": value for name, value in typed.items()})
    assert response.status_code == 200
    assert [error for error in errors(response) if error.startswith(sentence)]
    assert not Activity.objects.filter(webinars__slug="on-quibbled-marks").exists()
    again = filled(response)
    assert {name: again[f"{ROW}{name}"] for name in typed if "zone" not in name} == {
        name: value for name, value in typed.items() if "zone" not in name
    }


def test_a_time_that_comes_twice_is_entered_by_universal_time_and_kept_when_the_zone_is_set_back(chief: Client) -> None:
    entered(chief, **{f"{ROW}starts_at": "2027-10-31T01:30", f"{ROW}time_zone": "UTC"})
    make.edit(made(), webinars=[said(made()) | {"time_zone": "Europe/Zurich"}])
    assert saved_again(chief, made(), **{f"{ROW}questions": "held"}).status_code == 302
    assert said(made())["starts_at"] == "2027-10-31T01:30:00+00:00"
    assert said(made())["questions"] == "held"


def test_a_postponed_webinar_moves_its_period_along_unless_an_editor_says_otherwise(chief: Client) -> None:
    entered(chief, **NOON)
    moved = {f"{ROW}starts_at": "2027-05-06T13:00", f"{ROW}ends_at": "2027-05-06T14:30"}
    saved_again(chief, made(), **moved)
    assert str(made().starts) == "2027-05-06"
    response = saved_again(chief, made(), starts="2027-01-01", ends="2027-12-31", precision="year")
    assert (str(made().starts), made().precision) == ("2027-01-01", "year")
    saved_again(chief, made(), **{f"{ROW}starts_at": "2027-06-07T13:00", f"{ROW}ends_at": ""})
    assert (str(made().starts), made().precision) == ("2027-01-01", "year")
    assert response.status_code == 302


def test_an_activity_is_made_a_webinar_by_a_link_in_its_form(chief: Client) -> None:
    record = make.activity()
    (link,) = parse(chief.get(form_of(record)).content).all("a", where=lambda node: node.text == "Make it a webinar")
    assert link.get("href") == "?webinar=1"
    address = form_of(record) + "?webinar=1"
    sent = filled(chief.get(address)) | {f"{ROW}slug": "on-quibbled-marks"}
    assert chief.post(address, sent).status_code == 302
    assert made().pk == record.pk
    assert "Make it a webinar" not in chief.get(form_of(record)).content.decode()


def test_the_form_of_what_is_no_webinar_makes_none_of_it(chief: Client) -> None:
    record = make.activity()
    saved_again(chief, record)
    assert "webinars" not in read_content("activity", record.pk)


def test_interpretation_and_criteria_are_ticked(chief: Client) -> None:
    entered(chief, **{f"{ROW}interpretation": ["es", "en", "fr"], f"{ROW}criteria": ["gender", "geography"]})  # type: ignore[arg-type]
    assert (said(made())["interpretation"], said(made())["criteria"]) == ("en,fr,es", "geography,gender")


def test_speakers_are_chosen_and_one_is_made_on_the_way(chief: Client) -> None:
    make.person("P-9001", "Ada Speaker")
    from experts.models import Person

    ada = Person.objects.get(key="P-9001")
    entered(chief, **NOON)
    page = chief.get(form_of(made()))
    assert b"/admin/experts/person/add/?_to_field=id&amp;_popup=1" in page.content
    sent = add_row(
        filled(page), "speakers", person=str(ada.pk), role="speaker", perspective="not_stated", title__en="Marks"
    )
    assert chief.post(form_of(made()), sent).status_code == 302
    assert [row["person"] for row in read_content("activity", made().pk)["speakers"]] == ["P-9001"]


def test_two_editors_of_one_webinar_meet_only_where_both_changed(chief: Client) -> None:
    """Neither times, zones, ticks nor lines of the programme are taken for edits that nobody made."""
    record = make.webinar(
        at="2027-03-04T12:00+00:00",
        row={"interpretation": "es,en", "time_zone": "Africa/Nairobi", "register_until": "2027-03-01T00:00+00:00"},
        slots=[{"at": "15:00", "kind": "opening"}],
    )
    mine = filled(chief.get(form_of(record)))
    theirs = filled(chief.get(form_of(record)))
    assert chief.post(form_of(record), theirs | {"venue": "Room A"}).status_code == 302
    response = chief.post(form_of(record), mine | {f"{ROW}questions_told__en": "About fees."})
    meeting = response.context["adminform"].form.meeting
    assert ([one.path for one in meeting.taken], meeting.clashes) == (["own/0/venue"], [])
    assert chief.post(form_of(record), filled(response)).status_code == 302
    row = said(record)
    assert (row["questions_told"], row["starts_at"], row["interpretation"]) == (
        {"en": "About fees."},
        "2027-03-04T12:00:00+00:00",
        "es,en",
    )


def test_two_editors_who_both_move_the_time_choose(chief: Client) -> None:
    record = make.webinar(at="2027-03-04T12:00+00:00")
    mine = filled(chief.get(form_of(record)))
    theirs = filled(chief.get(form_of(record)))
    later = {f"{ROW}starts_at": "2027-03-04T13:15", f"{ROW}interpretation": ["ar", "zh"]}
    assert chief.post(form_of(record), theirs | later).status_code == 302
    response = chief.post(form_of(record), mine | {f"{ROW}starts_at": "2027-03-04T14:00"})
    meeting = response.context["adminform"].form.meeting
    (clash,) = meeting.clashes
    assert (clash.base, clash.theirs, clash.mine) == ("2027-03-04T13:00", "2027-03-04T13:15", "2027-03-04T14:00")
    assert [(one.name, one.theirs) for one in meeting.taken] == [("Interpretation", "العربية, 中文")]
    sent = filled(response) | {f"sent_choice/{clash.path}": "mine"}
    assert chief.post(form_of(record), sent).status_code == 302
    assert said(record)["starts_at"] == "2027-03-04T13:00:00+00:00"
    assert said(record)["interpretation"] == "ar,zh"


@pytest.mark.parametrize(("left", "right"), [(True, True), (False, True)])
def test_a_webinar_is_never_merged_away(left: bool, right: bool) -> None:
    kept, other = (make.webinar() if each else make.activity(9001 + place) for place, each in enumerate((left, right)))
    with pytest.raises(CannotMerge, match="webinar"):
        check_pair(kept, other)


def test_an_activity_is_merged_into_a_webinar() -> None:
    check_pair(make.webinar(), make.activity())


def test_a_copy_keeps_zone_languages_and_registration_but_neither_time_address_nor_speakers() -> None:
    key = make.person("P-9001", "Ada Speaker")
    row = {"interpretation": "en,fr", "register_by": "approved", "seats": 50, "webcast": "https://example.org/live"}
    record = make.webinar(
        at="2027-03-04T12:00+00:00",
        row=row | {"time_zone": "Africa/Nairobi", "questions": "held", "criteria": "gender"},
        speakers=[{"person": key, "role": "speaker"}],
        slots=[{"kind": "opening"}],
    )
    with change(by=None, why=make.WHY):
        copy = copy_record(record, sections=pieces("activity", read_content("activity", record.pk)), unit=None)
    content = read_content("activity", copy.pk)
    assert said(copy) == {
        "slug": copy.reference.lower(),
        "time_zone": "Africa/Nairobi",
        "interpretation": "en,fr",
        "register_by": "approved",
        "seats": 50,
        **{name: value for name, value in said(copy).items() if name in ("questions",) and value == "not_stated"},
    }
    assert not {"speakers", "slots", "starts"} & content.keys()


def test_a_copy_takes_no_address_elsewhere(chief: Client) -> None:
    record = make.webinar(row={"register_by": "elsewhere", "register_at": "https://example.org/register"})
    with change(by=None, why=make.WHY):
        copy = copy_record(record, sections=["texts", "webinars"], unit=None)
    assert "register_at" not in said(copy)
    assert said(copy)["register_by"] == "nowhere"


def test_a_draft_is_seen_as_readers_will_see_it(chief: Client) -> None:
    entered(chief, **NOON)
    make.edit(made(), speakers=[{"person": make.person("P-9001", "Ada Speaker"), "role": "speaker"}])
    page = chief.get(f"/admin/activities/activity/{made().pk}/preview/?language=ar")
    assert page.status_code == 200
    node = parse(page.content).one("main")
    assert node.by_id("speakers").one("h3").all("bdi")[0].text == "Ada Speaker"
    assert "http://testserver/ar/webinars/on-quibbled-marks/" in node.text
    assert dt.date(2027, 3, 4).isoformat() in page.content.decode()


def test_messages_say_that_the_period_was_set(chief: Client) -> None:
    sent = filled(chief.get(ADD)) | {"texts-0-title": "On quibbled marks", f"{ROW}slug": "on-quibbled-marks"} | NOON
    response = chief.post(ADD, sent, follow=True)
    assert "The period was set to the day of the webinar’s time." in messages(response)


def test_every_list_of_codes_is_told_in_words_and_the_same_in_another_order_is_no_change() -> None:
    told = {name: written(Webinar._meta.get_field(name), code, {}) for name, code in CODES.items()}
    assert told == {
        "interpretation": "English, Français",
        "criteria": "balance in gender",
        "represented": "Governmental organisation, Academia",
    }
    assert set(LISTED) == set(CODES)
