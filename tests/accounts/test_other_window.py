"""A form that was opened before somebody signed in again in another window: its token is of the session before."""

import pytest
from django.test import Client

from activities.models import Activity
from tests.admin.office import Sent, filled
from tests.people import CAST, PASSWORD, code_now, person

pytestmark = pytest.mark.django_db

ADD = "/admin/activities/activity/add/"
HERE = {"HTTP_ORIGIN": "http://testserver"}


@pytest.fixture
def client() -> Client:
    """A browser whose tokens count."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(person("chief editor"))
    return client


def old_form(client: Client) -> Sent:
    sent = filled(client.get(ADD)) | {"texts-0-title": "Written for an hour", "_save": "Save"}
    again = filled(client.get("/accounts/login/")) | {"login": CAST["chief editor"], "password": PASSWORD}
    assert client.post("/accounts/login/", again).status_code == 302
    code = filled(client.get("/accounts/2fa/authenticate/")) | {"code": code_now()}
    assert client.post("/accounts/2fa/authenticate/", code).headers["Location"] == "/"
    return sent


def test_what_was_typed_is_sent_again_with_one_press(client: Client) -> None:
    page = client.post(ADD, old_form(client), **HERE)
    assert page.status_code == 403
    assert "Send it again" in page.content.decode()
    assert page.headers["Cache-Control"] == "no-store"
    resent = filled(page)
    assert client.post(ADD, resent, **HERE).status_code == 302
    assert Activity.objects.latest("pk").texts.get().title == "Written for an hour"


@pytest.mark.parametrize("origin", [{}, {"HTTP_ORIGIN": "null"}, {"HTTP_ORIGIN": "https://example.com"}])
def test_what_another_page_sent_gets_no_button(client: Client, origin: dict[str, str]) -> None:
    page = client.post(ADD, old_form(client), **origin)
    assert page.status_code == 403
    assert "Written for an hour" not in page.content.decode()
    assert "The form has expired" in page.content.decode()


def test_who_is_signed_out_signs_in_first(client: Client) -> None:
    sent = old_form(client)
    client.logout()
    page = client.post(ADD, sent, **HERE)
    assert "Your session had ended" in page.content.decode()


def test_no_password_comes_back(client: Client) -> None:
    old_form(client)
    sent = {"old_password": "secret-one", "new_password1": "secret-two", "new_password2": "secret-two"}
    page = client.post("/admin/password_change/", sent, **HERE)
    assert "secret-" not in page.content.decode()
