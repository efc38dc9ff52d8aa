"""What was said in a webinar is found, once its transcript is public and as long as it is."""

import shutil

import pytest
from django.conf import LazySettings
from django.test import Client

from tarepo.models import Record, SearchIndex
from tarepo.search.query import Matches, parse
from tests import make
from tests.html import main
from tests.webinars.materials.files import DOCX, VTT, materials_of, with_materials
from webinars.materials.said import shared_out

pytestmark = pytest.mark.django_db
SPOKEN = b"Then we came to zygomorphic trade marks."


@pytest.fixture
def record(tmp_path: object, settings: LazySettings) -> Record:
    settings.MEDIA_ROOT = tmp_path
    return make.webinar("On quibbled marks", slug="marks", at="2031-03-04T12:00+00:00")


def said_in(client: Client, words: str) -> dict[str, list[str]]:
    """Page → the titles that it finds."""
    lists = ("/webinars/", "/search/", "/activities/")
    pages = {path: main(client.get(path, {"q": words}).content) for path in lists}
    return {path: [title.text for title in page.all(class_="row-title")] for path, page in pages.items()}


EVERYWHERE = {path: ["On quibbled marks"] for path in ("/webinars/", "/search/", "/activities/")}
NOWHERE: dict[str, list[str]] = {path: [] for path in EVERYWHERE}


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"kind": "transcript", "language": "en", "data": SPOKEN, "name": "en.txt"}, "zygomorphic"),
        ({"kind": "transcript", "language": "en", "data": SPOKEN, "name": "en.txt"}, '"zygomorphic trade marks"'),
        ({"kind": "captions", "language": "en", "data": VTT, "name": "en.vtt"}, "speak about"),
        ({"kind": "transcript", "language": "fr", "data": DOCX, "name": "fr.docx"}, '"first paragraph second"'),
    ],
)
def test_words_of_a_transcript_find_the_webinar(client: Client, record: Record, row: dict, words: str) -> None:
    assert said_in(client, words) == NOWHERE
    with_materials(record, row)
    assert said_in(client, words) == EVERYWHERE


def test_in_its_other_forms_and_languages(client: Client, record: Record) -> None:
    spoken = "On a parlé de capacités zygomorphes.".encode()
    with_materials(record, {"kind": "transcript", "language": "fr", "data": spoken, "name": "fr.txt"})
    assert said_in(client, "zygomorphe") == EVERYWHERE


def test_what_is_not_released_is_in_no_index(client: Client, record: Record) -> None:
    row = {"kind": "transcript", "language": "en", "data": SPOKEN, "name": "en.txt"}
    with_materials(record, row | {"released": False})
    assert said_in(client, "zygomorphic") == NOWHERE
    assert not SearchIndex.objects.filter(Matches("vector", parse("zygomorphic"))).exists()
    make.edit(record, materials=[each | {"released": True} for each in materials_of(record)])
    assert said_in(client, "zygomorphic") == NOWHERE  # released, but not yet public
    make.publish_now(record)
    assert said_in(client, "zygomorphic") == EVERYWHERE
    make.edit(record, materials=[{**each, "released": False} for each in materials_of(record)])
    make.publish_now(record)
    assert said_in(client, "zygomorphic") == NOWHERE


def test_a_title_with_the_word_stands_before_a_transcript(client: Client, record: Record) -> None:
    with_materials(record, {"kind": "transcript", "language": "en", "data": SPOKEN * 20, "name": "en.txt"})
    make.activity(title="Zygomorphic marks", starts="2001-01-01", precision="year")
    assert said_in(client, "zygomorphic")["/search/"] == ["Zygomorphic marks", "On quibbled marks"]


def test_a_file_that_is_gone_stops_nobody_who_publishes(client: Client, record: Record, tmp_path: object) -> None:
    row = {"kind": "transcript", "language": "en", "data": b"Never seen before, xenodochial.", "name": "en.txt"}
    with_materials(record, row, public=False)
    shutil.rmtree(str(tmp_path))
    make.publish_now(record)
    assert said_in(client, "xenodochial") == NOWHERE
    assert client.get("/webinars/marks/").status_code == 200


def test_a_very_long_transcript_leaves_the_records_own_words_findable(client: Client, record: Record) -> None:
    spoken = " ".join(f"word{number}" for number in range(40_000)).encode()
    its = [{"kind": "transcript", "language": code, "data": spoken, "name": f"{code}.txt"} for code in ("en", "fr")]
    with_materials(record, *its)
    assert said_in(client, "quibbled word7") == EVERYWHERE


def test_transcripts_share_the_room_and_leave_what_they_do_not_need() -> None:
    said = [("en", "one two three four five"), ("fr", "un deux")]
    assert shared_out(said, 22) == [("fr", "un deux"), ("en", "one two three")]
    assert shared_out(said, 100) == [("fr", "un deux"), ("en", "one two three four five")]
    assert shared_out(said, 0) == [("fr", ""), ("en", "")]


def test_the_list_is_narrowed_by_words_and_filters_and_says_what_to_drop(client: Client, record: Record) -> None:
    make.webinar("Another", at="2032-03-04T12:00+00:00")
    page = main(client.get("/webinars/?q=quibbled&year=2032").content)
    assert [title.text for title in page.all("h3")] == []
    assert sorted(item.text for item in page.one("div", "nothing").all("li")) == [
        "Without “Year: 2032”: 1 webinar",
        "Without “quibbled”: 1 webinar",
    ]
    page = main(client.get("/webinars/?q=quibbled").content)
    assert [mark.text for mark in page.all("mark")] == ["quibbled"]
    assert page.by_id("search-q").get("value") == "quibbled"


@pytest.mark.parametrize("address", ["/webinars/calendar.ics", "/webinars/feed.atom"])
def test_calendar_and_feed_hold_what_the_words_find(client: Client, record: Record, address: str) -> None:
    make.webinar("Another", at="2032-03-04T12:00+00:00")
    told = client.get(address, {"q": "quibbled"}).content.decode()
    assert ("On quibbled marks" in told, "Another" in told) == (True, False)
