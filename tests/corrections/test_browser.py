"""Reporting an error on the narrowest telephone; and no barrier on what waits for focal points and editors."""

import pytest
from playwright.sync_api import Page, expect

from accounts.enums import RoleName
from accounts.models import Role, User
from tarepo.changes import change
from tests import make
from tests.admin.desk import enter
from tests.axe import is_too_wide, violations
from tests.browsers import NewPage, at
from tests.people import CAST, PASSWORD

pytestmark = pytest.mark.browser
MEXICO = "/activities/TA-2023-0001/"
FOCAL_POINT, MEMBER = "focal-mx@example.org", "member-mx@example.org"


def sign_in(page: Page, email: str, address: str) -> None:
    page.goto(f"/accounts/login/?next={address}")
    enter(page, email)
    page.wait_for_url(at(address))


def of_mexico(email: str, role: RoleName) -> None:
    with change(by=None, why="a test"):
        user = User.objects.filter(email=email).first() or User.objects.create_user(email, PASSWORD, name=email)
        Role.objects.get_or_create(user=user, name=role, party_id=make.record_id("country/MX"))


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
