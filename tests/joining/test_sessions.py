"""The list of one's sessions: whose they are, where, and signing out there."""

import datetime as dt

import pytest
from allauth.usersessions.models import UserSession
from django.db import InternalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from accounts.erase import erase
from accounts.user_agents import device
from tarepo.changes import change
from tests.html import main
from tests.people import CAST, person, sign_in

pytestmark = pytest.mark.django_db

PAGE = "/accounts/sessions/"
AT = dt.datetime(2026, 3, 2, 10, 40, tzinfo=dt.UTC)
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
PHONE = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36"


def browser(agent: str = FIREFOX, role: str = "expert") -> Client:
    client = Client(headers={"user-agent": agent})
    assert sign_in(client, CAST[role]).status_code == 302
    return client


def listed(client: Client) -> list[str]:
    return [row.one("p", "row-title").text for row in main(client.get(PAGE).content).one("ul", "rows").all("li")]


def test_each_session_is_told_by_its_device_and_one_can_be_ended() -> None:
    here, there, stranger = browser(), browser(PHONE), browser(role="member")
    assert listed(here) == ["Firefox on Windows (here)", "Chrome on Android"]
    row = UserSession.objects.get(session_key=there.session.session_key)
    assert stranger.post(PAGE, {"session": row.pk}).status_code == 302
    assert there.get("/accounts/").status_code == 200
    assert "Signed out there." in here.post(PAGE, {"session": row.pk}, follow=True).text
    assert there.get("/accounts/").status_code == 302
    assert listed(here) == ["Firefox on Windows (here)"]
    assert "Nobody is signed in there any more." in here.post(PAGE, {"session": row.pk}, follow=True).text
    assert stranger.get("/accounts/").status_code == 200


@pytest.mark.parametrize("session", ["x", "-1", "9" * 40, "²", "\x00"])
def test_nonsense_ends_nothing(session: str) -> None:
    here, there = browser(), browser(PHONE)
    here.post(PAGE, {"session": session})
    assert there.get("/accounts/").status_code == 200


def test_all_others_end_and_this_one_goes_on() -> None:
    here, others = browser(), [browser(PHONE), browser(PHONE)]
    here.post(PAGE, {})
    assert [client.get("/accounts/").status_code for client in (here, *others)] == [200, 302, 302]


def test_the_list_costs_the_same_at_one_and_at_three(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    """Session, user; sessions by the rows, and what they are."""
    here = browser()
    for _time in range(2):
        with django_assert_num_queries(4):
            here.get(PAGE)
        browser(PHONE), browser(PHONE)


def last_seen(client: Client) -> dt.datetime:
    return UserSession.objects.get(session_key=client.session.session_key).last_seen_at


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> Client:
    """Somebody who signed in at 10:40, three hours before it is 13:20."""
    monkeypatch.setattr("accounts.last_seen.time.time", lambda: AT.timestamp())
    client = browser(PHONE)
    UserSession.objects.update(created_at=AT, last_seen_at=AT)
    monkeypatch.setattr("accounts.last_seen.time.time", lambda: (AT + dt.timedelta(minutes=160)).timestamp())
    return client


def test_a_session_is_last_seen_to_the_hour(begun: Client) -> None:
    begun.get("/accounts/")
    assert last_seen(begun) == dt.datetime(2026, 3, 2, 13, tzinfo=dt.UTC)
    listing = main(browser().get(PAGE).content).one("ul", "rows").all("li")
    assert [row.one("p", "summary").text for row in listing[1:]] == [
        "Since 2 March 2026, 10:40 UTC, from the address 127.0.0.1."
        " Last seen: 2 March 2026, 13:00 UTC or within the hour after."
    ]


def test_that_costs_one_statement_an_hour_and_other_requests_none(begun: Client) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            begun.get("/accounts/")
        return len(asked)

    first, second, third = cost(), cost(), cost()
    assert (first - second, second) == (1, third)


def test_within_the_hour_of_signing_in_nothing_is_noted() -> None:
    here = browser()
    signed_in_at = last_seen(here)
    here.get("/accounts/")
    assert last_seen(here) == signed_in_at


def test_another_process_that_comes_later_writes_nothing(begun: Client) -> None:
    later = dt.datetime(2026, 3, 2, 13, 5, tzinfo=dt.UTC)
    UserSession.objects.update(last_seen_at=later)
    begun.get("/accounts/")
    assert last_seen(begun) == later


def test_a_database_that_only_reads_still_shows_the_page(begun: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_rows: object, **_values: object) -> int:
        raise InternalError("read only")

    monkeypatch.setattr("django.db.models.QuerySet.update", refuse)
    assert begun.get("/accounts/").status_code == 200


def test_whoever_is_erased_is_in_no_row_of_it() -> None:
    here, user = browser(), person("expert")
    with change(by=None, why="asked to be forgotten"):
        erase(user=user)
    assert here.get("/accounts/").status_code == 302
    assert not UserSession.objects.filter(user=user).exists()
    assert not user.emailaddress_set.exists()


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (FIREFOX, "Firefox on Windows"),
        (PHONE, "Chrome on Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari on iPhone"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Chrome/140 Safari/537.36 Edg/140", "Edge on Mac"),
        ("", "A device that does not say what it is"),
        ("<script>", "A device that does not say what it is"),
    ],
)
def test_a_browser_in_words(told: str, words: str) -> None:
    assert device(told) == words
