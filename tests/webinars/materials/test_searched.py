"""What was said in a webinar is found, once its transcript is public and as long as it is."""

import errno
import shutil
from unittest import mock

import pytest
from django.conf import LazySettings
from django.core.files.storage import default_storage
from django.db import connection
from django.db.models import F
from django.test import Client
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from tarepo import tasks
from tarepo.indexing import drain_all
from tarepo.models import Record, SearchIndex
from tarepo.search.normalise import places_in, plain
from tarepo.search.query import Matches, parse
from tests import make
from tests.html import main
from tests.jobs.worker import run_jobs
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
    assert client.get("/webinars/marks/transcript/en/").status_code == 404
    assert to_be_indexed_again() == []  # it would be missed for ever


@pytest.mark.parametrize("error", [OSError(errno.EIO, "it passes"), RuntimeError("as of a bucket's client")])
def test_a_storage_that_fails_stops_nobody_who_publishes_and_is_asked_again(
    client: Client, record: Record, error: Exception
) -> None:
    spoken = f"Sesquipedalian: {error}.".encode()
    with_materials(record, {"kind": "transcript", "language": "en", "data": spoken, "name": "en.txt"}, public=False)
    with mock.patch.object(default_storage, "open", side_effect=error) as opened:
        make.publish_now(record)
        assert said_in(client, "quibbled") == EVERYWHERE
        assert said_in(client, "sesquipedalian") == NOWHERE
        asked = opened.call_count
        run_jobs()
        assert (drain_all(), opened.call_count) == (0, asked)  # not before it is due
        for _hour in range(2):
            assert to_be_indexed_again() == [[[record.pk]]]
            an_hour_passes()
        make.edit(record, venue="A hall")
        make.publish_now(record)  # while it waits
        assert to_be_indexed_again() == [[[record.pk]]]
    an_hour_passes()
    assert to_be_indexed_again() == []
    assert said_in(client, "sesquipedalian") == EVERYWHERE


def test_what_failed_once_is_read_when_it_is_published_again(client: Client, record: Record) -> None:
    row = {"kind": "transcript", "language": "en", "data": b"Once more, tintinnabulation.", "name": "en.txt"}
    with mock.patch.object(default_storage, "open", side_effect=OSError(errno.EIO, "it passes")):
        with_materials(record, row)
    make.edit(record, venue="A hall")
    make.publish_now(record)
    assert said_in(client, "tintinnabulation") == EVERYWHERE


def test_a_storage_that_lets_one_wait_is_not_waited_for_with_each_file(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("webinars.materials.said.PATIENCE", 0)
    its = [
        {"kind": "transcript", "language": code, "data": f"Never read, {code}.".encode(), "name": f"{code}.txt"}
        for code in ("en", "fr", "es")
    ]
    with_materials(record, *its, public=False)
    with mock.patch.object(default_storage, "open", side_effect=RuntimeError("timed out")) as opened:
        make.publish_now(record)
    assert opened.call_count == 1
    assert to_be_indexed_again() == [[[record.pk]]]


def to_be_indexed_again() -> list[list]:
    """What the jobs that wait for it are given."""
    waiting = DBTaskResult.objects.filter(task_path=tasks.index_again.module_path, status=TaskResultStatus.READY)
    return list(waiting.values_list("args_kwargs__args", flat=True))


def an_hour_passes() -> None:
    waiting = DBTaskResult.objects.filter(task_path=tasks.index_again.module_path, status=TaskResultStatus.READY)
    assert all(at > timezone.now() for at in waiting.values_list("run_after", flat=True))
    waiting.update(run_after=F("run_after") - tasks.INDEX_AGAIN)
    run_jobs()


def test_a_very_long_transcript_leaves_the_records_own_words_findable(client: Client, record: Record) -> None:
    spoken = " ".join(f"word{number}" for number in range(40_000)).encode()
    its = [{"kind": "transcript", "language": code, "data": spoken, "name": f"{code}.txt"} for code in ("en", "fr")]
    with_materials(record, *its)
    assert said_in(client, "quibbled word7") == EVERYWHERE


def test_a_chinese_transcript_leaves_places_for_the_others_and_the_names_of_what_the_record_names(
    client: Client, record: Record
) -> None:
    """No place past 16 383 is kept, and each character of Chinese takes one."""
    subject = make.published("subject", "世界专利合作条约组织", reference="test-subject")
    chinese = ("我们谈饕餮盛宴，" + "".join(chr(0x4E00 + number % 9_000) for number in range(26_000))).encode()
    english = ("Zygomorphic trade marks. " + "Many words were said. " * 4_500).encode()
    with_materials(
        record,
        {"kind": "transcript", "language": "zh", "data": chinese, "name": "zh.txt"},
        {"kind": "transcript", "language": "en", "data": english, "name": "en.txt"},
        public=False,
    )
    make.edit(record, subjects=[subject.pk])
    make.publish_now(record)
    for words in ("饕餮盛宴", "zygomorphic", '"zygomorphic trade marks"'):
        assert said_in(client, words) == EVERYWHERE
    assert said_in(client, "条约组织")["/webinars/"] == ["On quibbled marks"]


def test_transcripts_share_the_room_and_leave_what_they_do_not_need() -> None:
    said = [("en", "one two three four five"), ("fr", "un deux")]
    assert shared_out(said, 22, 100) == [("fr", "un deux"), ("en", "one two three")]
    assert shared_out(said, 100, 100) == [("fr", "un deux"), ("en", "one two three four five")]
    assert shared_out(said, 100, 7) == [("fr", "un deux"), ("en", "one two three")]
    assert shared_out(said, 0, 100) == shared_out(said, 100, 0) == [("fr", ""), ("en", "")]


def test_chinese_is_cut_between_any_two_characters_and_counted_by_them() -> None:
    said = [("zh", "ip 技术援助技术援助"), ("en", "one two three four five six seven")]
    assert shared_out(said, 1_000, 12) == [("en", "one two three four five"), ("zh", "ip 技术援助")]
    assert shared_out(said, 12, 1_000) == [("zh", "ip 技术援"), ("en", "one")]


@pytest.mark.parametrize("text", ["Trade marks, l'année", "On 技术援助 and ラジオ2, ไทย", "e\u0301 ﷺ ①技 术"])
def test_places_are_counted_as_the_database_gives_them(text: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT cardinality(string_to_array(tarepo_pairs(tarepo_plain(%s)), ' '))", [text])
        assert cursor.fetchone() == (places_in(plain(text)),)


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
