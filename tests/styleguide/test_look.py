"""The style guide in a real browser: accessible, narrow, by keyboard, on paper."""

import pytest
from playwright.sync_api import Page

from tests.axe import BEST, violations
from tests.browsers import NewPage

pytestmark = pytest.mark.browser
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def barriers(new_page: NewPage, path: str, theme: str, width: int) -> list[str]:
    page = new_page(viewport={"width": width, "height": 900}, color_scheme=theme)
    page.goto(path)
    return violations(page, BEST) + (["it scrolls sideways"] if page.evaluate(OVERFLOW) else [])


@pytest.mark.parametrize(
    ("path", "theme", "width"),
    [pytest.param("/styleguide/", "dark", 1280, marks=pytest.mark.long), ("/ar/styleguide/", "light", 320)],
)
def test_every_component_is_accessible_and_fits(new_page: NewPage, path: str, theme: str, width: int) -> None:
    assert barriers(new_page, path, theme, width) == []


@pytest.mark.long
@pytest.mark.parametrize("path", ["/styleguide/", "/ar/styleguide/"])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_every_component_is_so_in_both_directions_and_themes(
    new_page: NewPage, path: str, theme: str, width: int
) -> None:
    assert barriers(new_page, path, theme, width) == []


@pytest.mark.long
def test_forced_colours_and_less_motion_lose_nothing(new_page: NewPage) -> None:
    page = new_page(forced_colors="active", reduced_motion="reduce")
    page.goto("/styleguide/")
    assert violations(page) == []
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


def test_the_first_tab_leads_past_the_navigation(page: Page) -> None:
    page.goto("/styleguide/")
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    assert skip.get_attribute("href") == "#main"
    assert skip.bounding_box()["y"] >= 0  # type: ignore[index]  # it is on the screen
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_focus_is_visible_on_links_and_fields(page: Page) -> None:
    page.goto("/styleguide/")
    for selector in (".nav-wide a", ".filter select", ".filter button", ".pager a"):
        target = page.locator(selector).first
        target.focus()
        page.keyboard.press("Shift")  # as from the keyboard
        assert target.evaluate("element => getComputedStyle(element).outlineStyle") == "solid"


def test_the_menu_of_narrow_screens_opens_by_keyboard_without_javascript(new_page: NewPage) -> None:
    page = new_page(viewport={"width": 320, "height": 700}, java_script_enabled=False)
    page.goto("/styleguide/")
    first = page.locator(".menu a").first
    assert not first.is_visible()
    page.locator(".menu summary").focus()
    page.keyboard.press("Enter")
    assert first.is_visible()
    assert not page.locator(".nav-wide").is_visible()


def test_paper_is_light_and_without_furniture(new_page: NewPage) -> None:
    page = new_page(color_scheme="dark")
    page.goto("/styleguide/")
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    for selector in (".nav-wide", ".languages", ".contents", ".filter form", ".pager a"):
        assert not page.locator(selector).first.is_visible()


def test_a_page_is_one_style_sheet_and_nothing_from_elsewhere(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.partition("/static/")[2]))
    page.goto("/styleguide/", wait_until="networkidle")
    sheets = [name for name in asked if name.endswith(".css")]
    assert len(sheets) == 1
    assert sheets[0].startswith("css/site.")
