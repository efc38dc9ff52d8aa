"""What a commit does by itself: what names the renamed is written anew before the editor's next look."""

import logging
from unittest import mock

import pytest
from django.db import OperationalError

from tarepo.changes import change
from tarepo.codes import Facet, code
from tarepo.content_write import write_content
from tarepo.enums import Kind
from tarepo.indexing import drain, drain_all
from tarepo.locks import lock_records
from tarepo.models import Record, SearchChanged, SearchDirty, SearchIndex, SearchRow
from tarepo.publish import archive, publish
from tarepo.search.query import Matches, parse
from tests.jobs.worker import run_jobs
from tests.make import SOURCE, activity, archive_now, draft, english, publish_now, published, record_id, rename
from tests.meanwhile import meanwhile


@pytest.fixture(autouse=True)
def clean(committed_db: str) -> None:
    drain_all()


def found(words: str) -> set[str]:
    rows = SearchIndex.objects.filter(Matches("vector", parse(words)))
    return set(rows.values_list("row__reference", flat=True))


def named(subject: Record) -> Record:
    """An activity that names the subject, not published yet."""
    return draft(Kind.ACTIVITY, "Thing", reference="TA-2023-9001", sources=[SOURCE], subjects=[subject.pk])


def test_an_editor_sees_a_change_of_names_at_once():
    subject = published(Kind.SUBJECT, "Zorbics", reference="test-subject")
    activity(subjects=["subject/test-subject"])
    rename(subject, "Quillets")
    assert found("quillets") == {"test-subject", "TA-2023-9001"}


def test_the_name_of_what_was_archived_finds_nothing_at_once():
    subject = published(Kind.SUBJECT, "Zorbics", reference="test-subject")
    activity(subjects=["subject/test-subject"])
    assert found("zorbics") == {"test-subject", "TA-2023-9001"}
    archive_now(subject)
    assert found("zorbics") == set()


class TestAtTheSameTime:
    """What is published while a name changes is found by the new name, whoever commits first."""

    def test_published_while_a_change_of_names_is_not_committed_yet(self):
        subject = published(Kind.SUBJECT, "Zorbics", reference="test-subject")
        record = named(subject)
        with change(by=None, why="a test"):
            write_content(subject, {"texts": english("Quillets")})
            publish(subject)
            meanwhile(lambda: publish_now(record))
        assert (found("quillets"), found("zorbics")) == ({"test-subject", "TA-2023-9001"}, set())

    def test_committed_after_the_change_of_names_was_drained(self):
        subject = published(Kind.SUBJECT, "Zorbics", reference="test-subject")
        record = named(subject)
        with change(by=None, why="a test"):
            publish(record)
            meanwhile(lambda: rename(subject, "Quillets"))
            meanwhile(drain_all)
        assert (found("quillets"), found("zorbics")) == ({"test-subject", "TA-2023-9001"}, set())
        assert not SearchChanged.objects.exists()

    def test_who_does_not_wait_for_that_is_mended_as_soon_as_can_be(self):
        subject = published(Kind.SUBJECT, "Zorbics", reference="test-subject")
        activity(9002, subjects=[subject.pk])
        record = named(subject)
        with change(by=None, why="a test"):
            publish(record)
            meanwhile(lambda: rename(subject, "Quillets"))
            assert found("quillets") >= {"test-subject", "TA-2023-9002"}

    def test_published_while_what_it_names_is_archived(self):
        subject = published(Kind.SUBJECT, "Zorbics", reference="test-subject")
        record = named(subject)
        with change(by=None, why="a test"):
            archive(subject)
            meanwhile(lambda: publish_now(record))
        assert found("zorbics") == set()

    def test_an_office_that_moves_takes_along_what_is_published_meanwhile(self):
        office = published(Kind.ORGANISATION, reference="test-office", form="office", country="country/NP")
        involved = [{"party": office.pk, "role": "beneficiary"}]
        record = draft(Kind.ACTIVITY, reference="TA-2023-9001", sources=[SOURCE], involvements=involved)
        with change(by=None, why="a test"):
            write_content(office, {"country": "country/PE"})
            publish(office)
            meanwhile(lambda: publish_now(record))
        peru = code(Facet.COUNTRY, record_id("country/PE"))
        assert list(SearchIndex.objects.having([peru]).filter(record_id=record.pk).values_list("tier")) == [(0,)]
        assert record.pk in SearchRow.objects.naming(record_id("country/PE")).values_list("record_id", flat=True)


class TestADrainOfARequest:
    def test_waits_for_nobody_and_leaves_the_rest_to_the_worker(self):
        subject = published(Kind.SUBJECT, "Zorbics", reference="test-subject")
        held, free = activity(9001, subjects=[subject.pk]), activity(9002, subjects=[subject.pk])
        with change(by=None, why="an import"):
            lock_records([held.pk])
            meanwhile(lambda: rename(subject, "Quillets"))
            assert found("quillets") == {"test-subject", free.reference}
        run_jobs()
        assert found("quillets") == {"test-subject", held.reference, free.reference}

    def test_that_fails_is_logged_and_keeps_nothing_from_being_saved(self, caplog):
        subject = published(Kind.SUBJECT, "Zorbics", reference="test-subject")
        activity(subjects=[subject.pk])
        failing = mock.patch("tarepo.indexing.dirty.drain", side_effect=OperationalError("deadlock detected"))
        with failing, caplog.at_level(logging.ERROR):
            rename(subject, "Quillets")
        assert "deadlock detected" in caplog.text
        assert found("quillets") == {"test-subject"}
        drain()
        assert found("quillets") == {"test-subject", "TA-2023-9001"}
        assert not SearchDirty.objects.exists()
