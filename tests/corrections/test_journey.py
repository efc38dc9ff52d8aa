"""The way of a correction by keyboard: proposed, asked of whom it touches, accepted or declined, and credited."""

import pytest
from playwright.sync_api import Page, expect

from tarepo.models import Opinion, Outbox, Patch, Record
from tests import make
from tests.admin.desk import sign_in
from tests.browser.test_keyboard import tab_to
from tests.browsers import NewPage, at
from tests.people import CAST

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("site_db")]
TELEPHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
READABLE = """() => {
    const style = getComputedStyle(document.activeElement);
    return style.color !== style.backgroundColor;
}"""


def seminar(number: int) -> Record:
    rows = [{"party": make.record_id("country/PE"), "role": "beneficiary"}]
    return make.activity(number, "Seminar on marks", venue="Lima", involvements=rows)


def tick(page: Page, selector: str) -> None:
    """Walk there by Tab, and choose it."""
    tab_to(page, page.locator(selector).first, most=150)
    page.keyboard.press("Space")


def press(page: Page, selector: str, *, has: str = "") -> None:
    """Walk there by Tab, read what it says, and go where it leads."""
    tab_to(page, page.locator(selector, has_text=has or None).first, most=150)
    assert page.evaluate(READABLE)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def fill(page: Page, selector: str, text: str) -> None:
    tab_to(page, page.locator(selector), most=40)
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type(text)


def choose_credit(page: Page) -> None:
    """To the function, the third: Tab leads to the one that is chosen, arrows to the others."""
    tab_to(page, page.locator("[name=credit]:checked"), most=20)
    for _press in range(2):
        page.keyboard.press("ArrowDown")
    expect(page.locator("[name=credit][value=function]")).to_be_checked()


def propose(page: Page, path: str) -> Patch:
    """A member of a delegation that has no part in the record says where it was held."""
    sign_in(page, "member", path)
    press(page, f"a[href='{path}correct/']")
    tick(page, "[name=field][value=venue]")
    press(page, "main button", has="Correct this")
    fill(page, "[name=venue-venue]", "Cusco")
    fill(page, "[name=why]", "It says so in the programme")
    choose_credit(page)
    press(page, "main button", has="Propose the correction")
    expect(page.locator(".notice-success")).to_contain_text("Received: this is correction")
    return Patch.objects.latest("pk")


def agree(page: Page, patch: Patch) -> None:
    """The focal point of the beneficiary reads the difference, and agrees."""
    address = f"/accounts/opinions/{Opinion.objects.get(patch=patch).pk}/"
    sign_in(page, "focal point of it", "/accounts/opinions/")
    press(page, f"main a[href='{address}']")
    expect(page.locator("#content del")).to_have_text("Lima")
    expect(page.locator("#content .submitted")).to_have_text("Cusco")
    tick(page, "[name=state]")
    press(page, "main button", has="Send it to the editors")
    expect(page.locator(".notice-success")).to_contain_text("the editors have your opinion")


def decide(page: Page, patch: Patch, answer: str, button: str) -> None:
    """The editor sees what those concerned say and what would change, and answers with a reason."""
    sign_in(page, "chief editor", "/admin/proposals/")
    press(page, f"a[href='/admin/proposals/{patch.pk}/']")
    expect(page.locator(".difference del")).to_have_text("Lima")
    expect(page.locator(".difference ins")).to_have_text("Cusco")
    fill(page, "[name=answer]", answer)
    press(page, f"[name={button}]")


def test_a_correction_is_proposed_agreed_accepted_and_credited(new_page: NewPage) -> None:
    path = f"/activities/{seminar(9471).reference}/"
    member = new_page(viewport=TELEPHONE)
    patch = propose(member, path)
    agree(new_page(viewport=TELEPHONE), patch)
    editor = new_page(viewport=DESK)
    decide(editor, patch, "The programme says so", "publish")
    member.reload()
    expect(member.locator("main")).to_contain_text("The programme says so")
    reader = new_page(viewport=TELEPHONE)
    reader.goto(path)
    expect(reader.locator("main")).to_contain_text("Cusco")
    press(reader, f"main a[href='{path}history/']")
    expect(reader.locator("main")).to_contain_text("Corrected on a proposal of Adviser, New Zealand.")


def test_a_correction_is_declined_with_a_reason_that_its_proposer_reads(new_page: NewPage) -> None:
    path = f"/activities/{seminar(9472).reference}/"
    member = new_page(viewport=TELEPHONE)
    patch = propose(member, path)
    decide(new_page(viewport=DESK), patch, "The report names Lima", "decline")
    member.reload()
    expect(member.locator("main")).to_contain_text("The report names Lima")
    expect(member.locator(".heading .badge")).to_have_text("declined")
    assert Outbox.objects.filter(to=CAST["member"], subject=f"Your correction {patch.pk} was answered").exists()
    member.goto(path)
    expect(member.locator("main")).to_contain_text("Lima")


def test_a_visitor_reports_an_error_and_an_editor_finds_it(new_page: NewPage) -> None:
    path = f"/activities/{seminar(9473).reference}/"
    visitor = new_page(viewport=TELEPHONE)
    visitor.goto(path)
    press(visitor, f"a[href='{path}report/']")
    fill(visitor, "[name=text]", "It was held in Cusco")
    press(visitor, "main button", has="Send it to the editors")
    expect(visitor.locator(".notice-success")).to_contain_text("the editors have your report")
    visitor.wait_for_url(at(f"{path}report/"))
    editor = new_page(viewport=DESK)
    sign_in(editor, "chief editor", "/admin/reports/")
    expect(editor.locator("main, #content").first).to_contain_text("It was held in Cusco")
