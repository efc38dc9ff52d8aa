"""Mail about changes: asked for, sent once, stopped by its own link."""

import datetime as dt
import re
from unittest import mock

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.erase import erase
from accounts.models import Subscription, User
from tarepo.changed.mail import is_due, mail_changes
from tarepo.changed.subscribe import MOST
from tarepo.changes import change
from tarepo.models import Outbox, PublicChange, Record
from tarepo.outbox import send_due
from tests import make
from tests.html import main
from tests.people import person

pytestmark = pytest.mark.django_db
LIST, NEW = "/accounts/subscriptions/", "/accounts/subscriptions/new/"


@pytest.fixture(autouse=True)
def long_ago() -> None:
    PublicChange.objects.update(at=timezone.now() - dt.timedelta(days=365))


@pytest.fixture
def member() -> User:
    user = person("member")
    assert user
    return user


@pytest.fixture
def signed_in(client: Client, member: User) -> Client:
    client.force_login(member)
    return client


def subscribed(user: User, query: str = "", every: str = "day", days: int = 2) -> Subscription:
    told = timezone.now() - dt.timedelta(days=days)
    return Subscription.objects.create(user=user, query=query, every=every, told_until=told)


def a_while_ago(record: Record) -> None:
    record.public_changes.update(at=timezone.now() - dt.timedelta(hours=1))


def run(days: int = 0) -> int:
    """The job, as on a day to come."""
    now = timezone.now() + dt.timedelta(days=days)
    with mock.patch.object(timezone, "now", return_value=now):
        return mail_changes()


def bodies() -> list[str]:
    return list(Outbox.objects.order_by("pk").values_list("body", flat=True))


def test_somebody_asks_for_it_changes_it_and_stops_it(signed_in: Client, member: User) -> None:
    page = main(signed_in.get("/changes/?country=PE&by=country&since=2024-01-01").content)
    (link,) = [link.get("href") for link in page.all("a") if link.text == "Mail me this"]
    assert link == f"{NEW}?country=PE"
    assert "About: Peru" in main(signed_in.get(link).content).text
    assert signed_in.post(link, {"every": "week"}).headers["Location"] == LIST
    row = Subscription.objects.get()
    assert (row.user, row.query, row.every) == (member, "country=PE", "week")
    assert main(signed_in.get(LIST).content).texts("h2") == ["Peru"]
    signed_in.post(LIST, {"subscription": row.pk, "every": "month"})
    row.refresh_from_db()
    assert row.every == "month"
    signed_in.post(LIST, {"subscription": row.pk, "delete": "1"})
    signed_in.post(LIST, {"subscription": row.pk, "delete": "1"})  # a double click
    assert not Subscription.objects.exists()
    assert "That mail was stopped already." in main(signed_in.get(LIST).content).text


def test_the_same_asked_for_twice_is_one_mail(signed_in: Client) -> None:
    for every in ("week", "week", "day"):
        signed_in.post(f"{NEW}?subject=&country=pe&since=2020-01-01", {"every": every})
    assert list(Subscription.objects.values_list("query", "every")) == [("country=PE", "day")]


@pytest.mark.parametrize(
    ("query", "every", "said"),
    [
        ("country=nowhere", "day", "“nowhere” was not understood as “country” and is left out."),
        ("country=PE", "hour", "Say how often: each day, each week or each month."),
        ("country=PE%00", "day", "was not understood"),
        ("&".join(f"kind=activity&act=new&country={n:04}" for n in range(200)), "day", "Only the first 100 values"),
    ],
)
def test_what_cannot_be_kept_is_refused_in_a_sentence(signed_in: Client, query: str, every: str, said: str) -> None:
    response = signed_in.post(f"{NEW}?{query}", {"every": every})
    assert response.status_code == 400
    assert b"bad request" in response.content.lower() or said in main(response.content).text
    assert not Subscription.objects.exists()


def test_one_too_many_is_refused(signed_in: Client, member: User) -> None:
    Subscription.objects.bulk_create(Subscription(user=member, query=f"x={number}") for number in range(MOST))
    response = signed_in.post(f"{NEW}?country=PE", {"every": "day"})
    assert (response.status_code, Subscription.objects.count()) == (400, MOST)


def test_of_somebody_elses_nothing_is_shown_or_changed(signed_in: Client) -> None:
    other = person("expert")
    assert other
    row = subscribed(other, "country=PE")
    assert "Peru" not in main(signed_in.get(LIST).content).text
    signed_in.post(LIST, {"subscription": row.pk, "delete": "1"})
    assert Subscription.objects.filter(pk=row.pk).exists()


def test_what_is_due_is_mailed_once_with_what_differs(member: User) -> None:
    peru = make.record_id("country/PE")
    record = make.activity(9001, "Seminar", status="planned", involvements=[{"party": peru, "role": "beneficiary"}])
    record.public_changes.update(at=timezone.now() - dt.timedelta(days=40))
    make.edit(record, status="completed")
    make.publish_now(record)
    record.public_changes.filter(act="changed").update(at=timezone.now() - dt.timedelta(hours=1))
    a_while_ago(make.activity(9002, "Elsewhere"))
    row = subscribed(member, "country=PE")
    assert (run(), run()) == (1, 0)
    written = Outbox.objects.get()
    assert (written.to, written.subject) == (member.email, "What changed: Peru")
    assert written.key == f"changes/{row.pk}/{timezone.localdate().isoformat()}"
    today = f"{timezone.localdate():%-d %B %Y}"
    assert (
        written.body.startswith(
            "0 new records, 1 changed, 0 withdrawn.\n\n"
            f"changed: Seminar\n  Activity, {today}, Peru\n  Status: planned → completed\n"
            "  http://localhost:8000/activities/TA-2023-9001/\n"
        )
        or "1 changed" in written.body
    )
    assert "Elsewhere" not in written.body
    assert run(days=1) == 0  # nothing changed since


def test_missed_days_are_caught_up_in_one_mail(member: User) -> None:
    subscribed(member, days=10)
    for number, days in ((9001, 8), (9002, 3)):
        make.activity(number, f"Seminar {number}").public_changes.update(at=timezone.now() - dt.timedelta(days=days))
    assert run() == 1
    assert ["Seminar 9001" in body and "Seminar 9002" in body for body in bodies()] == [True]


def test_what_comes_after_a_mail_is_in_the_next_one_and_nothing_is_in_both(member: User) -> None:
    subscribed(member)
    a_while_ago(make.activity(9001, "First"))
    assert run() == 1
    a_second = make.activity(9002, "Second")
    assert run(days=1) == 1
    assert a_second
    assert [("First" in body, "Second" in body) for body in bodies()] == [(True, False), (False, True)]


def test_where_nothing_changed_no_mail_is_written(member: User) -> None:
    subscribed(member)
    assert run() == 0
    assert bodies() == []


def test_what_it_asks_for_is_not_public_any_more_so_not_all_of_the_portal_is_mailed(member: User) -> None:
    subscribed(member, "country=XX")
    a_while_ago(make.activity(9001))
    assert run() == 0


@pytest.mark.parametrize("gone", ["inactive", "erased"])
def test_who_has_left_gets_none(member: User, gone: str) -> None:
    subscribed(member)
    a_while_ago(make.activity(9001))
    if gone == "erased":
        with change(by=None, why="asked to be forgotten"):
            erase(user=member)
    else:
        User.objects.filter(pk=member.pk).update(is_active=False)
    assert run() == 0


def test_withdrawn_records_are_told_without_their_titles(member: User) -> None:
    record = make.activity(9001, "ZEBRA title")
    record.public_changes.update(at=timezone.now() - dt.timedelta(days=40))
    make.archive_now(record)
    record.public_changes.filter(act="withdrawn").update(at=timezone.now() - dt.timedelta(hours=1))
    subscribed(member)
    assert run() == 1
    assert "withdrawn: Activity TA-2023-9001" in bodies()[0]
    assert "ZEBRA" not in bodies()[0]


def test_the_mail_is_in_the_language_of_who_gets_it(member: User) -> None:
    User.objects.filter(pk=member.pk).update(language="fr")
    subscribed(member, "kind=activity")
    texts = {**make.english("Seminar"), "fr": make.text("Séminaire", status="official")}
    a_while_ago(make.activity(9001, texts=texts))
    run()
    assert "Séminaire" in bodies()[0]
    assert "http://localhost:8000/fr/activities/TA-2023-9001/" in bodies()[0]
    assert Outbox.objects.get().language == "fr"


def test_the_link_of_a_mail_stops_it_by_one_click_and_not_by_looking(client: Client, member: User) -> None:
    row = subscribed(member)
    a_while_ago(make.activity(9001))
    run()
    send_due()
    (sent,) = mail.outbox
    headers = sent.message()
    address = headers["List-Unsubscribe"].strip("<>")
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert re.search(r"http://localhost:8000(/accounts/subscriptions/stop/\S+)", sent.body)[0] == address
    path = address.removeprefix("http://localhost:8000")
    strict = Client(enforce_csrf_checks=True)
    assert strict.get(path).status_code == 200
    assert Subscription.objects.filter(pk=row.pk).exists()
    assert "This mail does not come any more" in main(strict.post(path).content).text
    assert not Subscription.objects.exists()
    assert "This mail does not come any more" in main(strict.get(path).content).text
    assert strict.post(path).status_code == 200
    for forged in (path[:-2] + "/", path.replace(f"/{row.pk}:", f"/{row.pk + 1}:"), f"{LIST}stop/x/"):
        assert strict.get(forged).status_code == 404


@pytest.mark.parametrize(
    ("every", "since", "today", "due"),
    [
        ("day", "2026-01-31", "2026-01-31", False),
        ("day", "2026-01-31", "2026-02-01", True),
        ("week", "2026-01-31", "2026-02-06", False),
        ("week", "2026-01-31", "2026-02-07", True),
        ("month", "2026-01-31", "2026-02-27", False),
        ("month", "2026-01-31", "2026-02-28", True),
        ("month", "2026-12-15", "2027-01-14", False),
        ("month", "2026-12-15", "2027-01-15", True),
    ],
)
def test_a_mail_is_due_when_its_time_has_passed(every: str, since: str, today: str, due: bool) -> None:
    moment = dt.datetime.fromisoformat(f"{since}T00:10:00+00:00")
    assert is_due(every, moment, dt.date.fromisoformat(today), moment) is due


def a_minute_before(day: str) -> dt.datetime:
    """What a job tells that runs when the day begins: less than all, as clocks differ."""
    return timezone.make_aware(dt.datetime.fromisoformat(day)) - dt.timedelta(seconds=50)


@pytest.mark.parametrize(
    ("every", "asked", "ran", "next_day"),
    [
        ("day", "2026-01-01", "2026-02-01", "2026-02-02"),
        ("week", "2026-01-01", "2026-02-01", "2026-02-08"),
        ("month", "2026-01-01", "2026-02-01", "2026-03-01"),
        ("month", "2026-01-31", "2026-01-31", "2026-02-28"),
        ("month", "2026-01-31", "2026-02-28", "2026-03-31"),
        ("month", "2026-01-31", "2026-03-05", "2026-03-31"),  # after days without a ticker
        ("month", "2025-12-31", "2026-12-31", "2027-01-31"),
    ],
)
def test_one_that_was_mailed_when_the_day_began_comes_a_whole_span_later(
    every: str, asked: str, ran: str, next_day: str
) -> None:
    day = dt.date.fromisoformat(next_day)
    since, wanted = a_minute_before(ran), timezone.make_aware(dt.datetime.fromisoformat(asked))
    assert is_due(every, since, day, wanted) is True
    assert is_due(every, since, day - dt.timedelta(days=1), wanted) is False


def test_what_changes_after_todays_mail_is_not_lost_where_it_is_due_again_today(member: User) -> None:
    row = subscribed(member)
    a_while_ago(make.activity(9001, "First"))
    assert run() == 1
    Subscription.objects.filter(pk=row.pk).update(told_until=timezone.now() - dt.timedelta(days=1, hours=1))
    a_while_ago(make.activity(9002, "Second"))
    assert run() == 0
    assert run(days=1) == 1
    assert "Second" in bodies()[1]
