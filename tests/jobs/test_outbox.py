"""Mail goes out once, later, with what caused it; or it says why not."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tarepo import outbox
from tarepo.changes import change
from tarepo.models import MailState, Outbox
from tarepo.tick import tick
from tests.jobs.worker import run_jobs
from tests.people import without_extras

pytestmark = pytest.mark.django_db


def post(to: str = "delegate@example.org", key: str = "", **more: str) -> bool:
    with change(by=None, why="a test"):
        return outbox.post(to=to, subject="An undertaking is due", body="Votre suivi…\n", key=key or to, **more)


def row(**found: object) -> Outbox:
    return Outbox.objects.get(**found)


def test_a_mail_arrives_as_it_was_written(postbox):
    post("jose@example.org", language="fr")
    assert postbox.mails == [], "nothing goes out within the request"
    run_jobs()
    (mail,) = postbox.mails
    assert (mail["To"], mail["Subject"]) == ("jose@example.org", "An undertaking is due")
    assert mail.get_content().splitlines() == ["Votre suivi…"]
    assert (mail["Content-Language"], mail["Auto-Submitted"]) == ("fr", "auto-generated")
    assert row().state == MailState.SENT


def test_a_key_is_used_once(postbox):
    assert post("a@example.org", key="undertaking 7 due") is True
    assert post("a@example.org", key="undertaking 7 due") is False
    run_jobs()
    assert post("a@example.org", key="undertaking 7 due") is False
    run_jobs()
    assert postbox.addresses == ["a@example.org"]


def test_a_change_that_fails_sends_nothing(postbox):
    def failing() -> None:
        with change(by=None, why="a test"):
            outbox.post(to="a@example.org", subject="x", body="x", key="x")
            raise ValueError("the change fails")

    with pytest.raises(ValueError, match="the change fails"):
        failing()
    run_jobs()
    assert postbox.mails == []


def test_a_subject_of_two_lines_is_one_line(postbox):
    with change(by=None, why="a test"):
        outbox.post(to="a@example.org", subject="One\r\nBcc: all@example.org", body="x", key="x")
    run_jobs()
    (mail,) = postbox.mails
    assert mail["Subject"] == "One Bcc: all@example.org"
    assert mail["Bcc"] is None


def test_many_mails_are_one_job_and_one_connection(postbox):
    for number in range(5):
        post(f"{number}@example.org")
    assert DBTaskResult.objects.count() == 1
    run_jobs()
    assert postbox.addresses == [f"{number}@example.org" for number in range(5)]


def test_no_job_knows_an_address(postbox):
    post("secret@example.org")
    run_jobs()
    assert "secret" not in str(list(DBTaskResult.objects.values()))


def test_a_mail_that_is_refused_for_ever_has_failed_and_holds_up_no_other(postbox):
    postbox.refusals["gone@example.org"] = "550 No such mailbox"
    post("gone@example.org")
    post("here@example.org")
    run_jobs()
    assert postbox.addresses == ["here@example.org"]
    gone = row(to="gone@example.org")
    assert gone.state == MailState.FAILED
    assert "No such mailbox" in gone.last_error


def test_a_mail_that_is_refused_for_now_is_tried_again_later(postbox):
    without_extras()  # for nobody anything waits
    postbox.refusals["busy@example.org"] = "450 Try again"
    post("busy@example.org")
    run_jobs()
    busy = row()
    assert (busy.state, busy.tries) == (MailState.WAITING, 1)
    assert timedelta(seconds=50) < busy.next_try_at - timezone.now() <= timedelta(minutes=1)
    assert outbox.send_due() == 0, "not before its time"
    postbox.refusals.clear()
    Outbox.objects.update(next_try_at=timezone.now())
    tick()
    run_jobs()
    assert postbox.addresses == ["busy@example.org"]
    assert row().last_error == ""


def test_an_address_that_is_none_has_failed(postbox):
    post("a\nb@example.org")
    run_jobs()
    assert (row().state, postbox.mails) == (MailState.FAILED, [])


def test_without_a_server_everything_waits_and_one_mail_has_tried(no_server):
    for number in range(3):
        post(f"{number}@example.org")
    run_jobs()
    assert sorted(Outbox.objects.values_list("state", "tries")) == [
        (MailState.WAITING, 0),
        (MailState.WAITING, 0),
        (MailState.WAITING, 1),
    ]


def test_it_waits_twice_as_long_each_time_and_gives_up_after_days(no_server):
    post()
    waits = []
    for _try in range(outbox.MOST_TRIES):
        Outbox.objects.update(next_try_at=timezone.now())
        outbox.send_due()
        waits.append(round((row().next_try_at - timezone.now()).total_seconds() / 60))
    assert waits == [1, 2, 4, 8, 16, 32, 64, 128, 256, *[360] * 7]
    assert row().state == MailState.FAILED


def test_what_a_dead_process_was_sending_goes_out_again_under_the_same_id(postbox):
    post()
    run_jobs()
    Outbox.objects.update(state=MailState.SENDING, claimed_at=timezone.now() - timedelta(minutes=14))
    assert outbox.put_back() == 0, "it may still be sending"
    Outbox.objects.update(claimed_at=timezone.now() - timedelta(minutes=16))
    assert outbox.put_back() == 1
    outbox.send_due()
    first, second = postbox.mails
    assert first["Message-ID"] == second["Message-ID"]
