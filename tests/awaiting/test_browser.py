"""On a telephone: the monthly mail's link, one click; the page by keyboard; no barrier on any of the pages."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from accounts.awaiting.mail import mail_awaiting
from accounts.awaiting.tokens import mailed_address
from accounts.models import Membership, User
from tests.admin.desk import enter
from tests.awaiting import fake
from tests.awaiting.fake import ask
from tests.axe import is_too_wide, violations
from tests.browsers import at
from tests.jobs.conftest import Postbox
from tests.jobs.worker import run_jobs
from tests.people import CAST, person

pytestmark = pytest.mark.browser
LONG = "Instituto Nacional de Defensa de la Competencia y de la Protección de la Propiedad Intelectual"


def open_page(browser: Browser, here: str, **options: object) -> Page:
    page = browser.new_context(base_url=here, **options).new_page()
    page.set_default_timeout(15_000)
    return page


def sign_in(page: Page, role: str, address: str) -> None:
    page.goto(f"/accounts/login/?next={address}")
    enter(page, CAST[role])
    page.wait_for_url(at(address))


@pytest.mark.parametrize("width", [320, pytest.param(360, marks=pytest.mark.long)])
def test_the_monthly_mail_is_answered_on_a_telephone_by_one_click(
    browser: Browser,
    here: str,
    postbox: Postbox,
    width: int,
) -> None:
    row = ask(f"Ana of {LONG}", days=40, note=f"{LONG}\n{LONG}")
    assert mail_awaiting() == 1
    run_jobs()
    (mail,) = postbox.mails
    (address,) = re.findall(rf"{re.escape(here)}/accounts/answer/\S+", mail.get_content())
    page = open_page(browser, here, viewport={"width": width, "height": 640}, java_script_enabled=False)
    page.goto(address)
    button = page.get_by_role("button", name="Confirm")
    box = button.bounding_box()
    assert box is not None
    assert box["height"] >= 48
    assert box["width"] >= width * 0.8
    assert not is_too_wide(page)
    button.click()
    expect(page.locator(".notice-success")).to_contain_text("is confirmed")
    assert not is_too_wide(page)
    row.refresh_from_db()
    assert (row.state, row.answered_by) == ("confirmed", person("focal point of it"))
    assert page.context.cookies() == []
    page.goto(address)
    expect(page.locator(".lead")).to_contain_text("It was confirmed")


def test_two_of_three_are_answered_by_keyboard(browser: Browser, here: str) -> None:
    for n in range(3):
        ask(f"Number {n}")
    page = open_page(browser, here)
    sign_in(page, "focal point of it", "/accounts/awaiting/")

    def tab_to(what: str) -> None:
        for _press in range(60):
            page.keyboard.press("Tab")
            if page.evaluate("what => document.activeElement.matches(what)", what):
                return
        raise AssertionError(what)

    tab_to("input[name=item]")
    page.keyboard.press("Space")
    tab_to("input[name=item]")
    page.keyboard.press("Space")
    tab_to("button[name=choice][value=decline]")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Answer 2 at once")
    tab_to("textarea")
    page.keyboard.type("Not of ours")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".notice-success")).to_have_text("2 answered: Decline.")
    assert sorted(Membership.objects.filter(user__email__startswith="asker-").values_list("state", "answer")) == [
        ("asked", ""),
        ("declined", "Not of ours"),
        ("declined", "Not of ours"),
    ]


@pytest.mark.parametrize(
    ("language", "width", "theme"),
    [
        ("ar", 320, "dark"),
        *(pytest.param(*look, marks=pytest.mark.long) for look in [("en", 1280, "light"), ("en", 360, "dark")]),
        pytest.param("ar", 1280, "light", marks=pytest.mark.long),
    ],
)
def test_no_page_has_a_barrier(browser: Browser, here: str, language: str, width: int, theme: str) -> None:
    rows = [ask(f"Ana of {LONG}" if n else "Ana", days=20 * n, note=f"{LONG}\n{LONG}") for n in range(3)]
    ask("Of nobody", days=50, iso2="NZ")
    User.objects.update(language=language)
    page = open_page(browser, here, viewport={"width": width, "height": 900}, color_scheme=theme)
    found = {}

    def look(address: str) -> None:
        page.goto(address)
        assert page.evaluate("document.documentElement.dir") == ("rtl" if language == "ar" else "ltr")
        wrong = violations(page) + (["it scrolls sideways"] if is_too_wide(page) else [])
        if wrong:
            found[page.url] = wrong

    item = f"/accounts/awaiting/fakes/{rows[1].pk}/"
    link = mailed_address(person("focal point of it"), fake.item(rows[1]))
    look(link)
    page.locator("button[value=decline]").click()
    expect(page.locator(".notice-error")).to_be_visible()
    assert violations(page) == []
    sign_in(page, "focal point of it", "/accounts/awaiting/")
    several = "&".join(f"item={row.pk}" for row in rows)
    for address in (
        *("/accounts/awaiting/", item, f"{item}?choice=decline", f"/accounts/awaiting/fakes/?{several}"),
        *(f"/accounts/awaiting/fakes/?{several}&choice=decline", "/accounts/notices/"),
    ):
        look(address)
    page.goto(link)
    page.locator("button[value=confirm]").click()
    expect(page.locator(".notice-success")).to_be_visible()
    assert violations(page) == []
    look(link)
    sign_in(page, "chief editor", "/admin/late/")
    look("/admin/late/")
    assert found == {}
