"""/webinars/: what is coming first, then topics without a date, then what was held; filters; calendar and feed."""

import datetime as dt
import re

import pytest
import vobject
from django.test import Client

from tarepo.models import SearchRow
from tests import make
from tests.html import Node, main

pytestmark = pytest.mark.django_db
SOON, LATER, LONG_AGO = "2031-03-04T12:00+00:00", "2032-03-04T23:30+00:00", "2019-05-06T10:00+00:00"


@pytest.fixture(autouse=True)
def nothing_else() -> None:
    """The source documents have webinars of their own."""
    SearchRow.objects.filter(label__has_key="slug").delete()


def shown(client: Client, query: str = "", language: str = "") -> dict[str, list[str]]:
    """Section → titles."""
    node = main(client.get(f"{language}/webinars/{query}").content)
    return {part.get("id"): [title.text for title in part.all("h3")] for part in node.all("section") if part.get("id")}


def told(node: Node) -> list[str]:
    return [item.text for notice in node.all("div", "notice-warning") for item in notice.all("li")]


def speaker(key: str, **more: int) -> dict:
    make.person(key, f"Speaker {key}")
    return {"person": key, "role": "speaker"} | more


def test_what_is_coming_stands_first_and_the_soonest_of_it(client: Client) -> None:
    make.webinar("Later", at=LATER)
    make.webinar("Held", at=LONG_AGO, status="completed")
    make.webinar("Soon", at=SOON)
    make.webinar("Agreed")
    assert shown(client) == {
        "upcoming": ["Soon", "Later"],
        "agreed": ["Agreed"],
        "year-2019": ["Held"],
    }


def test_an_hour_is_told_by_the_clock_of_the_place_and_by_universal_time(client: Client) -> None:
    make.webinar("Late in the evening", at=LATER)
    row = main(client.get("/webinars/").content).one("ul", "rows")
    assert "5 March 2032" in row.one("div", "when").text
    assert "00:30–02:00 (Zurich)" in row.text.replace("Geneva", "Zurich")
    assert "4 March 2032, 23:30" in row.text


def test_languages_and_countries_stand_behind_labels_that_everybody_sees(client: Client) -> None:
    peru = make.record_id("country/PE")
    its = [speaker("P-9101", affiliation_country=peru)]
    make.webinar("One", at=SOON, row={"interpretation": "en,fr"}, speakers=its)
    named = main(client.get("/webinars/").content).all("div", "named")
    assert [" ".join(each.text.split()) for each in named] == [
        "Interpretation: English Français",
        "Countries and areas of the speakers: Peru",
    ]
    assert [each.all("span", "visually-hidden") for each in named] == [[], []]


def test_a_topic_says_who_agreed_it(client: Client) -> None:
    session = make.published("session", "CDIP, ninetieth session", reference="CDIP-90", number=90)
    document = make.published("document", "Topics agreed", symbol="CDIP/90/INF/1", session=session.pk)
    make.webinar("A topic", citations=[{"document": document.pk, "role": "mandate"}])
    row = main(client.get("/webinars/").content).by_id("agreed").one("ul", "rows")
    assert "Topics agreed" in row.text
    assert "CDIP, ninetieth session" in row.text
    assert "agreed" in [badge.text for badge in row.all("span", "badge")]


def test_what_is_called_off_is_marked(client: Client) -> None:
    make.webinar("Off", at=SOON, status="cancelled")
    assert main(client.get("/webinars/").content).one("span", "badge-cancelled").text == "cancelled"


def test_registration_is_told_as_open_and_how_many_registered_never(client: Client) -> None:
    row = {"register_by": "here", "seats": 77}
    make.webinar("Open", at=SOON, row=row)
    make.webinar("Closed", at=LATER, row=row | {"register_until": LONG_AGO})
    node = main(client.get("/webinars/").content)
    assert [badge.text for badge in node.all("span", "badge")] == ["registration open"]
    assert "77" not in node.text


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("?year=2031", ["One"]),
        ("?year=2031&year=2032", ["One", "Two"]),
        ("?language=fr", ["One"]),
        ("?country=PE", ["Two"]),
        ("?mode=hybrid", ["Two"]),
        ("?mode=hybrid&language=fr", []),
    ],
)
def test_it_is_narrowed(client: Client, query: str, titles: list[str]) -> None:
    make.webinar("One", at=SOON, row={"interpretation": "en,fr"})
    countries = {
        "affiliation_country": make.record_id("country/MX"),
        "experience_country": make.record_id("country/PE"),
    }
    make.webinar("Two", at=LATER, delivery_mode="hybrid", speakers=[speaker("P-9101", **countries)])
    node = main(client.get(f"/webinars/{query}").content)
    assert [title.text for title in node.all("h3")] == titles
    assert told(node) == []
    assert len(node.all("a", "chip")) == query.count("=")


def test_by_a_broader_subject(client: Client) -> None:
    broader = make.published("subject", "Broad")
    narrower = make.published("subject", "Narrow", parent=broader.pk)
    make.webinar("One", at=SOON, subjects=[narrower.pk])
    assert shown(client, f"?subject={broader.reference}")["upcoming"] == ["One"]


@pytest.mark.parametrize(
    ("query", "drops", "chips"),
    [
        ("?country=TG", ["Without “Country or area of speakers: Togo”: 2 webinars"], ["Togo"]),
        ("?country=tg&year=2031", ["Without “Country or area of speakers: Togo”: 1 webinar"], ["Togo", "2031"]),
        ("?country=TG&country=PE&year=2032", ["Without “Year: 2032”: 1 webinar"], ["Togo", "Peru", "2032"]),
        ("?country=TG&year=1999", [], ["Togo", "1999"]),
        ("?language=ru", ["Without “Language: Russian”: 2 webinars"], ["Russian"]),
        ("?mode=in_person", ["Without “Format: In person”: 2 webinars"], ["In person"]),
    ],
)
def test_what_no_webinar_has_finds_none_and_says_what_to_drop(
    client: Client, query: str, drops: list[str], chips: list[str]
) -> None:
    make.webinar("One", at=SOON, speakers=[speaker("P-9101", affiliation_country=make.record_id("country/PE"))])
    make.webinar("Two", at=LATER)
    node = main(client.get(f"/webinars/{query}").content)
    assert node.all("h3") == []
    assert told(node) == []
    nothing = node.one("div", "nothing")
    assert [item.text for item in nothing.all("li")] == drops
    assert sorted(chip.one("bdi").text.rpartition(": ")[2] for chip in node.all("a", "chip")) == sorted(chips)
    for link in nothing.all("a"):
        assert main(client.get(link.get("href")).content).all("h3") != []


def test_subjects_of_no_webinar_are_understood(client: Client) -> None:
    make.webinar("One", at=SOON)
    subject = make.published("subject", "Lonely")
    node = main(client.get(f"/webinars/?subject={subject.reference}").content)
    assert (node.all("h3"), told(node)) == ([], [])
    assert node.one("div", "nothing").one("li").text == "Without “Subject: Lonely”: 1 webinar"


def test_what_nothing_is_found_by_is_told(client: Client) -> None:
    make.webinar("One", at=SOON)
    node = main(client.get("/webinars/?country=XX&colour=blue&page=9").content)
    assert told(node) == [
        "“colour” is no filter of this list.",
        "“XX” was not understood as “country” and is left out.",
        "There is no page 9: this is page 1, the last.",
    ]
    assert [title.text for title in node.all("h3")] == ["One"]


def test_the_home_page_has_what_is_coming_and_leads_to_all(client: Client) -> None:
    make.webinar("Soon", slug="soon", at=SOON)
    part = main(client.get("/").content).by_id("coming")
    links = {link.text: link.get("href") for link in part.all("a")}
    assert (links["Soon"], links["All webinars"]) == ("/webinars/soon/", "/webinars/")


def test_the_list_leads_to_the_reports(client: Client) -> None:
    links = {link.text: link.get("href") for link in main(client.get("/webinars/").content).all("a")}
    assert links["Reports to the committee"] == "/webinars/reports/"


def test_without_any_it_says_so(client: Client) -> None:
    assert main(client.get("/webinars/").content).one("p", "empty").text == "No webinar is recorded yet."


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_as_many_queries_however_many_there_are(client: Client, count: int, django_assert_num_queries) -> None:
    document = make.published("document", "Topics agreed")
    for number in range(count):
        make.webinar(f"Soon {number}", at=SOON, speakers=[speaker(f"P-92{number}0")])
        make.webinar(f"Agreed {number}", citations=[{"document": document.pk, "role": "mandate"}])
    client.get("/webinars/")
    with django_assert_num_queries(3):
        client.get("/webinars/")


def test_a_page_that_the_browser_has_is_not_sent_again(client: Client) -> None:
    make.webinar("One", at=SOON)
    tag = client.get("/webinars/")["ETag"]
    assert client.get("/webinars/", headers={"If-None-Match": tag}).status_code == 304
    make.webinar("Two", at=SOON)
    assert client.get("/webinars/", headers={"If-None-Match": tag}).status_code == 200


def test_past_ones_are_paged(client: Client) -> None:
    for number in range(52):
        make.webinar(f"Held {number}", at=f"2019-05-06T10:{number:02}+00:00", status="completed")
    first, second = shown(client), shown(client, "?page=2")
    assert (len(first["year-2019"]), second["year-2019"]) == (50, ["Held 1", "Held 0"])
    assert "upcoming" not in second


# Calendars: read back by a reader of their own, strict about RFC 5545.


def lines_of(data: bytes) -> list[str]:
    """Unfolded lines; every physical line ends with CRLF and has 75 octets at most."""
    assert data.endswith(b"\r\n")
    physical = data[:-2].split(b"\r\n")
    assert max(map(len, physical)) <= 75
    assert b"\n" not in b"".join(physical)
    return data[:-2].replace(b"\r\n ", b"").decode().split("\r\n")


def events_of(data: bytes) -> list[dict[str, str]]:
    """Property, with its parameters, → value, of each event."""
    found, here = [], None
    for line in lines_of(data):
        if line == "BEGIN:VEVENT":
            here = {}
        elif line == "END:VEVENT" and here is not None:
            found.append(here)
            here = None
        elif here is not None:
            name, _colon, value = line.partition(":")
            here[name] = value
    return found


def moment(event: dict[str, str], name: str) -> dt.datetime:
    return dt.datetime.strptime(event[name], "%Y%m%dT%H%M%SZ").replace(tzinfo=dt.UTC)


def test_the_calendar_has_the_time_in_utc_and_names_the_zone(client: Client) -> None:
    record = make.webinar("One", slug="one", at=SOON, row={"webcast": "https://example.org/webcast"})
    response = client.get("/webinars/one/calendar.ics")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    (event,) = events_of(response.content)
    assert moment(event, "DTSTART") == dt.datetime.fromisoformat(SOON)
    assert moment(event, "DTEND") == dt.datetime.fromisoformat("2031-03-04T13:30+00:00")
    assert (event["UID"], event["SEQUENCE"], event["STATUS"]) == (f"{record.reference}@tarepo", "1", "CONFIRMED")
    assert event["URL"] == "http://testserver/webinars/one/"
    assert "https://example.org/webcast" in event["DESCRIPTION;LANGUAGE=en"]
    assert "X-WR-TIMEZONE:Europe/Zurich" in response.content.decode()
    assert "13:00–14:30 (" in event["DESCRIPTION;LANGUAGE=en"].replace("\\,", ",")


def test_another_programs_reader_understands_it(client: Client) -> None:
    make.webinar("ندوة عن العلامات الجماعية" * 6, at="2031-07-04T12:00+00:00")
    make.webinar("Two", at=LATER, status="postponed")
    read = vobject.readOne(client.get("/webinars/calendar.ics").content.decode())
    found = [(event.summary.value, event.dtstart.value, event.dtend.value) for event in read.vevent_list]
    assert found == [
        (
            "ندوة عن العلامات الجماعية" * 6,
            dt.datetime(2031, 7, 4, 12, tzinfo=dt.UTC),
            dt.datetime(2031, 7, 4, 13, 30, tzinfo=dt.UTC),
        ),
        ("Two", dt.datetime(2032, 3, 4, 23, 30, tzinfo=dt.UTC), dt.datetime(2032, 3, 5, 1, tzinfo=dt.UTC)),
    ]


def test_what_changes_rises_and_what_is_called_off_is_cancelled_under_the_same_name(client: Client) -> None:
    record = make.webinar("One", slug="one", at=SOON)
    (before,) = events_of(client.get("/webinars/calendar.ics").content)
    make.edit(record, status="cancelled")
    make.publish_now(record)
    (after,) = events_of(client.get("/webinars/calendar.ics").content)
    assert before["UID"] == after["UID"]
    assert (before["SEQUENCE"], after["SEQUENCE"], after["STATUS"]) == ("1", "2", "CANCELLED")


def test_the_calendar_holds_what_the_page_finds(client: Client) -> None:
    make.webinar("One", at=SOON)
    make.webinar("Two", at=LATER)
    make.webinar("Without a day")
    assert len(events_of(client.get("/webinars/calendar.ics").content)) == 2
    assert len(events_of(client.get("/webinars/calendar.ics?year=2032").content)) == 1


def test_the_calendar_of_all_activities_has_its_hours_too_under_the_same_name(client: Client) -> None:
    record = make.webinar("One", at=SOON)
    answer = client.get("/activities/calendar.ics?year=2031")
    (event,) = events_of(b"".join(answer.streaming_content))
    assert (event["UID"], event["DTSTART"], event["DTEND"]) == (
        f"{record.reference}@tarepo",
        "20310304T120000Z",
        "20310304T133000Z",
    )


@pytest.mark.parametrize("title", ["ندوة عن العلامات الجماعية" * 6, "关于集体商标的网络研讨会" * 8])
def test_long_titles_of_every_script_are_folded_between_letters(client: Client, title: str) -> None:
    make.webinar(title, slug="one", at=SOON)
    (event,) = events_of(client.get("/webinars/one/calendar.ics").content)
    assert event["SUMMARY;LANGUAGE=en"] == title


def test_the_feed_has_what_was_published_last_first(client: Client) -> None:
    make.webinar("One", at=SOON)
    make.webinar("Two", at=LATER)
    response = client.get("/webinars/feed.atom")
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    titles = re.findall(r"<title>([^<]*)</title>", response.content.decode())
    assert titles == ["Webinars on technical assistance", "Two", "One"]


@pytest.mark.parametrize("address", ["/webinars/calendar.ics", "/webinars/feed.atom", "/webinars/one/calendar.ics"])
def test_files_that_a_program_has_are_not_sent_again(client: Client, address: str) -> None:
    make.webinar("One", slug="one", at=SOON)
    response = client.get(address)
    assert client.get(address, headers={"If-None-Match": response["ETag"]}).status_code == 304
    assert client.head(address).status_code == 200
