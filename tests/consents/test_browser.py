"""Twenty answers on a telephone, without script; once by keyboard alone; and no barrier on any of the pages."""

import pytest
from playwright.sync_api import Page, expect

from accounts.models import Consent, User
from tarepo.models import Detail, Record
from tests.admin.desk import sign_in as sign_in_at_desk
from tests.axe import is_too_wide, violations
from tests.browsers import NewPage
from tests.consents import cast
from tests.people import CAST, person
from tests.site import Site
from tests.submissions.test_browser import sign_in

pytestmark = pytest.mark.browser
TELEPHONE = {"width": 360, "height": 740}
RECORDS, EACH = 5, 4  # twenty details


@pytest.fixture
def twenty(site_db: None) -> list[Detail]:
    """Asked of Peru: twenty details of five activities. What the running site keeps is taken away afterwards."""
    made = []
    for number in range(7001, 7001 + RECORDS):
        found = Record.objects.filter(reference=f"TA-2023-{number}").first()
        record = found or cast.activity(cast.peru(), number=number, title=f"Seminar {number}")
        natures = ("cost", "participants", "document", "evaluation")
        made += [cast.detail(record, cast.peru(), f"What {nature} says of {number}", nature) for nature in natures]
    cast.ask_about(*made)
    yield made
    Detail.objects.filter(pk__in=[one.pk for one in made]).delete()
    Consent.objects.filter(detail=None).delete()
    for record in {one.record_id: one.record for one in made}.values():
        cast.refresh(record)


class Hand:
    """Counts what a person does."""

    def __init__(self, page: Page) -> None:
        self.page, self.taps, self.loads = page, 0, 0
        page.on("request", lambda request: self._count(request.is_navigation_request() and request.method == "GET"))

    def _count(self, is_page: bool) -> None:
        self.loads += is_page

    def tap(self, selector: str, nth: int = 0) -> None:
        self.page.locator(selector).nth(nth).click()
        self.taps += 1


def test_twenty_are_answered_at_once_with_two_taps(new_page: NewPage, twenty: list[Detail]) -> None:
    page = new_page(viewport=TELEPHONE, java_script_enabled=False)
    sign_in(page, "focal point of it", cast.PAGE)
    expect(page.locator("[name=take]")).to_have_count(20)
    assert not is_too_wide(page)
    hand = Hand(page)
    hand.tap("[name=all]")
    hand.tap("[name=grant]")
    expect(page.locator(".notice-success")).to_contain_text("20 details granted.")
    assert (hand.taps, hand.loads) == (2, 1)
    assert Consent.objects.filter(state="granted", detail__in=twenty).count() == 20


def test_twenty_are_answered_one_by_one_some_granted_and_some_refused(new_page: NewPage, twenty: list[Detail]) -> None:
    """Each by its own box: twenty taps, a button for those granted, a button for those refused."""
    page = new_page(viewport=TELEPHONE, java_script_enabled=False)
    sign_in(page, "focal point of it", cast.PAGE)
    hand = Hand(page)
    for nth in range(12):
        hand.tap("[name=take]", nth)
    hand.tap("[name=grant]")
    expect(page.locator(".notice-success")).to_contain_text("12 details granted.")
    for nth in range(8):
        hand.tap("#waiting [name=take]", nth)
    hand.tap("[name=refuse]")
    expect(page.locator(".notice-success")).to_contain_text("8 details refused.")
    assert (hand.taps, hand.loads) == (22, 2)
    assert [Consent.objects.filter(state=state, detail__in=twenty).count() for state in ("granted", "refused")] == [
        12,
        8,
    ]


def test_the_keyboard_alone_answers(new_page: NewPage, twenty: list[Detail]) -> None:
    page = new_page(viewport={"width": 1280, "height": 900})
    sign_in(page, "focal point of it", cast.PAGE)
    reach(page, "record")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")  # the key that sends forms answers nothing by itself
    expect(page.locator(".notice-error")).to_be_visible()
    assert Consent.objects.filter(state="granted", detail__in=twenty).count() == 0
    expect(page.locator("[name=take]:checked")).to_have_count(EACH)
    reach(page, "grant")
    page.keyboard.press("Enter")
    expect(page.locator(".notice-success")).to_contain_text("4 details granted.")


def reach(page: Page, name: str) -> None:
    """With the tabulator, to the first field or button of that name."""
    for _press in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == name:
            return
    raise AssertionError(f"{name} is not reached")


@pytest.mark.parametrize(
    ("width", "theme", "prefix"),
    [pytest.param(1280, "light", "", marks=pytest.mark.long), (360, "dark", "/ar")],
    ids=["wide-light", "narrow-dark-ar"],
)
def test_no_page_has_a_barrier(
    new_page: NewPage, site: Site, twenty: list[Detail], width: int, theme: str, prefix: str
) -> None:
    page = new_page(viewport={"width": width, "height": 900}, color_scheme=theme)
    found = {}

    def look(name: str) -> None:
        if wrong := violations(page) + (["it scrolls sideways"] if is_too_wide(page) else []):
            found[name] = wrong

    sign_in(page, "focal point of it", cast.PAGE)
    look("waiting")
    page.locator("[name=all]").check()
    page.locator("[name=length][value=until]").check()
    page.locator("[name=grant]").click()
    expect(page.locator(".notice-error")).to_be_visible()
    look("refused")
    page.locator("[name=length][value=year]").first.check()
    page.locator("[name=grant]").first.click()
    expect(page.locator(".notice-success")).to_be_visible()
    look("answered")
    asking = f"{prefix}{twenty[0].record.get_absolute_url()}details/"
    sign_in(page, "member", asking)
    look("asking")
    page.locator("main [name=why]").fill("To plan a seminar")
    page.locator("main .actions button").click()
    page.wait_for_url("**sent=1")
    look("asked")
    User.objects.filter(email=CAST["chief editor"]).update(language=prefix.strip("/") or "en")
    try:
        sign_in(page, "chief editor", "/admin/consents/")
        look("desk")
        page.locator("main a[href*=detail-requests], #content a[href*=detail-requests]").first.click()
        look("request")
        page.goto(f"/admin/activities/activity/{twenty[0].record_id}/details/")
        page.locator("#content details summary").click()
        look("details")
    finally:
        User.objects.filter(email=CAST["chief editor"]).update(language="en")
        from accounts.models import DetailRequest

        DetailRequest.objects.filter(by=person("member")).delete()
    assert found == {}


def test_an_editor_asks_while_an_answer_by_letter_stands_folded_beside(page: Page, site_db: None) -> None:
    record = cast.activity(cast.peru(), number=7051, title="Seminar that is asked about")
    detail = cast.detail(record, cast.peru(), "What it cost", "cost")
    sign_in_at_desk(page, "chief editor", f"/admin/activities/activity/{record.pk}/details/")
    page.get_by_role("button", name="Ask all beneficiaries").click()
    expect(page.locator(".messagelist")).to_be_visible()
    assert Consent.objects.filter(detail=detail).count() == 1
