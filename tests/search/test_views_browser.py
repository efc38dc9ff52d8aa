"""The search, its other views and the search over everything in a real browser: accessible, narrow, light."""

import pytest
from playwright.sync_api import Page

from tests.axe import BEST, is_too_wide, violations
from tests.browser.weight import visit
from tests.browsers import NewPage

pytestmark = pytest.mark.browser
VIEWS = [
    "/activities/timeline/",
    "/activities/cartogram/",
    "/activities/calendar/?month=2024-04",
    "/south-south/?all=1",
    "/search/?q=marks",
    "/search/",
    "/countries/PE/",
]
# The states of a search: with words and values, a whole facet, misspelt, with nothing found, and hardly understood.
STATES = [
    "/activities/?q=marks&country=PE&country=MX",
    "/activities/?q=colective",
    "/activities/?more=country",
    "/activities/?q=zebra+marks&status=completed",
    '/activities/?q="marks&country=nowhere&year=2024-02-31&colour=blue',
]
EMPTY = ["/search/?q=zebra", "/activities/timeline/?q=zebra", "/activities/calendar/?month=1850-01", "/south-south/"]
BUDGET = 60_000
OPEN = "document.querySelectorAll('main details').forEach(fold => fold.open = true)"


def wrong(page: Page, paths: list[str]) -> dict[str, list[str]]:
    """What is wrong with which page, with all that can be opened open."""
    found = {}
    for path in paths:
        page.goto(path)
        page.evaluate(OPEN)
        found[path] = violations(page, BEST) + (["it scrolls sideways"] if is_too_wide(page) else [])
    return {path: complaints for path, complaints in found.items() if complaints}


def test_they_are_accessible_and_fit(new_page: NewPage) -> None:
    page = new_page(viewport={"width": 320, "height": 900}, color_scheme="light")
    assert wrong(page, ["/ar" + path for path in [*VIEWS, *STATES[:2]]]) == {}


@pytest.mark.long
@pytest.mark.parametrize("language", ["", "/ar", "/zh-hans", "/ru"])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_they_are_accessible_and_fit_in_every_script(new_page: NewPage, width: int, theme: str, language: str) -> None:
    page = new_page(viewport={"width": width, "height": 900}, color_scheme=theme)
    assert wrong(page, [language + path for path in [*VIEWS, *STATES, *EMPTY]]) == {}


@pytest.mark.long
def test_a_first_visit_is_light(new_page: NewPage) -> None:
    heavy = {}
    for path in [*VIEWS, *STATES]:
        page = new_page(java_script_enabled=False)
        weight = visit(page, path)
        page.context.close()
        if not 1_000 < weight <= BUDGET:
            heavy[path] = weight
    assert heavy == {}


def test_the_box_in_the_masthead_searches_without_javascript(new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False, viewport={"width": 320, "height": 700})
    page.goto("/countries/")
    page.locator("header input[name=q]").fill("collective marks")
    page.locator("header input[name=q]").press("Enter")
    page.wait_for_url("**/search/?q=collective+marks")
    page.locator("#lessons, #activity").first.wait_for()


def test_on_paper_are_the_results_and_not_what_they_were_asked_with(new_page: NewPage) -> None:
    page = new_page(color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    page.goto("/activities/?q=marks&country=PE")
    assert page.locator(".rows").is_visible()
    assert page.locator(".chips").inner_text().split("\n") == ["Asked for:", "“marks”", "Peru"]
    for selector in (".search-box", ".facets", ".views", ".search-order", ".search-exports"):
        assert not page.locator(selector).first.is_visible(), selector


def test_every_print_says_what_was_asked_for_and_where(new_page: NewPage) -> None:
    page = new_page()
    for path in (
        "activities/",
        "activities/timeline/",
        "activities/cartogram/",
        "activities/calendar/",
        "south-south/",
    ):
        page.emulate_media(media="screen")
        page.goto(f"/{path}?country=PE")
        assert not page.locator(".on-paper").first.is_visible(), path
        page.emulate_media(media="print")
        assert page.locator(".chips").inner_text().split("\n") == ["Asked for:", "Peru"], path
        assert page.locator(".footer .on-paper").inner_text() == page.url
        assert not page.locator("main form").first.is_visible(), path


def test_the_numbers_of_a_long_table_stand_within_a_telephone(new_page: NewPage) -> None:
    page = new_page(viewport={"width": 360, "height": 740})
    for path, table in (("/activities/cartogram/", "#table"), ("/south-south/?all=1", "#pairs")):
        page.goto(path)
        box = page.locator(f"{table} th", has_text="Activities").bounding_box()
        assert box is not None
        assert box["x"] + box["width"] <= 344
