"""Readers' pages in a real browser: accessible, narrow, mirrored, with nothing from elsewhere.

`new_page` fails a test whose page has a script or policy error, misses a file or asks another host.
"""

import pytest
from django.conf import settings

from tests.axe import is_too_wide, violations
from tests.browser.conftest import PAGES
from tests.browsers import NewPage

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("world")]

# One page of each template, and of each state that a template has.
TEMPLATES = {
    name: PAGES[name]
    for name in (
        *("home", "filtered", "misread", "nothing matches", "not there", "list of countries", "Activity, full"),
        *("history", "a version", "what changed"),
    )
}
PREFIXES = ["" if code == settings.LANGUAGE_CODE else f"/{code}" for code, _name in settings.LANGUAGES]


def check(new_page: NewPage, addresses: list[str], *, width: int, theme: str) -> None:
    """All in one window: opening one takes as long as a page."""
    page = new_page(viewport={"width": width, "height": 900}, color_scheme=theme)
    found = {}
    for address in addresses:
        page.goto(address)
        wrong = violations(page) + (["it scrolls sideways"] if is_too_wide(page) else [])
        rtl = address.startswith("/ar/")
        if page.evaluate("document.documentElement.dir") != ("rtl" if rtl else "ltr"):
            wrong.append("it runs the wrong way")
        if wrong:
            found[address] = wrong
    assert found == {}


@pytest.mark.parametrize(
    ("prefix", "width", "theme"),
    [
        pytest.param("", 1280, "light", marks=pytest.mark.long, id="wide-light"),
        pytest.param("/ar", 320, "dark", id="ar"),
    ],
)
def test_a_page_of_each_template_is_accessible_and_fits(new_page: NewPage, prefix: str, width: int, theme: str) -> None:
    check(new_page, [prefix + path for path in TEMPLATES.values()], width=width, theme=theme)


def test_no_page_is_wider_than_the_narrowest_telephone(new_page: NewPage) -> None:
    page = new_page(viewport={"width": 320, "height": 800})
    wide = []
    for path in PAGES.values():
        page.goto(path, wait_until="commit")
        page.wait_for_load_state()
        wide += [path] if is_too_wide(page) else []
    assert wide == []


@pytest.mark.long
@pytest.mark.parametrize("prefix", PREFIXES)
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_every_page_in_every_language_is_accessible_and_fits(
    new_page: NewPage, prefix: str, theme: str, width: int
) -> None:
    check(new_page, [prefix + path for path in PAGES.values()], width=width, theme=theme)


@pytest.mark.long
@pytest.mark.parametrize("prefix", PREFIXES)
def test_no_page_in_any_language_is_wider_than_the_narrowest_telephone(new_page: NewPage, prefix: str) -> None:
    page = new_page(viewport={"width": 320, "height": 800})
    wide = []
    for path in PAGES.values():
        page.goto(prefix + path)
        wide += [path] if is_too_wide(page) else []
    assert wide == []


def test_a_page_reads_without_javascript(new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False)
    for path in TEMPLATES.values():
        page.goto(path)
        assert page.locator("main h1").is_visible()
