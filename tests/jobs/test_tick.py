"""Each minute: what is due is queued, what dead processes left is put back; a missed or doubled minute is no matter."""

import datetime as dt
import logging
from io import StringIO
from unittest import mock

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import OperationalError
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from tarepo import tasks
from tarepo import tick as ticker
from tarepo.codes import Facet, code
from tarepo.enums import Kind
from tarepo.models import File, MailState, Outbox, Record, SearchIndex, SearchTotal
from tarepo.tick import tick
from tarepo.tidy import tidy
from tarepo.years import add_begun_year
from tests.files.material import picture, stored
from tests.jobs.worker import run_jobs
from tests.make import published

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def tidied() -> None:
    """Today's jobs were queued already."""
    tasks.publish_due.enqueue()
    tasks.tidy.enqueue()
    tasks.count_anew.enqueue()
    tasks.refresh_consents.enqueue()
    tasks.mail_awaiting.enqueue()
    tasks.mail_changes.enqueue()


def job(**fields: object) -> DBTaskResult:
    made = tasks.make_pictures.enqueue(0)
    DBTaskResult.objects.filter(pk=made.id).update(**fields)
    return DBTaskResult.objects.get(pk=made.id)


def test_nothing_is_due_twice(tidied):
    assert tick() == {}


def test_a_job_of_a_dead_worker_waits_again_and_is_done(tidied):
    lost = job(status=TaskResultStatus.RUNNING, started_at=timezone.now() - HOUR, worker_ids=["dead"])
    alive = job(status=TaskResultStatus.RUNNING, started_at=timezone.now(), worker_ids=["alive"])
    assert tick() == {"jobs put back": 1}
    run_jobs()
    lost.refresh_from_db()
    alive.refresh_from_db()
    assert (lost.status, alive.status) == (TaskResultStatus.SUCCESSFUL, TaskResultStatus.RUNNING)


def test_a_job_that_kills_each_worker_is_given_up(tidied):
    deadly = job(status=TaskResultStatus.RUNNING, started_at=timezone.now() - HOUR, worker_ids=["a", "b", "c"])
    assert tick() == {}
    deadly.refresh_from_db()
    assert deadly.status == TaskResultStatus.FAILED
    assert deadly.task_result.errors[0].exception_class is ticker.WorkerDied


def test_mail_that_is_due_is_queued_once(tidied):
    Outbox.objects.create(to="a@example.org", subject="x", body="x", key="x")
    assert tick() == {"mail queued": 1}
    assert tick() == {}


def test_mail_that_a_dead_process_was_sending_is_put_back(tidied):
    Outbox.objects.create(
        to="a@example.org", subject="x", body="x", key="x", state=MailState.SENDING, claimed_at=timezone.now() - HOUR
    )
    assert tick() == {"mails put back": 1, "mail queued": 1}


def test_a_picture_whose_job_was_lost_is_queued_again(tidied, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    row = stored(picture())
    lost = DBTaskResult.objects.filter(task_path=tasks.make_pictures.module_path)
    lost.update(status=TaskResultStatus.FAILED, finished_at=timezone.now())
    assert tick() == {}, "it was tried just now"
    lost.update(enqueued_at=timezone.now() - 2 * HOUR)
    File.objects.update(made_at=timezone.now() - 2 * HOUR)
    assert tick() == {"pictures queued": 1}
    assert tick() == {}
    run_jobs()
    row.refresh_from_db()
    assert row.state == "ready"


def test_daily_jobs_are_queued_once_a_day():
    assert tick() == {"daily jobs queued": 6}
    run_jobs()
    assert tick() == {}
    DBTaskResult.objects.update(enqueued_at=timezone.now() - dt.timedelta(days=1))
    assert tick() == {"daily jobs queued": 6}


def test_what_is_no_longer_wanted_is_deleted():
    long_ago, month_ago = timezone.now() - dt.timedelta(days=31), timezone.now() - dt.timedelta(days=29)
    for key, made_at, state in (
        ("old", long_ago, MailState.SENT),
        ("old and never sent", long_ago, MailState.FAILED),
        ("kept", month_ago, MailState.SENT),
    ):
        Outbox.objects.create(to="a@example.org", subject="x", body="x", key=key, state=state)
        Outbox.objects.filter(key=key).update(made_at=made_at)
    job(status=TaskResultStatus.SUCCESSFUL, finished_at=long_ago)
    kept = job(status=TaskResultStatus.FAILED, finished_at=timezone.now())
    Session.objects.create(session_key="old", session_data="", expire_date=long_ago)
    assert tidy() == {
        "files": 0,
        "mail": 2,
        "reads": 0,
        "results": 1,
        "sessions": 1,
        "devices": 0,
        "sign-ups": 0,
        "counts": 0,
        "attendance": 0,
        "registrations": 0,
        "candidates": 0,
    }
    assert [row.key for row in Outbox.objects.all()] == ["kept"]
    assert [row.pk for row in DBTaskResult.objects.all()] == [kept.pk]


def test_one_duty_that_fails_keeps_no_other_from_being_done(tidied, monkeypatch, caplog):
    Outbox.objects.create(to="a@example.org", subject="x", body="x", key="x")
    broken = {"something broken": mock.Mock(side_effect=ValueError("broken"))}
    monkeypatch.setattr(ticker, "DUTIES", broken | ticker.DUTIES)
    with caplog.at_level(logging.ERROR):
        assert tick() == {"mail queued": 1}
    assert "something broken" in caplog.text


def test_counting_anew_that_fails_keeps_nothing_from_being_tidied(monkeypatch):
    Session.objects.create(session_key="old", session_data="", expire_date=timezone.now() - HOUR)
    monkeypatch.setattr("tarepo.indexing.make_totals", mock.Mock(side_effect=OperationalError("no space left")))
    tick()
    run_jobs()
    assert not Session.objects.filter(session_key="old").exists()
    failed = DBTaskResult.objects.filter(status=TaskResultStatus.FAILED).values_list("task_path", flat=True)
    assert list(failed) == [tasks.count_anew.module_path]


def test_counts_are_made_anew_each_day():
    SearchTotal.objects.update(count=0)
    tick()
    run_jobs()
    assert SearchTotal.objects.filter(count__gt=0).exists()


def test_ids_that_will_soon_not_fit_are_warned_of(tidied, monkeypatch, caplog):
    last = Record.objects.latest("pk").pk
    assert (tick(), caplog.text) == ({}, "")
    monkeypatch.setattr(ticker, "WARN_FROM", last)
    assert tick() == {}
    assert [record.getMessage() for record in caplog.records] == [
        f"Record ids have reached {last}; from 10000000 on nothing can be published"
    ]


def test_it_says_what_it_did_in_one_line():
    said = StringIO()
    call_command("tick", stdout=said)
    call_command("tick", stdout=said)
    assert said.getvalue().splitlines() == ["tick: daily jobs queued 6", "tick: nothing due"]


class TestYears:
    """What goes on is found under every year that it has reached."""

    def rows(self, year: int) -> list[str]:
        found = SearchIndex.objects.having([code(Facet.YEAR, year)]).filter(row__reference__startswith="going-on")
        return sorted(found.values_list("row__reference", flat=True))

    @pytest.fixture(autouse=True)
    def records(self) -> None:
        since = {"precision": "since", "starts": "2009-06-23"}
        published(Kind.ACTIVITY, reference="going-on-since-2009", **since)
        published(Kind.ACTIVITY, reference="going-on-until-2012", **since | {"ends": "2012-12-31"})
        published(Kind.ACTIVITY, reference="going-on-from-2030", precision="since", starts="2030-01-01")
        published(Kind.ACTIVITY, reference="going-on-undated", precision="continuing")

    def test_a_year_that_begins_is_added_once(self):
        year = timezone.localdate().year
        add_begun_year()
        assert self.rows(year) == ["going-on-since-2009"]
        assert self.rows(year + 1) == []
        with mock.patch("django.utils.timezone.localdate", return_value=dt.date(year + 1, 1, 1)):
            assert add_begun_year() >= 1
            assert add_begun_year() == 0
        assert self.rows(year + 1) == ["going-on-since-2009"]

    def test_years_that_nobody_was_there_for_are_added_too(self):
        year = timezone.localdate().year
        with mock.patch("django.utils.timezone.localdate", return_value=dt.date(year + 3, 5, 1)):
            add_begun_year()
        assert [self.rows(year + more) for more in (1, 2, 3)] == [["going-on-since-2009"]] * 3

    def test_it_is_what_publishing_writes(self):
        year = timezone.localdate().year
        with mock.patch("django.utils.timezone.localdate", return_value=dt.date(year + 1, 1, 1)):
            add_begun_year()
            published(Kind.ACTIVITY, reference="going-on-since-2009-too", precision="since", starts="2009-06-23")
        codes = SearchIndex.objects.filter(row__reference__startswith="going-on-since").values_list("codes", flat=True)
        years = [[each for each in row if each // 10_000_000 == Facet.YEAR] for row in codes]
        assert years[0] == years[1]
