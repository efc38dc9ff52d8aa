"""The other views and the search over everything in a real browser: accessible, narrow, light, without JavaScript."""

import pytest

from tests.browsers import NewPage
from tests.styleguide.test_look import OVERFLOW, violations

pytestmark = pytest.mark.browser
PATHS = [
    "/activities/timeline/",
    "/activities/cartogram/",
    "/activities/calendar/?month=2024-04",
    "/south-south/?all=1",
    "/search/?q=marks",
    "/search/",
    "/countries/PE/",
]
BUDGET = 60_000


@pytest.mark.parametrize("path", PATHS)
def test_it_is_accessible_and_fits_in_both_directions_and_themes(new_page: NewPage, path: str) -> None:
    for width, theme, language in ((320, "light", "/ar"), (1280, "dark", "")):
        page = new_page(viewport={"width": width, "height": 900}, color_scheme=theme)
        page.goto(language + path)
        assert page.evaluate(OVERFLOW) == 0
        assert violations(page) == []


@pytest.mark.parametrize("path", PATHS)
def test_a_first_visit_is_light(new_page: NewPage, path: str) -> None:
    page = new_page(java_script_enabled=False)
    sizes = []
    page.on("requestfinished", lambda request: sizes.append(request.sizes()))
    page.goto(path, wait_until="networkidle")
    assert 0 < sum(size["responseBodySize"] + size["responseHeadersSize"] for size in sizes) <= BUDGET


def test_the_box_in_the_masthead_searches_without_javascript(new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False, viewport={"width": 320, "height": 700})
    page.goto("/countries/")
    page.locator("header input[name=q]").fill("collective marks")
    page.locator("header input[name=q]").press("Enter")
    page.wait_for_url("**/search/?q=collective+marks")
    page.locator("#lessons, #activity").first.wait_for()
