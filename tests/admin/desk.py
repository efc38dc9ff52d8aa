"""The editor's hands: how a person signs in, chooses and adds rows in a real browser."""

from playwright.sync_api import Page, expect

from tests.browsers import at
from tests.people import CAST, PASSWORD


def sign_in(page: Page, role: str, address: str = "/admin/") -> None:
    page.goto(f"/accounts/login/?next={address}")
    enter(page, CAST[role])
    page.wait_for_url(at(address))


def enter(page: Page, email: str) -> None:
    """On the page of signing in; the second step where there is one."""
    page.locator("[name=login]").fill(email)
    page.locator("[name=password]").fill(PASSWORD)
    with page.expect_navigation():
        page.get_by_role("button", name="Sign in", exact=True).click()
    if page.url.endswith("/authenticate/"):
        page.locator("[name=code]").fill(page.locator("#sample-code").inner_text())
        page.get_by_role("button", name="Sign in", exact=True).click()


def choose(page: Page, field: str, typed: str, shown: str) -> None:
    """Type into an autocomplete, and take what it offers."""
    page.locator(f"#id_{field} + .select2-container").click()
    page.locator(".select2-container--open .select2-search__field").first.fill(typed)
    page.locator(".select2-results__option", has_text=shown).first.click()
    expect(page.locator(f"#id_{field} + .select2-container")).to_contain_text(shown)


def unfold(page: Page, prefix: str) -> None:
    section = page.locator(f"#{prefix}-group details").first
    if section.get_attribute("open") is None:
        section.locator("summary").first.click()


def add_row(page: Page, prefix: str) -> str:
    """Press "Add another"; the names of the new row's fields begin with what is returned."""
    unfold(page, prefix)
    number = int(page.locator(f"#id_{prefix}-TOTAL_FORMS").input_value())
    page.locator(f"#{prefix}-group .add-row a").click()
    expect(page.locator(f"#id_{prefix}-TOTAL_FORMS")).to_have_value(str(number + 1))
    return f"{prefix}-{number}"
