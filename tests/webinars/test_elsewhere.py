"""What is said of a webinar elsewhere: in exports, in corrections, in what changed; and what its page weighs."""

import csv
import io
import json
from typing import Any

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from activities.exports.columns import COLUMNS
from tarepo.corrections.entry import Base
from tarepo.enums import Kind
from tarepo.models import Snapshot
from tests import make
from tests.corrections.test_round_trip import NOTHING, complaints_of, sent_as_shown
from tests.html import main

pytestmark = pytest.mark.django_db
SUMMARY = "She told what had been learned, and of what had not worked as it had been meant to. " * 20


def whole(**more: Any) -> make.Record:
    """A webinar that says whatever one can say."""
    ada, ben = make.person("P-9001", "Ada Speaker", "Judge", "Court"), make.person("P-9002", "Ben Moderator")
    document = make.published("document", "Topics agreed", symbol="CDIP/31/INF/5")
    south_africa, mauritius = make.record_id("country/ZA"), make.record_id("country/MU")
    speaker = {
        "person": ada,
        "role": "speaker",
        "perspective": "academia",
        "affiliation_country": mauritius,
        "experience_country": south_africa,
        "experience_inferred": True,
        "expertise": make.published("subject", "Quibbling").pk,
        "title": {"en": "Marks"},
        "summary": {"en": SUMMARY},
        "document": document.pk,
        "paragraph": "paragraph 17",
    }
    row = {
        "time_printed": "1 p.m.",
        "time_note": {"en": "A note."},
        "interpretation": "en,fr",
        "webcast": "https://example.org/live",
        "register_by": "elsewhere",
        "register_at": "https://example.org/register",
        "register_until": "2027-03-01T00:00+00:00",
        "seats": 100,
        "criteria": "geography,gender",
        "questions": "held",
        "questions_told": {"en": "Many were asked."},
        "remarks": True,
        "remarks_told": {"en": "Go on."},
    }
    content = {
        "speakers": [{"person": ben, "role": "moderator"}, speaker],
        "slots": [{"at": "13:00", "minutes": 10, "kind": "presentation", "title": {"en": "Marks"}, "person": ada}],
        "materials": [
            {"kind": "slides", "language": "en", "person": ada, "link": "https://example.org/s", "released": True},
            {"kind": "slides", "language": "fr", "person": ada, "link": "https://example.org/withheld"},
        ],
        "promotions": [{"channel": "newsletter", "audience": "offices", "on": "2027-02-01", "note": {"en": "Once."}}],
        "citations": [{"document": document.pk, "role": "mandate"}],
    }
    return make.webinar("On quibbled marks", slug="quibbled", at="2027-03-04T12:00+00:00", row=row, **(content | more))


def exported(client: Client, sort: str) -> bytes:
    response = client.get(f"/activities/export.{sort}?q=quibbled")
    assert response.status_code == 200
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_the_export_for_programs_has_the_webinar_as_its_page_has_it(client: Client) -> None:
    whole()
    told = exported(client, "json")
    (entry,) = json.loads(told)["activities"] if told.lstrip().startswith(b"{") else json.loads(told)
    webinar = entry["webinar"]
    assert (webinar["slug"], webinar["starts_at"], webinar["time_zone"], webinar["interpretation"]) == (
        "quibbled",
        "2027-03-04T12:00:00+00:00",
        "Europe/Zurich",
        "en,fr",
    )
    speaker = webinar["speakers"][1]
    assert speaker["person"] == "Ada Speaker, Judge, Court"
    assert (speaker["affiliation"]["label"], speaker["experience_of"]["label"], speaker["experience_inferred"]) == (
        "Mauritius",
        "South Africa",
        True,
    )
    assert webinar["programme"][0]["at"] == "13:00:00"
    assert [row["link"] for row in webinar["materials"]] == ["https://example.org/s"]
    assert b"withheld" not in told


def test_what_is_no_webinar_says_so_in_the_export(client: Client) -> None:
    make.activity(title="On quibbled marks")
    told = json.loads(exported(client, "json"))
    (entry,) = told["activities"] if isinstance(told, dict) else told
    assert entry["webinar"] is None


ATTENDANCE: list[dict[str, Any]] = [
    {
        "value": "645",
        "measure": {"en": "Joined the platform"},
        "unit_of_measure": {"en": "participants"},
        "rule": {"en": "Webcast viewers not counted"},
    },
    {"value": "90", "qualifier": "at_least", "unit_of_measure": {"en": "Countries"}},
    {"value": "500", "nature": "target", "unit_of_measure": {"en": "participants"}},
    {"value": "3", "unit_of_measure": {"en": "hours"}},
]
RECORDED = [
    {"kind": "recording", "language": "en", "link": "https://example.org/recording", "released": True},
    {"kind": "recording", "link": "https://example.org/withheld"},
]
ITS_COLUMNS = {
    "webinar_starts": "2027-03-04T13:00",
    "webinar_ends": "2027-03-04T14:30",
    "webinar_zone": "Europe/Zurich",
    "webinar_starts_utc": "2027-03-04T12:00:00+00:00",
    "webinar_ends_utc": "2027-03-04T13:30:00+00:00",
    "interpretation_codes": "en; fr",
    "interpretation": "English; French",
    "registration": "https://example.org/register",
    "speakers": "Moderator: Ben Moderator | Speaker: Ada Speaker, Judge, Court [Affiliation: Mauritius, Experience of:"
    " South Africa (inferred, not stated)]",
    "recordings": "https://example.org/recording (en)",
    "attendance": "645 participants, Joined the platform — Webcast viewers not counted | at least 90 Countries",
}


def rows_of(client: Client, sort: str) -> list[dict[str, str]]:
    told = exported(client, sort)
    if sort == "csv":
        lines = list(csv.reader(io.StringIO(told.decode("utf-8-sig"))))
    else:
        lines = CalamineWorkbook.from_filelike(io.BytesIO(told)).get_sheet_by_index(0).to_python()
    return [dict(zip([column.key for column in COLUMNS], line, strict=True)) for line in lines[1:]]


@pytest.mark.parametrize("sort", ["csv", "xlsx"])
def test_tables_have_columns_of_the_webinar(client: Client, sort: str) -> None:
    whole(figures=ATTENDANCE, materials=RECORDED)
    (row,) = rows_of(client, sort)
    assert {key: row[key] for key in ITS_COLUMNS} == ITS_COLUMNS
    assert "withheld" not in str(row)


def test_tables_have_nothing_there_of_what_is_no_webinar(client: Client) -> None:
    make.activity(title="On quibbled marks", figures=ATTENDANCE)
    (row,) = rows_of(client, "csv")
    assert {row[key] for key in ITS_COLUMNS} == {""}
    assert "645" in row["figures"]


def test_of_a_topic_without_a_time_tables_have_what_there_is(client: Client) -> None:
    make.webinar("On quibbled marks", slug="quibbled", row={"interpretation": "xx"})
    (row,) = rows_of(client, "csv")
    assert {key: row[key] for key in ITS_COLUMNS if row[key]} == {
        "webinar_zone": "Europe/Zurich",
        "interpretation_codes": "xx",
        "interpretation": "xx",
    }


@pytest.mark.parametrize("by", ["here", "approved"])
def test_who_registers_here_does_so_at_an_address_of_the_webinar(client: Client, by: str) -> None:
    make.webinar("On quibbled marks", slug="quibbled", at="2031-03-04T12:00+00:00", row={"register_by": by})
    (row,) = rows_of(client, "csv")
    assert row["registration"] == "http://testserver/webinars/quibbled/register/"
    assert client.get(row["registration"]).status_code == 200


@pytest.mark.parametrize("sort", ["csv", "json"])
def test_exports_give_the_page_that_the_webinar_has(client: Client, sort: str) -> None:
    whole()
    told = exported(client, sort).decode()
    assert "http://testserver/webinars/quibbled/" in told
    assert "/activities/" not in told


def test_recordings_that_are_documents_have_the_documents_page(client: Client) -> None:
    recording = make.published("document", "Recording", reference="its-recording")
    its = [{"kind": "recording", "document": recording.pk, "released": True}]
    make.webinar("On quibbled marks", slug="quibbled", materials=its)
    (row,) = rows_of(client, "csv")
    assert row["recordings"] == "http://testserver/documents/its-recording/"
    assert client.get(row["recordings"]).status_code == 200


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_a_correction_that_is_sent_as_it_was_shown_proposes_nothing(language: str) -> None:
    base = Base(Kind.ACTIVITY, Snapshot.objects.get(record=whole(), tier=0), language)
    entry = sent_as_shown(base, list(base.pieces.by_key()))
    assert (entry.is_valid(), complaints_of(entry), entry.values) == (False, NOTHING, {})


def test_a_speakers_summary_can_be_corrected_and_neither_who_speaks_nor_the_time() -> None:
    base = Base(Kind.ACTIVITY, Snapshot.objects.get(record=whole(), tier=0), "en")
    pieces = base.pieces
    assert [piece.key for piece in pieces.stated if piece.part in ("speakers", "webinars", "slots", "materials")] == [
        "speakers.0",
        "speakers.1",
    ]
    assert "speakers" not in {piece.part for piece in pieces.added}
    (form,) = sent_as_shown(base, ["speakers.1"]).forms
    assert {"summary", "title", "affiliation_country"} <= form.fields.keys()
    assert "person" not in form.fields


def test_every_page_that_tells_of_its_changes_is_there(client: Client) -> None:
    record = whole()
    make.edit(record, webinars=[{"slug": "quibbled", "time_zone": "UTC"}], speakers=[], slots=[], promotions=[])
    make.publish_now(record)
    for address in (
        f"/activities/{record.reference}/history/",
        f"/activities/{record.reference}/history/1/",
        f"/activities/{record.reference}/history/2/",
        "/changes/",
        "/changes/feed.atom",
        "/activities/calendar.ics",
        "/activities/feed.atom",
        f"/activities/{record.reference}/correct/",
    ):
        assert client.get(address).status_code in (200, 302), address


def test_its_page_says_all_that_its_version_says(client: Client) -> None:
    """Each word of the content stands on the page; a printed time, a person and a country by what readers call them."""
    whole()
    told = main(client.get("/webinars/quibbled/").content)
    text = told.text
    for said in (
        *("1 p.m.", "A note.", ["English", "Français"][1], "https://example.org/live", "100 seats"),
        *("1 March 2027, 01:00 (Geneva)", "geographical balance", "Many were asked.", "Go on.", "Ada Speaker"),
        *("Academia", "Mauritius", "South Africa", "Quibbling", "Marks", SUMMARY.strip(), "paragraph 17", "Ben"),
        *("10 minutes", "Newsletter", "IP Offices", "1 February 2027", "Once.", "Topics agreed"),
    ):
        assert said in text, said


def test_a_page_with_ten_long_summaries_is_small(client: Client) -> None:
    """Compressed as it is sent; what it brings along is the same for every page, and less than 40 KB."""
    import gzip

    words = [f"word{number % 997}" for number in range(10 * 260)]
    speakers = [
        {
            "person": make.person(f"P-91{place:02}", f"Speaker {place}", "Head of Division", "Ministry of Trade"),
            "role": "speaker",
            "summary": {"en": " ".join(words[place * 260 : (place + 1) * 260])},
        }
        for place in range(10)
    ]
    make.webinar("On quibbled marks", slug="quibbled", at="2027-03-04T12:00+00:00", speakers=speakers)
    assert len(gzip.compress(client.get("/webinars/quibbled/").content)) < 20_000
