"""From a member's correction to the public page, in a browser without scripts; and no barrier on any of the pages."""

import pytest
from playwright.sync_api import Page, expect

from accounts.enums import RoleName
from accounts.models import Role, User
from tarepo.changes import change
from tarepo.content import read_content
from tarepo.models import Opinion, Patch
from tests import make
from tests.admin.desk import enter, violations
from tests.axe import is_too_wide
from tests.browsers import NewPage
from tests.people import CAST, PASSWORD

pytestmark = pytest.mark.browser
MEXICO = "/activities/TA-2023-0001/"
FOCAL_POINT, MEMBER = "focal-mx@example.org", "member-mx@example.org"


def sign_in(page: Page, email: str, address: str) -> None:
    page.goto(f"/accounts/login/?next={address}")
    enter(page, email)
    page.wait_for_url(f"**{address}")


def of_mexico(email: str, role: RoleName) -> None:
    with change(by=None, why="a test"):
        user = User.objects.filter(email=email).first() or User.objects.create_user(email, PASSWORD, name=email)
        Role.objects.get_or_create(user=user, name=role, party_id=make.record_id("country/MX"))


@pytest.mark.parametrize(
    ("prefix", "width", "theme"), [("", 1280, "light"), ("/ar", 360, "dark")], ids=["wide-light", "ar-narrow-dark"]
)
def test_a_member_corrects_a_title_and_a_figure_until_readers_see_it(
    new_page: NewPage, site_db: None, prefix: str, width: int, theme: str
) -> None:
    of_mexico(MEMBER, RoleName.MEMBER)
    of_mexico(FOCAL_POINT, RoleName.FOCAL_POINT)
    record = make.record_id("activity/TA-2023-0001")
    view = {"viewport": {"width": width, "height": 900}, "color_scheme": theme}
    barriers: dict[str, list[str]] = {}

    def look(page: Page, name: str) -> None:
        wrong = violations(page) + (["it scrolls sideways"] if is_too_wide(page) else [])
        if wrong:
            barriers[name] = wrong

    title = f"Corrected by Mexico {width}"
    member = new_page(**view)
    sign_in(member, MEMBER, f"{prefix}{MEXICO}")
    member.locator(f"a[href='{prefix}{MEXICO}correct/']").click()
    look(member, "choose")
    if prefix:
        member.locator("main a[lang=en]").first.click()
    for field in ("texts.title", "figures.0"):
        member.locator(f"input[name=field][value='{field}']").check()
    member.locator("form.submission .actions button").click()
    look(member, "form")
    member.locator("[name=texts-title-title]").fill(title)
    member.locator("[name=figures-0-value]").fill("9")
    member.locator("form.submission .actions button").click()  # without a reason: the browser asks for it
    member.locator("[name=why]").fill("The programme says so")
    member.locator("form.submission .actions button").click()
    expect(member.locator(".notice-success")).to_be_visible()
    look(member, "proposed")
    patch = Patch.objects.latest("pk")
    opinion = Opinion.objects.get(patch=patch, party=make.record_id("country/MX"))

    focal_point = new_page(viewport=view["viewport"], java_script_enabled=False)
    sign_in(focal_point, FOCAL_POINT, "/accounts/opinions/")
    focal_point.locator(f"a[href='/accounts/opinions/{opinion.pk}/']").click()
    focal_point.locator("[name=state][value=agrees]").check()
    focal_point.locator("main form button").click()
    expect(focal_point.locator(".notice-success")).to_be_visible()

    editor = new_page(**view)
    sign_in(editor, CAST["chief editor"], f"/admin/proposals/{patch.pk}/")
    look(editor, "proposal")
    editor.locator("[name=go_on]").check()  # Peru was asked too
    editor.locator("[name=publish]").click()
    expect(editor.locator(".messagelist")).to_be_visible()

    reader = new_page(java_script_enabled=False)
    reader.goto(MEXICO)
    expect(reader.locator("h1")).to_have_text(title)
    assert read_content("activity", record)["figures"][0]["value"] == "9"
    reader.goto(f"{MEXICO}history/")
    expect(reader.locator("main li").first).to_contain_text("Corrected on a proposal of Mexico.")
    reader.goto(f"{MEXICO}report/")
    assert barriers == {}


def test_an_error_is_reported_on_the_narrowest_telephone(new_page: NewPage, site_db: None) -> None:
    page = new_page(viewport={"width": 320, "height": 640})
    page.goto(f"/ar{MEXICO}")
    page.locator(f"a[href='/ar{MEXICO}report/']").click()
    found = violations(page)
    assert (found, is_too_wide(page)) == ([], False)
    page.locator("[name=text]").fill("It is wrong")
    page.locator("main form button").click()
    expect(page.locator(".notice-success")).to_be_visible()
    assert (violations(page), is_too_wide(page)) == ([], False)


def test_what_waits_for_focal_points_and_editors_has_no_barrier(new_page: NewPage, site_db: None) -> None:
    of_mexico(FOCAL_POINT, RoleName.FOCAL_POINT)
    page = new_page(viewport={"width": 360, "height": 800})
    sign_in(page, FOCAL_POINT, "/accounts/opinions/")
    assert (violations(page), is_too_wide(page)) == ([], False)
    editor = new_page(viewport={"width": 1280, "height": 900})
    sign_in(editor, CAST["chief editor"], "/admin/reports/")
    assert violations(editor) == []
