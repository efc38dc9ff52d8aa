"""The list of two hundred webinars in a real browser: its weight, no barrier, no sideways scrolling, its masthead."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.axe import is_too_wide, violations
from tests.bench.webinars import lay_webinars
from tests.browser.weight import visit
from tests.browsers import NewPage
from tests.site import Site, serving

pytestmark = [pytest.mark.browser, pytest.mark.long]
FIRST, AGAIN = 60_000, 15_000
LOOKS = [("", "light", 1280), ("", "dark", 360), ("/ar", "light", 360), ("/ru", "light", 1024), ("/fr", "light", 320)]


# Its words stand in one line from the width at which they are no menu; in other languages they may take two.
ONE_LINE = "new Set([...document.querySelectorAll('.nav-wide li')].map(item => item.offsetTop)).size === 1"


@pytest.fixture
def two_hundred(committed_db: str, tmp_path: Path) -> Iterator[Site]:
    lay_webinars()
    with serving(committed_db, tmp_path / "site.log") as served:
        yield served


def test_the_list_is_light_and_bars_nobody(two_hundred: Site, browser: Browser) -> None:
    context = browser.new_context(base_url=two_hundred.url)
    page = context.new_page()
    first, again = visit(page, "/webinars/"), visit(page, "/webinars/")
    context.close()
    assert 1_000 < first <= FIRST
    assert again <= AGAIN
    for prefix, theme, width in LOOKS:
        context = browser.new_context(
            base_url=two_hundred.url, color_scheme=theme, viewport={"width": width, "height": 900}
        )
        page = context.new_page()
        page.goto(f"{prefix}/webinars/")
        assert (violations(page), is_too_wide(page)) == ([], False), (prefix, theme, width)
        context.close()


@pytest.mark.parametrize("width", [960, 1024, 1152, 1200, 1201, 1280])
def test_the_main_navigation_takes_one_line(new_page: NewPage, width: int) -> None:
    page = new_page(viewport={"width": width, "height": 600})
    for path in ("/webinars/", "/countries/"):
        page.goto(path)
        assert page.evaluate(ONE_LINE)


# One who is signed in has their account there too.
ACCOUNT = (
    "for (const list of document.querySelectorAll('.nav-wide ul')) list.innerHTML += '<li><a>Your account</a></li>'"
)


@pytest.mark.parametrize("width", [1024, 1152, 1200, 1201, 1280, 1440])
@pytest.mark.parametrize("root", ["", "/fr", "/es", "/ar"])
def test_with_ones_account_too(new_page: NewPage, width: int, root: str) -> None:
    page = new_page(viewport={"width": width, "height": 600})
    for path in ("/webinars/", "/countries/"):
        page.goto(root + path)
        page.evaluate(ACCOUNT)
        assert page.evaluate(ONE_LINE)
