"""Signing on with an account of elsewhere, by a setting only."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from allauth.socialaccount.models import SocialAccount
from playwright.sync_api import Browser, Page, expect

from accounts.models import User
from tarepo.models import Outbox
from tarepo.readers import BadSetting
from tarepo.sign_on import oidc_providers
from tests import site
from tests.browsers import at
from tests.joining import provider
from tests.joining.mail import code_to
from tests.people import CAST, second_step

BUTTON = "Sign in with Ministry of Culture"


def test_a_provider_is_read_from_one_line_and_several_from_several() -> None:
    read = oidc_providers(
        " Ministry of Culture | https://id.example.org/ | client | a|secret \n\n مكتب|https://x.org|c|s"
    )
    first, second = read["openid_connect"]["APPS"]
    assert first == {
        "provider_id": "ministry-of-culture",
        "name": "Ministry of Culture",
        "client_id": "client",
        "secret": "a|secret",
        "settings": {"server_url": "https://id.example.org/.well-known/openid-configuration"},
    }
    assert second["provider_id"] == "provider-2"


@pytest.mark.parametrize("text", ["a", "a|b|c|d", "a|ftp://x|c|d", "a|https://|c|d", "|https://x|c|d"])
def test_nonsense_is_refused(text: str) -> None:
    with pytest.raises(BadSetting):
        oidc_providers(text)


@pytest.fixture
def elsewhere() -> Iterator[provider.Provider]:
    with provider.serving() as served:
        yield served


@pytest.fixture
def page(
    browser: Browser,
    committed_db: str,
    elsewhere: provider.Provider,
    tmp_path: Path,
    static_files: None,
) -> Iterator[Page]:
    """A portal whose setting names that provider."""
    setting = f"Ministry of Culture|{elsewhere.url}|{elsewhere.client}|secret"
    with site.serving(committed_db, tmp_path / "site.log", TAREPO_OIDC=setting) as served:
        context = browser.new_context(base_url=served.url)
        context.set_default_timeout(15_000)
        yield context.new_page()
        context.close()


def sign_on(page: Page) -> None:
    page.goto("/accounts/login/")
    page.get_by_role("button", name=BUTTON).click()


@pytest.mark.browser
def test_who_is_new_gets_an_account_and_is_known_the_next_time(page: Page, elsewhere: provider.Provider) -> None:
    email = "culture@example.org"
    elsewhere.person = {"sub": "17", "email": email, "email_verified": True, "name": "Cul Ture"}
    sign_on(page)
    page.wait_for_url(at("/accounts/"))
    user = User.objects.get(email=email)
    assert (user.name, user.has_usable_password()) == ("Cul Ture", False)
    page.context.clear_cookies()
    sign_on(page)
    expect(page.get_by_role("link", name="Your account").first).to_be_visible()
    assert User.objects.filter(email=email).count() == 1
    # A second step is asked for here, too.
    second_step([user])
    page.context.clear_cookies()
    sign_on(page)
    page.wait_for_url("**/2fa/authenticate/")


@pytest.mark.browser
def test_an_address_that_is_not_confirmed_there_is_confirmed_here(page: Page, elsewhere: provider.Provider) -> None:
    email = "unsure@example.org"
    elsewhere.person = {"sub": "18", "email": email, "name": "Un Sure"}
    sign_on(page)
    page.get_by_label("Code").fill(code_to(email))
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url(at("/accounts/"))


@pytest.mark.browser
@pytest.mark.parametrize("verified", [True, False])
def test_nobody_enters_an_account_by_its_address_alone(
    page: Page, elsewhere: provider.Provider, verified: bool
) -> None:
    elsewhere.person = {"sub": "19", "email": CAST["expert"], "email_verified": verified, "name": "Not Me"}
    sign_on(page)
    page.wait_for_url("**/confirm-email/")
    assert not SocialAccount.objects.exists()
    assert Outbox.objects.get(to=CAST["expert"]).subject == "You have an account already"
    page.goto("/accounts/")
    page.wait_for_url(at("/accounts/login/"))


@pytest.mark.browser
def test_a_provider_that_is_out_of_order_is_told(page: Page, elsewhere: provider.Provider) -> None:
    elsewhere.broken = True
    sign_on(page)
    expect(page.get_by_role("heading", name="You are not signed in")).to_be_visible()
