"""What nobody's browser sends is refused, and is no error of ours."""

import datetime as dt

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from accounts.models import User
from tarepo.tidy import tidy
from tests.admin.office import filled, signed_in
from tests.people import CAST, PASSWORD, person

pytestmark = pytest.mark.django_db

HANDLE = '{"id": "AA", "rawId": "AA", "type": "public-key", "response": {"userHandle": "%s", "clientDataJSON": "e30",'
WHOLE = HANDLE + ' "authenticatorData": "AA", "signature": "AA"}, "clientExtensionResults": {}}'
CREDENTIALS = (
    *(
        "",
        "{",
        "null",
        "[]",
        "1",
        '"x"',
        "{}",
        '{"response": null}',
        '{"response": []}',
        '{"response": {"userHandle": 1}}',
    ),
    *(WHOLE % handle for handle in ("", "NA", "====", "/////w", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5")),
)


@pytest.mark.parametrize("credential", CREDENTIALS)
def test_a_passkey_that_is_none_signs_nobody_in(client: Client, credential: str) -> None:
    page = "/accounts/2fa/webauthn/login/"
    client.get(page, headers={"accept": "application/json"})  # begins it
    assert client.post(page, {"credential": credential}).headers["Location"] == "/accounts/login/"
    assert "_auth_user_id" not in client.session
    cache.clear()
    client.post("/accounts/login/", {"login": CAST["chief editor"], "password": PASSWORD})
    assert client.post("/accounts/2fa/authenticate/", {"credential": credential}).status_code == 200
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("credential", CREDENTIALS)
def test_a_passkey_that_is_none_is_not_added(client: Client, credential: str) -> None:
    client.force_login(person("expert"))
    page = "/accounts/2fa/webauthn/add/"
    client.post(client.get(page).headers["Location"], {"password": PASSWORD})
    client.get(page)
    assert client.post(page, {"name": "x" * 500, "credential": credential}).status_code == 200
    assert not person("expert").has_second_factor


@pytest.mark.parametrize("code", ["", "\x00", "x" * 10_000, "١٢٣", "🙂", "12 34-56"])
@pytest.mark.parametrize("address", ["login/code/confirm/", "password/reset/confirm/", "2fa/authenticate/"])
def test_a_code_that_is_none_gets_a_sentence(client: Client, address: str, code: str) -> None:
    if address.startswith("2fa"):
        client.post("/accounts/login/", {"login": CAST["chief editor"], "password": PASSWORD})
    else:
        client.post(f"/accounts/{address.removesuffix('confirm/')}", {"email": CAST["expert"]})
    answer = client.post(f"/accounts/{address}", {"code": code})
    assert answer.status_code == 200
    assert 'class="errors"' in answer.text


def test_two_accounts_cannot_have_one_address_even_as_a_second_one() -> None:
    member = person("member")
    member.emailaddress_set.create(email="second@example.org", verified=True)
    administrator, page = signed_in("administrator"), f"/admin/accounts/user/{person('expert').pk}/change/"
    answer = administrator.post(page, filled(administrator.get(page)) | {"email": "second@example.org"})
    assert "Somebody has an account with this address already." in answer.text


def test_an_address_that_is_changed_in_the_desk_is_signed_in_with() -> None:
    administrator, expert = signed_in("administrator"), person("expert")
    page = f"/admin/accounts/user/{expert.pk}/change/"
    sent = filled(administrator.get(page)) | {"email": "Renamed@example.org", "_save": "Save"}
    assert administrator.post(page, sent).status_code == 302
    addresses = expert.emailaddress_set.values_list("email", "primary", "verified")
    assert list(addresses) == [("renamed@example.org", True, True)]
    answer = Client().post("/accounts/login/", {"login": "renamed@example.org", "password": PASSWORD})
    assert answer.headers["Location"] == "/"


def test_who_signed_up_and_never_confirmed_is_forgotten_after_a_week(client: Client) -> None:
    for number, days in enumerate((8, 6)):
        email = f"never-{number}@example.org"
        client.post("/accounts/signup/", {"name": "N", "email": email, "password1": "four words that differ"})
        User.objects.filter(email=email).update(joined_at=timezone.now() - dt.timedelta(days=days))
    before = User.objects.count()
    assert tidy()["sign-ups"] > 0
    assert User.objects.count() == before - 1
    assert not User.objects.filter(email="never-0@example.org").exists()
