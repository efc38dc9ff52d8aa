"""The year's report in five minutes from finished records: what an editor presses, and the file that they get."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.admin.desk import sign_in
from tests.axe import is_too_wide, violations
from tests.browsers import NewPage
from tests.webinars.reporting.word import Word

pytestmark = pytest.mark.browser
PRESSED = 4  # new, compose, Word document; and once into the year


def test_the_years_report_is_four_steps_from_the_desk(new_page: NewPage, site_db: None) -> None:
    page = new_page(viewport={"width": 1280, "height": 900}, java_script_enabled=False)
    sign_in(page, "chief editor", "/admin/committee-reports/")
    steps = 0

    page.locator(".lead a.button").click()
    steps += 1
    page.locator("[name=year]").fill("2024")
    steps += 1
    page.locator(".submit-row [type=submit]").click()
    steps += 1
    expect(page.locator(".report")).to_contain_text("645")
    with page.expect_download() as got:
        page.locator("a[href$='report.docx']").click()
    steps += 1
    assert steps == PRESSED
    read = Word(Path(got.value.path()).read_bytes())
    text = "\n".join(read.paragraphs)
    assert "645 participants from 116 countries" in text
    assert read.paragraphs[-1] == "[End of document]"
    assert read.calls == list(read.footnotes)
    assert len(read.calls) >= 2


@pytest.mark.parametrize(("width", "theme"), [pytest.param(1280, "light", marks=pytest.mark.long), (360, "dark")])
def test_no_page_of_it_has_a_barrier(new_page: NewPage, site_db: None, width: int, theme: str) -> None:
    page = new_page(viewport={"width": width, "height": 900}, color_scheme=theme)
    sign_in(page, "chief editor", "/admin/committee-reports/")
    found: dict[str, list[str]] = {}

    def look(name: str) -> None:
        found[name] = violations(page) + (["it scrolls sideways"] if is_too_wide(page) else [])

    look("list")
    page.goto("/admin/committee-reports/new/")
    look("new")
    page.locator("[name=year]").fill("2024")
    page.locator(".submit-row [type=submit]").click()
    expect(page.locator(".report")).to_be_visible()
    look("report")
    address = page.url
    page.locator(".report-edit").nth(3).click()
    look("text")
    page.goto(address)
    page.locator("[name=finish]").click()
    page.wait_for_load_state()
    pk = address.rstrip("/").rpartition("/")[2]
    for prefix in ("", "/ar"):
        page.goto(f"{prefix}/webinars/reports/")
        look(f"{prefix} public list")
        page.goto(f"{prefix}/webinars/reports/{pk}/")
        look(f"{prefix} public")
    assert {name: wrong for name, wrong in found.items() if wrong} == {}
