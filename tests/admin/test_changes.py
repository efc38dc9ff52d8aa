"""The pages of change sets: who sees what, what undoing would do, and that it is done once."""

import pytest
from django.db import connection
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import Role
from activities.models import Activity
from tarepo.admin.history import MOST
from tarepo.changes import change
from tarepo.content import read_content
from tarepo.enums import Kind
from tarepo.event_tables import record_tables
from tarepo.models import ChangeSet, File, Record
from tests import make
from tests.admin.office import filled, messages, signed_in
from tests.people import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief() -> Client:
    return signed_in("chief editor")


def moved(*records: Record, why: str = "moved to Lima") -> ChangeSet:
    with change(by=person("chief editor"), why=why, requested_by="Mission of Peru") as made:
        Activity.objects.filter(pk__in=[record.pk for record in records]).update(venue="Lima")
    return made


def venue(record: Record) -> str:
    return read_content(record.kind, record.pk)["venue"]


def test_who_asked_for_a_change_is_kept_and_shown(chief: Client) -> None:
    record = make.draft(Kind.ACTIVITY, "Old", venue="Geneva")
    page = f"/admin/activities/activity/{record.pk}/change/"
    sent = filled(chief.get(page)) | {"venue": "Lima", "sent_requested_by": "Letter of 3 May", "_save": "Save"}
    assert chief.post(page, sent).status_code == 302
    assert ChangeSet.objects.latest("made_at").requested_by == "Letter of 3 May"
    shown = chief.get(f"/admin/activities/activity/{record.pk}/history/").content.decode()
    assert shown.count("<bdi>Letter of 3 May</bdi>") == 1


def test_raw_sql_outside_of_a_change_is_shown_with_what_it_wrote(chief: Client) -> None:
    record = make.draft(Kind.ACTIVITY, "Old", venue="Geneva")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE activities_activity SET venue = 'Cusco' WHERE record_id = %s", [record.pk])
    shown = chief.get(f"/admin/activities/activity/{record.pk}/history/")
    outside = [row for row in shown.context["changes"] if row.change is None]
    assert [(line.old, line.new) for row in outside for line in row.difference.lines] == [("Geneva", "Cusco")]
    assert shown.content.decode().count("outside the portal") == 1


def test_a_file_of_a_record_is_in_its_history(chief: Client) -> None:
    record = make.draft(Kind.ACTIVITY, "Old")
    with change(by=None, why="a file came in"):
        File.objects.create(record=record, name="plan.pdf", sha256="0" * 64, media_type="application/pdf", size=3)
    first = chief.get(f"/admin/activities/activity/{record.pk}/history/").context["changes"][0]
    assert first.change.why == "a file came in"
    assert [line.new for line in first.difference.lines if line.name == "Name"] == ["plan.pdf"]


def test_older_changes_are_on_further_pages(chief: Client) -> None:
    record = make.draft(Kind.SERIES, "Quokka")
    for n in range(MOST + 2):
        make.edit(record, texts=make.english(f"Quokka {n}"))
    page = f"/admin/activities/series/{record.pk}/history/"
    first = chief.get(page).context
    second = chief.get(page, {"before": first["older"]}).context
    assert [len(each["changes"]) for each in (first, second)] == [MOST, 3]
    assert second["older"] == ""
    assert [[line.new for line in row.difference.lines] for row in second["changes"][:2]] == [
        ["Quokka 1"],
        ["Quokka 0"],
    ]
    assert chief.get(page, {"before": "nonsense"}).status_code == 200


def test_every_table_of_events_has_the_indexes_that_history_and_undo_look_into() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename || ' ' || substring(indexdef from '\\((\\w+)') FROM pg_indexes")
        held = {found for (found,) in cursor.fetchall()}
    wanted = set()
    for table in record_tables():
        keys = {"pgh_context_id", table.owner} | (set() if table.is_link else {"pgh_obj_id"})
        wanted |= {f"{table.event._meta.db_table} {key}" for key in keys}
    assert wanted - held == set()


@pytest.mark.parametrize("rows", [1, 3])
def test_a_change_asks_the_same_for_one_record_and_for_three(
    chief: Client, django_assert_num_queries: DjangoAssertNumQueries, rows: int
) -> None:
    made = moved(*[make.draft(Kind.ACTIVITY, venue="Geneva") for _ in range(rows)])
    # session, user, change; which records: tables, ids; what it did to them: names, tables, rows, events, kinds; what
    # else a merge moved; who may undo it: tables, ids, records
    with django_assert_num_queries(14):
        page = chief.get(f"/admin/changes/{made.pk}/")
    assert [line.new for row in page.context["records"] for line in row.difference.lines] == ["Lima"] * rows


def test_changes_are_found_by_person_record_and_reason(chief: Client) -> None:
    record = make.draft(Kind.ACTIVITY, reference="TA-2023-9001", venue="Geneva")
    made = moved(record, why="moved as the hall burnt")
    moved(make.draft(Kind.ACTIVITY, venue="Geneva"))

    def found(**asked: str) -> list[str]:
        return [row.why for row in chief.get("/admin/changes/", asked).context["changes"]]

    assert found(why="hall burnt") == [made.why]
    assert found(record="ta-2023-9001") == [made.why, make.WHY]
    assert found(who="chief-editor@", why="moved") == ["moved to Lima", made.why]
    assert found(who="nobody") == []


def test_a_change_is_undone_once_after_a_preview(chief: Client) -> None:
    record = make.draft(Kind.ACTIVITY, "Old", venue="Geneva")
    made = moved(record)
    page = f"/admin/changes/{made.pk}/undo/"
    preview = chief.get(page)
    assert preview.context["summary"] == ["1 record as it was before."]
    assert [(line.old, line.new) for line in preview.context["records"][0].difference.lines] == [("Lima", "Geneva")]
    assert venue(record) == "Lima"
    sent = filled(preview) | {"sent_why": "The hall stands", "sent_requested_by": "Mission"}
    first = chief.post(page, sent, follow=True)
    assert (messages(first), venue(record)) == (["1 record as it was before."], "Geneva")
    by = ChangeSet.objects.get(undoes=made)
    assert (by.why, by.requested_by, by.by) == ("The hall stands", "Mission", person("chief editor"))
    again = chief.post(page, sent, follow=True)
    assert messages(again) == [
        f"It was undone already, by {person('chief editor')} on {by.made_at:%Y-%m-%d %H:%M} (UTC)."
    ]
    assert ChangeSet.objects.filter(undoes=made).count() == 1


def test_an_undo_is_undone_and_the_first_change_says_so(chief: Client) -> None:
    record = make.draft(Kind.ACTIVITY, "Old", venue="Geneva")
    made = moved(record)
    chief.post(f"/admin/changes/{made.pk}/undo/", {"sent_why": "a slip"})
    undoing = ChangeSet.objects.get(undoes=made)
    chief.post(f"/admin/changes/{undoing.pk}/undo/", {"sent_why": "no slip"})
    assert venue(record) == "Lima"
    page = chief.get(f"/admin/changes/{made.pk}/").text
    assert page.index("It was undone:") < page.index("That was undone in turn:")
    told = messages(chief.post(f"/admin/changes/{made.pk}/undo/", {"sent_why": "a slip"}, follow=True))
    assert told[1:] == ["That was undone in turn. Undo the last of these changes to go on from there."]
    assert venue(record) == "Lima"


def test_a_file_comes_back_with_the_draft_that_was_deleted(chief: Client) -> None:
    record = make.draft(Kind.ACTIVITY, "Old")
    with change(by=None, why="a file came in"):
        file = File.objects.create(record=record, name="hall.jpg", sha256="0" * 64, media_type="image/jpeg", size=3)
    make.edit(record, photos=[{"file": file.pk, "caption": {"en": "The hall"}}])
    before = read_content(record.kind, record.pk)
    chief.post(f"/admin/activities/activity/{record.pk}/delete/", {"post": "yes", "sent_why": "not ours"})
    deleted = ChangeSet.objects.get(why="not ours")
    assert (Record.objects.filter(pk=record.pk).exists(), File.objects.get().record_id) == (False, None)
    lines = chief.get(f"/admin/changes/{deleted.pk}/").context["records"][0].difference.lines
    assert [line.old for line in lines if (line.where, line.name) == ("File", "Name")] == ["hall.jpg"]
    undone = deleted
    for owner in (record.pk, None, record.pk):  # taken back, done again, taken back again
        chief.post(f"/admin/changes/{undone.pk}/undo/", {"sent_why": "once more"})
        undone = ChangeSet.objects.get(undoes=undone)
        assert File.objects.get(pk=file.pk).record_id == owner
    assert read_content(record.kind, record.pk) == before
    history = chief.get(f"/admin/activities/activity/{record.pk}/history/").context["changes"]
    names = [(line.old, line.new) for row in history for line in row.difference.lines if line.where == "File"]
    assert names == [("", "hall.jpg"), ("hall.jpg", ""), ("", "hall.jpg"), ("hall.jpg", ""), ("", "hall.jpg")]


def test_a_file_that_moved_is_told_by_both_records_and_only_from_then_on(chief: Client) -> None:
    first, second = make.draft(Kind.ACTIVITY, "First"), make.draft(Kind.ACTIVITY, "Second")
    with change(by=None, why="came in"):
        file = File.objects.create(record=first, name="plan.pdf", sha256="0" * 64, media_type="application/pdf", size=3)
    with change(by=None, why="moved"):
        File.objects.filter(pk=file.pk).update(record=second)
    told = {}
    for record in (first, second):
        changes = chief.get(f"/admin/activities/activity/{record.pk}/history/").context["changes"]
        told[record.pk] = [
            (row.change.why, line.old, line.new)
            for row in changes
            for line in row.difference.lines
            if line.where == "File" and line.name == "Name"
        ]
    assert told == {
        first.pk: [("moved", "plan.pdf", ""), ("came in", "", "plan.pdf")],
        second.pk: [("moved", "", "plan.pdf")],
    }


def test_a_unit_editor_undoes_only_what_they_may_change_throughout() -> None:
    editor = person("unit editor")
    unit = Role.objects.filter(user=editor, name="unit_editor").values_list("unit_id", flat=True)[0]
    own = make.draft(Kind.ACTIVITY, "Own", venue="Geneva", unit=unit)
    other = make.draft(Kind.ACTIVITY, "Other", reference="TA-2023-9002", venue="Geneva")
    client = signed_in("unit editor")
    mixed = moved(own, other)
    refused = client.post(f"/admin/changes/{mixed.pk}/undo/", {})
    assert (refused.status_code, venue(own), venue(other)) == (403, "Lima", "Lima")
    assert "It touched records that you may not change: TA-2023-9002." in refused.content.decode()
    with change(by=None, why="again") as alone:
        Activity.objects.filter(pk=own.pk).update(venue="Cusco")
    assert client.post(f"/admin/changes/{alone.pk}/undo/", {}).status_code == 302
    assert venue(own) == "Lima"


def test_a_change_of_accounts_cannot_be_undone_here(chief: Client) -> None:
    with change(by=None, why="a role") as made:
        Role.objects.create(user=person("member"), name="moderator")
    shown = chief.get(f"/admin/changes/{made.pk}/")
    assert shown.context["why_not"].startswith("This change touched no record")
    assert chief.post(f"/admin/changes/{made.pk}/undo/", {}).status_code == 403
    assert Role.objects.filter(user=person("member"), name="moderator").count() == 1
