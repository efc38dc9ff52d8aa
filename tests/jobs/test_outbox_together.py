"""What needs transactions that really commit."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction

from tarepo import outbox
from tarepo.models import MailState, Outbox


def test_a_mail_is_posted_with_what_it_tells_of_or_not_at_all(committed_db):
    with pytest.raises(RuntimeError):
        outbox.post(to="a@example.org", subject="x", body="x", key="x")


def test_two_workers_at_once_send_each_mail_once(committed_db, postbox):
    with transaction.atomic():
        for number in range(20):
            outbox.post(to=f"{number}@example.org", subject="x", body="x", key=str(number))
    together = Barrier(2)

    def work() -> int:
        together.wait()
        try:
            return outbox.send_due()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        sent = [job.result() for job in [pool.submit(work), pool.submit(work)]]
    assert sum(sent) == 20
    assert len(set(postbox.addresses)) == len(postbox.addresses) == 20
    assert set(Outbox.objects.values_list("state", flat=True)) == {MailState.SENT}


def test_one_mail_being_sent_holds_up_no_other(committed_db, postbox):
    with transaction.atomic():
        for number in range(2):
            outbox.post(to=f"{number}@example.org", subject="x", body="x", key=str(number))
    first, second, none = outbox.claim(), outbox.claim(), outbox.claim()
    assert first is not None
    assert second is not None
    assert first.pk != second.pk
    assert none is None
