"""What a sign-in costs the database, and that counting by one statement counts as strictly as a lock does."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from allauth.core.internal import ratelimit
from allauth.usersessions.models import UserSession
from django.core.cache import caches
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from accounts.session_store import SessionStore
from tarepo.shared_cache import Limit
from tests.people import CAST, PASSWORD

EXPERT = {"login": CAST["expert"], "password": PASSWORD}
KEY = "allauth:rl:test"


@pytest.mark.django_db
def test_a_sign_in_takes_twelve_statements_however_often_somebody_is_signed_in(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    # An attempt counted twice (by address of the network; with the account) and taken back; the account; its address
    # twice; its second step; the day of signing in; the device; the session within its savepoint.
    for _time in range(3):
        with django_assert_num_queries(3 + 1 + 2 + 1 + 1 + 1 + 3):
            assert Client().post("/accounts/login/", EXPERT).status_code == 302


@pytest.mark.django_db
def test_a_wrong_password_stores_no_session_and_counts_two_times() -> None:
    costs = []
    for email in (CAST["expert"], "nobody@example.org"):
        with CaptureQueriesContext(connection) as asked:
            assert Client().post("/accounts/login/", {"login": email, "password": "wrong"}).status_code == 200
        costs.append(len(asked))
    # Counted twice, the account, accounts of elsewhere for the page; an address is looked for in one table more.
    assert costs == [4, 5]


@pytest.mark.django_db
def test_sixty_attempts_a_minute_are_enough_for_one_address() -> None:
    got = [Client().post("/accounts/login/", {}).status_code for _time in range(61)]
    assert got == [200] * 60 + [429]
    page = Client().post("/accounts/login/", EXPERT)
    assert (page.status_code, "no-store" in page.headers["Cache-Control"]) == (429, True)


@pytest.mark.django_db
def test_the_database_and_allauth_count_in_the_same_rows() -> None:
    cache, now = caches["default"], time.time()
    request = RequestFactory().post("/", REMOTE_ADDR="192.0.2.1")
    rates = {"try": "3/m/ip"}
    limit = Limit(ratelimit.get_cache_key(request, app="a", action="try", rate=ratelimit.parse_rate("3/m/ip")), 3, 60.0)
    assert cache.count([limit], now)
    assert ratelimit.consume(request, app="a", action="try", config=rates)
    assert cache.count([limit], now)
    assert ratelimit.consume(request, app="a", action="try", config=rates) is None
    assert not cache.count([limit], now + 59)
    assert cache.count([limit], now + 61)


@pytest.mark.django_db
def test_what_one_limit_refuses_is_counted_under_none_after_it() -> None:
    cache = caches["default"]
    first, second = Limit(f"{KEY}:1", 1, 60), Limit(f"{KEY}:2", 9, 60)
    assert [cache.count([first, second], at) for at in (100.0, 101.0)] == [True, False]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT cache_key, value FROM tarepo_cache WHERE cache_key LIKE %s ORDER BY cache_key", [f"%{KEY}%"]
        )
        assert cursor.fetchall() == [(f":1:{KEY}:1", "[100]"), (f":1:{KEY}:2", "[100]")]


@pytest.mark.django_db
def test_what_was_taken_back_is_not_counted_and_all_else_stays() -> None:
    cache, now = caches["default"], time.time()
    limits = [Limit(f"{KEY}:1", 2, 60), Limit(f"{KEY}:2", 2, 60)]
    for at in (now, now + 1):
        assert cache.count(limits, at)
    cache.take_back(limits, now + 1)
    assert [cache.get(limit.key) for limit in limits] == [[now], [now]]


@pytest.mark.django_db
def test_a_count_of_an_older_release_begins_anew() -> None:
    cache = caches["default"]
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO tarepo_cache VALUES (%s, 'gAVdlC4=', now() + interval '1 hour')", [f":1:{KEY}"])
    assert cache.count([Limit(KEY, 1, 60)], time.time())


def test_attempts_at_the_same_moment_are_all_counted(committed_db: str) -> None:
    cache, now = caches["default"], time.time()
    limits = [Limit(f"{KEY}:ip", 20, 60), Limit(f"{KEY}:account", 5, 60)]

    def attempt(number: int) -> bool:
        try:
            return cache.count(limits, now + number / 1000)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(attempt, range(24))) == 5


@pytest.mark.django_db
def test_a_new_session_is_stored_once_and_read_as_it_was() -> None:
    session = SessionStore()
    session["a"] = 1
    session.save()
    session["a"] = 2
    session.save()
    key = session.session_key
    session.cycle_key()
    assert not SessionStore().exists(session.session_key)
    session.save()
    assert (dict(SessionStore(session.session_key).items()), SessionStore().exists(key)) == ({"a": 2}, False)


@pytest.mark.django_db
def test_signing_in_notes_one_device_and_where_it_is() -> None:
    client = Client(REMOTE_ADDR="192.0.2.7", headers={"User-Agent": "x" * 300})
    client.post("/accounts/login/", EXPERT)
    row = UserSession.objects.get(session_key=client.session.session_key)
    assert (row.user.email, row.ip, len(row.user_agent) <= 300) == (EXPERT["login"], "192.0.2.7", True)
