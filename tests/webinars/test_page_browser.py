"""A webinar's page in a real browser: the reader's own clock, no script needed, no barrier, its weight; its form."""

import pytest
from playwright.sync_api import Response, expect

from tarepo.models import Record
from tests import make
from tests.admin.desk import sign_in
from tests.axe import is_too_wide, violations
from tests.browsers import NewPage, at

pytestmark = pytest.mark.browser
ADDRESS = "/webinars/quibbled-in-a-browser/"


@pytest.fixture
def webinar(site_db: None) -> Record:
    """With ten who speak at length; made once for all tests of the running site."""
    found = Record.objects.filter(as_activity__webinars__slug="quibbled-in-a-browser").first()
    if found:
        return found
    words = [f"word{number % 997}" for number in range(10 * 260)]
    speakers = [
        {
            "person": make.person(f"P-92{place:02}", f"Speaker {place}", "Head of Division", "Ministry of Trade"),
            "role": "speaker" if place else "moderator",
            "title": {"en": f"Presentation {place}"},
            "summary": {"en": " ".join(words[place * 260 : (place + 1) * 260])},
        }
        for place in range(10)
    ]
    return make.webinar(
        "On quibbled marks",
        slug="quibbled-in-a-browser",
        at="2027-03-04T12:00+00:00",
        row={"register_by": "here", "interpretation": "ar,en", "time_printed": "1 p.m."},
        speakers=speakers,
        slots=[{"at": "13:00", "minutes": 10, "kind": "opening", "person": "P-9200"}],
    )


def test_the_clock_of_the_readers_device_stands_beside(new_page: NewPage, webinar: Record) -> None:
    page = new_page(timezone_id="Africa/Nairobi", locale="en-GB")
    page.goto(ADDRESS)
    expect(page.locator("[data-own] time")).to_have_text("4 March 2027, \u206815:00–16:30\u2069")
    expect(page.locator("[data-own] small")).to_have_text("Africa/Nairobi")


def test_without_script_a_place_is_chosen_and_nothing_is_missing(new_page: NewPage, webinar: Record) -> None:
    page = new_page(java_script_enabled=False, viewport={"width": 320, "height": 640})
    page.goto(f"/ar{ADDRESS}")
    expect(page.locator("[data-own]")).to_be_hidden()
    page.locator("select[name=zone]").select_option("Africa/Johannesburg")
    page.locator("#time button").click()
    page.wait_for_url(at(f"/ar{ADDRESS}"))
    expect(page.locator("#time dd").nth(2)).to_contain_text("14:00–15:30")
    assert not is_too_wide(page)


@pytest.mark.parametrize(
    ("prefix", "theme", "width"), [pytest.param("", "dark", 1280, marks=pytest.mark.long), ("/ar", "light", 360)]
)
def test_nothing_bars_anybody(new_page: NewPage, webinar: Record, prefix: str, theme: str, width: int) -> None:
    page = new_page(color_scheme=theme, viewport={"width": width, "height": 800})
    page.goto(prefix + ADDRESS)
    assert (violations(page), is_too_wide(page)) == ([], False)


def test_a_first_visit_stays_within_sixty_kilobytes(new_page: NewPage, webinar: Record) -> None:
    page = new_page()
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(ADDRESS, wait_until="networkidle")
    sizes = {each.url: each.request.sizes() for each in answers}
    total = sum(size["responseBodySize"] + size["responseHeadersSize"] for size in sizes.values())
    assert total <= 60_000, sizes


def test_an_editor_enters_one_by_the_clock_of_its_zone(new_page: NewPage, site_db: None) -> None:
    page = new_page()
    sign_in(page, "chief editor", "/admin/activities/activity/add/?webinar=1")
    page.locator("#id_texts-0-title").fill("Entered in a browser")
    page.locator("#id_webinars-0-slug").fill("entered-in-a-browser")
    page.locator("#id_webinars-0-time_zone").select_option("Africa/Nairobi")
    page.locator("#id_webinars-0-starts_at").fill("2027-05-06T15:00")
    page.locator("#id_webinars-0-ends_at").fill("2027-05-06T16:30")
    page.locator("input[name=webinars-0-interpretation][value=fr]").check()
    assert violations(page) == []
    page.locator("input[name=_save]").click()
    expect(page.locator("#id_webinars-0-starts_at")).to_have_value("2027-05-06T15:00")
    expect(page.locator("input[name=starts]")).to_have_value("2027-05-06")
