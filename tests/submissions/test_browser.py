"""Submitting on the narrowest telephone, without script; and no barrier on any of the pages."""

import pytest
from playwright.sync_api import Page

from accounts.models import User
from tarepo.models import Patch
from tests.admin.desk import violations
from tests.axe import is_too_wide
from tests.browsers import NewPage
from tests.people import CAST, PASSWORD

pytestmark = pytest.mark.browser
FORMS = ("activity/", "agreement/", "figures/", "figures/?q=webinar", "figures/?record=TA-2023-0001")


def sign_in(page: Page, role: str, address: str) -> None:
    page.goto(f"/accounts/login/?next={address}")
    page.locator("[name=username]").fill(CAST[role])
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main button").click()


def test_an_activity_is_submitted_on_a_telephone_without_script(new_page: NewPage, site_db: None) -> None:
    page = new_page(viewport={"width": 320, "height": 640}, java_script_enabled=False)
    sign_in(page, "focal point of it", "/submissions/")
    page.get_by_role("link", name="Submit an activity").click()
    page.get_by_label("Title", exact=True).fill("Course by telephone")
    page.get_by_label("Year", exact=True).first.fill("2025")
    page.get_by_label("Country, area or organisation").first.fill("mexic")
    page.get_by_label("Its part").first.select_option("provider")
    page.get_by_role("button", name="One party more").click()
    assert page.get_by_role("group", name="Other party 3").is_visible()
    page.get_by_label("Title", exact=True).press("Enter")
    page.get_by_role("radio", name="Mexico", exact=True).check()
    page.get_by_role("button", name="Send it to the editors").click()
    assert page.get_by_text("Received: this is submission").is_visible()
    page.get_by_role("button", name="Withdraw it").click()
    assert Patch.objects.latest("pk").state == "withdrawn"


@pytest.mark.parametrize(
    ("prefix", "width", "theme"), [("", 1280, "light"), ("/ar", 320, "dark")], ids=["wide-light", "ar-narrow-dark"]
)
def test_no_page_has_a_barrier(new_page: NewPage, site_db: None, prefix: str, width: int, theme: str) -> None:
    page = new_page(viewport={"width": width, "height": 900}, color_scheme=theme)
    found = {}

    def look(name: str) -> None:
        wrong = violations(page) + (["it scrolls sideways"] if is_too_wide(page) else [])
        if wrong:
            found[name] = wrong

    sign_in(page, "focal point of it", f"{prefix}/submissions/")
    for address in FORMS:
        page.goto(f"{prefix}/submissions/new/{address}")
        look(address)
    page.goto(f"{prefix}/submissions/new/activity/")
    page.locator("[name=title]").fill("No barrier")
    page.locator("[name=party-0-name]").fill("united")
    page.locator("form.submission .actions button").click()
    look("refused")
    page.locator("[name=party-0-name]").fill("")
    page.locator("form.submission .actions button").click()
    look("submitted")
    page.goto(f"{prefix}/submissions/")
    look("list")
    User.objects.filter(email=CAST["chief editor"]).update(language=prefix.strip("/") or "en")
    try:
        sign_in(page, "chief editor", "/admin/proposals/")
        look("queue")
        page.goto(f"/admin/proposals/{Patch.objects.latest('pk').pk}/")
        look("proposal")
    finally:
        User.objects.filter(email=CAST["chief editor"]).update(language="en")
    assert found == {}
