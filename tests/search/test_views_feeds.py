"""What calendar programs and feed readers are given: exactly what is filtered, and always well-formed."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar
from lxml import etree

from accounts.models import Consent
from activities import feeds
from experts.models import Person
from tarepo.changes import change
from tarepo.enums import Kind
from tarepo.models import Detail
from tarepo.publish import refresh_forms
from tests.make import (
    activity,
    archive_now,
    draft,
    edit,
    english,
    person,
    publish_now,
    published,
    record_id,
    rename,
    text,
)
from tests.people import CAST, PASSWORD
from tests.search.cast import publish_cast

pytestmark = pytest.mark.django_db
ATOM = {"a": "http://www.w3.org/2005/Atom"}
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def read(response) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def get(client, address: str, **headers: str):
    """The answer, read to its end."""
    response = client.get(address, headers=headers)
    read(response)
    return response


def events(client, query: str = "?q=Title") -> list:
    return Calendar.from_ical(read(client.get(f"/activities/calendar.ics{query}"))).walk("VEVENT")


def entries(client, query: str = "?q=Title") -> list:
    root = etree.fromstring(read(client.get(f"/activities/feed.atom{query}")))
    return root.findall("a:entry", ATOM)


def _moment(client) -> tuple:
    """What says how new the one event is."""
    (event,) = events(client)
    return event["SEQUENCE"], event["LAST-MODIFIED"].dt


class TestCalendarFile:
    def test_days_end_on_the_first_day_after(self, client):
        activity(1, starts="2026-11-30", ends="2026-12-02", precision="day")
        (event,) = events(client)
        assert (event["DTSTART"].dt, event["DTEND"].dt) == (dt.date(2026, 11, 30), dt.date(2026, 12, 3))
        assert event["DTSTART"].params["VALUE"] == "DATE"

    @pytest.mark.parametrize(
        ("period", "past"),
        [
            ({"starts": "2026-11-01"}, dt.date(2026, 12, 1)),
            ({"starts": "2026-11-15"}, dt.date(2026, 12, 1)),
            ({"starts": "2026-11-01", "ends": "2026-12-01"}, dt.date(2027, 1, 1)),
            ({"starts": "2026-11-01", "ends": "2027-02-28"}, dt.date(2027, 3, 1)),
        ],
    )
    def test_a_month_lasts_from_its_first_day_to_its_last(self, client, period, past):
        activity(1, precision="month", **period)
        (event,) = events(client)
        assert (event["DTSTART"].dt, event["DTEND"].dt) == (dt.date(2026, 11, 1), past)

    def test_only_days_and_months_are_in_it_and_it_says_how_many_are_not(self, client):
        activity(1, starts="2026-11-30", precision="day")
        activity(2, starts="2026-11-01", ends="2026-11-30", precision="month")
        activity(3, starts="2026-01-01", ends="2026-12-31", precision="year")
        activity(4)
        calendar = Calendar.from_ical(read(client.get("/activities/calendar.ics?q=Title")))
        assert sorted(event["UID"] for event in calendar.walk("VEVENT")) == ["TA-2023-1@tarepo", "TA-2023-2@tarepo"]
        assert calendar["X-WR-CALDESC"].startswith("2 of 4 activities")

    @pytest.mark.parametrize(
        ("status", "said"),
        [("planned", "CONFIRMED"), ("postponed", "TENTATIVE"), ("cancelled", "CANCELLED"), ("not_stated", None)],
    )
    def test_the_status_is_said(self, client, status, said):
        activity(1, starts="2026-11-30", precision="day", status=status)
        (event,) = events(client)
        assert event.get("STATUS") == said

    def test_a_new_version_has_the_same_uid_and_a_higher_sequence(self, client):
        record = activity(1, starts="2026-11-30", precision="day")
        (before,) = events(client)
        edit(record, status="cancelled")
        publish_now(record)
        (after,) = events(client)
        assert (before["UID"], before["SEQUENCE"]) == (after["UID"], 1)
        assert after["SEQUENCE"] == 2
        record.refresh_from_db()
        assert after["LAST-MODIFIED"].dt == record.published_at.replace(microsecond=0)

    def test_a_sequence_never_falls_whatever_details_a_reader_may_see(self, client):
        peru = record_id("country/PE")
        parties = [{"party": peru, "role": "beneficiary"}]
        record = activity(1, starts="2026-11-30", precision="day", involvements=parties)
        detail = Detail.objects.create(record=record, party_id=peru, nature="cost", text="CHF 12,345")
        client.login(username=CAST["member"], password=PASSWORD)
        edit(record, status="cancelled")
        publish_now(record)
        seen = [_moment(client)]
        for state in ("granted", "withdrawn"):
            Consent.objects.create(party_id=peru, detail=detail, state=state)
            with change(by=None, why="a test"):
                refresh_forms([record.pk])
            seen.append(_moment(client))
        assert seen[0][0] == 2
        assert seen == [seen[0]] * 3

    @pytest.mark.parametrize(("starts", "ended"), [("2026-11-30", dt.date.max), ("9999-12-31", None)])
    def test_the_last_day_that_there_is_ends_it(self, client, starts, ended):
        activity(1, starts=starts, ends="9999-12-31", precision="day")
        (event,) = events(client)
        assert (event["DTSTART"].dt.isoformat(), event["DTEND"].dt if "DTEND" in event else None) == (starts, ended)

    def test_awkward_text_comes_back_as_it_was(self, client):
        title = 'Title; with, all\\n "kinds" of: marks\nand a second line — ' + "длинный " * 20 + "конец"
        activity(1, starts="2026-11-30", precision="day", texts={"ru": text(title, summary="Что\x0bбыло")})
        (event,) = events(client)
        assert str(event["SUMMARY"]) == title
        assert event["SUMMARY"].params["LANGUAGE"] == "ru"
        assert str(event["DESCRIPTION"]) == "Что было"

    def test_lines_are_short_and_end_as_the_standard_says(self, client):
        activity(1, "Title " * 40, starts="2026-11-30", precision="day")
        lines = read(client.get("/activities/calendar.ics")).split(b"\r\n")
        assert max(map(len, lines)) <= 75
        assert not any(b"\n" in line for line in lines)

    def test_it_has_just_what_is_filtered(self, client):
        mades = publish_cast(11)
        planned = {f"TA-1999-{n:04}@tarepo" for n, made in enumerate(mades) if made.status == "planned" and made.years}
        assert {event["UID"] for event in events(client, "?status=planned")} == planned
        assert events(client, "?q=hushword") == []

    def test_a_very_long_one_has_what_is_to_come_first_and_says_so(self, client, monkeypatch):
        monkeypatch.setattr(feeds, "MOST_EVENTS", 3)
        for number, days in enumerate((-90, 200, 5, -30, 40, -60), 1):
            day = dt.date.today() + dt.timedelta(days=days)  # noqa: DTZ011  # the test's own day
            activity(number, starts=day.isoformat(), precision="day")
        calendar = Calendar.from_ical(read(client.get("/activities/calendar.ics?q=Title")))
        assert [event["UID"] for event in calendar.walk("VEVENT")] == [f"TA-2023-{n}@tarepo" for n in (3, 5, 2)]
        assert "Only the nearest 3 are in this file" in calendar["X-WR-CALDESC"]
        monkeypatch.setattr(feeds, "MOST_EVENTS", 4)
        calendar = Calendar.from_ical(read(client.get("/activities/calendar.ics?q=Title")))
        assert [event["UID"] for event in calendar.walk("VEVENT")][3:] == ["TA-2023-4@tarepo"]

    def test_its_name_and_the_feeds_say_what_was_asked_for(self, client):
        query = "?q=Title&country=PE&status=planned"
        calendar = Calendar.from_ical(read(client.get(f"/activities/calendar.ics{query}")))
        title = etree.fromstring(read(client.get(f"/activities/feed.atom{query}"))).findtext("a:title", None, ATOM)
        assert calendar["X-WR-CALNAME"].endswith(" · “Title” · Peru · Status: planned")
        assert title.endswith(" · “Title” · Peru · Status: planned")


def test_ids_are_the_same_whatever_host_is_asked(client, settings):
    settings.ALLOWED_HOSTS = ["one.example", "other.example"]
    activity(1, starts="2026-11-30", precision="day")
    told = []
    for host in settings.ALLOWED_HOSTS:
        calendar = read(client.get("/activities/calendar.ics?q=Title", headers={"host": host}))
        feed = etree.fromstring(read(client.get("/es/activities/feed.atom?q=Title", headers={"host": host})))
        uids = [event["UID"] for event in Calendar.from_ical(calendar).walk("VEVENT")]
        told.append((uids, [each.text for each in feed.iterfind(".//a:id", ATOM)]))
        assert f"http://{host}/es/activities/TA-2023-1/" in [
            each.get("href") for each in feed.iterfind(".//a:link", ATOM)
        ]
    ids = ["tag:tarepo,2026:/es/activities/feed.atom?q=Title", "tag:tarepo,2026:TA-2023-1"]
    assert told == [(["TA-2023-1@tarepo"], ids)] * 2


class TestAtom:
    def test_an_entry_has_one_id_in_every_language(self, client):
        record = activity(1, texts=english("Title one", summary="Said <b>so</b> & more"), status="planned")
        for prefix in ("", "/es"):
            root = etree.fromstring(read(client.get(f"{prefix}/activities/feed.atom?q=Title")))
            (entry,) = root.findall("a:entry", ATOM)
            assert entry.findtext("a:id", None, ATOM) == "tag:tarepo,2026:TA-2023-1"
            assert entry.find("a:link", ATOM).get("href") == f"http://testserver{prefix}/activities/TA-2023-1/"
            assert entry.get(LANG) == "en"
            assert root.get(LANG) == (prefix[1:] or "en")
            record.refresh_from_db()
            updated = entry.findtext("a:updated", None, ATOM)
            assert dt.datetime.fromisoformat(updated) == record.published_at
            assert root.findtext("a:updated", None, ATOM) == updated
            assert entry.findtext("a:summary", None, ATOM).endswith("Said <b>so</b> & more")

    def test_the_newest_published_come_first_and_no_more_than_fifty(self, client, monkeypatch):
        monkeypatch.setattr(feeds, "NEWEST", 2)
        for number in (1, 2, 3):
            activity(number, f"Title {number}")
        assert [entry.findtext("a:title", None, ATOM) for entry in entries(client)] == ["Title 3", "Title 2"]

    def test_what_xml_cannot_hold_is_left_out(self, client):
        activity(1, "Title \x0b\x1f one")
        assert [entry.findtext("a:title", None, ATOM) for entry in entries(client)] == ["Title    one"]

    def test_an_empty_feed_is_well_formed(self, client):
        assert entries(client, "?q=nothinghasthis") == []


@pytest.mark.parametrize("file", ["calendar.ics", "feed.atom"])
class TestCaching:
    def test_the_same_is_sent_once(self, client, file):
        activity(1, starts="2026-11-30", precision="day")
        address = f"/activities/{file}?q=Title"
        first = get(client, address)
        again = get(client, address, if_none_match=first["ETag"])
        assert (again.status_code, again["ETag"]) == (304, first["ETag"])
        assert first["Cache-Control"] == "public, no-cache"
        assert not first.cookies

    def test_a_change_is_seen(self, client, file):
        record = activity(1, starts="2026-11-30", precision="day")
        address = f"/activities/{file}?q=Title"
        before = get(client, address)["ETag"]
        edit(record, status="cancelled")
        publish_now(record)
        assert get(client, address, if_none_match=before).status_code == 200

    def test_a_name_that_changed_is_seen(self, client, file):
        land = published(Kind.COUNTRY, "Oldland", reference="XA")
        held_there = [{"party": land.pk, "role": "venue"}]
        activity(1, starts="2026-11-30", precision="day", involvements=held_there)
        address = f"/activities/{file}?q=Title"
        before = get(client, address)["ETag"]
        rename(land, "Newland")
        assert get(client, address, if_none_match=before).status_code == 200

    def test_what_was_taken_away_is_seen_by_those_who_ask_by_date_alone(self, client, file):
        record, _other = (activity(number, starts="2026-11-30", precision="day") for number in (1, 2))
        address = f"/activities/{file}?q=Title"
        first = get(client, address)
        archive_now(record)
        date = first.get("Last-Modified", "Fri, 01 Jan 2100 00:00:00 GMT")
        assert get(client, address, if_modified_since=date).status_code == 200

    def test_what_was_not_understood_is_said(self, client, file):
        text = str(read(client.get(f"/activities/{file}?q=Title&country=QQ")).replace(b"\r\n ", b""), "utf-8")
        assert "Not all of it was understood: “QQ” was not understood as “Country or area”" in text
        assert "not understood" not in str(read(client.get(f"/activities/{file}?q=Title")), "utf-8")

    def test_other_languages_and_searches_have_other_tags(self, client, file):
        addresses = [f"{root}/activities/{file}{query}" for root in ("", "/fr") for query in ("", "?year=2024")]
        assert len({get(client, address)["ETag"] for address in addresses}) == 4

    def test_asking_for_headers_alone_writes_nothing(self, client, file, monkeypatch):
        whole = get(client, f"/activities/{file}?q=Title")
        monkeypatch.setattr(feeds, "calendar_parts", None)
        alone = client.head(f"/activities/{file}?q=Title")
        assert (alone.status_code, read(alone)) == (200, b"")
        assert [alone[name] for name in ("ETag", "Content-Type")] == [whole[name] for name in ("ETag", "Content-Type")]

    def test_only_reading_is_possible(self, client, file):
        assert client.post(f"/activities/{file}").status_code == 405


FILES = ["calendar.ics", "feed.atom", "export.csv", "export.json", "export.xlsx"]


@pytest.mark.parametrize("file", FILES)
def test_whatever_looks_for_words_looks_by_their_index(client, file):
    activity(1, starts="2026-11-30", precision="day")
    with CaptureQueriesContext(connection) as queries:
        get(client, f"/activities/{file}?q=Title")
    by_index, apart, together = False, [], []
    for sql in [query["sql"] for query in queries]:
        if sql.startswith("SET LOCAL enable_seqscan"):
            by_index = "enable_seqscan = off" in sql
        elif " @@ " in sql:
            (together if by_index else apart).append(sql)
    assert together
    assert apart == []


@pytest.mark.parametrize("file", FILES)
def test_a_consent_about_a_project_moves_no_tag_of_a_visitor(client, file):
    peru = record_id("country/PE")
    project = published(Kind.PROJECT, involvements=[{"party": peru, "role": "beneficiary"}])
    activity(1, starts="2026-11-30", precision="day", project=project.pk)
    before = get(client, f"/activities/{file}?q=Title")["ETag"]
    detail = Detail.objects.create(record_id=project.pk, party_id=peru, nature="cost", text="CHF 12,345")
    Consent.objects.create(party_id=peru, detail=detail, state="granted")
    with change(by=None, why="a test"):
        refresh_forms([project.pk])
    assert get(client, f"/activities/{file}?q=Title")["ETag"] == before


def test_a_consent_moves_no_entry_of_a_member_s_feed(client):
    peru = record_id("country/PE")
    first = activity(1, involvements=[{"party": peru, "role": "beneficiary"}])
    activity(2)
    client.login(username=CAST["member"], password=PASSWORD)
    told = [[each.findtext(f"a:{name}", None, ATOM) for name in ("id", "updated")] for each in entries(client)]
    detail = Detail.objects.create(record_id=first.pk, party_id=peru, nature="cost", text="CHF 12,345")
    Consent.objects.create(party_id=peru, detail=detail, state="granted")
    with change(by=None, why="a test"):
        refresh_forms([first.pk])
    assert [[each.findtext(f"a:{name}", None, ATOM) for name in ("id", "updated")] for each in entries(client)] == told


def answered(client, file: str) -> tuple:
    response = client.get(f"/activities/{file}?q=Title")
    headers = {name: value for name, value in response.headers.items() if name != "X-Request-ID"}
    return headers, read(response)


@pytest.mark.parametrize("file", ["calendar.ics", "feed.atom", "export.csv", "export.json"])
def test_a_person_whom_nothing_public_names_moves_nothing_of_a_visitor(client, file):
    activity(1, starts="2026-11-30", precision="day")
    before = answered(client, file)
    person("P-9001", "Ana Quispe")
    draft(Kind.ACTIVITY, "Title by {P-9001}", reference="TA-2023-2", starts="2026-11-30", precision="day")
    person("P-9002", "Li Na")
    archive_now(activity(3, "Title by {P-9002}", starts="2026-11-30", precision="day"))
    assert answered(client, file) == before


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("by", ["visitor", "member"])
def test_a_person_s_name_that_changed_is_seen(client, file, by):
    person("P-9001", "Ana Quispe")
    activity(1, "Title by {P-9001}", starts="2026-11-30", precision="day")
    if by == "member":
        client.login(username=CAST["member"], password=PASSWORD)
    before = get(client, f"/activities/{file}?q=Title")["ETag"]
    Person.objects.filter(key="P-9001").update(name="Ana Quispe Mamani")
    assert get(client, f"/activities/{file}?q=Title")["ETag"] != before
