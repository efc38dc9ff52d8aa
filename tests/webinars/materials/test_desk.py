"""An editor takes ten speakers' slides and the captions in at once, says what each is, and releases them one by one."""

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tarepo.models import ChangeSet, File, Record
from tests import make
from tests.admin.office import add_row, errors, filled, messages, signed_in
from tests.files.material import PDF, sent
from tests.webinars.materials.files import CHAPTERS, ODP, PPTX, SRT, VTT, materials_of, with_materials

pytestmark = pytest.mark.django_db


@pytest.fixture
def record(tmp_path: object, settings: LazySettings) -> Record:
    settings.MEDIA_ROOT = tmp_path
    speakers = [
        {"person": make.person("P-9001", "Ada Amorim-Borher"), "role": "speaker"},
        {"person": make.person("P-9002", "Thang Luong"), "role": "speaker"},
    ]
    return make.webinar("On quibbled marks", slug="marks", speakers=speakers)


@pytest.fixture
def desk() -> Client:
    return signed_in("chief editor")


def address(record: Record) -> str:
    return f"/admin/webinars/{record.pk}/materials/"


def upload(desk: Client, record: Record, *files: tuple[bytes, str], **more: str) -> list[str]:
    sent_ = {"upload": "1", "files": [sent(data, name) for data, name in files], **more}
    return messages(desk.post(address(record), sent_, follow=True))


def form(desk: Client, record: Record) -> dict:
    return filled(desk.get(address(record)))


def key_of(values: dict, place: int = 0) -> str:
    """How the names of the fields of that material begin."""
    return [name.removesuffix("-kind") for name in values if name.startswith("m-") and name.endswith("-kind")][place]


def test_several_files_are_taken_in_at_once_each_with_what_it_is_and_none_released(
    desk: Client, record: Record
) -> None:
    told = upload(
        desk,
        record,
        (PPTX, "Amorim-Borher es.pptx"),
        (ODP, "luong_presentation_fr.odp"),
        (VTT, "captions-en.vtt"),
        (CHAPTERS, "chapters-en.vtt"),
        (SRT, "captions-es.srt"),
    )
    assert len(told) == 5
    assert told[4] == "“captions-es.srt” is in SubRip: it was turned into WebVTT, with the same times and words."
    rows = [{name: row.get(name, "") for name in ("kind", "language", "person")} for row in materials_of(record)]
    assert rows == [
        {"kind": "slides", "language": "es", "person": "P-9001"},
        {"kind": "slides", "language": "fr", "person": "P-9002"},
        {"kind": "captions", "language": "en", "person": ""},
        {"kind": "chapters", "language": "en", "person": ""},
        {"kind": "captions", "language": "es", "person": ""},
    ]
    assert [row.get("released", False) for row in materials_of(record)] == [False] * 5
    assert materials_of(record)[3]["chapters"] == "0:00:00 Opening remarks\n0:12:30 Lessons learned"


def test_what_is_refused_is_named_and_the_others_are_taken(desk: Client, record: Record) -> None:
    told = upload(
        desk,
        record,
        (PDF, "luong.pptx"),
        (b"<html>", "luong.pdf"),
        (VTT.replace(b"00:00:04.000", b"00:00:00.500", 1), "captions.vtt"),
        (b"Hello", "other.vtt"),
        (PPTX, "good.pptx"),
    )
    assert told == [
        "“luong.pptx” is not what its name says: no PPTX, but PDF.",
        "“luong.pdf”: Web pages, drawings in SVG and programs are not taken. Send a PDF or a picture of it.",
        "“captions.vtt” is not valid as captions. Line 6: the caption ends before it begins.",
        "“other.vtt” is not valid as captions. Line 1: the file must begin with the word WEBVTT.",
        "“good.pptx” was taken in; it is not released yet.",
    ]
    assert len(materials_of(record)) == 1


def test_the_same_file_twice_is_one(desk: Client, record: Record) -> None:
    upload(desk, record, (PPTX, "a.pptx"), (PPTX, "b.pptx"), (CHAPTERS, "chapters.vtt"))
    told = upload(desk, record, (PPTX, "c.pptx"), (CHAPTERS, "chapters.vtt"))
    assert told == ["“c.pptx” is among the materials already.", "“chapters.vtt” is among the materials already."]
    assert len(materials_of(record)) == 2


def test_a_form_that_is_sent_twice_is_taken_once(desk: Client, record: Record) -> None:
    key = form(desk, record)["sent_key"]
    key = key if isinstance(key, str) else key[0]
    upload(desk, record, (PPTX, "a.pptx"), sent_key=key)
    before = ChangeSet.objects.count()
    assert upload(desk, record, (ODP, "b.odp"), sent_key=key) == ["This form had been sent already: it was taken once."]
    assert (ChangeSet.objects.count(), len(materials_of(record))) == (before, 1)


def test_no_file_at_all_is_said(desk: Client, record: Record) -> None:
    assert messages(desk.post(address(record), {"upload": "1"}, follow=True)) == ["Choose the files first."]


def test_each_can_be_said_what_it_is_and_released(desk: Client, record: Record, client: Client) -> None:
    upload(desk, record, (PPTX, "a.pptx"), (ODP, "b.odp"))
    values = form(desk, record)
    first = key_of(values)
    values |= {f"{first}-title": "On marks", f"{first}-language": "fr", f"{first}-released": "on", "save": "1"}
    values |= {f"{first}-person": "P-9002"}
    assert messages(desk.post(address(record), values, follow=True)) == ["Saved."]
    row, other = materials_of(record)
    assert (row["title"], row["language"], row["released"], row["person"]) == ({"en": "On marks"}, "fr", True, "P-9002")
    assert not other["released"]
    assert b"On marks" not in client.get("/webinars/marks/").content


def test_releasing_all_and_publishing_show_them(desk: Client, record: Record, client: Client) -> None:
    upload(desk, record, (PPTX, "first deck.pptx"), (ODP, "second deck.odp"))
    make.edit(record, venue="Room NT")
    shown = desk.get(address(record)).content.decode()
    assert "Publishing takes these other edits along" in shown
    assert "Room NT" in shown
    desk.post(address(record), form(desk, record) | {"release_all": "1"})
    assert b"released, but not yet public" in desk.get(address(record)).content
    assert b".pptx" not in client.get("/webinars/marks/").content
    told = messages(desk.post(address(record), form(desk, record) | {"publish": "1"}, follow=True))
    assert told == ["Published."]
    page = client.get("/webinars/marks/").content
    assert b"first%20deck.pptx" in page
    assert b"second%20deck.odp" in page


def test_what_cannot_be_published_is_saved_and_said(desk: Client, record: Record) -> None:
    upload(desk, record, (VTT, "captions.vtt"))
    values = form(desk, record)
    values |= {f"{key_of(values)}-released": "on", "publish": "1"}
    told = messages(desk.post(address(record), values, follow=True))
    assert told[:2] == ["It cannot be published yet:", "Say in which language the material “Captions” is."]
    assert materials_of(record)[0]["released"] is True


def test_a_link_is_added_and_taken_away(desk: Client, record: Record) -> None:
    values = form(desk, record) | {"save": "1", "new-kind": "recording", "new-link": "webcast.example.org/1"}
    desk.post(address(record), values)
    (row,) = materials_of(record)
    assert (row["kind"], row["link"]) == ("recording", "https://webcast.example.org/1")
    values = form(desk, record)
    desk.post(address(record), values | {"save": "1", f"{key_of(values)}-gone": "on"})
    assert materials_of(record) == []


def test_what_another_editor_did_meanwhile_stays(desk: Client, record: Record) -> None:
    with_materials(record, {"kind": "slides", "link": "https://example.org/1"}, public=False)
    values = form(desk, record)
    theirs = {"kind": "slides", "link": "https://example.org/1", "language": "ru", "released": True}
    new = {"kind": "recording", "link": "https://example.org/2", "released": False}
    make.edit(record, materials=[theirs, new])
    values |= {f"{key_of(values)}-title": "Mine", "save": "1"}
    told = messages(desk.post(address(record), values, follow=True))
    assert told == [
        "Nothing was changed.",
        "Somebody else changed or took away a material. What you set for it was not saved: Slides, Mine,"
        " https://example.org/1.",
    ]
    assert materials_of(record) == [theirs, new]


def test_wrong_chapters_come_back_with_what_was_typed(desk: Client, record: Record) -> None:
    values = form(desk, record) | {"save": "1", "new-kind": "chapters", "new-chapters": "0:00:00 A\nnonsense"}
    page = desk.post(address(record), values).content.decode()
    assert "Line 2: write the time and the title, such as 0:12:30 Lessons learned." in page
    assert "nonsense</textarea>" in page
    assert materials_of(record) == []


@pytest.mark.parametrize("typed", ["\x00", "javascript:alert(1)", "x" * 3000, "http://"])
def test_absurd_input_is_answered_with_a_sentence(desk: Client, record: Record, typed: str) -> None:
    for name in ("new-link", "new-title", "new-chapters", "new-language", "new-kind", "new-person"):
        values = form(desk, record) | {"save": "1", "new-link": "https://example.org/1", "new-kind": "slides"}
        assert desk.post(address(record), values | {name: typed}, follow=True).status_code == 200


def test_another_units_editor_may_look_only(record: Record) -> None:
    unit = make.published("unit", "Another unit")
    make.edit(record, unit=unit.pk)
    editor = signed_in("unit editor")
    assert b"another unit" in editor.get(address(record)).content
    assert editor.post(address(record), {"save": "1"}).status_code == 403


def test_as_many_queries_however_many_there_are(desk: Client, record: Record) -> None:
    counts = []
    for number in (1, 3):
        rows = [{"kind": "slides", "data": PDF + b"%d\n%%%%EOF" % n, "name": f"{n}.pdf"} for n in range(number)]
        with_materials(record, *rows, public=False)
        desk.get(address(record))
        with CaptureQueriesContext(connection) as counted:
            desk.get(address(record))
        counts.append(len(counted))
    assert counts[0] == counts[1]


def test_the_records_own_form_says_what_a_file_and_chapters_are_not(desk: Client, record: Record) -> None:
    form_ = f"/admin/activities/activity/{record.pk}/change/"
    values = add_row(filled(desk.get(form_)), "materials", kind="captions", language="en", chapters="0:00:00 A\nB")
    broken = sent(VTT.replace(b".000 -->", b",000 -->", 1), "captions.vtt")
    complaints = errors(desk.post(form_, values | {"materials-0-upload": broken}))
    assert complaints == [
        "“captions.vtt” is not valid as captions. Line 6: times are written as 00:01:02.500 --> 00:01:05.000.",
        "Line 2: write the time and the title, such as 0:12:30 Lessons learned.",
    ]
    values = add_row(filled(desk.get(form_)), "materials", kind="captions", language="es")
    desk.post(form_, values | {"materials-0-upload": sent(SRT, "captions.srt")})
    (row,) = materials_of(record)
    assert File.objects.get(pk=row["file"]).name == "captions.vtt"
