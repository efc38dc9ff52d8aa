"""The same as a feed, read by an independent parser, and as a table, read back."""

import csv
import datetime as dt
import io

import pytest
from django.test import Client
from django.utils import timezone
from lxml import etree

from tarepo.changed import export
from tarepo.models import PublicChange, Record
from tests import make
from tests.html import parse

pytestmark = pytest.mark.django_db
ATOM = {"a": "http://www.w3.org/2005/Atom"}
HEADERS = [
    *("Date", "What became of it", "Kind of record", "Reference", "Version", "Title or name"),
    *("Countries or areas", "Subjects", "Address", "What differs"),
]


@pytest.fixture(autouse=True)
def long_ago() -> None:
    PublicChange.objects.update(at=timezone.now() - dt.timedelta(days=365))


def again(record: Record, **content: object) -> None:
    record.public_changes.update(at=timezone.now() - dt.timedelta(days=40))
    make.edit(record, **content)
    make.publish_now(record)


def feed(client: Client, query: str = "", prefix: str = "") -> etree._Element:
    response = client.get(f"{prefix}/changes/feed.atom{query}")
    assert (response.status_code, response.headers["Content-Type"]) == (200, "application/atom+xml; charset=utf-8")
    return etree.fromstring(response.content)


def table(client: Client, query: str = "") -> list[list[str]]:
    response = client.get(f"/changes/export.csv{query}")
    assert (response.status_code, response.headers["Content-Type"]) == (200, "text/csv; charset=utf-8")
    return list(csv.reader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))


def test_an_entry_says_what_became_of_the_record_and_what_differs(client: Client) -> None:
    record = make.activity(9001, "Seminar", status="planned")
    again(record, status="completed")
    (entry,) = feed(client).findall("a:entry", ATOM)
    step = record.public_changes.latest("id")
    assert [entry.findtext(f"a:{name}", namespaces=ATOM) for name in ("title", "id", "summary")] == [
        "changed: Seminar",
        f"tag:tarepo,2026:changes/{step.pk}",
        "Activity · TA-2023-9001\nStatus: planned → completed",
    ]
    assert entry.find("a:link", ATOM).get("href") == "http://testserver/activities/TA-2023-9001/"
    assert dt.datetime.fromisoformat(entry.findtext("a:updated", namespaces=ATOM)) == step.at


def test_a_feed_is_valid_with_nothing_in_it_and_with_characters_that_no_xml_holds(client: Client) -> None:
    assert feed(client, "?act=withdrawn").findall("a:entry", ATOM) == []
    make.activity(9001, "Bell \x07 and <tag> & more")
    (title,) = feed(client).findall("a:entry/a:title", ATOM)
    assert title.text == "new: Bell   and <tag> & more"


def test_the_feed_of_a_country_says_so_and_leads_to_its_page(client: Client) -> None:
    root = feed(client, "?country=PE", prefix="/fr")
    assert root.findtext("a:title", namespaces=ATOM).endswith(" · Pérou")
    links = {link.get("rel"): link.get("href") for link in root.findall("a:link", ATOM)}
    assert links == {
        "alternate": "http://testserver/fr/changes/?country=PE",
        "self": "http://testserver/fr/changes/feed.atom?country=PE",
    }


def test_what_was_not_understood_is_said_in_a_feed_and_refused_as_a_file(client: Client) -> None:
    assert "“nowhere” was not understood" in feed(client, "?country=nowhere").findtext("a:subtitle", namespaces=ATOM)
    response = client.get("/changes/export.csv?country=nowhere&kind=activity")
    assert response.status_code == 400
    page = parse(response.content)
    assert "“nowhere” was not understood as “country” and is left out." in page.text
    assert "/changes/?kind=activity" in [link.get("href") for link in page.all("a")]


def test_each_record_is_a_line_of_the_table(client: Client) -> None:
    peru, chile = make.record_id("country/PE"), make.record_id("country/CL")
    parties = [{"party": pk, "role": "beneficiary"} for pk in (peru, chile)]
    record = make.activity(9001, "Seminar", status="planned", involvements=parties)
    gone = make.activity(9002, "SECRET title")
    again(record, status="completed", venue="Lima")
    gone.public_changes.update(at=timezone.now() - dt.timedelta(days=40))
    make.archive_now(gone)
    today = timezone.localdate().isoformat()
    differs = "Status: planned → completed\nVenue (town, building): Lima"
    assert table(client) == [
        HEADERS,
        [today, "withdrawn", "Activity", "TA-2023-9002", "1", "", "", "", "", ""],
        [
            *(today, "changed", "Activity", "TA-2023-9001", "2", "Seminar", "Chile; Peru", ""),
            *("http://testserver/activities/TA-2023-9001/", differs),
        ],
    ]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1"])
def test_no_text_becomes_a_formula(client: Client, text: str) -> None:
    record = make.activity(9001, text)
    again(record, venue=text, texts=make.english(text, summary=f"x\n{text}"))
    line = table(client)[1]
    assert line[5] == f"'{text}"
    assert f"Summary: x\n'{text}" in line[9] or f"'{text.strip()}" in line[9]


def test_a_long_span_is_cut_and_says_so(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export, "MOST", 3)
    monkeypatch.setattr(export, "AT_ONCE", 2)
    for number in range(4):
        make.activity(9001 + number, f"Seminar {number}")
    lines = table(client, "?kind=activity")[1:]
    assert [line[5] for line in lines[:-1]] == ["Seminar 3", "Seminar 2", "Seminar 1"]
    assert lines[-1] == ["Only the newest 3 are here: for the others give an earlier last day."]
    monkeypatch.setattr(export, "MOST", 4)
    assert [line[5] for line in table(client, "?kind=activity")[1:]] == [f"Seminar {number}" for number in (3, 2, 1, 0)]


def test_head_makes_no_file(client: Client) -> None:
    response = client.head("/changes/export.csv")
    assert response.status_code == 200
    assert response.headers["Content-Disposition"].startswith('attachment; filename="tarepo-changes-')
