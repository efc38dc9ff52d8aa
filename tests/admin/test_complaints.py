"""A refused form lists at its head what is wrong, where, and the way there."""

import re

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from tarepo.admin.widgets import DayWidget
from tests.admin.desk import add_row as press_add
from tests.admin.desk import sign_in
from tests.admin.office import add_row, filled, signed_in
from tests.axe import violations

ADD = "/admin/activities/activity/add/"


@pytest.fixture
def chief(db: None) -> Client:
    return signed_in("chief editor")


def told(page: str) -> list[tuple[str, str]]:
    """The links of the list at the head, and where they lead."""
    head = page.partition('<div class="complaints" role="alert"')[2].partition("</div>")[0]
    links = re.findall(r'<a href="#([^"]+)">(.*?)</a>: ([^<]*)', head)
    return [(f"{re.sub('<[^>]+>', '', where)}: {sentence}", place) for place, where, sentence in links]


def test_each_complaint_names_its_section_and_leads_to_its_field(chief: Client) -> None:
    sent = filled(chief.get(ADD)) | {"starts": "2024-02-31", "reference": "no blanks"}
    add_row(sent, "figures", paragraph="7", nature="target", qualifier="exactly", precision="not_stated", order="")
    page = chief.post(ADD, sent).content.decode()
    found = told(page)
    assert found == [
        (
            "Texts by language – Text #1 – Title or name: Give it a title: a text without one is not saved.",
            "id_texts-0-title",
        ),
        ("When and where – From: Enter a valid date.", "id_starts"),
        (
            "The record – Reference: A reference is made of letters, digits, dots and hyphens.",
            "id_reference",
        ),
        ("Figures – Figure #1 – Value: This field is required.", "id_figures-0-value"),
    ]
    assert all(f'id="{place}"' in page for _told, place in found)


def test_what_is_about_a_whole_section_leads_to_it(chief: Client) -> None:
    sent = filled(chief.get(ADD)) | {"texts-TOTAL_FORMS": "0"}
    page = chief.post(ADD, sent).content.decode()
    assert told(page) == [("Texts by language: It needs a title in one language at least.", "texts-group")]


def test_a_form_that_nobody_sent_complains_of_nothing(chief: Client) -> None:
    assert "complaints" not in chief.get(ADD).content.decode()


@pytest.mark.parametrize(
    ("value", "kind"), [("2024-02-31", "text"), ("soon", "text"), ("2024-02-28", "date"), ("", "date")]
)
def test_a_day_that_there_is_not_comes_back_as_it_was_typed(value: str, kind: str) -> None:
    written = DayWidget().render("starts", value)
    assert f'type="{kind}"' in written
    assert f'value="{value}"' in written


@pytest.mark.browser
def test_the_keyboard_goes_from_the_list_to_the_field(page: Page, site_db: None) -> None:
    sign_in(page, "chief editor")
    page.goto(ADD)
    row = press_add(page, "involvements")
    page.locator(f"#id_{row}-note_en").fill("no party")
    page.locator("input[name=_save]").click()
    alert = page.locator("[role=alert].complaints")
    expect(alert).to_be_focused()
    assert violations(page) == []
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#id_texts-0-title")).to_be_focused()
    alert.get_by_role("link", name="Party #1 – Party").press("Enter")
    expect(page.locator(f"#id_{row}-party + .select2-container .select2-selection")).to_be_focused()


@pytest.mark.browser
def test_a_day_that_there_is_not_is_told_before_it_is_sent(page: Page, site_db: None) -> None:
    sign_in(page, "chief editor")
    page.goto(ADD)
    page.locator("#id_texts-0-title").fill("A seminar")
    page.locator("#id_starts").focus()
    page.keyboard.type("02312024")
    page.locator("input[name=_save]").click()
    expect(page.locator("#id_starts")).to_be_focused()
    assert page.url.endswith("/add/")
