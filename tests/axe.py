"""What axe finds wrong with a page, and whether the page fits its window."""

from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Page

AXE = next(Path(axe_playwright_python.__file__).parent.rglob("axe.min.js")).read_text(encoding="utf-8")
WCAG_22_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
BEST = [*WCAG_22_AA, "best-practice"]
# Django's style sheets import one another, and axe would load them a second time, as inline styles.
RUN = """tags => axe.run({runOnly: {type: "tag", values: tags}, resultTypes: ["violations"], preload: false})"""
TOO_WIDE = "document.scrollingElement.scrollWidth - innerWidth"


def violations(page: Page, tags: list[str] = WCAG_22_AA) -> list[str]:
    """By evaluation, for the policy lets no script tag in. A page that is still coming lacks what scripts name."""
    page.wait_for_load_state()
    page.evaluate(AXE)
    result = page.evaluate(RUN, tags)
    return [f"{rule['id']}: {node['html'][:200]}" for rule in result["violations"] for node in rule["nodes"]]


def is_too_wide(page: Page) -> bool:
    page.wait_for_load_state()
    return page.evaluate(TOO_WIDE) > 0
