"""The calendar's page: what each month holds, and what has none."""

import datetime as dt
from collections import Counter

import pytest

from activities import calendar
from activities.calendar import Month
from tarepo.models import SearchRow
from tests.html import main
from tests.make import activity
from tests.search.asking import found_at

pytestmark = pytest.mark.django_db

SPANS = {
    1: ("2025-12-31", "2026-01-01", "day"),
    2: ("2026-11-01", "2026-11-30", "month"),
    3: ("2026-11-05", "", "day"),
    4: ("2024-06-15", "2028-02-01", "day"),
    5: ("2026-01-01", "2026-12-31", "year"),
    6: ("2026-11-01", "", "since"),
}


@pytest.fixture
def found():
    for number, (starts, ends, precision) in SPANS.items():
        content = {"starts": starts, "precision": precision, "status": "planned", **({"ends": ends} if ends else {})}
        activity(number, f"Quibble {number}", **content)
    activity(7, "Quibble 7", status="under_way")
    activity(8, "Quibble 8", status="completed")
    return found_at("?q=quibble")


def touched(starts: str, ends: str) -> list[str]:
    """Every month from the first to the last, day by day."""
    day, last = dt.date.fromisoformat(starts), dt.date.fromisoformat(ends or starts)
    return sorted({str(day + dt.timedelta(days=n))[:7] for n in range((last - day).days + 1)})


def test_each_month_counts_what_touches_it_and_lists_just_that(found):
    shown = [span for span in SPANS.values() if span[2] in ("day", "month")]
    slow = Counter(month for starts, ends, _precision in shown for month in touched(starts, ends))
    counts = calendar.by_month(found, 2025, 2027)
    assert counts == {month: count for month, count in slow.items() if "2025" <= month[:4] <= "2027"}
    for name, count in counts.items():
        month = Month(int(name[:4]), int(name[5:]))
        assert len(calendar.held_in(found, month)) == count


def test_what_is_coming_without_a_month_is_listed_apart(found):
    titles = calendar.coming_undated(found).values_list("row__label__names__en", flat=True)
    assert set(titles) == {"Quibble 5", "Quibble 6", "Quibble 7"}
    assert "Of 4 of them no day or month is stated" in calendar.sentences(found)[1]


def test_the_page_shows_the_month_that_is_asked_for(client, found):
    page = main(client.get("/activities/calendar/?q=quibble&month=2026-11").content)
    section = page.by_id("month")
    assert section.one("h2").text == "November 2026 (3)"
    assert section.texts("h3") == ["Quibble 4", "Quibble 2", "Quibble 3"]
    (current,) = page.one("table", "calendar").all("a", where=lambda node: node.get("aria-current") == "true")
    assert (current.text, current.get("aria-label")) == ("3", "November 2026: 3")
    turns = [link.get("href") for link in section.one("nav", "pager").all("a")]
    assert turns == [f"/activities/calendar/?q=quibble&month=2026-{number}" for number in (10, 12)]


@pytest.mark.parametrize(
    ("asked", "nearest"),
    [
        ("q=quibble&month=2032-05", {"February 2028": "2028-02"}),
        ("q=quibble&month=2022-12", {"June 2024": "2024-06"}),
        ("q=gap&month=2000-01", {"March 1990": "1990-03", "April 2010": "2010-04"}),
        ("month=1850-01", {"March 1990": "1990-03"}),
    ],
)
def test_years_that_have_nothing_lead_to_the_nearest_months_that_have_something(client, found, asked, nearest):
    SearchRow.objects.exclude(label__names__en__startswith="Quibble").filter(kind="activity").delete()
    activity(21, "Gap early", starts="1990-03-02", ends="1990-03-04", precision="day")
    activity(22, "Gap late", starts="2010-04-01", ends="2010-05-31", precision="month")
    activity(23, "Gap whole", starts="1998-01-01", ends="1999-12-31", precision="year")
    page = main(client.get(f"/activities/calendar/?{asked}").content)
    lines = page.by_id("month").all("ul", "inline-names")
    links = [link for line in lines for link in line.all("a")]
    assert {link.text: link.get("href").rpartition("=")[2] for link in links} == nearest
    for link in links:
        assert main(client.get(link.get("href")).content).by_id("month").all("h3") != []


def test_a_year_that_has_something_leads_nowhere_else(client, found):
    page = main(client.get("/activities/calendar/?q=quibble&month=2026-04").content)
    assert page.by_id("month").all("ul", "inline-names") == []


def test_this_month_is_shown_where_none_is_asked_for(client):
    now = dt.date.today()  # noqa: DTZ011  # the test's own day
    assert (
        main(client.get("/activities/calendar/").content)
        .by_id("month")
        .one("h2")
        .text.startswith(Month(now.year, now.month).name)
    )


def test_months_follow_one_another_over_the_year():
    assert (str(Month(2026, 12).beside(1)), str(Month(2026, 1).beside(-1))) == ("2027-01", "2025-12")
    assert Month(2024, 2).last == dt.date(2024, 2, 29)
