"""Pages of one's own account speak its language: their addresses have none."""

import pytest
from django.test import Client

from accounts.models import User
from tests.html import parse
from tests.people import CAST

pytestmark = pytest.mark.django_db
PAGES = (
    "",
    "awaiting/",
    "notices/",
    "memberships/",
    "memberships/new/",
    "members/",
    "consents/",
    "confirmations/",
    "opinions/",
    "subscriptions/",
    "subscriptions/new/",
    "sessions/",
    "data/",
)


@pytest.fixture
def client() -> Client:
    user = User.objects.get(email=CAST["focal point of it"])
    User.objects.filter(pk=user.pk).update(language="fr")
    client = Client(headers={"accept-language": "es"})
    client.force_login(user)
    return client


@pytest.mark.parametrize("page", PAGES)
def test_a_page_of_ones_own_account_is_in_its_language(client: Client, page: str) -> None:
    response = client.get(f"/accounts/{page}")
    assert response.status_code == 200
    assert response.headers["Content-Language"] == "fr"
    assert parse(response.content).one("html").get("lang") == "fr"
    assert "no-store" in response.headers["Cache-Control"]


def test_so_is_the_end_of_the_account(client: Client) -> None:
    assert client.get("/accounts/erase/").headers["Content-Language"] == "fr"
