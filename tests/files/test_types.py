"""What a file is, by its bytes: the lies that a name tells, and what is refused."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tarepo.file_types import OFFICE_TYPE, OPEN_SLIDES, FileRefused, recognise
from tests.examples import examples
from tests.files.material import PDF, bomb, office, photograph, picture, zipped

GOOD = {
    "jpeg": (picture(), "image/jpeg"),
    "photograph": (photograph(), "image/jpeg"),
    "png": (picture("PNG"), "image/png"),
    "webp": (picture("WEBP"), "image/webp"),
    "gif": (picture("GIF"), "image/gif"),
    "a telephone's with a second picture inside": (picture("MPO"), "image/jpeg"),
    "pdf": (PDF, "application/pdf"),
    "word": (office(), OFFICE_TYPE + "wordprocessingml.document"),
    "excel": (office("spreadsheetml.sheet"), OFFICE_TYPE + "spreadsheetml.sheet"),
    "powerpoint": (office("presentationml.presentation"), OFFICE_TYPE + "presentationml.presentation"),
    "slides of OpenDocument": (zipped({"mimetype": OPEN_SLIDES.encode(), "content.xml": b"<x/>"}), OPEN_SLIDES),
    "text": ("Économie, تعاون\nsecond line".encode(), "text/plain"),
    "text with a mark at its start": (b"\xef\xbb\xbfPlain", "text/plain"),
    "table": (b'name,number\n"Peru, Lima",22\nBhutan,3\n', "text/csv"),
    "table with semicolons": (b"name;number\r\nP\xc3\xa9rou;22\r\n", "text/csv"),
    "subtitles": (b"WEBVTT\n\n00:01.000 --> 00:02.000\nHello", "text/vtt"),
}

BAD = {
    "empty": b"",
    "html": b"<!doctype html><script>alert(1)</script>",
    "html after blanks and a mark": b"\xef\xbb\xbf \n\t<html><body>",
    "html behind a line of text": b"hello\n<script src=x></script>",
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "xml": b'<?xml version="1.0"?><x/>',
    "program": b"MZ\x90\x00\x03\x00\x00\x00",
    "linux program": b"\x7fELF\x02\x01\x01\x00",
    "script": b"#!/bin/sh\nrm -rf /\n",
    "not utf-8": "Économie".encode("latin-1"),
    "text with a NUL": b"plain\x00text",
    "jpeg cut short": picture(size=(1200, 900))[:-4000],
    "png cut short": picture("PNG", size=(1200, 900))[:-500],
    "only the beginning of a jpeg": b"\xff\xd8\xff\xe0",
    "only the beginning of a png": b"\x89PNG\r\n\x1a\n",
    "tiff": picture("TIFF"),
    "bomb": bomb(),
    "long and thin": bomb(40_000, 10),
    "pdf without an end": PDF[:200],
    "pdf behind something else": b"\x90" + PDF,
    "plain zip": zipped({"a.txt": b"x"}),
    "zip cut short": office()[:-30],
    "macros": office(macros=True),
    "macros hidden by a plain type": office(**{"word/vbaProject.bin": b"x"}),
    "a program packed inside": office(**{"word/embeddings/setup.EXE": b"MZ"}),
    "open slides with macros": zipped(
        {"mimetype": OPEN_SLIDES.encode(), "content.xml": b"", "Basic/Standard/x.xml": b""}
    ),
    "open slides without any": zipped({"mimetype": OPEN_SLIDES.encode()}),
    "an open text": zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b""}),
    "old word": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
}


@pytest.mark.parametrize("case", GOOD)
def test_it_is_known_by_its_bytes(case):
    data, expected = GOOD[case]
    assert recognise(io.BytesIO(data)).media_type == expected


@pytest.mark.parametrize("case", BAD)
def test_what_is_not_surely_one_of_the_kinds_is_refused_with_a_sentence(case):
    with pytest.raises(FileRefused) as refused:
        recognise(io.BytesIO(BAD[case]))
    assert str(refused.value).endswith(".")


def test_a_package_that_unpacks_to_a_disk_is_refused():
    with pytest.raises(FileRefused, match="too large when unpacked"):
        recognise(io.BytesIO(zipped({"[Content_Types].xml": b"x", "zeros": bytes(501_000_000)})))


def test_a_picture_says_its_size():
    found = recognise(io.BytesIO(picture("PNG", size=(321, 123))))
    assert (found.width, found.height) == (321, 123)


HEADS = [b"", b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"RIFF\x10\0\0\0WEBP", b"%PDF-1.7", b"PK\x03\x04"]


def known_or_refused(data: bytes) -> bool:
    try:
        return bool(recognise(io.BytesIO(data)).media_type)
    except FileRefused as refused:
        return bool(str(refused))


@pytest.mark.filterwarnings("ignore:::PIL")  # Pillow grumbles at a damaged EXIF, and goes on
@examples(300)
@given(st.sampled_from(HEADS), st.binary(max_size=400))
def test_whatever_is_sent_it_is_known_or_refused(head, rest):
    assert known_or_refused(head + rest)


@pytest.mark.filterwarnings("ignore:::PIL")
@examples(200)
@given(st.sampled_from(["photograph", "png", "webp", "gif", "word"]), st.integers(0, 10**6), st.binary(min_size=1))
def test_a_damaged_file_is_known_or_refused(case, at, damage):
    data = GOOD[case][0]
    at %= len(data)
    assert known_or_refused(data[:at] + damage + data[at + len(damage) :])
