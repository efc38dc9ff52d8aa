"""Twenty records corrected at once, and two merged, in a real browser as an editor does it."""

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from tarepo.content import read_content
from tarepo.enums import Kind
from tarepo.models import Record
from tests import make
from tests.admin.desk import choose, sign_in
from tests.axe import is_too_wide, violations
from tests.browsers import NewPage
from tests.people import CAST

pytestmark = pytest.mark.browser


def barriers(page: Page, *widths: int) -> list[str]:
    """At these widths, else at both."""
    found = []
    for width in widths or (360, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        found += violations(page) + ([f"it scrolls sideways at {width}"] if is_too_wide(page) else [])
    return found


def test_twenty_records_are_corrected_at_once(page: Page, site_db: None) -> None:
    subject = make.published(Kind.SUBJECT, "Quokka law")
    title = "Seminar on quokkas, number"
    records = [make.published(Kind.ACTIVITY, f"{title} {n}", status="planned") for n in range(20)]
    sign_in(page, "chief editor")
    page.goto("/admin/activities/activity/?q=quokkas%2C+number")
    page.locator("#action-toggle").check()
    page.locator("select[name=action]").select_option("edit_selected")
    page.locator("button[name=index]").click()
    expect(page.locator("#content")).to_contain_text("20 records")
    page.locator("#id_to_status").select_option("completed")
    page.locator("summary", has_text="Subjects, types and other links").click()
    choose(page, "add_subjects", "quokka law", "Quokka law")
    page.locator("summary", has_text="A word in their texts").click()
    page.locator("#id_find").fill("Seminar")
    page.locator("#id_by").fill("Workshop")
    assert barriers(page) == []
    page.locator("input[name=preview]").click()
    expect(page.locator(".totals")).to_contain_text("20 records would change")
    expect(page.locator(".one-of-several")).to_have_count(20)
    assert barriers(page) == []
    page.locator("#id_sent_why").fill("The unit calls them workshops")
    page.locator("input[name=apply]").click()
    expect(page.locator(".messagelist")).to_contain_text("20 records were changed. 20 of them were published.")
    contents = [read_content(Kind.ACTIVITY, record.pk) for record in records]
    assert {(content["status"], *content["subjects"]) for content in contents} == {("completed", subject.pk)}
    titles = [content["texts"]["en"]["title"] for content in contents]
    assert titles == [f"Workshop on quokkas, number {n}" for n in range(20)]
    page.goto(records[0].get_absolute_url())
    expect(page.locator("h1")).to_contain_text("Workshop on quokkas, number 0")


def test_two_organisations_become_one(page: Page, site_db: None) -> None:
    kept = make.published(Kind.ORGANISATION, "Bilby Office", website="https://example.org/office")
    other = make.published(Kind.ORGANISATION, "Bilby Bureau", website="https://example.org/bureau")
    named = make.published(Kind.ACTIVITY, "Bilby days", involvements=[{"party": other.pk, "role": "provider"}])
    sign_in(page, "chief editor")
    page.goto(f"/admin/reference/organisation/{kept.pk}/change/")
    page.get_by_role("link", name="Merge with…").click()
    assert barriers(page) == []
    choose(page, "with", "bilby", "Bilby Bureau")
    page.get_by_role("button", name="Lay them side by side").click()
    assert barriers(page) == []
    page.get_by_role("group", name="Website").get_by_label("The other says").check()
    page.get_by_role("button", name="Show what would be written").click()
    expect(page.locator(".difference")).to_contain_text("https://example.org/bureau")
    assert barriers(page) == []
    page.locator("#id_sent_why").fill("One office under two names")
    page.get_by_role("button", name="Merge them").click()
    expect(page.locator(".messagelist")).to_contain_text("1 record that named the other names this one now.")
    assert Record.objects.get(pk=other.pk).merged_into_id == kept.pk
    page.goto(named.get_absolute_url())
    expect(page.locator("main")).to_contain_text("Bilby Office")
    page.goto(f"/ar/organisations/{other.reference}/")
    assert page.url.endswith(f"/ar/organisations/{kept.reference}/")


@pytest.mark.long
@pytest.mark.parametrize(
    ("language", "theme", "width"),
    [("en", "light", 1280), ("en", "dark", 360), ("ar", "dark", 1280), ("ar", "light", 360)],
)
def test_what_is_shown_before_many_change_has_no_barrier(
    new_page: NewPage, site_db: None, language: str, theme: str, width: int
) -> None:
    """The form, what would change, and what a merge would write: pages that are only sent to."""
    records = [make.published(Kind.ACTIVITY, f"Numbat days {n}", status="planned") for n in range(2)]
    make.edit(records[1], delivery_mode="virtual", venue="Lima")
    User.objects.filter(email=CAST["chief editor"]).update(language=language)
    page = new_page(viewport={"width": width, "height": 900}, color_scheme=theme)
    found: dict[str, list[str]] = {}
    try:
        sign_in(page, "chief editor")
        page.goto("/admin/activities/activity/?q=numbat")
        page.locator("#action-toggle").check()
        page.locator("select[name=action]").select_option("edit_selected")
        page.locator("button[name=index]").click()
        expect(page.locator("fieldset.several")).to_have_count(6)
        for summary in page.locator("fieldset.several summary").all()[1:]:
            summary.click()
        boxes = page.locator("fieldset.several .select2-container").all()
        assert min(box.bounding_box()["width"] for box in boxes) > 200  # type: ignore[index]
        found["form"] = barriers(page, width)
        page.locator("#id_to_status").select_option("completed")
        page.locator("#id_clear_venue").check()
        page.locator("input[name=preview]").click()
        expect(page.locator(".totals")).to_be_visible()
        found["what would change"] = barriers(page, width)
        page.goto(f"/admin/activities/activity/{records[0].pk}/merge/?with={records[1].pk}")
        found["the two"] = barriers(page, width)
        page.locator("input[name=preview]").click()
        expect(page.locator(".totals")).to_be_visible()
        found["what would be written"] = barriers(page, width)
    finally:
        User.objects.filter(email=CAST["chief editor"]).update(language="en")
    assert not any(found.values()), found
