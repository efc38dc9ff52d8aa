"""The foot of a page says who one is to the portal; signing out asks first."""

import pytest
from django.test import Client

from tests import make
from tests.html import parse
from tests.people import person

pytestmark = pytest.mark.django_db
ADDRESSES = ("/", "/activities/", "/es/activities/TA-2023-9001/", "/accounts/login/", "/nothing/")


@pytest.fixture(autouse=True)
def record() -> None:
    make.activity(9001)


def offered(client: Client, address: str) -> set[str]:
    links = {str(link.get("href")) for link in parse(client.get(address).content).one("footer").all("a")}
    return {link for link in links if link.startswith(("/accounts/", "/admin/"))}


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize(
    ("role", "links"),
    [
        ("visitor", {"/accounts/login/", "/accounts/signup/"}),
        ("expert", {"/accounts/", "/accounts/awaiting/", "/accounts/logout/"}),
        ("member", {"/accounts/", "/accounts/awaiting/", "/accounts/logout/"}),
        ("coordinator", {"/accounts/", "/accounts/awaiting/", "/accounts/logout/", "/admin/"}),
    ],
)
def test_the_foot_of_each_page(client: Client, address: str, role: str, links: set[str]) -> None:
    if user := person(role):
        client.force_login(user)
    assert offered(client, address) == links


@pytest.mark.parametrize("address", ADDRESSES[:3])
def test_a_page_of_somebody_signed_in_is_not_given_to_a_visitor(client: Client, address: str) -> None:
    """An expert sees what visitors see, but for the foot."""
    before = client.get(address)
    expert = Client()
    expert.force_login(person("expert"))
    theirs = expert.get(address)
    after = Client().get(address)
    assert (after.content, after["ETag"]) == (before.content, before["ETag"])
    assert theirs["ETag"] != before["ETag"]
    assert (before["Cache-Control"], theirs["Cache-Control"]) == ("public, no-cache", "private, no-cache")


def test_signing_out_asks_and_then_does(client: Client) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(person("expert"))
    page = parse(client.get("/accounts/logout/").content).one("main")
    (token,) = [field.get("value") for field in page.all("input") if field.get("name") == "csrfmiddlewaretoken"]
    assert client.post("/accounts/logout/").status_code == 403
    assert client.post("/accounts/logout/", {"csrfmiddlewaretoken": token}).status_code == 302
    assert offered(client, "/") == {"/accounts/login/", "/accounts/signup/"}
