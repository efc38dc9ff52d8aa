"""What readers find on a webinar's page, and the transcript that they read rather than watch."""

import gzip
from itertools import accumulate

import pytest
from django.conf import LazySettings
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tarepo.models import Record
from tests import make
from tests.files.material import PDF
from tests.html import Node, parse
from tests.webinars.materials.files import DOCX, PPTX, VTT, with_captions, with_materials
from webinars.materials.paragraphs import Paragraph, joined, paragraphs_of, parted
from webinars.materials.vtt import Cue, parse_vtt, write_vtt

pytestmark = pytest.mark.django_db
READ = "/webinars/marks/transcript"


@pytest.fixture
def record(tmp_path: object, settings: LazySettings) -> Record:
    settings.MEDIA_ROOT = tmp_path
    speakers = [
        {"person": make.person("P-9001", "Ada"), "role": "speaker"},
        {"person": make.person("P-9002", "Grace"), "role": "speaker"},
    ]
    return make.webinar("On quibbled marks", slug="marks", speakers=speakers)


def section(client: Client, anchor: str) -> Node:
    return parse(client.get("/webinars/marks/").content).by_id(anchor)


def test_slides_stand_under_their_speakers_in_the_order_of_speaking(client: Client, record: Record) -> None:
    document = make.published("document", "Paper on marks", reference="CDIP-99-1")
    with_materials(
        record,
        {"kind": "slides", "link": "https://example.org/all"},
        {"kind": "slides", "person": "P-9002", "data": PPTX, "name": "grace.pptx", "language": "es"},
        {"kind": "slides", "person": "P-9001", "document": document.pk},
    )
    found = section(client, "slides")
    assert found.texts("h3") == ["Ada", "Grace", "Of all speakers"]
    assert [link.text for link in found.all("a") if link.get("href") != "#slides"] == [
        "Paper on marks",
        "Slides",
        "Slides",
    ]
    assert found.texts("p", "meta") == ["CDIP-99-1", "Español PPTX, 1 KB"]


def test_the_recording_its_captions_and_transcripts_stand_together(client: Client, record: Record) -> None:
    with_materials(
        record,
        {"kind": "recording", "link": "https://webcast.example.org/1", "language": "en"},
        {"kind": "captions", "language": "en", "data": VTT, "name": "en.vtt"},
        {"kind": "transcript", "language": "es", "data": b"Hola.\n\nAdios.", "name": "es.txt"},
        {"kind": "chapters", "language": "en", "chapters": "0:00:00 Opening\n0:12:30 Lessons"},
        {"kind": "programme", "data": PDF, "name": "programme.pdf"},
    )
    links = [link.get("href") for link in section(client, "recording").all("a")]
    assert links[:3] == ["https://webcast.example.org/1", f"{READ}/en/", f"{READ}/es/"]
    assert [link.rpartition("/")[2] for link in links[3:]] == ["es.txt", "en.vtt"]
    assert section(client, "chapters").texts("li") == ["0:00:00 Opening", "0:12:30 Lessons"]
    assert "programme.pdf" in section(client, "materials").one("a").get("href")


def test_a_transcript_is_read_on_a_page_in_its_language(client: Client, record: Record) -> None:
    with_materials(
        record,
        {"kind": "transcript", "language": "ar", "data": "السلام عليكم.\n\nثانية.".encode(), "name": "ar.txt"},
        {"kind": "transcript", "language": "fr", "data": DOCX, "name": "fr.docx"},
        {"kind": "captions", "language": "ar", "data": VTT, "name": "ar.vtt"},
    )
    page = parse(client.get(f"{READ}/ar/").content)
    body = page.one(class_="transcript")
    assert (body.get("lang"), body.get("dir")) == ("ar", "rtl")
    assert body.texts("p") == ["السلام عليكم.", "ثانية."]
    assert [link.get("href") for link in page.one(class_="versions").all("a")] == [f"{READ}/fr/"]
    assert parse(client.get(f"{READ}/fr/").content).one(class_="transcript").texts("p") == [
        "First paragraph.",
        "Second.",
    ]


def test_without_one_it_is_made_from_the_captions_with_their_times(client: Client, record: Record) -> None:
    with_captions(record)
    content = client.get(f"{READ}/en/").content.decode()
    assert "Made from the captions of the recording" in content
    assert parse(content).one(class_="transcript").texts("p") == [
        "0:00:01 Ada: Welcome to the webinar. We speak of & about marks.",
        "0:01:00 Grace: Thank you.",
    ]


@pytest.mark.parametrize("language", ["fr", "xx", "und", "en%00", "%F0%9F%92%A9"])
def test_there_is_none_in_other_languages(client: Client, record: Record, language: str) -> None:
    with_captions(record)
    assert client.get(f"{READ}/{language}/").status_code == 404


def test_a_long_one_is_parted_and_each_page_is_light(client: Client, record: Record) -> None:
    cues = [Cue(n * 1000, n * 1000 + 900, f"Caption {n} says this much.") for n in range(3000)]
    with_captions(record, write_vtt(cues).encode())
    first = client.get(f"{READ}/en/")
    assert b"Page 1 of 3" in first.content
    assert len(gzip.compress(first.content)) < 30_000
    assert b"Caption 2999 says" in client.get(f"{READ}/en/?page=3").content
    assert client.get(f"{READ}/en/?page=4").status_code == 404
    assert client.get(f"{READ}/en/?page=x").status_code == 200


def test_a_page_that_a_browser_has_is_not_sent_again(client: Client, record: Record) -> None:
    with_captions(record)
    tag = client.get(f"{READ}/en/").headers["ETag"]
    assert client.get(f"{READ}/en/", headers={"If-None-Match": tag}).status_code == 304


def test_what_cannot_be_read_leads_to_the_file(client: Client, record: Record) -> None:
    with_materials(record, {"kind": "transcript", "language": "en", "data": b"WEBVTT\n\nno cue", "name": "en.vtt"})
    page = client.get(f"{READ}/en/")
    assert b"This file cannot be shown as a page" in page.content


def test_the_page_of_a_webinar_and_of_a_transcript_cost_as_much_however_many_materials(
    client: Client, record: Record, django_assert_num_queries: object
) -> None:
    for number in (1, 3):
        rows = [
            {"kind": "captions", "language": code, "data": VTT + b"\n" * place, "name": "c.vtt"}
            for place, code in enumerate(["en", "fr", "es"][:number])
        ]
        with_materials(record, *rows)
        with django_assert_num_queries(2):
            client.get(f"{READ}/en/")


# How long after the one before it each begins, what it says, and how often.
CUES = st.lists(st.tuples(st.integers(0, 5_000), st.text(max_size=30), st.integers(1, 150)), max_size=12)


@given(CUES)
def test_any_captions_make_paragraphs_that_say_all_their_words(found: list[tuple[int, str, int]]) -> None:
    starts = list(accumulate(later + 1 for later, _text, _often in found))
    cues = [Cue(at, at + 1, f"{at} {text * often}") for at, (_later, text, often) in zip(starts, found, strict=True)]
    made = joined(cues)
    assert all(each.text and len(each.text) <= 3000 for each in made)
    said = "".join("".join(cue.words.split()) for cue in cues)
    assert "".join("".join(each.text.split()) for each in made) == said


@given(st.text(max_size=9000))
def test_a_long_text_is_parted_without_losing_a_word(text: str) -> None:
    parts = parted(text)
    assert "".join("".join(parts).split()) == "".join(text.split())
    assert all(parts)


@given(st.binary(max_size=400), st.sampled_from(["txt", "docx", "vtt", "csv"]))
def test_any_bytes_make_paragraphs_or_none(data: bytes, ending: str) -> None:
    assert isinstance(paragraphs_of(data, ending), list)


def test_rolling_captions_are_said_once() -> None:
    cues = parse_vtt("WEBVTT\n\n00:01.000 --> 00:02.000\nHello\n\n00:02.000 --> 00:03.000\nHello")
    assert joined(cues) == [Paragraph("Hello", 1000, "")]
