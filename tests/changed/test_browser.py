"""Following what changes, on the narrowest telephone and without script."""

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, expect

from accounts.models import Subscription
from tarepo.changed.subscribe import stop_token
from tests.axe import is_too_wide, violations
from tests.browsers import NewPage, at
from tests.people import person
from tests.site import Site

pytestmark = pytest.mark.browser


def sign_in(page: Page, site: Site, role: str) -> None:
    user = person(role)
    assert user
    client = Client()
    client.force_login(user)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": site.url}])


@pytest.mark.parametrize("prefix", [pytest.param("", marks=pytest.mark.long, id="en"), pytest.param("/ar", id="ar")])
def test_somebody_follows_a_country_by_mail_and_stops_by_the_link(
    new_page: NewPage, site: Site, site_db: None, prefix: str
) -> None:
    page = new_page(viewport={"width": 320, "height": 640}, java_script_enabled=False)
    sign_in(page, site, "member")
    page.goto(f"{prefix}/changes/")
    page.locator("select[name=country]").select_option("PE")
    page.locator("main form button").first.click()
    page.wait_for_url("**country=PE**")
    assert not is_too_wide(page)
    page.locator(".views a").first.click()
    assert not is_too_wide(page)
    page.locator("select[name=every]").select_option("month")
    page.locator("main form button").click()
    page.wait_for_url(at("/accounts/subscriptions/"))
    assert not is_too_wide(page)
    row = Subscription.objects.get(query="country=PE")
    assert row.every == "month"
    stranger = new_page(java_script_enabled=False)
    stranger.goto(f"/accounts/subscriptions/stop/{stop_token(row.pk)}/")
    stranger.locator("main form button").click()
    expect(stranger.locator(".notice-success")).to_be_visible()
    assert not Subscription.objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize("theme", [pytest.param("light", marks=pytest.mark.long), "dark"])
def test_no_barrier_on_the_pages_of_ones_mails(new_page: NewPage, site: Site, site_db: None, theme: str) -> None:
    user = person("expert")
    row = Subscription.objects.create(user=user, query="kind=activity&country=PE")
    page = new_page(viewport={"width": 360, "height": 800}, color_scheme=theme)
    sign_in(page, site, "expert")
    found = {}
    for address in ("", "new/?country=PE", "new/?country=nowhere", f"stop/{stop_token(row.pk)}/"):
        page.goto(f"/accounts/subscriptions/{address}")
        found[address] = violations(page) + (["it scrolls sideways"] if is_too_wide(page) else [])
    row.delete()
    assert {address: wrong for address, wrong in found.items() if wrong} == {}
