"""Restoring a version from the desk: the form says it again, and readers see nothing before it is published."""

import pytest
from django.test import Client

from tarepo.content import read_content
from tarepo.enums import Kind, State
from tarepo.models import ChangeSet, Record
from tests import make
from tests.admin.office import Sent, filled, messages, signed_in
from tests.html import facts, main, parse

pytestmark = pytest.mark.django_db
WHY = "the meeting was in Lima after all"


@pytest.fixture
def chief() -> Client:
    return signed_in("chief editor")


@pytest.fixture
def record() -> Record:
    made = make.activity(9001, "Seminar", venue="Lima")
    make.edit(made, venue="Cusco", starts="2023-05-09", precision="day")
    make.publish_now(made)
    return made


def page_of(record: Record, number: int = 1) -> str:
    return f"/admin/activities/activity/{record.pk}/versions/{number}/"


def form_of(client: Client, record: Record, number: int = 1) -> Sent:
    return filled(client.get(page_of(record, number))) | {"sent_why": WHY}


def said(record: Record) -> dict:
    return read_content(record.kind, record.pk)


def state(record: Record) -> str:
    return Record.objects.values_list("state", flat=True).get(pk=record.pk)


def problem(response) -> str:
    return parse(response.content).one("div", "notice-error").text


def test_the_form_says_it_again_as_one_change_and_readers_see_it_once_it_is_published(
    chief: Client, record: Record
) -> None:
    before = ChangeSet.objects.count()
    response = chief.post(page_of(record), form_of(chief, record), follow=True)
    assert response.redirect_chain == [(f"/admin/activities/activity/{record.pk}/change/", 302)]
    assert messages(response) == ["The form says what version 1 said. Readers see it once it is published."]
    assert (said(record)["venue"], "starts" in said(record)) == ("Lima", False)
    assert (ChangeSet.objects.count(), state(record)) == (before + 1, State.PUBLISHED)
    assert ChangeSet.objects.latest("made_at").why == f"Version 1 restored: {WHY}"
    assert facts(main(chief.get("/activities/TA-2023-9001/").content))["Place"] == "Cusco"
    make.publish_now(record)
    assert facts(main(chief.get("/activities/TA-2023-9001/").content))["Place"] == "Lima"


def test_without_a_reason_nothing_is_restored(chief: Client, record: Record) -> None:
    response = chief.post(page_of(record), form_of(chief, record) | {"sent_why": "  "})
    assert (response.status_code, problem(response)) == (200, "Say why: the history keeps the reason.")
    assert said(record)["venue"] == "Cusco"


def test_a_form_that_lost_its_fields_is_told_to_be_opened_again(chief: Client, record: Record) -> None:
    response = chief.post(page_of(record), {"sent_why": WHY})
    assert problem(response) == "Open the page again, and restore from there."
    assert said(record)["venue"] == "Cusco"


def test_a_double_click_restores_once(chief: Client, record: Record) -> None:
    sent = form_of(chief, record)
    chief.post(page_of(record), sent)
    before = ChangeSet.objects.count()
    response = chief.post(page_of(record), sent, follow=True)
    assert messages(response)[-1] == "This form had been sent already, and was saved once."
    assert ChangeSet.objects.count() == before


def test_what_a_colleague_saved_meanwhile_is_not_written_over(chief: Client, record: Record) -> None:
    sent = form_of(chief, record)
    make.edit(record, venue="Puno")
    response = chief.post(page_of(record), sent)
    assert problem(response).startswith("Somebody saved the record while you were reading. Nothing was restored")
    assert said(record)["venue"] == "Puno"
    again = filled(response)  # the reason is still there, and the second time it counts
    assert again["sent_why"] == WHY
    assert chief.post(page_of(record), again).status_code == 302
    assert said(record)["venue"] == "Lima"


def test_what_says_the_same_is_not_offered(chief: Client, record: Record) -> None:
    assert b"<form" not in chief.get(page_of(record, 2)).content.partition(b"<main")[2]


def test_an_archived_record_is_restored_as_a_draft(chief: Client, record: Record) -> None:
    make.archive_now(record)
    response = chief.post(page_of(record, 2), form_of(chief, record, 2), follow=True)
    assert messages(response)[1:] == ["It was archived, and is a draft now."]
    assert (state(record), said(record)["venue"]) == (State.DRAFT, "Cusco")
    assert chief.get("/activities/TA-2023-9001/").status_code == 404
    make.publish_now(record)
    assert chief.get("/activities/TA-2023-9001/").status_code == 200


def test_relations_that_moved_or_went_are_named_and_the_rest_is_restored(chief: Client) -> None:
    merged, into = make.published(Kind.SUBJECT, "Trade marks"), make.published(Kind.SUBJECT, "Marks")
    gone = make.published(Kind.PROJECT, "Old project")
    record = make.activity(9001, subjects=[merged.pk], project=gone.pk, venue="Lima")
    make.edit(record, subjects=[], project=None, venue="Cusco")
    make.publish_now(record)
    make.archive_now(merged)
    make.archive_now(gone)
    Record.objects.filter(pk=merged.pk).update(merged_into=into.pk)
    response = chief.post(page_of(record), form_of(chief, record), follow=True)
    assert messages(response)[1:] == [
        f"“Trade marks ({merged.reference})” was merged into “Marks ({into.reference})”, which stands in its place.",
        f"“Old project ({gone.reference})” is archived: it is left out of “Project”.",
    ]
    assert (said(record)["subjects"], "project" in said(record), said(record)["venue"]) == ([into.pk], False, "Lima")


def test_a_record_that_was_merged_away_is_not_restored_beside_its_successor(chief: Client, record: Record) -> None:
    other = make.activity(9002, "The one that stayed")
    sent = form_of(chief, record)
    make.archive_now(record)
    Record.objects.filter(pk=record.pk).update(merged_into=other.pk)
    response = chief.post(page_of(record), sent)
    assert problem(response) == (
        "This record was merged into “The one that stayed (TA-2023-9002)”: restore that one, or undo the merge first."
    )
    assert (state(record), said(record)["venue"]) == (State.ARCHIVED, "Cusco")


def test_who_may_not_change_the_record_looks_and_does_not_restore(record: Record) -> None:
    for role in ("unit editor", "coordinator", "administrator"):
        client = signed_in(role)
        page = client.get(page_of(record))
        assert (page.status_code, b"Restore version" in page.content) == (200, False)
        assert client.post(page_of(record), {"sent_why": WHY, "sent_seen": "x"}).status_code == 403
    assert said(record)["venue"] == "Cusco"


def test_a_unit_editor_restores_and_the_record_stays_the_units(record: Record) -> None:
    from accounts.models import Role
    from tests.people import person

    unit = Role.objects.get(user=person("unit editor"), unit__isnull=False).unit_id
    make.edit(record, unit=unit)
    editor = signed_in("unit editor")
    response = editor.post(page_of(record), form_of(editor, record), follow=True)
    assert messages(response)[1:] == ["“Responsible unit” stays as it is."]
    assert (said(record)["unit"], said(record)["venue"]) == (unit, "Lima")
