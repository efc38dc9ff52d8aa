"""The parts of entering meet: conflicts with review, days, requests, copies, translations, proposals and merges."""

import pytest
from django.http import HttpResponse
from django.utils import timezone

from activities.models import Activity
from tarepo.changes import change
from tarepo.content import read_content
from tarepo.enums import Kind, State
from tarepo.models import ChangeSet, Record
from tarepo.publish_due import publish_due
from tests import make
from tests.admin.office import Sent, add_row, errors, filled, messages, signed_in
from tests.admin.test_both import TOLD, Two, activity, again, shown
from tests.admin.test_merge import merged
from tests.html import parse
from tests.people import person
from tests.submissions.paper import FIGURES, answer, record_of, submit, told

pytestmark = pytest.mark.django_db

LIST = "/admin/activities/activity/"


def page_of(record: Record) -> str:
    return f"{LIST}{record.pk}/change/"


def button(sent: Sent, name: str) -> Sent:
    return {key: value for key, value in sent.items() if key != "_save"} | {name: "1"}


def state(record: Record) -> tuple[str, int, str]:
    return Record.objects.values_list("state", "version", "review_note").get(pk=record.pk)


def test_the_reason_and_who_asked_outlive_a_meeting() -> None:
    record, two = activity(venue="Lima")
    two.they_save(period_printed="in June")
    response = two.save(venue="Quito", sent_why="The hall burnt down", sent_requested_by="Letter of the mission")
    assert errors(response) == [TOLD]
    assert ChangeSet.objects.filter(requested_by__startswith="Letter").count() == 0
    assert two.me.post(two.page, again(response)).status_code == 302
    made = ChangeSet.objects.get(why="The hall burnt down")
    assert (made.requested_by, made.by) == ("Letter of the mission", person("chief editor"))
    saved = Activity.objects.get(pk=record.pk)
    assert (saved.venue, saved.period_printed) == ("Quito", "in June")


def test_an_edit_on_top_of_anothers_is_sent_to_review_once_it_was_looked_at() -> None:
    record, two = activity(venue="Lima")
    two.they_save(period_printed="in June")
    mine = button(two.mine, "_review") | {"venue": "Quito", "review_note": "Is the hall right?"}
    response = two.me.post(two.page, mine)
    assert errors(response) == [TOLD]
    assert state(record) == (State.DRAFT, 0, "")
    response = two.me.post(two.page, button(filled(response), "_review"), follow=True)
    assert messages(response) == ["Saved, and sent to review."]
    assert state(record) == (State.IN_REVIEW, 0, "Is the hall right?")
    content = read_content(Kind.ACTIVITY, record.pk)
    assert (content["venue"], content["period_printed"]) == ("Quito", "in June")


def test_what_another_sent_to_review_meanwhile_is_told_and_its_note_kept() -> None:
    record, two = activity()
    two.other.post(two.page, button(two.theirs, "_review") | {"review_note": "Please look"})
    response = two.save(venue="Quito")
    assert shown(response, "taken") == [
        ("", "Note to the reviewer", "", "Please look", ""),
        ("", "State", "Draft", "In review", ""),
    ]
    assert messages(two.me.post(two.page, again(response), follow=True)) == ["Saved."]
    assert state(record) == (State.IN_REVIEW, 0, "Please look")


def test_on_top_of_anothers_save_nothing_is_published_unseen() -> None:
    record, two = activity(sources=[make.SOURCE])
    two.they_save(venue="Geneva")
    response = two.me.post(two.page, button(two.mine, "_publish") | {"texts-0-title": "Mine"})
    assert state(record)[:2] == (State.DRAFT, 0)
    response = two.me.post(two.page, button(filled(response), "_publish"), follow=True)
    assert messages(response) == ["Published as version 1."]
    public = record.snapshots.get(tier=0).body["content"]
    assert (public["venue"], public["texts"]["en"]["title"]) == ("Geneva", "Mine")


def test_a_day_that_came_while_somebody_wrote_is_not_set_again() -> None:
    record, _two = activity(sources=[make.SOURCE])
    today = timezone.localdate()
    with change(by=person("chief editor"), why="a day"):
        Record.objects.filter(pk=record.pk).update(publish_on=today)
    two = Two(page_of(record))
    assert publish_due() == 1
    response = two.save(venue="Quito")
    taken = {one[1]: one[2:4] for one in shown(response, "taken")}
    assert taken == {"Publish on": (today.isoformat(), ""), "State": ("Draft", "Published")}
    assert messages(two.me.post(two.page, again(response), follow=True)) == ["Saved."]
    assert Record.objects.get(pk=record.pk).publish_on is None
    assert record.snapshots.get(tier=0).body["content"].get("venue") is None


def test_a_translation_is_marked_where_the_other_changed_its_original() -> None:
    texts = {"en": make.text("A seminar"), "es": make.text("Un seminario", status="official", made_from=1)}
    record = make.draft(Kind.ACTIVITY, texts=texts, sources=[make.SOURCE])
    make.publish_now(record)
    two = Two(page_of(record))
    title = next(name for name, value in two.theirs.items() if value == "A seminar")
    two.they_save(**{title: "A webinar"})
    response = two.save(venue="Quito")
    assert len(parse(response.content).texts("div", "outdated")) == 2
    row = next(name for name, value in two.mine.items() if value == "Un seminario").removesuffix("-title")
    kept = again(response, **{f"{row}-same_again": "on"})
    assert two.me.post(two.page, kept).status_code == 302
    assert record.texts.get(language="es").made_from == 2
    assert parse(two.me.get(two.page).content).texts("div", "outdated") == []


def test_two_edit_a_copy_and_its_place_in_the_series_stays() -> None:
    series = make.published(Kind.SERIES, "Workshops")
    source = make.published(Kind.ACTIVITY, "First workshop", series=series.pk, number_in_series=1)
    chief = signed_in("chief editor")
    page = f"{LIST}{source.pk}/copy/"
    chief.post(page, filled(chief.get(page)))
    copy = Activity.objects.latest("pk")
    two = Two(page_of(copy))
    add_row(two.theirs, "involvements", party=str(make.record_id("country/PE")), role="beneficiary", order="")
    two.they_save(number_in_series="3")
    response = two.save(**{"texts-0-title": "Second workshop"})
    assert [one[1] for one in shown(response, "taken")] == ["Number in the series", ""]
    assert parse(response.content).by_id("similar").get("data-own") == str(copy.pk)
    assert two.me.post(two.page, again(response)).status_code == 302
    content = read_content(Kind.ACTIVITY, copy.pk)
    assert (content["series"], content["number_in_series"], content["related"]) == (series.pk, 3, [source.pk])
    assert [row["role"] for row in content["involvements"]] == ["beneficiary"]
    assert content["texts"]["en"]["title"] == "Second workshop"


def test_figures_of_an_accepted_submission_meet_what_an_editor_writes_meanwhile() -> None:
    record = make.activity(9001, "Seminar", figures=[{"measure": {"en": "Held"}, "value": "3"}])
    two = Two(page_of(record))
    answer(submit(FIGURES + "TA-2023-9001", **{"figure-0-value": "7", "figure-0-measure": "Reached"}), "accept")
    response = two.save(**{"figures-0-value": "4"})
    assert shown(response, "clashes") == []
    assert [one[0] for one in shown(response, "taken")] == ["Figure #2"]
    assert two.me.post(two.page, again(response)).status_code == 302
    assert [row["value"] for row in read_content(Kind.ACTIVITY, record.pk)["figures"]] == ["4", "7"]


def test_who_reported_a_submission_stands_in_its_form_through_review_and_publication() -> None:
    patch = submit(title="Seminar", source_link="https://example.org/x")
    answer(patch, "accept")
    record, chief = record_of(patch), signed_in("chief editor")
    sent = filled(chief.get(page_of(record)))
    assert sent["reported_by"] == str(patch.party_id)
    assert "Reported by Peru" in told(chief.get(f"{LIST}{record.pk}/preview/"))
    chief.post(page_of(record), button(sent, "_review") | {"review_note": "From Peru", "venue": "Lima"})
    assert state(record) == (State.IN_REVIEW, 0, "From Peru")
    sent = filled(chief.get(page_of(record)))
    assert messages(chief.post(page_of(record), button(sent, "_publish"), follow=True)) == ["Published as version 1."]
    assert Record.objects.get(pk=record.pk).reported_by_id == patch.party_id
    page = signed_in("focal point of it").get(f"/submissions/{patch.pk}/").content.decode()
    assert f"/activities/{record.reference}/" in page


def test_a_submission_can_be_of_what_arrived_as_a_letter() -> None:
    chief, peru = signed_in("chief editor"), make.record_id("country/PE")
    sent = filled(chief.get(f"{LIST}add/")) | {"texts-0-title": "Seminar", "reported_by": str(peru), "_save": "Save"}
    chief.post(f"{LIST}add/", sent)
    assert Activity.objects.latest("pk").reported_by_id == peru


# Nothing is lost where it cannot be saved any more.


def lost(response: HttpResponse) -> list[tuple[str, str]]:
    return [(one.name, one.mine) for one in response.context["typed"]]


def typing(record: Record, client: object) -> Sent:
    sent = filled(client.get(page_of(record))) | {"venue": "Quito", "texts-0-title": "Written for an hour"}
    return add_row(sent, "points", kind="topic", wording__en="A new point", order="") | {"_save": "Save"}


WRITTEN = [
    ("Venue (town, building)", "Quito"),
    ("Title or name", "Written for an hour"),
    ("", "Kind: Topic\nText: en: A new point"),
]


def test_what_was_typed_into_a_record_that_was_merged_away_is_shown_to_be_copied() -> None:
    kept, gone = make.activity(9001, "Kept"), make.activity(9002, "Gone")
    chief = signed_in("chief editor")
    sent = typing(gone, chief)
    merged(signed_in("chief editor"), kept, gone)
    response = chief.post(page_of(gone), sent)
    assert (response.status_code, lost(response)) == (403, WRITTEN)
    assert "It was merged into “Kept" in response.content.decode()
    assert Activity.objects.get(pk=gone.pk).venue == ""


def test_what_was_typed_into_a_deleted_draft_is_shown_to_be_copied() -> None:
    record = make.draft(Kind.ACTIVITY, "First")
    chief = signed_in("chief editor")
    sent = typing(record, chief)
    signed_in("chief editor").post(f"{LIST}{record.pk}/delete/", {"post": "yes"})
    response = chief.post(page_of(record), sent)
    assert (response.status_code, lost(response)) == (404, WRITTEN)
    assert "Somebody deleted it while you were writing." in response.content.decode()
    assert not Activity.objects.filter(pk=record.pk).exists()


def test_what_was_typed_into_what_became_another_units_is_shown_and_not_saved() -> None:
    unit = make.record_id("unit/south-south-cooperation-and-special-projects")
    record = make.draft(Kind.ACTIVITY, "First", unit=unit)
    editor = signed_in("unit editor")
    sent = typing(record, editor)
    make.edit(record, unit=make.draft(Kind.UNIT, "Another unit").pk)
    response = editor.post(page_of(record), sent)
    assert (response.status_code, lost(response)) == (403, WRITTEN)
    assert "This record belongs to Another unit" in response.content.decode()
    assert Activity.objects.get(pk=record.pk).venue == ""


@pytest.mark.parametrize("seen", ["", "tampered"])
def test_what_no_form_of_ours_carried_is_simply_refused(seen: str) -> None:
    record = make.draft(Kind.ACTIVITY, "First")
    sent = filled(signed_in("chief editor").get(page_of(record))) | {"sent_seen": seen}
    assert "typed" not in signed_in("coordinator").post(page_of(record), sent).context
    assert "typed" not in signed_in("chief editor").post(f"{LIST}999999999/change/", sent).context


def test_what_was_typed_is_shown_as_text_also_where_it_could_not_be_saved() -> None:
    record = make.draft(Kind.ACTIVITY, "First")
    chief = signed_in("chief editor")
    sent = typing(record, chief) | {"venue": "<script>alert(1)</script>", "starts": "2024-02-31"}
    signed_in("chief editor").post(f"{LIST}{record.pk}/delete/", {"post": "yes"})
    response = chief.post(page_of(record), sent)
    assert "<script>alert(1)" not in response.content.decode()
    assert {"<script>alert(1)</script>", "2024-02-31"} <= {mine for _name, mine in lost(response)}
