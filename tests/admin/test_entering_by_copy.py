"""A planned activity copied, changed and published, as an editor would do it; texts beside their original, drawn."""

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from activities.models import Activity
from tarepo.content import read_content
from tarepo.enums import Kind, State
from tarepo.models import Record
from tests import make
from tests.admin.desk import add_row, choose, sign_in
from tests.axe import is_too_wide, violations
from tests.browsers import NewPage
from tests.people import CAST

pytestmark = pytest.mark.browser


def last_year(animals: str = "wallabies") -> Record:
    """The second of a series, for Peru; with what a copy must not say."""
    series = make.published(Kind.SERIES, f"Workshops on {animals}")
    return make.published(
        Kind.ACTIVITY,
        f"Second workshop on {animals}",
        status="completed",
        starts="2029-05-09",
        ends="2029-05-10",
        precision="day",
        venue="Lima",
        series=series.pk,
        number_in_series=2,
        subjects=[make.published(Kind.SUBJECT, f"Law of {animals}").pk],
        involvements=[{"party": make.record_id("country/PE"), "role": "beneficiary"}],
        figures=[{"value": "40", "measure": {"en": "participants"}}],
    )


def add_organisation(page: Page, row: str) -> None:
    """The sign beside the choice opens a window; what is saved there stands chosen here."""
    with page.expect_popup() as opened:
        page.locator(f"#add_id_{row}-party").click()
    window = opened.value
    window.locator("#id_texts-0-title").fill("Wallaby Institute")
    choose(window, "country", "perou", "Peru (PE)")
    assert violations(window) == []
    window.locator("input[name=_save]").click()
    expect(page.locator(f"#id_{row}-party + .select2-container")).to_contain_text("Wallaby Institute")


def test_an_editor_copies_changes_and_publishes_the_next_of_a_series(page: Page, site_db: None) -> None:
    before = last_year()
    sign_in(page, "chief editor")
    page.goto(f"/admin/activities/activity/{before.pk}/change/")
    page.get_by_role("link", name="Copy as the next in the series").click()
    expect(page.get_by_label("Texts, in all their languages")).to_be_checked()
    expect(page.get_by_label("Figures")).not_to_be_checked()
    expect(page.get_by_label("As the next in the series “Workshops on wallabies”")).to_be_checked()
    assert violations(page) == []
    page.get_by_label("Reason for this change").fill("From the plan of the unit")
    page.get_by_role("button", name="Make the copy").click()
    expect(page.locator(".messagelist")).to_contain_text(f"Copied from {before.reference}.")

    page.locator("#id_texts-0-title").fill("Third workshop on wallabies")
    page.locator("#id_precision").select_option("day")
    page.locator("#id_starts").fill("2030-06-01")
    row = add_row(page, "involvements")
    add_organisation(page, row)
    page.locator(f"#id_{row}-role").select_option("facilitator")
    row = add_row(page, "sources")
    page.locator(f"#id_{row}-link").fill("https://example.org/third-workshop")
    page.locator("input[name=_publish]").click()
    expect(page.locator(".messagelist")).to_contain_text("Published as version 1.")

    made = Activity.objects.latest("pk")
    content = read_content(Kind.ACTIVITY, made.pk)
    institute = Record.objects.get(reference="wallaby-institute")
    assert (content["number_in_series"], content["related"], content["status"]) == (3, [before.pk], "planned")
    assert [row["party"] for row in content["involvements"]] == [make.record_id("country/PE"), institute.pk]
    assert institute.state == State.DRAFT
    assert "figures" not in content
    page.get_by_role("link", name="See the public page").click()
    expect(page.locator("h1")).to_contain_text("Third workshop on wallabies")


def test_what_others_do_is_told_while_typing_and_texts_stand_side_by_side(new_page: NewPage, site_db: None) -> None:
    other = last_year("wombats")
    page = new_page(viewport={"width": 1280, "height": 900})
    sign_in(page, "chief editor")
    page.goto("/admin/activities/activity/add/")
    choose(page, "subjects", "law of wombats", "Law of wombats")
    choose(page, f"{add_row(page, 'involvements')}-party", "peru", "Peru (PE)")
    page.locator("#id_starts").fill("2029-11-09")
    told = page.locator("#similar")
    expect(told).to_contain_text("Others plan or did the same here")
    expect(told).to_contain_text(f"Second workshop on wombats ({other.reference})")
    expect(told).to_contain_text("6 months before")
    assert violations(page) == []

    texts = {"en": make.text("A seminar", summary="Two days"), "ar": make.text("ندوة", status="official", made_from=0)}
    record = make.draft(Kind.ACTIVITY, texts=texts)
    make.edit(record, texts=texts | {"en": make.text("A webinar", summary="Two days")})
    User.objects.filter(email=CAST["chief editor"]).update(language="ar")
    try:
        for width, columns in ((1280, 2), (360, 1)):
            narrow = new_page(viewport={"width": width, "height": 900}, color_scheme="dark")
            sign_in(narrow, "chief editor")
            narrow.goto(f"/admin/activities/activity/{record.pk}/change/")
            drawn = "getComputedStyle(document.querySelector('.beside')).gridTemplateColumns.split(' ').length"
            assert narrow.evaluate(drawn) == columns
            expect(narrow.locator(".outdated del").first).to_have_text("A seminar")
            assert violations(narrow) == []
            assert not is_too_wide(narrow)
            narrow.goto(f"/admin/activities/activity/{record.pk}/copy/")
            assert violations(narrow) == []
            assert not is_too_wide(narrow)
    finally:
        User.objects.filter(email=CAST["chief editor"]).update(language="en")
