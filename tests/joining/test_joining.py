"""Signing up, confirming an address, signing in by a code, a new password: by its owner only, and told to nobody."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from accounts.models import User
from tarepo.models import Outbox
from tests.admin.office import filled
from tests.html import main
from tests.joining.mail import code_to, last_to
from tests.people import CAST, PASSWORD, code_now, person

pytestmark = pytest.mark.django_db

NEW, KNOWN = "newcomer@example.org", CAST["expert"]
SIGN_UP, CONFIRM = "/accounts/signup/", "/accounts/confirm-email/"
STRONG = "four words that differ"


def sign_up(client: Client, email: str = NEW, **more: str) -> HttpResponse:
    return client.post(SIGN_UP, {"name": "New Comer", "email": email, "password1": STRONG} | more)


def test_who_signs_up_is_in_once_the_code_of_the_mail_is_typed(client: Client) -> None:
    assert sign_up(client, NEW.upper()).headers["Location"] == CONFIRM
    user = User.objects.get(email=NEW)
    assert (user.name, user.is_active, user.current_roles) == ("New Comer", True, [])
    assert "_auth_user_id" not in client.session
    assert NEW in main(client.get(CONFIRM).content).text
    arabic = code_to(NEW).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    assert client.post(CONFIRM, {"code": arabic}).headers["Location"] == "/accounts/"
    assert client.get("/accounts/").context["account"] == user
    assert list(user.emailaddress_set.values_list("email", "verified", "primary")) == [(NEW, True, True)]


def test_who_lost_the_page_signs_in_elsewhere_and_gets_a_new_code(client: Client) -> None:
    sign_up(client)
    first = code_to(NEW)
    Outbox.objects.all().delete()
    other = Client()
    cache.clear()  # there is a code each ten seconds at most
    assert other.post("/accounts/login/", {"login": NEW, "password": STRONG}).headers["Location"] == CONFIRM
    assert code_to(NEW) != first
    assert other.post(CONFIRM, {"code": code_to(NEW)}).status_code == 302
    assert "_auth_user_id" in other.session


def test_three_wrong_codes_end_it(client: Client) -> None:
    sign_up(client)
    answers = [client.post(CONFIRM, {"code": "0000-0000"}) for _time in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 302]
    assert "This code is not right" in main(answers[0].content).text
    assert client.post(CONFIRM, {"code": code_to(NEW)}).headers["Location"] == "/accounts/login/"
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", "", "This field is required."),
        ("name", "a\x00b", "Null characters are not allowed."),
        ("name", "Ana https://portal.example", "Write your name alone"),
        ("name", "Ana\n\nSign in again", "Write your name alone"),
        ("email", "nobody", "Enter a valid email address."),
        ("password1", "12345678", "too common"),
        ("password1", NEW, "too similar"),
    ],
)
def test_what_is_refused_is_told_and_makes_nobody(client: Client, field: str, value: str, sentence: str) -> None:
    before = User.objects.count()
    answer = sign_up(client, **{field: value})
    assert answer.status_code == 200
    assert sentence in main(answer.content).text
    assert User.objects.count() == before


def test_a_mail_with_a_code_is_plain_and_leads_nowhere_but_home(client: Client) -> None:
    sign_up(client)
    mail = last_to(NEW)
    assert mail.subject == "Confirm your e-mail address"
    assert re.findall(r"https?://\S+", mail.body) == ["http://testserver/"]


def masked(response: HttpResponse, email: str) -> tuple[int, dict[str, str], str]:
    """An answer without what is made anew for each, and without the address that was typed."""
    anew = {"X-Request-ID", "Content-Length", "Expires"}
    headers = {name: value for name, value in response.headers.items() if name not in anew}
    text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())
    return response.status_code, headers, text.replace(email, "(the address)")


def walked(address: str, fields: dict[str, str], email: str) -> list[tuple]:
    """Every answer on the way: the form sent, the page after it, a wrong code, a new code asked for, the page again."""
    client = Client()
    first = client.post(address, fields)
    after = first.headers["Location"]
    wrong = client.post(after, {"code": "1234-5678"})
    again = client.post(after, {"action": "resend"})
    answers = [first, client.get(after), wrong, again, client.get(after)]
    seen = [masked(answer, email) for answer in answers]
    cookies = {
        name: {key: str(value) for key, value in cookie.items() if key != "expires"}
        for name, cookie in client.cookies.items()
        if name != "messages"
    }
    return [*seen, cookies]


@pytest.mark.parametrize(
    ("address", "field"),
    [(SIGN_UP, "email"), ("/accounts/login/code/", "email"), ("/accounts/password/reset/", "email")],
)
def test_nothing_tells_whether_an_address_has_an_account(address: str, field: str) -> None:
    more = {"name": "Some Body", "password1": STRONG} if address == SIGN_UP else {}
    unknown = walked(address, {field: NEW} | more, NEW)
    mails = Outbox.objects.count()
    known = walked(address, {field: KNOWN} | more, KNOWN)
    assert known == unknown
    assert Outbox.objects.count() > mails


def test_the_same_work_is_done_for_an_address_that_has_an_account(monkeypatch: pytest.MonkeyPatch) -> None:
    hashed: list[str] = []
    plain = User.set_password
    monkeypatch.setattr(User, "set_password", lambda user, raw: (hashed.append(raw or ""), plain(user, raw)))
    for email in (NEW, KNOWN):
        sign_up(Client(), email)
    assert hashed == [STRONG, STRONG]


def test_whose_address_it_is_learns_that_somebody_signed_up_with_it(client: Client) -> None:
    before = User.objects.count()
    sign_up(client, KNOWN)
    assert (User.objects.count(), last_to(KNOWN).subject) == (before, "You have an account already")
    assert person("expert").check_password(PASSWORD)


def test_a_code_by_mail_signs_in_without_a_password_and_leads_back(client: Client) -> None:
    page = client.post("/accounts/login/code/", {"login": KNOWN, "password": "", "next": "/activities/"})
    assert page.headers["Location"] == "/accounts/login/code/confirm/?next=%2Factivities%2F"
    answer = client.post(page.headers["Location"], {"code": code_to(KNOWN), "next": "/activities/"})
    assert answer.headers["Location"] == "/activities/"
    assert client.get("/accounts/").status_code == 200


def test_a_code_is_good_once_and_for_its_own_browser(client: Client) -> None:
    client.post("/accounts/login/code/", {"email": KNOWN})
    other = Client()
    other.post("/accounts/login/code/", {"email": NEW})
    other.post("/accounts/login/code/confirm/", {"code": code_to(KNOWN)})
    assert "_auth_user_id" not in other.session
    client.post("/accounts/login/code/confirm/", {"code": code_to(KNOWN)})
    client.post("/accounts/logout/")
    client.post("/accounts/login/code/confirm/", {"code": code_to(KNOWN)})
    assert "_auth_user_id" not in client.session


def test_a_new_password_ends_every_other_session(client: Client) -> None:
    elsewhere = Client()
    elsewhere.force_login(person("expert"))
    page = client.post("/accounts/password/reset/", {"email": KNOWN})
    page = client.post(page.headers["Location"], {"code": code_to(KNOWN)})
    refused = client.post(page.headers["Location"], {"password1": "123"})
    assert "too short" in main(refused.content).text
    assert client.post(page.headers["Location"], {"password1": STRONG}).headers["Location"] == "/"
    assert person("expert").check_password(STRONG)
    assert (client.get("/accounts/").status_code, elsewhere.get("/accounts/").status_code) == (200, 302)
    assert last_to(KNOWN).subject == "Your password was changed"


def test_a_second_address_is_kept_only_once_its_code_is_typed(client: Client) -> None:
    client.force_login(person("expert"))
    asked = client.post("/accounts/email/", {"email": NEW, "action_add": "1"})
    assert asked.headers["Location"].startswith("/accounts/reauthenticate/")
    page = client.post(asked.headers["Location"], {"password": PASSWORD, "next": "/accounts/email/"})
    assert page.headers["Location"] == CONFIRM
    expert = person("expert")
    addresses = expert.emailaddress_set.order_by("email")
    assert [row.email for row in addresses.all()] == [KNOWN]
    client.post(CONFIRM, {"code": code_to(NEW)})
    assert [(row.email, row.primary) for row in addresses.all()] == [(KNOWN, True), (NEW, False)]
    client.post("/accounts/email/", {"email": NEW, "action_primary": ""})
    expert.refresh_from_db()
    assert expert.email == NEW
    assert last_to(KNOWN).subject == "Mail goes to another address"


def test_what_was_typed_outlives_a_sign_in_by_code_with_a_second_step() -> None:
    client, chief = Client(), CAST["chief editor"]
    asked = client.post("/admin/activities/activity/add/", {"texts-0-title": "Written for an hour"})
    page = client.post("/accounts/login/code/", filled(asked) | {"login": chief})
    page = client.post(page.headers["Location"], {"code": code_to(chief)})
    assert page.headers["Location"] == "/accounts/2fa/authenticate/"
    page = client.post(page.headers["Location"], {"code": code_now()})
    assert "You are signed in again" in page.text
    assert filled(page)["texts-0-title"] == "Written for an hour"


def test_nothing_is_stored_for_somebody_who_only_sends_fields() -> None:
    before = Session.objects.count()
    Client().post("/admin/activities/activity/add/", {"texts-0-title": "x" * 100_000})
    Client().post("/accounts/login/", {"login": KNOWN, "password": "wrong", "kept": '[["a", "b"]]', "next": "/admin/"})
    assert Session.objects.count() == before


def test_of_several_who_sign_up_at_once_one_gets_the_account(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither knew of the other when the form was read."""
    monkeypatch.setattr(
        "allauth.account.internal.flows.manage_email.email_already_exists", lambda email, **more: (email, False)
    )
    before = User.objects.count()
    assert sign_up(client, KNOWN).headers["Location"] == CONFIRM
    assert User.objects.count() == before
    assert last_to(KNOWN).subject == "You have an account already"


@pytest.mark.parametrize("address", ["inactive/", "3rdparty/", "3rdparty/signup/", "phone/change/", "signup/passkey/"])
def test_what_is_not_offered_is_not_there(client: Client, address: str) -> None:
    assert client.get(f"/accounts/{address}").status_code == 404
