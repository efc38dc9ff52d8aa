"""What the home page shows first."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Consent
from tarepo.changes import change
from tarepo.indexing import make_totals
from tarepo.models import Detail, Record, SearchRow, Snapshot
from tarepo.publish import refresh_forms
from tests import make
from tests.html import main
from tests.people import CAST, PASSWORD

pytestmark = pytest.mark.django_db
PAGES = re.compile("/(activities|webinars)/")  # a webinar is an activity with a page of its own


def new(client: Client) -> list[str]:
    page = main(client.get("/").content)
    return [link.text for link in page.by_id("new").one("ul", "rows").all("a") if PAGES.search(link.get("href"))]


def publish_on(number: int, title: str, day: str, held: str) -> None:
    record = make.activity(number, title, **({"starts": held, "ends": held, "precision": "day"} if held else {}))
    at = dt.datetime.fromisoformat(f"{day}T12:00+00:00")
    Snapshot.objects.filter(record=record).update(made_at=at)


def test_what_one_day_published_stands_by_the_day_when_it_was_held(client: Client) -> None:
    SearchRow.objects.filter(kind="activity").delete()
    publish_on(9001, "Held in 2022", "2026-03-01", "2022-05-01")
    publish_on(9002, "Held in 2024", "2026-03-01", "2024-05-01")
    publish_on(9003, "Date not stated", "2026-03-01", "")
    publish_on(9004, "Published the day after", "2026-03-02", "2001-05-01")
    publish_on(9005, "Published the day before", "2026-02-28", "2025-05-01")
    assert new(client) == [
        "Published the day after",
        "Held in 2024",
        "Held in 2022",
        "Date not stated",
        "Published the day before",
    ]


def test_the_first_records_show_the_webinars_and_the_meeting_in_mexico(client: Client) -> None:
    shown = " ".join(new(client))
    assert "Virtual Technical Assistance and Capacity Building" in shown
    assert "Impact-oriented Technical Assistance" in shown
    assert "Capacity Building in Mexico" in shown


def told(client: Client) -> tuple[list[str], list[str]]:
    """The titles of what has a day to come, and of what is told as planned without one."""
    part = main(client.get("/").content).by_id("coming")
    return [link.text for link in part.all("h3", "row-title")], [link.text for link in part.all("h4", "row-title")]


def planned(number: int, title: str, day: str = "", **content: str) -> Record:
    period = {"starts": day, "ends": day, "precision": "day"} if day else {}
    return make.activity(number, title, **{"status": "planned", **period, **content})


def test_what_is_planned_without_a_day_to_come_stands_apart_the_latest_first(client: Client) -> None:
    SearchRow.objects.filter(kind="activity").delete()
    yesterday, tomorrow = (f"{timezone.localdate() + dt.timedelta(days=days)}" for days in (-1, 1))
    planned(9001, "Long ago", "2003-05-01")
    late = planned(9002, "Yesterday", yesterday)
    planned(9003, "Date not stated")
    planned(9004, "In 2999", "2999-05-01")
    planned(9005, "Tomorrow, not told as planned", tomorrow, status="not_stated")
    planned(9006, "Cancelled", tomorrow, status="cancelled")
    planned(9007, "Completed", yesterday, status="completed")
    coming = ["Tomorrow, not told as planned", "In 2999"]
    assert told(client) == (coming, ["Yesterday", "Long ago", "Date not stated"])
    make_totals(anew=True)
    make.edit(late, status="completed")
    make.publish_now(late)
    assert told(client) == (coming, ["Long ago", "Date not stated"])


def test_a_consent_moves_nothing_up_for_members(client: Client) -> None:
    def shown() -> tuple[list[str], list[str]]:
        return new(client), main(client.get("/").content).by_id("lessons").texts("p", "text")

    SearchRow.objects.filter(kind="activity").delete()
    peru = make.record_id("country/PE")
    parties = [{"party": peru, "role": "beneficiary"}]
    for number in range(9001, 9007):
        lesson = {"kind": "lesson", "wording": {"en": f"Lesson {number}"}}
        make.activity(number, f"Activity {number}", involvements=parties, lessons=[lesson])
    first = Record.objects.get(reference="TA-2023-9001")
    Snapshot.objects.filter(record=first).update(made_at=timezone.now() - dt.timedelta(days=2))
    client.login(username=CAST["member"], password=PASSWORD)
    expected = [f"Activity {number}" for number in range(9006, 9001, -1)], [f"Lesson {n}" for n in (9006, 9005, 9004)]
    assert shown() == expected
    detail = Detail.objects.create(record_id=first.pk, party_id=peru, nature="cost", text="CHF 12,345")
    Consent.objects.create(party_id=peru, detail=detail, state="granted")
    with change(by=None, why="a test"):
        refresh_forms([first.pk])
    assert shown() == expected


def test_activities_are_counted_at_once_before_and_after_the_counts_are_made_up(client: Client) -> None:
    def shown() -> list[str]:
        counts = main(client.get("/").content).one("nav").all("a")
        return [link.text for link in counts if link.get("href") == "/activities/"]

    SearchRow.objects.filter(kind="activity").delete()
    make_totals()
    first, _second = make.activity(9001), make.activity(9002)
    assert shown() == ["2 activities"]
    make_totals()
    make.archive_now(first)
    assert shown() == ["1 activities"]
    make_totals()
    assert shown() == ["1 activities"]
