"""Two at the same moment, on a database in which transactions really commit."""

import threading
from concurrent.futures import ThreadPoolExecutor

from django.db import connections
from django.test import Client

from accounts.awaiting.mail import ROUND, mail_awaiting
from accounts.models import Role, User
from tarepo.models import ChangeSet, Outbox
from tests.awaiting.fake import ask
from tests.awaiting.test_links import link, state, told


def test_of_two_clicks_at_the_same_moment_one_answers(committed_db: str) -> None:
    row = ask("Ana")
    address = link(row)
    ready = threading.Barrier(2)

    def press(choice: str) -> str:
        try:
            ready.wait(timeout=30)
            response = Client().post(address, {"choice": choice, "reason": choice})
            return f"{response.status_code} {told(response)}"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(press, ("confirm", "decline")))
    done = f"It was {state(row)} by Focal point of Peru."
    assert (answers[0][:3], answers[1][:3]) == ("200", "410")
    assert done in answers[1]
    assert ChangeSet.objects.filter(why__startswith="answered").count() == 1


def test_two_workers_write_each_mail_once(committed_db: str) -> None:
    row = ask()
    for n in range(ROUND + 10):
        user = User.objects.create(email=f"many-{n}@example.org", password="!")
        Role.objects.create(user=user, name="focal_point", party=row.party)
    ready = threading.Barrier(2)

    def work(_n: int) -> int:
        try:
            ready.wait(timeout=30)
            return mail_awaiting()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(work, range(2)))
    done.append(mail_awaiting())  # what one left to the other
    assert sum(done) == Outbox.objects.count() == ROUND + 11
