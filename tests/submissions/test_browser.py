"""Submitting on the narrowest telephone, without script; and no barrier on any of the pages."""

import pytest
from playwright.sync_api import expect

from accounts.models import User
from tarepo.models import Patch
from tests import make
from tests.admin.desk import sign_in
from tests.axe import is_too_wide, violations
from tests.browsers import NewPage
from tests.people import CAST

pytestmark = pytest.mark.browser
FORMS = ("activity/", "agreement/", "figures/", "figures/?q=webinar", "figures/?record=TA-2023-0001")


@pytest.mark.parametrize("prefix", [pytest.param("", marks=pytest.mark.long), "/ar"], ids=["en", "ar"])
def test_an_activity_is_submitted_on_a_telephone_without_script(new_page: NewPage, site_db: None, prefix: str) -> None:
    """Found by what is sent, not by what is written, so that it reads in each language."""
    page = new_page(viewport={"width": 320, "height": 640}, java_script_enabled=False)
    sign_in(page, "focal point of it", f"{prefix}/submissions/")
    form = page.locator("form.submission")

    def fits() -> None:
        page.wait_for_load_state()
        assert page.evaluate("document.documentElement.dir") == ("rtl" if prefix else "ltr")
        assert not is_too_wide(page), page.url

    fits()
    page.locator("main .actions a").first.click()
    expect(form).to_be_visible()
    fits()
    form.locator("[name=title]").fill("Course by telephone")
    form.locator("[name=starts_year]").fill("2025")
    form.locator("[name=party-0-name]").fill("mexic")
    form.locator("[name=party-0-role]").select_option("provider")
    form.locator("button[name=more][value=party]").click()
    expect(form.locator("[name=party-2-name]")).to_be_visible()
    fits()
    form.locator("[name=title]").press("Enter")
    expect(form.locator("[name=party-0-choice]").first).to_be_visible()
    fits()
    form.locator(f"[name=party-0-choice][value='{make.record_id('country/MX')}']").check()
    form.locator(".actions button").click()
    expect(page.locator(".notice-success")).to_be_visible()
    patch = Patch.objects.latest("pk")
    assert f"{prefix}/submissions/{patch.pk}/" in page.url
    assert [row["party"] for row in patch.values["involvements"]][1:] == [make.record_id("country/MX")]
    fits()
    page.locator("main .actions form button").click()
    expect(page.locator("main .actions form button")).to_have_count(0)
    fits()
    patch.refresh_from_db()
    assert patch.state == "withdrawn"


@pytest.mark.parametrize(
    ("prefix", "width", "theme"),
    [pytest.param("", 1280, "light", marks=pytest.mark.long), ("/ar", 320, "dark")],
    ids=["wide-light", "ar-narrow-dark"],
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
    expect(page.locator(".notice-error")).to_be_visible()
    look("refused")
    page.locator("[name=party-0-name]").fill("")
    page.locator("form.submission .actions button").click()
    expect(page.locator(".notice-success")).to_be_visible()
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
