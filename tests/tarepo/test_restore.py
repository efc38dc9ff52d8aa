"""Restoring a version: all that it said, as far as it can still be said."""

import pytest

from accounts.erase import erase
from experts.models import Person
from tarepo.changes import change
from tarepo.content import Content, read_content
from tarepo.enums import Kind
from tarepo.models import File, FileState, Identifier, Record, Snapshot
from tarepo.restore import Restored, restore
from tests import make
from tests.pages import kinds

pytestmark = pytest.mark.django_db


def restored(record: Record, number: int = 1) -> Restored:
    snapshot = Snapshot.objects.get(record_id=record.pk, number=number, tier=0)
    with change(by=None, why="a test"):
        return restore(record=record, snapshot=snapshot)


def content(record: Record) -> Content:
    return read_content(record.kind, record.pk)


def emptied(record: Record) -> None:
    """Everything that can be taken away is, and that is published."""
    now = content(record)
    kept = ("reference", "texts", "sources", "number", "form", "precision")
    nothing = {name: [] if isinstance(value, list) else None for name, value in now.items() if name not in kept}
    dates = {"starts": None, "ends": None, "precision": "not_stated"} if "precision" in now else {}
    make.edit(record, **nothing | dates | {"texts": make.english("Emptied")})
    make.publish_now(record)


@pytest.mark.parametrize("kind", list(kinds.FOLDERS))
def test_all_that_a_version_said_is_said_again(kind: Kind) -> None:
    kinds.neighbours()
    record = kinds.full(kind)
    before = content(record)
    emptied(record)
    assert content(record) != before
    assert restored(record) == Restored(changed=True)
    assert content(record) == before
    assert restored(record) == Restored(changed=False)


def test_what_the_version_did_not_mention_is_emptied() -> None:
    kinds.neighbours()
    record = make.activity(9001, "Little", sources=[make.SOURCE])
    before = content(record)
    make.edit(record, **kinds.shared(Kind.ACTIVITY) | kinds.own(Kind.ACTIVITY))
    restored(record)
    assert content(record) == before


def test_what_was_merged_twice_goes_to_where_it_ended() -> None:
    first, second, third = (make.published(Kind.COUNTRY, name) for name in ("First", "Second", "Third"))
    rows = [{"party": first.pk, "role": "venue"}, {"party": third.pk, "role": "venue", "note": {"en": "there"}}]
    record = make.activity(9001, involvements=rows)
    make.edit(record, involvements=[])
    for merged, into in ((first, second), (second, third)):
        make.archive_now(merged)
        Record.objects.filter(pk=merged.pk).update(merged_into=into.pk)
    done = restored(record)
    assert [(row["party"], row["role"]) for row in content(record)["involvements"]] == [(third.pk, "venue")]
    assert done.told == [
        f"“First ({first.reference})” was merged into “Third ({third.reference})”, which stands in its place.",
        "In “Parties and partners” a row is left out: after the merge the same stands there already.",
    ]


def test_what_was_deleted_is_left_out_and_told_by_its_last_name() -> None:
    subject = make.draft(Kind.SUBJECT, "A draft subject")
    lesson = {"kind": "lesson", "wording": {"en": "Begin early"}, "subject": subject.pk}
    record = make.activity(9001, subjects=[subject.pk], lessons=[lesson], citations=[])
    make.edit(record, subjects=[], lessons=[])
    with change(by=None, why="a test"):
        Record.objects.filter(pk=subject.pk).delete()
    done = restored(record)
    assert done.told == ["“A draft subject” does not exist any more: it is left out of “Subjects, Lessons”."]
    assert "subjects" not in content(record)
    assert [row["wording"] for row in content(record)["lessons"]] == [{"en": "Begin early"}]


def test_a_row_about_nothing_but_what_is_gone_is_left_out_whole() -> None:
    document, party = make.published(Kind.DOCUMENT, "Paper"), make.published(Kind.ORGANISATION, "Office")
    record = make.activity(
        9001,
        sources=[make.SOURCE, {"document": document.pk}],
        citations=[{"document": document.pk, "role": "report"}],
        involvements=[{"party": make.published(Kind.COUNTRY).pk, "role": role} for role in ("provider", "venue")],
        cooperation="south_south",
        declared_by=party.pk,
    )
    make.edit(record, sources=[make.SOURCE], citations=[], cooperation="", declared_by=None)
    make.archive_now(document)
    make.archive_now(party)
    done = restored(record)
    assert sorted(done.told) == [
        f"“Office ({party.reference})” is archived: it is left out of “Declared by”.",
        f"“Paper ({document.reference})” is archived: it is left out of “Sources, Documents”.",
    ]
    now = content(record)
    assert [row.get("link") for row in now["sources"]] == [make.SOURCE["link"]]
    assert {"citations", "cooperation", "declared_by"} & now.keys() == set()


def test_what_is_archived_and_named_now_as_well_is_not_taken_out() -> None:
    project = make.published(Kind.PROJECT, "Ended project")
    record = make.activity(9001, project=project.pk, venue="Lima")
    make.edit(record, venue="Cusco")
    make.archive_now(project)
    assert restored(record).told == []
    assert (content(record)["project"], content(record)["venue"]) == (project.pk, "Lima")


def test_what_was_merged_into_the_record_itself_is_not_named_by_it() -> None:
    other = make.activity(9002, "Twin")
    record = make.activity(9001, related=[other.pk])
    make.edit(record, related=[])
    make.archive_now(other)
    Record.objects.filter(pk=other.pk).update(merged_into=record.pk)
    done = restored(record)
    assert done.told == ["“Twin (TA-2023-9002)” was merged into this very record, which does not name itself."]
    assert "related" not in content(record)


def test_an_identifier_that_another_record_has_now_stays_there() -> None:
    record = make.activity(9001, identifiers=[{"system": "s", "value": "1"}, {"system": "s", "value": "2"}])
    make.edit(record, identifiers=[])
    other = make.activity(9002, "Other", identifiers=[{"system": "s", "value": "1"}])
    done = restored(record)
    assert done.told == ["The identifier “s: 1” belongs to “Other (TA-2023-9002)” now and is left out."]
    assert content(record)["identifiers"] == [{"system": "s", "value": "2"}]
    assert Identifier.objects.get(system="s", value="1").record_id == other.pk


def test_an_erased_person_stays_erased_and_a_file_that_is_not_kept_is_told() -> None:
    key = make.person("P-9001", "Ada Poster")
    record = make.draft(Kind.ACTIVITY, reference="TA-2023-9001")
    file = File.objects.create(
        record=record, name="a.jpg", sha256="0" * 64, media_type="image/jpeg", size=3, state=FileState.READY
    )
    photo = {"file": file.pk, "caption": {"en": "The hall"}}
    make.edit(record, sources=[make.SOURCE | {"posted_by": key}], photos=[photo])
    make.publish_now(record)
    make.edit(record, sources=[make.SOURCE], photos=[])
    with change(by=None, why="asked for it"):
        erase(person=Person.objects.get(key=key))
    number = file.pk
    file.delete()
    done = restored(record)
    assert done.told == [f"“Picture” {number} is not kept any more and is left out."]
    assert content(record)["photos"] == [{"caption": {"en": "The hall"}}]
    assert content(record)["sources"][0]["posted_by"] == key


def test_fields_that_records_have_lost_since_are_named_and_passed_over() -> None:
    record = make.activity(9001, venue="Lima")
    snapshot = Snapshot.objects.get(record_id=record.pk)
    snapshot.body["content"] |= {"mood": "good"}
    snapshot.body["content"]["sources"][0]["colour"] = "blue"
    snapshot.body["content"]["texts"]["en"]["motto"] = "Onward"
    snapshot.save()
    make.edit(record, venue="Cusco")
    done = restored(record)
    assert done.told == ["Records have no such field any more: colour, mood, motto."]
    assert content(record)["venue"] == "Lima"
