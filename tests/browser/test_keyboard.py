"""The journeys of a reader who has a keyboard and no mouse."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browsers import NewPage
from tests.pages import kinds

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("world")]

FOCUSED = """() => {
    const style = getComputedStyle(document.activeElement);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
}"""
# The document order of whatever takes the focus, as the browser walks it.
STOPS = "a[href], summary, button, input, select, textarea, [tabindex='0']"


def tab_to(page: Page, target: Locator, most: int = 60) -> None:
    """Press Tab until the target has the focus; wherever it stops, it must be seen."""
    for _press in range(most):
        page.keyboard.press("Tab")
        assert page.evaluate(FOCUSED), page.evaluate("document.activeElement.outerHTML")
        if target.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"{target} was not reached by {most} tabs")


def test_the_first_tab_skips_to_the_content(page: Page) -> None:
    for path in ("/", "/activities/", kinds.path(kinds.Kind.ACTIVITY)):
        page.goto(path)
        tab_to(page, page.locator("a.skip"), most=1)
        assert page.locator("a.skip").evaluate("element => element.getBoundingClientRect().top >= 0")
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_a_reader_filters_by_country_and_opens_an_activity(page: Page) -> None:
    page.goto("/activities/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    tab_to(page, page.locator("#search-q"), most=1)
    tab_to(page, page.locator(".search-box button"), most=1)
    tab_to(page, page.locator("summary", has_text="Country or area"), most=5)
    page.keyboard.press("Enter")
    tab_to(page, page.locator("input[name=country][value=XB]"), most=70)
    page.keyboard.press("Space")
    tab_to(page, page.locator("summary", has_text="Year"), most=70)
    page.keyboard.press("Enter")
    tab_to(page, page.locator("input[name=year][value='2023']"))
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/activities/\?q=&country=XB&year=2023$"))
    expect(page.locator(".chip")).to_have_count(2)
    tab_to(page, page.locator(".search-box a"), most=40)
    page.keyboard.press("Enter")  # past the facets
    link = page.locator("main a[href='/activities/TA-2023-9001/']")
    tab_to(page, link, most=20)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/activities/TA-2023-9001/$"))
    expect(page.locator("h1")).to_have_text("title in en")


def test_a_chip_takes_its_filter_away_and_keeps_the_rest(page: Page) -> None:
    page.goto("/activities/?country=XB&year=2023")
    tab_to(page, page.locator(".chip").first)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/activities/\?year=2023$"))


def test_the_language_bar_keeps_the_page_and_what_it_asks(page: Page) -> None:
    page.goto("/activities/?country=XB&year=2023")
    tab_to(page, page.locator(".languages a[hreflang=ar]"))
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/ar/activities/\?country=XB&year=2023$"))
    assert page.evaluate("document.documentElement.dir") == "rtl"
    tab_to(page, page.locator(".languages a[hreflang=es]"))
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/es/activities/\?country=XB&year=2023$"))


def test_the_focus_is_seen_in_a_box_that_a_link_led_to(page: Page) -> None:
    page.goto("/activities/#search-q")
    page.locator("#search-q").focus()
    assert page.evaluate("document.activeElement.matches(':target')")
    assert page.evaluate(FOCUSED)


def test_the_menu_of_a_telephone_opens_and_leads_on(new_page: NewPage) -> None:
    page = new_page(viewport={"width": 360, "height": 740})
    page.goto("/")
    tab_to(page, page.locator("details.menu summary"))
    expect(page.locator("details.menu a").first).not_to_be_visible()
    page.keyboard.press("Enter")
    target = page.locator("details.menu a[href='/countries/']")
    expect(target).to_be_visible()
    tab_to(page, target, most=12)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/countries/$"))


@pytest.mark.parametrize("path", ["/", "/ar/activities/", kinds.path(kinds.Kind.ACTIVITY)])
def test_tab_walks_the_page_in_its_order_without_a_trap(page: Page, path: str) -> None:
    page.goto(path)
    assert page.locator("[tabindex]:not([tabindex='0']):not([tabindex='-1'])").count() == 0
    wanted = page.evaluate(
        "stops => [...document.querySelectorAll(stops)].filter(e => e.checkVisibility()).map(e => e.outerHTML)", STOPS
    )
    walked = []
    for _stop in wanted:
        page.keyboard.press("Tab")
        assert page.evaluate(FOCUSED), page.evaluate("document.activeElement.outerHTML")
        walked.append(page.evaluate("document.activeElement.outerHTML"))
    assert walked == wanted


def test_the_focus_is_seen_in_the_dark_too(new_page: NewPage) -> None:
    page = new_page(color_scheme="dark")
    page.goto("/activities/")
    for _press in range(25):
        page.keyboard.press("Tab")
        assert page.evaluate(FOCUSED), page.evaluate("document.activeElement.outerHTML")
