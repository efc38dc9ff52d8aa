"""A list of parts answered on the narrowest telephone, without script; and no barrier on any of the pages."""

import pytest
from playwright.sync_api import Page, expect

from activities.models import Confirmation
from tests.axe import is_too_wide, violations
from tests.browsers import NewPage
from tests.confirming.parts import LIST, OF_PERU, declared, page_of, peru
from tests.submissions.test_browser import sign_in

pytestmark = pytest.mark.browser


def test_parts_are_confirmed_and_disputed_on_a_telephone_without_script(new_page: NewPage, site_db: None) -> None:
    first, second = declared(9311), declared(9312, "A very long title of an exchange between several offices, again")
    page = new_page(viewport={"width": 320, "height": 640}, java_script_enabled=False)
    sign_in(page, OF_PERU, LIST)
    assert not is_too_wide(page)
    page.locator(f"#part-{first.pk}-{peru()}").check()
    page.get_by_role("button", name="Confirm what is ticked").click()
    expect(page.locator(".notice-success")).to_contain_text("Confirmed: 1 part.")
    page.locator(f"a[href='{page_of(second)}']").click()
    assert not is_too_wide(page)
    page.locator("textarea").fill("We were the provider.")
    page.get_by_role("button", name="Dispute it").click()
    expect(page.locator(".notice-success")).to_contain_text("It is not public.")
    assert not is_too_wide(page)
    assert [row.record_id for row in Confirmation.objects.filter(party_id=peru())] == [first.pk]


@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.long)])
def test_no_page_has_a_barrier(new_page: NewPage, site_db: None, scheme: str) -> None:
    number = 9321 if scheme == "light" else 9322
    record = declared(number)
    page: Page = new_page(color_scheme=scheme)
    sign_in(page, OF_PERU, LIST)
    for address in (LIST, f"{LIST}?state=disputed", page_of(record)):
        page.goto(address)
        assert violations(page) == [], address
    page.context.clear_cookies()
    sign_in(page, "coordinator", "/admin/confirmations/")
    assert violations(page) == []
