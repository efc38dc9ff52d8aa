"""What the home page shows first."""

import datetime as dt

import pytest
from django.test import Client

from tarepo.models import SearchRow, Snapshot
from tests import make
from tests.html import main

pytestmark = pytest.mark.django_db


def new(client: Client) -> list[str]:
    page = main(client.get("/").content)
    return [link.text for link in page.by_id("new").one("ul", "rows").all("a") if "/activities/" in link.get("href")]


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
