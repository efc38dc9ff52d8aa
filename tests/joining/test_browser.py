"""Joining in a real browser: without script as far as a password goes, and with a passkey where there is one."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from playwright.sync_api import Page, expect

from accounts.models import User
from tests.admin.desk import sign_in
from tests.axe import is_too_wide, violations
from tests.browsers import NewPage, at
from tests.joining.mail import code_to
from tests.people import CAST, PASSWORD, code_now

HOME = at("/")
pytestmark = pytest.mark.browser

STRONG = "four words that differ"
PAGES = (
    *("", "email/", "password/change/", "2fa/", "2fa/webauthn/", "2fa/webauthn/add/", "2fa/totp/activate/"),
    *("2fa/recovery-codes/", "sessions/", "reauthenticate/", "reauthenticate/code/", "logout/"),
)
ENTRANCES = ("login/", "login/code/", "signup/", "password/reset/", "password/reset/done/")


def enter(page: Page, email: str, password: str = PASSWORD) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()


def confirm_it_is_me(page: Page, password: str = PASSWORD) -> None:
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Go on").click()


def test_from_signing_up_to_a_second_step_on_a_telephone_without_script(new_page: NewPage, site_db: None) -> None:
    email = "joins-by-telephone@example.org"
    page = new_page(viewport={"width": 320, "height": 640}, java_script_enabled=False)
    page.goto("/")
    page.get_by_role("link", name="Sign up").click()
    page.get_by_label("Your name").fill("New Comer")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(STRONG)
    page.get_by_role("button", name="Sign up").click()
    page.get_by_label("Code").fill(code_to(email))
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url(at("/accounts/"))
    page.get_by_role("link", name="Two steps and passkeys").click()
    page.get_by_role("link", name="Set up an app").click()
    confirm_it_is_me(page, STRONG)
    assert page.locator("svg path").first.bounding_box()
    secret = page.locator(".secret").inner_text()
    page.get_by_label("Code that the app shows").fill(code_now(secret=secret))
    page.get_by_role("button", name="Set it up").click()
    recovery = page.locator(".codes code").first.inner_text()
    page.get_by_role("link", name="Sign out", exact=True).click()
    page.get_by_role("button", name="Sign out").click()

    enter(page, email, STRONG)
    page.get_by_label("Code").fill(code_now(1, secret=secret))
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.goto("/accounts/logout/")
    page.get_by_role("button", name="Sign out").click()
    enter(page, email, STRONG)
    page.get_by_label("Code").fill(recovery)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.goto("/accounts/sessions/")
    expect(page.get_by_role("heading", name="Where you are signed in")).to_be_visible()
    assert User.objects.get(email=email).has_second_factor


@pytest.fixture
def with_authenticator(new_page: NewPage) -> Iterator[Page]:
    """A page whose browser has a telephone's authenticator, which says yes."""
    page = new_page()
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    yes = {"isUserVerified": True, "automaticPresenceSimulation": True}
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": options | yes})
    yield page
    devices.detach()


def test_a_passkey_signs_in_alone_and_is_a_second_factor(with_authenticator: Page, site_db: None) -> None:
    page, email = with_authenticator, "has-a-passkey@example.org"
    User.objects.create_user(email, STRONG, name="Passkey")
    enter(page, email, STRONG)
    page.wait_for_url(HOME)
    page.goto("/accounts/2fa/webauthn/add/")
    confirm_it_is_me(page, STRONG)
    page.get_by_label("Name of the passkey").fill("Telephone")
    page.get_by_role("button", name="Add the passkey").click()
    page.wait_for_url("**/recovery-codes/")
    page.goto("/accounts/2fa/webauthn/")
    expect(page.locator("main .rows li")).to_contain_text("Telephone")
    expect(page.locator("main .rows li")).to_contain_text("Signs you in alone.")
    page.context.clear_cookies()
    page.goto("/accounts/login/?next=/accounts/sessions/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(at("/accounts/sessions/"))
    assert User.objects.with_roles(User.objects.get(email=email).pk).has_second_factor
    page.context.clear_cookies()
    enter(page, email, STRONG)
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(HOME)
    page.goto("/accounts/")
    expect(page.get_by_role("heading", name="Your account")).to_be_visible()


def test_a_passkey_that_is_not_there_is_told(with_authenticator: Page) -> None:
    page = with_authenticator
    page.goto("/accounts/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("That did not work, or was cancelled.")


def test_one_browser_signs_another_out(new_page: NewPage, site_db: None) -> None:
    email = "in-two-places@example.org"
    User.objects.create_user(email, STRONG)
    here, there = new_page(), new_page()
    for page in (here, there):
        enter(page, email, STRONG)
        page.wait_for_url(HOME)
    here.goto("/accounts/sessions/")
    here.get_by_role("button", name="Sign out Chrome on Linux").click()
    expect(here.locator("main .notice")).to_contain_text("Signed out there.")
    there.goto("/accounts/")
    there.wait_for_url(at("/accounts/login/"))


@pytest.mark.parametrize("theme", ["light", pytest.param("dark", marks=pytest.mark.long)])
def test_no_page_of_joining_has_a_barrier(new_page: NewPage, site_db: None, theme: str) -> None:
    page = new_page(viewport={"width": 360, "height": 800}, color_scheme=theme)
    found = {}

    def look(address: str) -> None:
        wrong = violations(page) + (["it scrolls sideways"] if is_too_wide(page) else [])
        if wrong:
            found[address] = wrong

    for address in ENTRANCES:
        page.goto(f"/accounts/{address}")
        look(address)
    page.goto("/accounts/login/")
    page.get_by_role("button", name="Sign in", exact=True).evaluate("button => { button.form.noValidate = true }")
    page.get_by_role("button", name="Sign in", exact=True).click()
    look("login/ refused")
    page.goto("/accounts/login/code/")
    page.get_by_label("E-mail address").fill(f"{theme}@example.org")
    page.get_by_role("button", name="Send me a code").click()
    look("login/code/confirm/")
    cache.clear()
    sign_in(page, "chief editor")
    page.goto("/accounts/2fa/totp/deactivate/")
    confirm_it_is_me(page)
    look("2fa/totp/deactivate/")
    for address in PAGES:
        page.goto(f"/accounts/{address}")
        look(address)
    page.context.clear_cookies()
    enter(page, CAST["chief editor"])
    look("2fa/authenticate/")
    assert found == {}
