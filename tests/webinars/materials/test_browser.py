"""From an editor's files to a reader's transcript, without script and on a telephone; and no barrier on the way."""

import pytest
from playwright.sync_api import expect

from tests import make
from tests.admin.desk import sign_in
from tests.axe import is_too_wide, violations
from tests.browsers import NewPage
from tests.webinars.materials.files import PPTX, VTT, with_materials

pytestmark = pytest.mark.browser


def test_files_are_taken_in_released_and_read_on_a_telephone_without_script(new_page: NewPage, site_db: None) -> None:
    ada = make.person("P-9701", "Ada Quibble")
    record = make.webinar("Browsed", slug="browsed", speakers=[{"person": ada, "role": "speaker"}])
    page = new_page(viewport={"width": 360, "height": 740}, java_script_enabled=False)
    sign_in(page, "chief editor", f"/admin/webinars/{record.pk}/materials/")
    files = [
        {"name": "quibble_es.pptx", "mimeType": "application/octet-stream", "buffer": PPTX},
        {"name": "captions en.vtt", "mimeType": "text/vtt", "buffer": VTT},
    ]
    page.locator("[name=files]").set_input_files(files)
    page.locator("[name=upload]").click()
    expect(page.locator(".material .state-withheld")).to_have_count(2)
    assert not is_too_wide(page)
    page.locator("[name=release_all]").click()
    expect(page.locator(".material .state-waiting")).to_have_count(2)
    page.locator("[name=publish]").click()
    expect(page.locator(".material .state-public")).to_have_count(2)
    page.goto("/webinars/browsed/")
    assert not is_too_wide(page)
    page.locator("#recording a", has_text="Read the transcript").click()
    expect(page.locator(".transcript")).to_contain_text("Welcome to the webinar.")
    assert not is_too_wide(page)


@pytest.mark.parametrize(
    ("prefix", "width", "theme"), [pytest.param("", 1280, "light", marks=pytest.mark.long), ("/ar", 320, "dark")]
)
def test_no_page_has_a_barrier(new_page: NewPage, site_db: None, prefix: str, width: int, theme: str) -> None:
    slug = f"barrier-{width}"
    record = make.webinar("Barred", slug=slug)
    with_materials(
        record,
        {"kind": "recording", "link": "https://example.org/" + "long" * 40},
        {"kind": "chapters", "language": "ar", "chapters": "0:00:00 Opening\n0:12:30 " + "Lessons" * 20},
        {"kind": "slides", "link": "https://example.org/2", "released": False},
    )
    page = new_page(viewport={"width": width, "height": 900}, color_scheme=theme)
    page.goto(f"{prefix}/webinars/{slug}/")
    assert violations(page) + (["it scrolls sideways"] if is_too_wide(page) else []) == []
    sign_in(page, "chief editor", f"/admin/webinars/{record.pk}/materials/")
    assert violations(page) + (["it scrolls sideways"] if is_too_wide(page) else []) == []
