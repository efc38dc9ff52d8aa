"""In a browser: the copy is taken and the account erased after the password was given again; no barrier on the way."""

import io
import json
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from accounts.models import Membership, User
from tests import make
from tests.admin.desk import sign_in
from tests.axe import is_too_wide, violations
from tests.browsers import NewPage, at
from tests.people import CAST, PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("site_db")]
LOOKS = [(360, "light"), pytest.param(1280, "dark", marks=pytest.mark.long)]


def give_password(page: Page) -> None:
    page.wait_for_url(at("/accounts/reauthenticate/"))
    page.locator("[name=password]").fill(PASSWORD)


def test_a_copy_is_taken_and_the_account_erased(page: Page) -> None:
    email = "leaver@example.org"
    user = User.objects.create_user(email, PASSWORD, name="Ana Leaver")
    Membership.objects.create(user=user, category="delegation", party_id=make.record_id("country/PE"), note="As agreed")
    page.goto("/accounts/login/?next=/accounts/data/")
    page.locator("[name=login]").fill(email)
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(at("/accounts/data/"))
    page.get_by_role("button", name="Download your data").click()
    give_password(page)
    with page.expect_download() as found:
        page.locator("main button").first.click()
    with zipfile.ZipFile(io.BytesIO(Path(found.value.path()).read_bytes())) as archive:
        copy = json.loads(archive.read("your-data.json"))
    assert copy["For whom you speak"]["Memberships"][0]["Note to who confirms"] == "As agreed"
    page.goto("/accounts/erase/")
    page.get_by_label("Your e-mail address, once more").fill(email)
    page.get_by_role("button", name="Erase my account").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your account is erased")
    assert User.objects.get(pk=user.pk).is_erased
    page.goto("/accounts/data/")
    page.wait_for_url(at("/accounts/login/"))


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_no_page_of_own_data_has_a_barrier(new_page: NewPage, width: int, scheme: str) -> None:
    page = new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    sign_in(page, "focal point of it", "/accounts/data/")
    for address in ("/accounts/data/", "/accounts/erase/"):
        page.goto(address)
        assert violations(page) == [], address
        assert not is_too_wide(page), address


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_no_page_at_the_desk_has_a_barrier(new_page: NewPage, width: int, scheme: str) -> None:
    page = new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    sign_in(page, "administrator")
    page.goto("/admin/accounts/user/")
    user = User.objects.get(email=CAST["member"])
    for address in ("/admin/reads/", f"/admin/accounts/user/{user.pk}/erase/"):
        page.goto(address)
        assert violations(page) == [], address
