"""A real browser: Debian's chromium, strict about what pages do."""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Response, expect, sync_playwright

from tests.site import Site

HELP = "no chromium: as root, `make test` installs it; else `apt-get install chromium`"
NewPage = Callable[..., Page]
# Milliseconds after which what was waited for does not come, however many others are at work on the machine.
PATIENCE = 15_000
expect.set_options(timeout=PATIENCE)


def at(path: str) -> re.Pattern[str]:
    """Where that very page is: a pattern with stars fits the page of signing in too, by its query."""
    return re.compile(rf"https?://[^/]+{re.escape(path)}($|[?#&])")


def chromium() -> str | None:
    return shutil.which("chromium")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium()
    if path is None:
        if os.environ.get("TAREPO_BROWSER") == "required":
            pytest.fail(HELP)
        pytest.skip(HELP)
    with sync_playwright() as playwright:
        # Nothing but this machine can be reached, whatever a page asks for.
        rules = "MAP * ~NOTFOUND , EXCLUDE localhost"
        launched = playwright.chromium.launch(executable_path=path, args=[f"--host-resolver-rules={rules}"])
        yield launched
        launched.close()


@pytest.fixture
def new_page(browser: Browser, site: Site) -> Iterator[NewPage]:
    """Makes pages with Playwright's context options (viewport, color_scheme, java_script_enabled...).

    A test fails when a page of its own asked for another host, had a script or policy error, or
    missed a file. What the test itself visits may answer 404.
    """
    complaints: list[str] = []
    contexts: list[BrowserContext] = []

    def make(**options: Any) -> Page:
        site.forget_counts()
        context = browser.new_context(base_url=site.url, **options)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        watch(context, site.url, complaints)
        return context.new_page()

    yield make
    for context in contexts:
        context.close()
    assert complaints == []


def watch(context: BrowserContext, url: str, complaints: list[str]) -> None:
    def said(message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            complaints.append(f"{message.page.url if message.page else ''}: {message.text}")

    def answered(response: Response) -> None:
        if response.status >= 400 and not response.request.is_navigation_request():
            complaints.append(f"{response.url} answered {response.status}")

    def asked(address: str) -> None:
        if not address.startswith((url, "data:", "about:", "blob:")):
            complaints.append(f"a page asked for {address}")

    context.on("console", said)
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    context.on("response", answered)
    context.on("request", lambda request: asked(request.url))


@pytest.fixture
def page(new_page: NewPage) -> Page:
    return new_page()
