"""How often somebody may try: counted by address and by account, for all processes together."""

import os
import subprocess
import sys

import pytest
from django.test import Client, RequestFactory
from pytest_django import Settings

from accounts.adapter import UNKNOWN, AccountAdapter
from tarepo.local import config
from tarepo.models import Outbox
from tests.html import main
from tests.people import CAST, PASSWORD

KNOWN = CAST["expert"]


def attempt(client: Client, email: str, **more: str) -> int:
    return client.post("/accounts/login/", {"login": email, "password": "wrong"}, **more).status_code


@pytest.mark.django_db
@pytest.mark.parametrize("email", [KNOWN, "nobody@example.org"])
def test_five_wrong_passwords_of_an_account_are_enough_from_wherever(email: str) -> None:
    got = [attempt(Client(), email, REMOTE_ADDR=f"192.0.2.{number}") for number in range(6)]
    assert got == [200] * 5 + [429]
    right = Client().post("/accounts/login/", {"login": email, "password": PASSWORD}, REMOTE_ADDR="192.0.2.9")
    assert right.status_code == 429
    assert "Too many attempts in a short time. Wait five minutes, and try again." in main(right.content).text
    assert attempt(Client(), "another@example.org") == 200


@pytest.mark.django_db
def test_twenty_wrong_passwords_of_one_address_are_enough_for_whomever() -> None:
    got = [attempt(Client(), f"{number}@example.org", REMOTE_ADDR="192.0.2.1") for number in range(21)]
    assert got == [200] * 20 + [429]
    assert attempt(Client(), KNOWN, REMOTE_ADDR="192.0.2.2") == 200


@pytest.mark.django_db
def test_who_signs_in_rightly_is_not_counted() -> None:
    for _time in range(6):
        assert Client().post("/accounts/login/", {"login": KNOWN, "password": PASSWORD}).status_code == 302


@pytest.mark.django_db
def test_past_the_limit_of_signing_up_the_page_says_so(client: Client) -> None:
    got = [client.post("/accounts/signup/", {}).status_code for _time in range(21)]
    assert got == [200] * 20 + [429]
    page = client.post("/accounts/signup/", {})
    assert "Too often in a short time" in main(page.content).text
    assert "no-store" in page.headers["Cache-Control"]


@pytest.mark.django_db
@pytest.mark.parametrize("email", [KNOWN, "nobody@example.org"])
@pytest.mark.parametrize("address", ["/accounts/login/code/", "/accounts/password/reset/"])
def test_nobodys_mailbox_is_filled(address: str, email: str) -> None:
    got = [Client().post(address, {"email": email}, REMOTE_ADDR=f"192.0.2.{number}").status_code for number in range(4)]
    assert got == [302] * 3 + [429]
    assert Outbox.objects.filter(to=email).count() == 3


@pytest.mark.django_db
def test_wrong_codes_of_an_app_are_counted_by_account() -> None:
    chief = CAST["chief editor"]
    said = []
    for number in range(7):
        client = Client(REMOTE_ADDR=f"192.0.2.{number}")
        client.post("/accounts/login/", {"login": chief, "password": PASSWORD})
        said.append(main(client.post("/accounts/2fa/authenticate/", {"code": "000000"}).content).text)
    assert ["Too many attempts" in text for text in said] == [False] * 5 + [True] * 2


OTHER = """
import django; django.setup()
from django.test import Client
client = Client(headers={"host": "localhost"})
print([client.post("/accounts/login/", {"login": "a@example.org", "password": "no"}).status_code for _ in range(3)])
"""


def test_processes_count_together(committed_db: str) -> None:
    environment = {**os.environ, "DATABASE_URL": committed_db, "DJANGO_SETTINGS_MODULE": "tarepo.settings"}
    words = [sys.executable, "-c", OTHER]
    run = [
        subprocess.run(words, cwd=config.ROOT, env=environment, capture_output=True, text=True, check=True)
        for _time in range(2)
    ]
    assert [done.stdout.strip() for done in run] == ["[200, 200, 200]", "[200, 200, 429]"]


@pytest.mark.parametrize(
    ("proxies", "header", "peer", "client"),
    [
        (0, "203.0.113.9", "192.0.2.1", "192.0.2.1"),
        (1, "203.0.113.9", "192.0.2.1", "203.0.113.9"),
        (1, "198.51.100.1, 203.0.113.9", "192.0.2.1", "203.0.113.9"),
        (2, "198.51.100.1, 203.0.113.9", "192.0.2.1", "198.51.100.1"),
        (2, "203.0.113.9", "192.0.2.1", "203.0.113.9"),
        (1, "", "192.0.2.1", UNKNOWN),
        (1, "nonsense", "192.0.2.1", UNKNOWN),
        (1, "203.0.113.9:4711", "", "203.0.113.9"),
        (0, "", "", UNKNOWN),
    ],
)
def test_the_address_is_that_before_our_own_proxies(
    settings: Settings, proxies: int, header: str, peer: str, client: str
) -> None:
    settings.PROXIES = proxies
    request = RequestFactory().get("/", REMOTE_ADDR=peer, HTTP_X_FORWARDED_FOR=header)
    assert AccountAdapter(request).get_client_ip(request) == client
