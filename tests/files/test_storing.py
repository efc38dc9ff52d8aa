"""Taking a file in, and re-encoding pictures."""

import io
import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from PIL import Image
from pytest_django import Settings

from tarepo.changes import change
from tarepo.enums import Kind
from tarepo.files import FileRefused, downloads, pictures, store_upload
from tarepo.models import File, FileState, Photo
from tarepo.pictures import make_pictures
from tarepo.tidy import sweep_orphans
from tests.files.material import (
    PDF,
    attached,
    bytes_of,
    new_draft,
    office,
    on_record,
    photograph,
    picture,
    sent,
    shown,
    stored,
    variant,
    zipped,
)
from tests.jobs.worker import run_jobs

pytestmark = pytest.mark.django_db


def files_in(storage: Path) -> set[str]:
    return {str(path.relative_to(storage)) for path in storage.rglob("*") if path.is_file()}


def test_a_document_is_ready_at_once_under_a_name_of_its_type():
    row = stored(PDF, "report.exe", language="fr")
    assert (row.media_type, row.name, row.size) == ("application/pdf", "report.pdf", len(PDF))
    assert (row.state, row.language, row.record) == (FileState.READY, "fr", None)
    assert bytes_of(row.stored) == PDF


@pytest.mark.parametrize("data", [PDF, picture(size=(1200, 900)), office()], ids=["pdf", "picture", "word"])
def test_an_upload_too_large_for_memory_is_taken_from_its_temporary_file(data):
    with TemporaryUploadedFile("a.bin", "image/gif", len(data), None) as upload:
        upload.write(data)
        with change(by=None, why="a test"):
            row = store_upload(upload, record=None, by=None)
    assert bytes_of(row.stored) == data


def test_the_same_bytes_for_the_same_record_are_the_same_file(storage):
    record, other = new_draft(), new_draft()
    first = stored(PDF, "a.pdf", record=record)
    assert stored(PDF, "b.pdf", record=record) == first
    assert stored(PDF, "a.pdf", record=other) != first
    assert stored(PDF, "a.pdf", record=record, tier=-1) != first
    assert len(files_in(storage)) == 3


def test_an_upload_runs_inside_a_change():
    with pytest.raises(RuntimeError):
        store_upload(sent(PDF), record=None, by=None)


def test_html_that_calls_itself_a_picture_is_refused_and_leaves_nothing(storage):
    with pytest.raises(FileRefused, match="Web pages"):
        stored(b"<html><script>alert(1)</script>", "holiday.jpg")
    assert not File.objects.exists()
    assert not storage.exists()


def test_a_file_above_the_limit_is_refused_saying_the_limit(settings: Settings):
    settings.FILE_MOST_BYTES = 1_000_000
    with pytest.raises(FileRefused, match="The file has 2 MB; at most 1 MB are taken"):
        stored(PDF + bytes(1_000_000))


def test_a_picture_waits_until_its_job_is_done():
    row = stored(picture(size=(2000, 1000)), "a.jpg", record=new_draft())
    assert row.state == FileState.WAITING
    assert pictures([row.pk], record=row.record_id) == {row.pk: {"waiting": True}}
    run_jobs()
    assert pictures([row.pk], record=row.record_id) == {
        row.pk: {
            "src": f"/files/{row.pk}/a.webp?w=960",
            "srcset": f"/files/{row.pk}/a.webp?w=480 480w, /files/{row.pk}/a.webp?w=960 960w, "
            f"/files/{row.pk}/a.webp?w=1600 1600w",
            "width": 960,
            "height": 480,
        }
    }


def test_the_addresses_of_all_pictures_of_a_page_are_one_query(django_assert_num_queries):
    rows = [shown(picture(size=(100 + n, 50))) for n in range(3)]
    File.objects.filter(pk__in=[row.pk for row in rows]).update(record_id=rows[0].record_id)
    with django_assert_num_queries(1):
        found = pictures([row.pk for row in rows] + [0], record=rows[0].record_id)
    assert set(found) == {row.pk for row in rows}


def test_a_page_shows_no_file_of_another_record():
    photo, paper, other = shown(picture()), attached(PDF), new_draft()
    assert pictures([photo.pk], record=other.pk) == downloads([paper.pk], record=other.pk) == {}


def test_a_picture_of_another_tier_is_shown_to_that_tier_only():
    row = shown(picture(), tier=-1)
    assert pictures([row.pk], record=row.record_id) == {}
    assert set(pictures([row.pk], record=row.record_id, tiers={0, -1})) == {row.pk}


def test_what_a_page_tells_of_documents_is_one_query(django_assert_num_queries):
    row, members, photo = attached(PDF, language="fr"), attached(PDF, tier=-1), shown(picture())
    File.objects.filter(pk__in=[members.pk, photo.pk]).update(record_id=row.record_id)
    with django_assert_num_queries(1):
        found = downloads([row.pk, members.pk, photo.pk], record=row.record_id)
    told = {"url": f"/files/{row.pk}/paper.pdf", "name": "paper.pdf", "type": "PDF", "size": len(PDF), "language": "fr"}
    assert found == {row.pk: told}


def test_a_small_picture_is_not_enlarged():
    row = shown(picture(size=(300, 200)))
    assert set(row.variants) == {"300"}
    row = shown(picture(size=(700, 200)))
    assert set(row.variants) == {"480", "700"}


def test_nothing_of_a_photograph_but_the_picture_goes_out(storage):
    hidden = zipped({"virus.exe": b"MZ"})
    row = shown(photograph(size=(900, 600)) + hidden)
    original = bytes_of(row.stored)
    assert b"SecretMaker" in original
    assert b"a secret comment" in original
    for _height, name, size in row.variants.values():
        data = bytes_of(name)
        assert len(data) == size
        assert not any(secret in data for secret in (b"SecretMaker", b"secret", b"Exif", b"EXIF", b"PK\x03\x04", b"MZ"))
        made = Image.open(io.BytesIO(data))
        assert not made.getexif()
        assert made.height > made.width, "the picture was lying on its side"


@pytest.mark.parametrize(
    ("form", "mode"),
    [
        ("PNG", "RGBA"),
        ("PNG", "P"),
        ("PNG", "LA"),
        ("PNG", "1"),
        ("PNG", "I;16"),
        ("GIF", "P"),
        ("JPEG", "L"),
        ("JPEG", "CMYK"),
    ],
)
def test_every_manner_of_colour_is_shown(form, mode):
    if mode == "I;16":
        written = io.BytesIO()
        Image.new("I;16", (60, 40), 40_000).save(written, "PNG")
        row = shown(written.getvalue())
    else:
        row = shown(picture(form, size=(60, 40), mode=mode))
    assert row.state == FileState.READY
    made = variant(row, 60).convert("RGB")
    if mode == "I;16":
        assert abs(made.getpixel((30, 20))[0] - 40_000 // 256) < 6
    else:
        assert made.getpixel((30, 38))[0] > made.getpixel((30, 1))[0] + 100, "dark above, light below"


def test_transparency_stays():
    row = shown(picture("PNG", size=(60, 40), mode="LA"))
    assert variant(row, 60).mode in ("RGBA", "RGB")


def test_of_moving_pictures_the_first_is_shown():
    frames = [Image.new("RGB", (60, 40), colour) for colour in ("red", "blue", "blue")]
    written = io.BytesIO()
    frames[0].save(written, "GIF", save_all=True, append_images=frames[1:])
    row = shown(written.getvalue())
    made = variant(row, 60)
    assert getattr(made, "n_frames", 1) == 1
    red, _green, blue = made.convert("RGB").getpixel((30, 20))
    assert red > 200 > 50 > blue


def test_a_job_that_runs_twice_changes_nothing(storage):
    row = shown(picture())
    before, files = row.variants, files_in(storage)
    assert make_pictures(row.pk) is False
    File.objects.filter(pk=row.pk).update(state=FileState.WAITING, variants={})
    assert make_pictures(row.pk) is True
    row.refresh_from_db()
    assert (row.variants, files_in(storage)) == (before, files)


def test_a_picture_that_a_kill_cut_short_is_written_again(storage):
    row = shown(picture())
    _height, name, size = row.variants["480"]
    (storage / name).write_bytes(b"RIFF")
    File.objects.filter(pk=row.pk).update(state=FileState.WAITING, variants={})
    make_pictures(row.pk)
    assert (storage / name).stat().st_size == size


def test_a_picture_that_cannot_be_encoded_is_refused_not_tried_for_ever(storage):
    row = stored(picture(), record=new_draft())
    (storage / str(row.stored)).write_bytes(b"\xff\xd8\xff broken since")
    run_jobs()
    row.refresh_from_db()
    assert (row.state, bool(row.refused_because)) == (FileState.REFUSED, True)


def test_a_picture_whose_storage_fails_waits():
    row = stored(picture(), record=new_draft())
    row.stored.storage.delete(str(row.stored))
    run_jobs()
    row.refresh_from_db()
    assert row.state == FileState.WAITING
    assert DBTaskResult.objects.get().status == "FAILED"


class TestSweeping:
    """Only what is a day old, and what nothing names."""

    LONG_AGO = timedelta(days=2)

    def age(self, storage: Path) -> None:
        then = (timezone.now() - self.LONG_AGO).timestamp()
        for path in storage.rglob("*"):
            os.utime(path, (then, then))
        File.objects.update(made_at=timezone.now() - self.LONG_AGO)

    def test_what_a_record_has_stays(self, storage):
        shown(picture(size=(600, 400)))
        attached(PDF)
        on_record(picture("PNG"), "draft.png", part="photos", kind=Kind.ACTIVITY, public=False)
        before = files_in(storage)
        self.age(storage)
        assert sweep_orphans() == 0
        assert files_in(storage) == before
        assert len(before) == 3 + 2 + 2

    def test_what_belongs_to_nothing_goes_after_a_day(self, storage):
        row = stored(PDF)
        default_storage.save("files/2026/11/left.pdf", SimpleUploadedFile("x", b"x"))
        default_storage.save("pictures/2026/11/999-480-abc.webp", SimpleUploadedFile("x", b"x"))
        default_storage.save("pictures/2026/11/what is this", SimpleUploadedFile("x", b"x"))
        assert sweep_orphans() == 0, "an upload may be running"
        self.age(storage)
        assert sweep_orphans() == 4
        assert files_in(storage) == set()
        assert not File.objects.filter(pk=row.pk).exists()

    def test_a_file_that_a_photo_names_stays_though_it_has_no_record(self, storage):
        row = stored(picture())
        record = new_draft()
        with change(by=None, why="a test"):
            Photo.objects.create(record=record, file=row)
        self.age(storage)
        assert sweep_orphans() == 0

    def test_a_file_that_only_history_names_stays(self, storage):
        row = stored(picture())
        record = new_draft()
        with change(by=None, why="a test"):
            photo = Photo.objects.create(record=record, file=row)
        with change(by=None, why="a test"):
            photo.delete()
        self.age(storage)
        assert sweep_orphans() == 0
