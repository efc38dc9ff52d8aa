"""In a real browser: two editors save one record; a session that ends while somebody writes; neither loses a word."""

import datetime as dt

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from playwright.sync_api import Page, expect

from activities.models import Activity
from tarepo.content import read_content
from tarepo.enums import Kind
from tests import make
from tests.admin.desk import add_row, choose, enter, sign_in
from tests.axe import is_too_wide, violations
from tests.browsers import NewPage
from tests.people import CAST

pytestmark = pytest.mark.browser


def barriers(page: Page) -> list[str]:
    """At both widths."""
    found = []
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        found += violations(page) + ([f"it scrolls sideways at {width}"] if is_too_wide(page) else [])
    return found


def add_point(page: Page, wording: str) -> None:
    row = add_row(page, "points")
    page.locator(f"#id_{row}-kind").select_option("topic")
    page.locator(f"#id_{row}-wording_en").fill(wording)


def test_the_second_of_two_who_save_sees_both_field_by_field_and_neither_loses_a_word(
    new_page: NewPage, site_db: None
) -> None:
    content = {"venue": "Lima", "period_printed": "in May", "points": [{"kind": "topic", "wording": {"en": "Marks"}}]}
    record = make.draft(Kind.ACTIVITY, "Seminar on bandicoots", **content)
    mine, theirs = new_page(), new_page()
    for page in (mine, theirs):
        sign_in(page, "chief editor")
        page.goto(f"/admin/activities/activity/{record.pk}/change/")

    theirs.locator("#id_venue").fill("Geneva")
    theirs.locator("#id_period_printed").fill("in June")
    add_point(theirs, "Designs")
    theirs.locator("#id_sent_why").fill("The hall is in Geneva")
    theirs.locator("input[name=_save]").click()
    expect(theirs.locator(".messagelist")).to_contain_text("Saved.")

    mine.locator("#id_venue").fill("Quito")
    mine.locator("#id_texts-0-title").fill("Workshop on bandicoots")
    add_point(mine, "Patents")
    mine.locator("#id_sent_requested_by").fill("The office in Quito")
    mine.locator("input[name=_save]").click()
    box = mine.get_by_role("region", name="Two of you edited this")
    expect(box).to_contain_text("The hall is in Geneva")
    clash = box.get_by_role("group", name="Venue")
    expect(clash).to_contain_text("Lima")
    expect(clash.get_by_role("radio", checked=True)).to_have_count(0)
    expect(mine.locator("#id_period_printed")).to_have_value("in June")
    assert barriers(mine) == []
    clash.get_by_role("radio", name="Mine, as it stands in the form").check()
    mine.locator("#id_venue").fill("Quito, then Geneva")
    mine.locator("input[name=_save]").click()
    expect(mine.locator(".messagelist")).to_contain_text("Saved.")

    found = read_content(Kind.ACTIVITY, record.pk)
    assert (found["venue"], found["period_printed"]) == ("Quito, then Geneva", "in June")
    assert found["texts"]["en"]["title"] == "Workshop on bandicoots"
    assert [row["wording"]["en"] for row in found["points"]] == ["Marks", "Designs", "Patents"]


def test_a_session_that_expires_while_typing_loses_nothing(page: Page, site_db: None) -> None:
    sign_in(page, "chief editor")
    page.goto("/admin/activities/activity/add/")
    page.locator("#id_texts-0-title").fill("Written for an hour")
    page.locator("#id_texts-0-summary").fill("One line.\nAnother “line”.")
    row = add_row(page, "involvements")
    choose(page, f"{row}-party", "perou", "Peru (PE)")
    page.locator(f"#id_{row}-role").select_option("beneficiary")
    Session.objects.update(expire_date=timezone.now() - dt.timedelta(minutes=1))
    page.locator("input[name=_save]").click()
    expect(page.locator("main")).to_contain_text("nothing that you typed is lost")
    page.get_by_label("E-mail address").fill(CAST["chief editor"])
    page.get_by_label("Password", exact=True).fill("not this one")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.locator("main")).to_contain_text("Your session had ended")
    enter(page, CAST["chief editor"])
    page.get_by_role("button", name="Send it again").click()
    expect(page.locator(".messagelist")).to_contain_text("Saved.")

    made = Activity.objects.latest("pk")
    content = read_content(Kind.ACTIVITY, made.pk)
    text = content["texts"]["en"]
    assert (text["title"], text["summary"]) == ("Written for an hour", "One line.\nAnother “line”.")
    peru = make.record_id("country/PE")
    assert [(row["party"], row["role"]) for row in content["involvements"]] == [(peru, "beneficiary")]


def test_what_was_typed_into_a_deleted_record_stands_to_be_copied(page: Page, site_db: None) -> None:
    record = make.draft(Kind.ACTIVITY, "Seminar on numbats")
    sign_in(page, "chief editor")
    page.goto(f"/admin/activities/activity/{record.pk}/change/")
    page.locator("#id_venue").fill("Quito")
    Activity.objects.get(pk=record.pk).texts.all().delete()
    Activity.objects.filter(pk=record.pk).delete()
    page.locator("input[name=_save]").click()
    expect(page.get_by_role("alert")).to_contain_text("Somebody deleted it while you were writing.")
    expect(page.locator(".told")).to_contain_text("Quito")
    assert barriers(page) == []
