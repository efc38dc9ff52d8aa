"""Each step of a record's public life is noted once, with what it names before and after; nothing else is."""

from importlib import import_module

import pytest
from django.db import connection
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import Consent
from tarepo.changed.note import Step, note
from tarepo.changes import change
from tarepo.codes import BASE
from tarepo.enums import Kind
from tarepo.merge import merge, prepare
from tarepo.models import ChangeSet, Detail, PublicAct, PublicChange, Record
from tarepo.publish import publish_many, refresh_forms
from tarepo.restore import restore
from tarepo.undo import undo
from tests import make

pytestmark = pytest.mark.django_db


def acts(record: Record) -> list[tuple[str, int]]:
    return list(record.public_changes.order_by("at", "id").values_list("act", "version"))


def named(record: Record) -> list[set[str]]:
    """The references that each step of the record is found by."""
    rows = record.public_changes.order_by("at", "id").values_list("codes", flat=True)
    references = dict(Record.objects.values_list("pk", "reference"))
    return [{references[code % BASE] for code in codes} for codes in rows]


def undo_last() -> None:
    done = ChangeSet.objects.order_by("-made_at").first()
    assert done
    with change(by=None, why="a slip"):
        undo(done)


def test_publishing_again_and_archiving_are_steps_and_drafts_are_none() -> None:
    record = make.draft(Kind.ACTIVITY, "Seminar", reference="TA-2023-9001", sources=[make.SOURCE])
    assert acts(record) == []
    make.publish_now(record)
    make.publish_now(record)  # says what is public already
    make.edit(record, venue="Lima")
    assert acts(record) == [("new", 1)]
    make.publish_now(record)
    make.archive_now(record)
    make.archive_now(record)
    make.publish_now(record)
    make.rename(record, "Course")
    assert acts(record) == [("new", 1), ("changed", 2), ("withdrawn", 2), ("returned", 2), ("changed", 3)]


def test_what_was_archived_and_comes_back_otherwise_has_the_new_version() -> None:
    record = make.activity(9001, "Seminar")
    make.archive_now(record)
    make.rename(record, "Course")
    assert acts(record)[1:] == [("withdrawn", 1), ("returned", 2)]


def test_archiving_a_draft_is_no_step() -> None:
    record = make.draft(Kind.ACTIVITY)
    make.archive_now(record)
    assert acts(record) == []


def test_a_record_is_found_by_what_it_named_before_the_step_and_by_what_it_names_after() -> None:
    peru, chile = make.record_id("country/PE"), make.record_id("country/CL")
    record = make.activity(9001, involvements=[{"party": peru, "role": "beneficiary"}])
    make.edit(record, involvements=[{"party": chile, "role": "beneficiary"}])
    make.publish_now(record)
    make.rename(record, "Otherwise")
    make.archive_now(record)
    make.edit(record, involvements=[])
    make.publish_now(record)
    assert named(record) == [{"PE"}, {"PE", "CL"}, {"CL"}, {"CL"}, {"CL"}]


def test_an_office_stands_for_its_country_and_a_subject_for_the_broader_one() -> None:
    peru = make.record_id("country/PE")
    office = make.published(Kind.ORGANISATION, reference="an-office", country=peru)
    broad = make.published(Kind.SUBJECT, reference="broad")
    narrow = make.published(Kind.SUBJECT, reference="narrow", parent=broad.pk)
    unit = make.published(Kind.UNIT, reference="a-unit")
    record = make.activity(
        9001, involvements=[{"party": office.pk, "role": "provider"}], subjects=[narrow.pk], unit=unit.pk
    )
    assert named(record) == [{"an-office", "PE", "narrow", "broad"}]
    assert named(office) == [{"an-office", "PE"}]
    assert named(narrow) == [{"narrow", "broad"}]


def test_details_and_consents_leave_no_trace() -> None:
    peru = make.record_id("country/PE")
    record = make.activity(9001, involvements=[{"party": peru, "role": "beneficiary"}])
    before = list(PublicChange.objects.order_by("pk").values_list())
    detail = Detail.objects.create(record_id=record.pk, party_id=peru, nature="cost", text="withheld")
    for state in ("asked", "granted", "withdrawn"):
        Consent.objects.create(party_id=peru, detail=detail, state=state)
        with change(by=None, why="consent"):
            refresh_forms([record.pk])
    assert list(PublicChange.objects.order_by("pk").values_list()) == before


def test_undoing_takes_steps_of_its_own() -> None:
    record = make.activity(9001, "Seminar")
    make.rename(record, "Course")
    undo_last()  # of the publication alone: readers see the first version again
    assert acts(record) == [("new", 1), ("changed", 2), ("changed", 3)]
    make.archive_now(record)
    undo_last()
    assert acts(record)[3:] == [("withdrawn", 3), ("returned", 3)]


def test_undoing_the_first_publication_withdraws() -> None:
    record = make.activity(9001, "Seminar")
    undo_last()
    assert acts(record) == [("new", 1), ("withdrawn", 1)]


def test_a_merge_withdraws_one_and_changes_the_other_and_what_names_it_and_undoing_it_the_other_way() -> None:
    kept, other = make.published(Kind.PROJECT, "One"), make.published(Kind.PROJECT, "Other")
    naming = make.activity(9001, project=other.pk)
    found = prepare(kept.pk, other.pk, {"texts.en.title": "right"})
    with change(by=None, why="the same"):
        assert merge(kept=kept.pk, other=other.pk, picked={}, seen=found.seen)
    assert (acts(other)[1:], acts(naming)[1:]) == ([("withdrawn", 1)], [("changed", 2)])
    undo_last()
    assert (acts(other)[2:], acts(naming)[2:]) == ([("returned", 1)], [("changed", 3)])


def test_restoring_is_a_step_once_it_is_published() -> None:
    record = make.activity(9001, "Seminar")
    make.rename(record, "Course")
    with change(by=None, why="back"):
        restore(record=record, snapshot=record.snapshots.get(number=1))
    assert acts(record) == [("new", 1), ("changed", 2)]
    make.publish_now(record)
    assert acts(record)[2:] == [("changed", 3)]


@pytest.mark.parametrize("rows", [1, 3])
def test_noting_costs_as_many_queries_whatever_their_number(
    rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    peru = make.record_id("country/PE")
    subject = Record.objects.filter(kind=Kind.SUBJECT).first()
    records = [
        make.draft(
            Kind.ACTIVITY,
            sources=[make.SOURCE],
            involvements=[{"party": peru, "role": "beneficiary"}],
            subjects=[subject.pk],
        )
        for _each in range(rows)
    ]
    with change(by=None, why="a test"):
        publish_many(Kind.ACTIVITY, [record.pk for record in records])
    noted = [Step(record.pk, record.kind, PublicAct.CHANGED, 2, [10_000_000 + peru]) for record in records]
    with django_assert_num_queries(3):  # the lock, the kinds of what is named, the copy
        note(noted)
    with django_assert_num_queries(0):
        note([])


def test_what_was_public_before_there_were_steps_gets_them_from_its_versions_and_events() -> None:
    """The migration makes the same rows, but for the moments: a snapshot's is that of its step or just before."""
    peru, chile = make.record_id("country/PE"), make.record_id("country/CL")
    record = make.activity(9001, involvements=[{"party": peru, "role": "beneficiary"}])
    make.edit(record, involvements=[{"party": chile, "role": "beneficiary"}])
    make.publish_now(record)
    make.archive_now(record)
    make.publish_now(record)
    make.archive_now(record)
    make.rename(record, "Otherwise")
    make.archive_now(record)
    make.draft(Kind.ACTIVITY)
    broad = make.published(Kind.SUBJECT, reference="broad")
    make.published(Kind.SUBJECT, reference="narrow", parent=broad.pk)

    def told() -> list[tuple]:
        rows = PublicChange.objects.order_by("record_id", "at", "id")
        return [(each.record_id, each.kind, each.act, each.version, each.codes) for each in rows]

    before, newest = told(), timezone.now()
    PublicChange.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute(import_module("tarepo.migrations.0016_changed").BACKFILL)
    now = told()
    assert [pair for pair in zip(now, before, strict=True) if pair[0] != pair[1]] == []
    assert PublicChange.objects.latest("at").at <= newest
