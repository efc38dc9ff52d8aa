"""Draft, in review, published, archived: what each button does, what the form says of it, and what lists find."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from activities.models import Activity
from tarepo.admin.history import changes_of
from tarepo.enums import Kind, State
from tarepo.models import ChangeSet, Outbox, Record, SearchRow
from tests import make
from tests.admin.office import errors, filled, messages, signed_in
from tests.html import parse
from tests.people import person, sign_in

pytestmark = pytest.mark.django_db

LIST = "/admin/activities/activity/"


@pytest.fixture
def chief() -> Client:
    return signed_in("chief editor")


def press(client: Client, record: Record, button: str, **values: str):
    page = f"{LIST}{record.pk}/change/"
    return client.post(page, filled(client.get(page)) | values | {button: "1"}, follow=True)


def state(record: Record) -> str:
    return Record.objects.values_list("state", flat=True).get(pk=record.pk)


def status_box(client: Client, record: Record) -> str:
    return parse(client.get(f"{LIST}{record.pk}/change/").content).one("div", "record-status").text


def buttons(client: Client, record: Record) -> list[str]:
    row = parse(client.get(f"{LIST}{record.pk}/change/").content).one("div", "submit-row")
    return [button.get("name") for button in row.all("input")]


def test_a_draft_goes_to_review_with_a_note_and_comes_back_with_an_answer(chief: Client) -> None:
    unit = make.record_id("unit/south-south-cooperation-and-special-projects")
    record = make.draft(Kind.ACTIVITY, unit=unit)
    editor = signed_in("unit editor")
    assert messages(press(editor, record, "_review", review_note="Are the figures right?")) == [
        "Saved, and sent to review."
    ]
    assert state(record) == State.IN_REVIEW
    assert ChangeSet.objects.latest("made_at").why == "sent to review"
    assert changes_of(record)[0].difference.steps == ["In review"]
    assert "Note: Are the figures right?" in status_box(chief, record)
    assert buttons(chief, record) == ["_save", "_publish", "_draft"]
    said = messages(press(chief, record, "_draft", sent_answer="The source is missing."))
    assert said == ["It is a draft again, and can be published anew."]
    assert state(record) == State.DRAFT
    note = Record.objects.get(pk=record.pk).review_note
    today = timezone.localdate().isoformat()
    assert note == f"Answer of {today}: The source is missing.\n\nAre the figures right?"
    mail = Outbox.objects.get()
    assert (mail.to, mail.subject) == (person("unit editor").email, f"{record.reference} goes back to draft")
    assert "The source is missing." in mail.body
    assert buttons(editor, record) == ["_save", "_publish", "_review"]


def test_without_an_answer_nobody_is_mailed(chief: Client) -> None:
    record = make.draft(Kind.ACTIVITY)
    press(chief, record, "_review")
    press(chief, record, "_draft")
    assert (state(record), Outbox.objects.count()) == (State.DRAFT, 0)


def test_publishing_clears_the_note_and_the_day(chief: Client) -> None:
    record = make.draft(Kind.ACTIVITY, sources=[make.SOURCE])
    day = (timezone.localdate() + dt.timedelta(days=3)).isoformat()
    press(chief, record, "_review", review_note="Please look", publish_on=day)
    assert messages(press(chief, record, "_publish")) == ["Published as version 1."]
    found = Record.objects.get(pk=record.pk)
    assert (found.state, found.review_note, found.publish_on) == (State.PUBLISHED, "", None)
    press(chief, record, "_save", review_note="A note", publish_on=day)
    assert messages(press(chief, record, "_publish")) == ["Saved. What is public says the same: version 1."]
    found = Record.objects.get(pk=record.pk)
    assert (found.review_note, found.publish_on) == ("", None)


def test_a_unit_editor_publishes_the_units_records_and_no_others(chief: Client) -> None:
    unit = make.record_id("unit/south-south-cooperation-and-special-projects")
    record = make.draft(Kind.ACTIVITY, unit=unit, sources=[make.SOURCE])
    assert messages(press(signed_in("unit editor"), record, "_publish")) == ["Published as version 1."]
    other = make.draft(Kind.ACTIVITY, sources=[make.SOURCE])
    page = f"{LIST}{other.pk}/change/"
    assert signed_in("unit editor").post(page, filled(chief.get(page)) | {"_publish": "1"}).status_code == 403


def test_archived_taken_back_and_published_again_its_versions_go_on_rising(chief: Client) -> None:
    record = make.activity(title="One")
    make.rename(record, "Two")
    chief.post(f"{LIST}{record.pk}/delete/", {"sent_why": "by mistake"})
    assert buttons(chief, record) == ["_save", "_publish", "_draft"]
    assert "Save and publish again" in chief.get(f"{LIST}{record.pk}/change/").content.decode()
    press(chief, record, "_draft")
    assert "Published version 2. Readers do not see it now." in status_box(chief, record)
    assert messages(press(chief, record, "_publish", **{"texts-0-title": "Three"})) == ["Published as version 3."]
    chief.post(f"{LIST}{record.pk}/delete/", {})
    assert messages(press(chief, record, "_publish")) == ["Published as version 3."]
    assert list(record.snapshots.order_by("number").values_list("number", flat=True)) == [1, 2, 3]
    assert SearchRow.objects.get(record=record).snapshot.number == 3


def test_a_second_click_on_publish_publishes_once(chief: Client) -> None:
    record = make.activity(title="One")
    page = f"{LIST}{record.pk}/change/"
    sent = filled(chief.get(page)) | {"texts-0-title": "Two", "_publish": "1"}
    assert messages(chief.post(page, sent, follow=True)) == ["Published as version 2."]
    said = messages(chief.post(page, sent, follow=True))
    assert said == ["This form had been sent already, and was saved once."]
    assert Record.objects.get(pk=record.pk).version == 2


def test_a_form_that_was_sent_when_the_session_had_ended_is_published_after_signing_in(chief: Client) -> None:
    record = make.activity(title="One")
    page = f"{LIST}{record.pk}/change/"
    sent = filled(chief.get(page)) | {"texts-0-title": "Two", "_publish": "1"}
    chief.logout()
    asked = chief.post(page, sent)
    assert asked.status_code == 403
    again = filled(sign_in(chief, person("chief editor").email, form=filled(asked)))
    assert (again["texts-0-title"], again["_publish"]) == ("Two", "1")
    assert messages(chief.post(page, again, follow=True)) == ["Published as version 2."]


def test_the_form_says_what_differs_from_what_readers_see(chief: Client) -> None:
    record = make.activity(title="As published", venue="Lima")
    assert (
        parse(chief.get(f"{LIST}{record.pk}/change/").content).one("div", "record-status").all("ul", "difference") == []
    )
    make.edit(record, venue="Geneva", points=[{"kind": "topic", "wording": {"en": "one"}}])
    box = parse(chief.get(f"{LIST}{record.pk}/change/").content).one("div", "record-status")
    assert [line.text for line in box.one("ul", "difference").all("li")] == [
        "Venue (town, building): public: Lima here: Geneva",
        "Topic, material or other point 1 – Kind: here: Topic",
        "Topic, material or other point 1 – Text: here: en: one",
    ]


def test_the_form_says_what_is_lacking_and_what_could_be_better(chief: Client) -> None:
    record = make.draft(Kind.ACTIVITY, status="planned", starts="2001-02-03", precision="day")
    box = parse(chief.get(f"{LIST}{record.pk}/change/").content).one("div", "record-status")
    lacks, hints = box.all("ul")
    assert lacks.texts("li") == ["It needs a source: where is this published?"]
    assert "It is planned, but its period has passed." in hints.texts("li")


@pytest.mark.parametrize("days", [0, -1])
def test_a_day_to_publish_is_one_to_come(chief: Client, days: int) -> None:
    record = make.draft(Kind.ACTIVITY)
    day = (timezone.localdate() + dt.timedelta(days=days)).isoformat()
    response = press(chief, record, "_save", publish_on=day)
    assert errors(response) == ["Choose a day to come. To publish now, press “Save and publish”."]
    assert filled(response)["publish_on"] == day


def test_an_archived_record_takes_no_day_and_archiving_takes_it_away(chief: Client) -> None:
    record = make.activity()
    day = (timezone.localdate() + dt.timedelta(days=3)).isoformat()
    press(chief, record, "_save", publish_on=day)
    assert f"To be published on {day}, as it stands then." in status_box(chief, record)
    chief.post(f"{LIST}{record.pk}/delete/", {})
    assert Record.objects.get(pk=record.pk).publish_on is None
    response = press(chief, record, "_save", publish_on=day)
    assert errors(response) == ["It is archived. Take it back to draft first, and then set a day."]


def test_lists_find_what_waits_for_review_or_for_a_day(chief: Client) -> None:
    waiting, dated = make.draft(Kind.ACTIVITY, "Quokka 1"), make.draft(Kind.ACTIVITY, "Quokka 2")
    make.draft(Kind.ACTIVITY, "Quokka 3")
    day = dt.date(2999, 1, 2)
    Activity.objects.filter(pk=waiting.pk).update(state=State.IN_REVIEW)
    Activity.objects.filter(pk=dated.pk).update(publish_on=day)
    for value, record in (("review", waiting), ("day", dated)):
        page = parse(chief.get(f"{LIST}?q=quokka&waits={value}").content)
        assert page.by_id("result_list").texts("td", "field-reference") == [record.reference]
    assert page.by_id("result_list").texts("td", "field-state_column") == ["draft to be published on 2999-01-02"]
    assert chief.get(f"{LIST}?waits=nothing").context["cl"].result_count == 0
