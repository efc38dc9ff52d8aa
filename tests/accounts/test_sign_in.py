"""Signing in and out, and what becomes of what was typed when a session had ended."""

import pytest
from django.test import Client

from accounts.models import User
from activities.models import Activity
from tests.admin.office import filled, signed_in
from tests.people import CAST, PASSWORD
from tests.people import sign_in as signing_in

pytestmark = pytest.mark.django_db

LOGIN = "/accounts/login/"
CHIEF = CAST["chief editor"]
ADD = "/admin/activities/activity/add/"


def sign_in(client: Client, email: str = CHIEF, password: str = PASSWORD, **more: str):
    return signing_in(client, email, password, more)


def said(response) -> str:
    """The page without what is made anew for each answer."""
    lines = response.content.decode().splitlines()
    return "\n".join(line for line in lines if "csrfmiddlewaretoken" not in line and 'name="login"' not in line)


def test_the_address_is_taken_in_any_case(client: Client) -> None:
    response = sign_in(client, CHIEF.upper())
    assert (response.status_code, response.headers["Location"]) == (302, "/")
    assert client.get("/admin/").status_code == 200


@pytest.mark.parametrize("email", ["nobody@example.org", CHIEF])
def test_nothing_tells_who_has_an_account(client: Client, email: str) -> None:
    response = sign_in(client, email, "wrong")
    assert response.status_code == 200
    assert "The address and the password do not belong together." in response.content.decode()
    assert said(response) == said(sign_in(client, "another@example.org", "wrong"))


def test_an_inactive_account_is_answered_as_none(client: Client) -> None:
    User.objects.filter(email=CHIEF).update(is_active=False)
    assert said(sign_in(client)) == said(sign_in(client, "nobody@example.org"))


def test_an_account_made_inactive_is_signed_out_at_once(client: Client) -> None:
    sign_in(client)
    User.objects.filter(email=CHIEF).update(is_active=False)
    assert client.get("/admin/").status_code == 302


@pytest.mark.parametrize(
    "target",
    [
        *("//example.com/", "https://example.com/", "javascript:alert(1)", "/\\example.com", "\x00", "/a\nb"),
        *("activities/", "http:///example.com", "/" + "a" * 3000, "/é\ud800".encode("utf-8", "replace").decode()),
    ],
)
def test_next_leads_nowhere_else(client: Client, target: str) -> None:
    response = sign_in(client, next=target)
    assert response.status_code == 302
    assert response.headers["Location"].startswith("/")
    assert "example.com" not in response.headers["Location"]


def test_next_leads_back(client: Client) -> None:
    asked = client.get("/admin/activities/activity/?q=peru")
    assert asked.headers["Location"] == "/accounts/login/?next=/admin/activities/activity/%3Fq%3Dperu"
    response = sign_in(client, next="/admin/activities/activity/?q=peru")
    assert response.headers["Location"] == "/admin/activities/activity/?q=peru"


def test_the_admins_own_login_leads_to_the_portals(client: Client) -> None:
    assert client.get("/admin/login/").headers["Location"] == "/accounts/login/?next=/admin/"


def test_signing_out_is_a_post(client: Client) -> None:
    sign_in(client)
    assert client.get("/accounts/logout/").status_code == 200
    assert client.get("/admin/").status_code == 200
    assert client.post("/accounts/logout/").headers["Location"] == "/"
    assert client.get("/admin/").status_code == 302


@pytest.mark.parametrize("value", ["\x00", "a" * 100_000, "no address", "é\u202e@example.org"])
def test_strange_addresses_get_a_sentence(client: Client, value: str) -> None:
    response = sign_in(client, value, value)
    assert response.status_code == 200
    assert 'class="errors"' in response.content.decode() or "do not belong together" in response.content.decode()


def test_what_was_typed_when_the_session_had_ended_is_carried_through_the_sign_in() -> None:
    client = signed_in("chief editor")
    sent = filled(client.get(ADD)) | {"texts-0-title": "Written for an hour", "_save": "Save"}
    client.logout()
    page = client.post(ADD, sent)
    assert page.status_code == 403
    assert "Your session had ended" in page.content.decode()
    carried = filled(page)
    again = signing_in(client, CHIEF, form=carried)
    assert "You are signed in again" in again.content.decode()
    resent = filled(again)
    assert resent["texts-0-title"] == "Written for an hour"
    assert client.post(ADD, resent).status_code == 302
    assert Activity.objects.latest("pk").texts.get().title == "Written for an hour"


def test_a_wrong_password_meanwhile_loses_nothing() -> None:
    client = signed_in("chief editor")
    sent = filled(client.get(ADD)) | {"texts-0-title": "Written for an hour"}
    client.logout()
    carried = filled(client.post(ADD, sent))
    refused = client.post(LOGIN, carried | {"login": CHIEF, "password": "wrong"})
    assert filled(refused)["kept"] == carried["kept"]


@pytest.mark.parametrize("kept", ["{", "[1]", '[["a"]]', '{"a": 1}', "null", '"abc"', "[[1, 2]]"])
def test_a_kept_value_that_was_tampered_with_is_left(client: Client, kept: str) -> None:
    response = sign_in(client, kept=kept, next="/admin/")
    assert response.headers["Location"] == "/admin/"


def test_what_was_typed_is_sent_to_the_office_only(client: Client) -> None:
    response = sign_in(client, kept='[["a", "b"]]', next="/activities/")
    assert response.headers["Location"] == "/activities/"


def test_a_password_is_never_carried(client: Client) -> None:
    page = client.post("/admin/password_change/", {"old_password": "secret-one", "new_password1": "secret-two"})
    assert "secret-" not in page.content.decode()
