"""In a real browser: from the platform's file to the figures of the record, with progress on the way."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests import make
from tests.admin.desk import sign_in
from tests.axe import violations
from tests.jobs.worker import run_jobs
from tests.webinars.attendance.desk import address, people

pytestmark = pytest.mark.usefixtures("site_db")


def test_an_editor_uploads_looks_confirms_and_takes_over(page: Page, tmp_path: Path) -> None:
    record = make.webinar("On marks", slug="on-marks-attended", at="2027-04-13T10:00+00:00")
    file = tmp_path / "participants.csv"
    file.write_text(people("Ana <ana@indecopi.gob.pe>", "Bo <bo@example.org>"), "utf-16")
    sign_in(page, "chief editor", address(record))
    assert violations(page) == []
    page.get_by_label("CSV file").set_input_files(file)
    page.get_by_role("button", name="Upload and read").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    run_jobs()
    page.get_by_role("link", name="Look again").click()
    expect(page.get_by_text("2 participants; from which countries or areas is not known")).to_be_visible()
    assert violations(page) == []
    page.get_by_label("Confirm indecopi.gob.pe").check()
    page.get_by_role("button", name="Confirm those ticked").click()
    page.get_by_role("button", name="Take over").click()
    expect(page.get_by_role("alert")).to_contain_text("Tick it, if it is meant so.")
    assert violations(page) == []
    page.get_by_label("Take it over nevertheless").check()
    page.get_by_role("button", name="Take over").click()
    page.get_by_role("link", name="All files of this webinar").click()
    expect(page.get_by_text("2 participants, from at least 1 country or area, 1 not known")).to_be_visible()
    expect(page.get_by_text("not published yet")).to_have_count(2)
