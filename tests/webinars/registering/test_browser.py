"""Taking part on a telephone without script: registering, the link of the mail, the way in, cancelling. No barrier."""

import re

import pytest
from django.core.cache import cache
from playwright.sync_api import Page, expect

from tarepo.models import Record
from tests import make
from tests.admin.desk import sign_in
from tests.axe import is_too_wide, violations
from tests.browsers import NewPage, at
from tests.joining.mail import last_to
from tests.people import person
from webinars.models import Feedback, Registration, Room

pytestmark = pytest.mark.browser
SLUG, ENDED = "quibbled-by-telephone", "quibbled-by-telephone-and-over"
JOIN = "https://example.org/join-secret-7391"


@pytest.fixture
def webinar(site_db: None) -> Record:
    """Made once for all tests of the running site."""
    cache.clear()
    found = Record.objects.filter(as_activity__webinars__slug=SLUG).first()
    if found is None:
        found = make.webinar("On quibbled marks", slug=SLUG, at="2031-03-04T12:00+00:00", row={"register_by": "here"})
        Room.objects.create(record_id=found.pk, join_link=JOIN, note="The room opens at 11:45.")
    return found


@pytest.fixture
def ended(site_db: None) -> Record:
    found = Record.objects.filter(as_activity__webinars__slug=ENDED).first()
    return found or make.webinar("Over", slug=ENDED, at="2026-03-04T12:00+00:00", row={"register_by": "here"})


def registered(record: Record, **more: object) -> Registration:
    given = {"name": "Ada Example", "kind": "state", "state": "confirmed", "organisation": "The Quibble Office"} | more
    place = Registration.objects.filter(record_id=record.pk).count() + 1
    return Registration.objects.create(
        record_id=record.pk, email=f"ada-{record.pk}-{place}@example.org", place=place, **given
    )


def test_from_the_page_of_a_webinar_to_the_way_in_on_a_telephone_without_script(
    new_page: NewPage, webinar: Record
) -> None:
    page = new_page(viewport={"width": 360, "height": 740}, java_script_enabled=False)
    page.goto(f"/webinars/{SLUG}/")
    page.get_by_role("link", name=re.compile("^Register")).first.click()
    page.get_by_label("Your name").fill("Ada Example")
    page.get_by_label("Your e-mail address").fill("by-telephone@example.org")
    page.get_by_label("Country or area").select_option(label="Peru")
    page.get_by_label("You take part as").select_option(index=1)
    page.get_by_label("I agree").check()
    page.get_by_role("button", name="Register").click()
    expect(page.get_by_text("Thank you: look into your mailbox")).to_be_visible()
    (address,) = re.findall(r"https?://[^/]+(/webinars/registration/\S+/)", last_to("by-telephone@example.org").body)
    page.goto(address)
    expect(page.get_by_role("link", name="Join the webinar")).to_have_attribute("href", JOIN)
    page.get_by_role("button", name="Cancel my registration").click()
    page.wait_for_url(at(address))
    expect(page.get_by_text("Cancelled", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="Join the webinar")).to_have_count(0)


def pages_of(page: Page, webinar: Record, ended: Record) -> dict[str, str]:
    """Their links are signed by the running site, which shows them in the account."""
    for record, more in ((webinar, {}), (webinar, {"state": "waiting"}), (ended, {})):
        registered(record, user=person("member"), **more)
    sign_in(page, "member", "/accounts/registrations/")
    links = page.locator("main a[href*='/webinars/registration/']")
    over, waiting, own = (links.nth(place).get_attribute("href") or "" for place in range(3))
    page.context.clear_cookies()
    return {
        "register": f"webinars/{SLUG}/register/",
        "sent": f"webinars/{SLUG}/register/?sent=1",
        "closed": f"webinars/{ENDED}/register/",
        "own": own.lstrip("/"),
        "waiting": waiting.lstrip("/"),
        "feedback": over.lstrip("/").replace("registration", "feedback", 1),
    }


@pytest.mark.parametrize(
    ("prefix", "theme", "width"),
    [
        ("/ar/", "dark", 360),
        pytest.param("/", "light", 1280, marks=pytest.mark.long),
        pytest.param("/", "dark", 360, marks=pytest.mark.long),
    ],
)
def test_no_page_of_taking_part_has_a_barrier(
    new_page: NewPage, webinar: Record, ended: Record, prefix: str, theme: str, width: int
) -> None:
    page = new_page(viewport={"width": width, "height": 800}, color_scheme=theme)
    for name, address in pages_of(page, webinar, ended).items():
        answered = page.goto(prefix + address)
        assert (name, answered and answered.status) == (name, 200)
        assert (name, violations(page), is_too_wide(page)) == (name, [], False)
    page.goto(prefix + f"webinars/{SLUG}/register/")
    page.locator("form.submission").evaluate("form => { form.noValidate = true; form.requestSubmit() }")
    page.wait_for_selector(".notice-error")
    assert (violations(page), is_too_wide(page)) == ([], False)


@pytest.mark.parametrize(("theme", "width"), [("light", 1280), pytest.param("dark", 360, marks=pytest.mark.long)])
def test_no_page_of_those_who_run_it_has_a_barrier(
    new_page: NewPage, webinar: Record, ended: Record, theme: str, width: int
) -> None:
    page = new_page(viewport={"width": width, "height": 800}, color_scheme=theme)
    registered(webinar, country_id=make.record_id("country/PE"), needs="Captions in Spanish")
    registered(webinar, state="declined", answer="For delegations only")
    Feedback.objects.create(record_id=ended.pk, useful=4, heard_all=True, text="Clear", topic="Licences", language="en")
    sign_in(page, "chief editor")
    for name, record in (("registrations", webinar), ("registrations", ended), ("feedback", ended)):
        page.goto(f"/admin/webinars/{record.pk}/{name}/")
        assert (name, violations(page), is_too_wide(page)) == (name, [], False)
    page.goto("/accounts/registrations/")
    assert (violations(page), is_too_wide(page)) == ([], False)
