"""What people come for, done as they would do it: typing, ticking and following links, without JavaScript."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tarepo.enums import Kind
from tests.browsers import NewPage
from tests.conftest import connected_to
from tests.make import published, text
from tests.site import Site

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("coming")]


def planned(number: int, title: str, country: str, role: str = "beneficiary", **more: object) -> None:
    party = [{"party": f"country/{country}", "role": role}]
    values = {"status": "planned", "involvements": party} | more
    published(Kind.ACTIVITY, title, reference=f"TA-2027-{number}", **values)


@pytest.fixture(scope="module")
def coming(site: Site, django_db_blocker) -> None:
    """What is planned in Africa, and what is one of the two only."""
    french = {"fr": text("Renforcement des capacités des offices")}
    with django_db_blocker.unblock(), connected_to(site.database, django_db_blocker):
        planned(9401, "Training of examiners", "KE", starts="2027-03-01", ends="2027-03-31", precision="month")
        planned(9402, "", "SN", "venue", texts=french)
        planned(9403, "Planned, but in Asia", "MN")
        planned(9404, "In Africa, but done", "KE", status="completed")


@pytest.fixture
def page(new_page: NewPage) -> Page:
    return new_page(java_script_enabled=False)


def rows(page: Page) -> Locator:
    return page.locator(".search-results .row-title")


def tick(page: Page, facet: str, *values: str) -> None:
    """Open a facet, if it is not, and tick values of it."""
    group = page.locator("details.facet", has=page.locator("summary", has_text=re.compile(f"^{facet}")))
    if not group.evaluate("element => element.open"):
        group.locator("summary").click()
    for value in values:
        group.get_by_role("checkbox", name=re.compile(f"^{value}")).check()


def test_who_trained_producers_in_collective_marks_and_how_many(page: Page) -> None:
    page.goto("/")
    page.get_by_role("searchbox").fill("who trained producers in collective marks, and how many")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="programs for the promotion and development of collective marks").first.click()
    expect(page).to_have_url(re.compile("/projects/indecopi-collective-marks/$"))
    expect(page.locator("h1")).to_contain_text("INDECOPI")
    figure = page.locator("#figures li", has_text="trained producers")
    expect(figure).to_contain_text(re.compile(r"about\s*2,000\s*trained producers"))


def test_what_is_planned_in_africa(page: Page) -> None:
    page.goto("/activities/")
    tick(page, "Region", "Africa")
    tick(page, "Status", "planned")
    page.get_by_role("button", name="Apply").click()
    expect(page.locator(".search-told")).to_have_text("2 activities")
    expect(rows(page)).to_have_text(["Training of examiners", "Renforcement des capacités des offices"])


def test_what_is_planned_in_africa_by_a_telephone(new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False, viewport={"width": 360, "height": 740}, has_touch=True)
    page.goto("/activities/")
    page.get_by_text("Narrow the search").tap()
    tick(page, "Region", "Africa")
    tick(page, "Status", "planned")
    page.get_by_role("button", name="Apply").tap()
    expect(rows(page)).to_have_count(2)


def test_a_french_speaker_types_without_accents(page: Page) -> None:
    page.goto("/fr/")
    page.get_by_role("searchbox").fill("capacites")
    page.keyboard.press("Enter")
    expect(page.locator("#activity mark", has_text="capacités").first).to_be_visible()


def test_a_search_that_finds_nothing_says_what_to_leave_out(page: Page) -> None:
    page.goto("/fr/activities/?status=planned")
    box = page.locator("#search-q")
    box.fill("capacites girafe")
    box.press("Enter")
    expect(rows(page)).to_have_count(0)
    drops = page.locator(".nothing li a")
    expect(drops).to_have_text(["“girafe”"])
    drops.click()
    expect(rows(page)).to_have_text(["Renforcement des capacités des offices"])
    expect(page.locator(".chip")).to_have_count(2)  # the word that was kept, and the status


def test_two_values_of_one_facet_widen_and_a_chip_takes_one_away(page: Page) -> None:
    page.goto("/activities/?status=planned")
    expect(rows(page).filter(has_text="Training of examiners")).to_have_count(1)  # among others that are planned
    tick(page, "Country or area", "Kenya", "Mongolia")
    page.get_by_role("button", name="Apply").click()
    expect(rows(page)).to_have_text(["Training of examiners", "Planned, but in Asia"])
    page.locator(".chip", has_text="Kenya").click()
    expect(rows(page)).to_have_text(["Planned, but in Asia"])
    expect(page.locator(".chip")).to_have_count(2)
    assert page.get_by_role("checkbox", name=re.compile("^Mongolia")).is_checked()
