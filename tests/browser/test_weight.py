"""The budgets of little bandwidth (docs/benchmarks.md has the times): sizes are the same on any machine."""

import pytest

from tests.browser.conftest import FULL, LISTS
from tests.browser.weight import measured, visit
from tests.browsers import NewPage

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("world")]

FIRST, AGAIN = 60_000, 15_000
HEAVIEST = {"home": "/", "real activity": "/activities/TA-2023-0001/", "activities": "/activities/"}


@pytest.mark.parametrize(
    "pages", [HEAVIEST, pytest.param({**LISTS, **FULL}, marks=pytest.mark.long)], ids=["heaviest", "all"]
)
def test_a_first_visit_and_a_repeat_stay_within_their_budgets(new_page: NewPage, pages: dict[str, str]) -> None:
    heavy = {}
    for name, path in pages.items():
        page = new_page()
        first, again = visit(page, path), visit(page, path)
        page.context.close()
        if first > FIRST or again > AGAIN or not first > 1_000:
            heavy[name] = (first, again)
    assert heavy == {}


def test_a_second_page_brings_no_more_than_itself(new_page: NewPage) -> None:
    page = new_page()
    first = visit(page, "/")
    assert 0 < visit(page, "/subjects/") < first


def test_the_same_page_again_is_not_sent_again(new_page: NewPage) -> None:
    page = new_page()
    visit(page, "/countries/")
    with measured(page) as again:
        page.goto("/countries/", wait_until="load")
    assert 0 < again.of("/countries/") < 1_500
