"""Staff roles have no effect without a second factor, and whoever has one is asked for it however they sign in."""

import pytest
from allauth.mfa.models import Authenticator
from django.http import HttpResponse
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.access import tiers_of
from accounts.enums import STAFF_ROLES
from accounts.models import User
from accounts.second_factor import sample_code
from tarepo.tiers import PUBLIC
from tests.html import main
from tests.joining.mail import code_to
from tests.people import CAST, PASSWORD, code_now, person, sign_in

pytestmark = pytest.mark.django_db

STAFF = ("unit editor", "chief editor", "coordinator", "administrator")
STEP = "/accounts/2fa/authenticate/"
CHIEF = CAST["chief editor"]


def without(role: str) -> User:
    user = person(role)
    Authenticator.objects.filter(user=user).delete()
    return person(role)


def test_the_cast_has_all_roles_of_staff() -> None:
    assert len(STAFF) == len(STAFF_ROLES)


@pytest.mark.parametrize("role", STAFF)
def test_a_role_rests_until_there_is_a_second_factor(client: Client, role: str) -> None:
    user = without(role)
    both = user, User.objects.with_roles(user.pk)
    assert [(each.is_staff, each.lacks_second_factor, each.current_roles) for each in both] == [(False, True, [])] * 2
    assert [tiers_of(each) for each in both] == [{PUBLIC}] * 2
    client.force_login(user)
    assert client.get("/admin/").headers["Location"] == "/accounts/2fa/"
    page = main(client.get("/accounts/2fa/").content).text
    assert "Your role rests until you set one of these up" in page
    refused = client.post("/admin/activities/activity/add/", {"texts-0-title": "x"})
    assert refused.status_code == 403
    assert "Nothing was saved: your role rests" in refused.text
    assert "/admin/" not in client.get("/").text


def test_recovery_codes_alone_are_no_second_factor() -> None:
    user = person("chief editor")
    Authenticator.objects.filter(user=user, type="totp").delete()
    assert User.objects.with_roles(user.pk).lacks_second_factor


def test_a_member_lacks_nothing(client: Client) -> None:
    assert not person("member").lacks_second_factor
    assert person("member").current_roles != []


def test_it_costs_a_request_no_query(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    """The session, the user with roles and second factor."""
    client.force_login(person("chief editor"))
    client.get("/accounts/2fa/authenticate/")
    with django_assert_num_queries(2):
        client.get("/accounts/2fa/authenticate/")


def by_password(client: Client) -> HttpResponse:
    return client.post("/accounts/login/", {"login": CHIEF, "password": PASSWORD})


def by_code(client: Client) -> HttpResponse:
    client.post("/accounts/login/code/", {"email": CHIEF})
    return client.post("/accounts/login/code/confirm/", {"code": code_to(CHIEF)})


def by_new_password(client: Client) -> HttpResponse:
    client.post("/accounts/password/reset/", {"email": CHIEF})
    client.post("/accounts/password/reset/confirm/", {"code": code_to(CHIEF)})
    return client.post("/accounts/password/reset/complete/", {"password1": "four words that differ"})


@pytest.mark.parametrize("way", [by_password, by_code, by_new_password])
def test_whoever_has_one_is_asked_for_it(client: Client, way: object) -> None:
    assert way(client).headers["Location"] == STEP
    assert client.get("/accounts/").status_code == 302
    wrong = client.post(STEP, {"code": "000000"})
    assert "This code is not right" in main(wrong.content).text
    assert client.get("/admin/").status_code == 302
    code = code_now()
    assert client.post(STEP, {"code": code}).headers["Location"] == "/"
    assert client.get("/admin/").status_code == 200
    other = Client()
    way_again = other.post("/accounts/login/code/", {"email": CHIEF})
    other.post(way_again.headers["Location"], {"code": code_to(CHIEF)})
    assert "was used already" in main(other.post(STEP, {"code": code}).content).text


def test_a_recovery_code_does_once(client: Client) -> None:
    row = Authenticator.objects.get(user=person("chief editor"), type="recovery_codes")
    code = row.wrap().generate_codes()[0]
    for answer in (302, 200):
        client = Client()
        by_password(client)
        assert client.post(STEP, {"code": code}).status_code == answer


def test_setting_one_up_gives_the_role_at_once_and_ends_other_sessions(client: Client) -> None:
    user = without("administrator")
    other = Client()
    for each in (client, other):
        assert sign_in(each, user.email).status_code == 302
    page = "/accounts/2fa/totp/activate/"
    client.post(client.get(page).headers["Location"], {"password": PASSWORD})
    shown = client.get(page)
    secret = shown.context["form"].secret
    assert secret in main(shown.content).text
    assert "<svg" in shown.text
    assert client.post(page, {"code": code_now(secret=secret)}).headers["Location"] == "/accounts/2fa/recovery-codes/"
    assert len(main(client.get("/accounts/2fa/recovery-codes/").content).one("ul", "codes").all("li")) == 10
    assert client.get("/admin/").status_code == 200
    assert other.get("/accounts/").status_code == 302


def test_removing_the_last_one_lets_the_role_rest_at_once(client: Client) -> None:
    client.force_login(person("administrator"))
    page = "/accounts/2fa/totp/deactivate/"
    client.post(client.get(page).headers["Location"], {"password": PASSWORD})
    assert "your role rests" in main(client.get(page).content).text
    assert client.post(page).status_code == 302
    assert client.get("/admin/").headers["Location"] == "/accounts/2fa/"


def test_the_code_of_a_sample_person_stands_on_the_page_and_works(client: Client) -> None:
    by_password(client)
    code = main(client.get(STEP).content).by_id("sample-code").text
    assert client.post(STEP, {"code": code}).status_code == 302


def test_it_is_never_shown_in_production_nor_for_others(client: Client, settings: Settings) -> None:
    user = person("chief editor")
    assert sample_code(user) != ""
    settings.PRODUCTION = True
    assert sample_code(user) == ""
    settings.PRODUCTION = False
    Authenticator.objects.filter(user=user, type="totp").update(data={"secret": "GB3SB6KCQ7LT7I5PLQPOOH3R7WYLLWBW"})
    by_password(client)
    assert "sample-code" not in client.get(STEP).text
