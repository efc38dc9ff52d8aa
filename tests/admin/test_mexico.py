"""The Mexico meeting entered from its text, as an editor would do it, and published."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from activities.models import Activity
from tarepo.content import read_content
from tarepo.enums import Kind
from tests.admin.desk import add_row, choose, sign_in

pytestmark = pytest.mark.browser

# The source documents lie in the shared folder beside the project.
TEXT = Path(__file__).resolve().parents[3] / "shared" / "seeds" / "mexico-life-sciences-meeting-2023.txt"
COUNTRIES = ("Argentina", "Brazil", "Chile", "Colombia", "Costa Rica", "Cuba", "Peru")


def bullets(text: str, before: str) -> list[str]:
    """The list that follows a sentence of the source."""
    after = text.partition(before)[2]
    found = []
    for line in after.splitlines():
        if line.strip().startswith("•"):
            found.append(line.strip(" •;.").strip())
        elif found and line.strip():
            break
    return found


def enter_texts(page: Page, text: str) -> None:
    row = "texts-0"
    page.locator(f"#id_{row}-language").select_option("en")
    page.locator(f"#id_{row}-title").fill(text.split("\n\n")[1].strip())
    page.locator(f"#id_{row}-other_title").fill("Skills Development and Capacity Building")
    page.locator(f"#id_{row}-objective").fill(re.search(r"The Conference aimed to .*", text)[0].strip())
    page.locator(f"#id_{row}-description").fill(re.search(r"The conference benefited .*", text)[0].strip())


def enter_when_and_where(page: Page) -> None:
    page.locator("#id_precision").select_option("day")
    page.locator("#id_starts").fill("2023-05-09")
    page.locator("#id_ends").fill("2023-05-12")
    page.locator("#id_period_printed").fill("May 9 to 12, 2023")
    page.locator("#id_status").select_option("completed")
    page.locator("#id_delivery_mode").select_option("in_person")
    page.locator("#id_venue").fill("Mexico City")
    choose(page, "subjects", "technology transfer", "Technology transfer")


def enter_parties(page: Page) -> None:
    for country, role in (("Mexico", "venue"), *((name, "beneficiary") for name in COUNTRIES)):
        row = add_row(page, "involvements")
        choose(page, f"{row}-party", country, f"{country} (")
        page.locator(f"#id_{row}-role").select_option(role)


def enter_points(page: Page, text: str) -> int:
    lists = (("topic", "focused on:"), ("material", "which include:"), ("need", "common notions that:"))
    entered = 0
    for kind, before in lists:
        for wording in bullets(text, before):
            row = add_row(page, "points")
            page.locator(f"#id_{row}-kind").select_option(kind)
            page.locator(f"#id_{row}-wording_en").fill(wording)
            entered += 1
    return entered


def enter_finding_and_source(page: Page, text: str) -> None:
    row = add_row(page, "lessons")
    page.locator(f"#id_{row}-kind").select_option("finding")
    page.locator(f"#id_{row}-wording_en").fill(re.search(r"One finding stemming .*", text)[0].strip())
    row = add_row(page, "sources")
    page.locator(f"#id_{row}-link").fill("https://example.org/regional-meeting")
    page.locator(f"#id_{row}-posted_on").fill("2024-02-08")
    page.locator(f"#id_{row}-posted_printed").fill("Thu, 08/02/2024 - 07:37")


@pytest.mark.skipif(not TEXT.exists(), reason="the shared folder with the source documents is not there")
def test_an_editor_enters_the_mexico_meeting_and_publishes_it(page: Page, site_db: None) -> None:
    text = TEXT.read_text()
    sign_in(page, "chief editor")
    page.goto("/admin/activities/activity/add/")
    enter_texts(page, text)
    enter_when_and_where(page)
    enter_parties(page)
    assert enter_points(page, text) == 14
    enter_finding_and_source(page, text)
    page.locator("#id_sent_why").fill("From the story of the meeting")
    page.locator("input[name=_publish]").click()
    expect(page.locator(".messagelist")).to_contain_text("Published as version 1.")
    record = Activity.objects.latest("pk")
    content = read_content(Kind.ACTIVITY, record.pk)
    assert [row["kind"] for row in content["points"]] == ["topic"] * 5 + ["material"] * 6 + ["need"] * 3
    assert len(content["involvements"]) == 8
    page.get_by_role("link", name="See the public page").click()
    expect(page.locator("h1")).to_contain_text("Accelerated Life Sciences Innovation Capacity Building in Mexico")
    expect(page.locator("main")).to_contain_text("Regional networking for the benefit of relevant actors")
