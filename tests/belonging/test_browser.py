"""Asking and answering on a telephone without script; no barrier on any page, the desk's too."""

import pytest
from playwright.sync_api import Page, expect

from accounts.models import Membership, Role
from tests import make
from tests.admin.desk import sign_in as sign_in_at_desk
from tests.axe import is_too_wide, violations
from tests.belonging.people import asked, somebody
from tests.browsers import NewPage
from tests.people import person
from tests.submissions.test_browser import sign_in

pytestmark = pytest.mark.browser


def test_a_request_is_made_and_confirmed_on_a_telephone_without_script(new_page: NewPage, site_db: None) -> None:
    """The moderator asks for Peru; its focal point answers, by keyboard where a button is pressed."""
    page = new_page(viewport={"width": 320, "height": 640}, java_script_enabled=False)
    sign_in(page, "moderator", "/accounts/memberships/")
    page.locator("main .actions a").first.click()
    page.locator("[name=category][value=delegation]").check()
    page.locator("[name=name]").fill("united")
    page.locator("[name=name]").press("Enter")
    page.locator(f"[name=choice][value='{make.record_id('country/GB')}']").check()
    assert not is_too_wide(page)
    page.locator("[name=name]").fill("Peru")
    page.locator("main form .actions button").press("Enter")
    expect(page.locator(".notice-success")).to_be_visible()
    waiting = Membership.objects.get(user=person("moderator"))
    assert (waiting.state, waiting.party_id) == ("asked", make.record_id("country/PE"))
    focal = new_page(viewport={"width": 320, "height": 640}, java_script_enabled=False)
    sign_in(focal, "focal point of it", "/accounts/members/")
    focal.locator(f"main a[href='/accounts/members/{waiting.pk}/']").click()
    assert not is_too_wide(focal)
    focal.locator("button[name=confirm]").press("Enter")
    expect(focal.locator(".notice-success")).to_be_visible()
    waiting.refresh_from_db()
    assert waiting.state == "confirmed"
    waiting.role.delete()
    waiting.delete()


@pytest.mark.parametrize(("width", "theme"), [pytest.param(1280, "light", marks=pytest.mark.long), (360, "dark")])
def test_no_page_has_a_barrier(new_page: NewPage, site_db: None, width: int, theme: str) -> None:
    waiting = asked(somebody(f"Somebody {width}"))
    own = Membership.objects.get(user=person("member of the beneficiary"))
    page = new_page(viewport={"width": width, "height": 900}, color_scheme=theme)
    found: dict[str, list[str]] = {}

    def look(page: Page, name: str) -> None:
        if wrong := violations(page) + (["it scrolls sideways"] if is_too_wide(page) else []):
            found[name] = wrong

    sign_in(page, "focal point of it", "/accounts/members/")
    for address in ("", "?show=members", f"{waiting.pk}/", f"{own.pk}/"):
        page.goto(f"/accounts/members/{address}")
        look(page, f"members/{address}")
    page.goto(f"/accounts/members/{waiting.pk}/")
    page.locator("button[name=decline]").evaluate("button => button.form.noValidate = true")
    page.locator("button[name=decline]").click()
    expect(page.locator(".notice-error")).to_be_visible()
    look(page, "refused")
    page.goto("/countries/PE/#focal-points")
    expect(page.locator("#focal-points")).to_contain_text("INDECOPI")
    look(page, "country")
    page.goto("/accounts/memberships/new/")
    page.locator("[name=category][value=ngo]").check()
    page.locator("[name=name]").fill("united")
    page.locator("main form .actions button").click()
    expect(page.locator(".notice-error")).to_be_visible()
    look(page, "asking, refused")
    other = new_page(viewport={"width": width, "height": 900}, color_scheme=theme)
    sign_in(other, "member of the beneficiary", "/accounts/memberships/")
    for address in ("", "new/", f"{own.pk}/"):
        other.goto(f"/accounts/memberships/{address}")
        look(other, f"memberships/{address}")
    assert found == {}


@pytest.mark.parametrize(("width", "theme"), [pytest.param(1280, "light", marks=pytest.mark.long), (360, "dark")])
def test_no_page_of_the_desk_has_a_barrier(new_page: NewPage, site_db: None, width: int, theme: str) -> None:
    waiting = asked(somebody(f"Desk {width}"), "country/NZ")
    appointed = Role.objects.filter(name="focal_point").first()
    found = {}
    for role, addresses in {
        "chief editor": ("memberships/", f"memberships/{waiting.pk}/", "memberships/?show=asked"),
        "administrator": (
            *("focal-points/", "focal-points/appoint/", f"focal-points/{appointed.pk}/"),
            *("accounts/user/add/", f"accounts/user/{appointed.user_id}/change/"),
        ),
    }.items():
        page = new_page(viewport={"width": width, "height": 900}, color_scheme=theme)
        sign_in_at_desk(page, role)
        for address in addresses:
            page.goto(f"/admin/{address}")
            if wrong := violations(page) + (["it scrolls sideways"] if is_too_wide(page) else []):
                found[address] = wrong
    assert found == {}
