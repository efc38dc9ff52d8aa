"""What a file is, by its bytes and never by its name: a short list of kinds, each proven by opening it.

A library that guesses says which of some hundred kinds is the likeliest; here whatever is not surely one of these
is refused, with a sentence for the person who sent it.
"""

import codecs
import csv
import io
import re
import warnings
import zipfile
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO

from django.utils.translation import gettext as _
from PIL import Image

MOST_PIXELS = 50_000_000  # a telephone's largest picture; decoded it takes 150 MB of memory
LONGEST_SIDE = 16_000  # a WebP ends at 16 383
MOST_UNPACKED = 500_000_000
MOST_MEMBERS = 20_000
CHUNK = 1 << 16

# Pillow's own limit, for whatever opens a picture elsewhere: an error, where it would only warn up to the double.
Image.MAX_IMAGE_PIXELS = MOST_PIXELS
warnings.simplefilter("error", Image.DecompressionBombWarning)

PICTURES = {"JPEG": "image/jpeg", "MPO": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp", "GIF": "image/gif"}
OFFICE = {
    "wordprocessingml.document": "docx",
    "spreadsheetml.sheet": "xlsx",
    "presentationml.presentation": "pptx",
}
OFFICE_TYPE = "application/vnd.openxmlformats-officedocument."
OPEN_SLIDES = "application/vnd.oasis.opendocument.presentation"
ENDINGS = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
    "image/gif": "gif",
    "application/pdf": "pdf",
    OPEN_SLIDES: "odp",
    "text/plain": "txt",
    "text/csv": "csv",
    "text/vtt": "vtt",
} | {OFFICE_TYPE + name: ending for name, ending in OFFICE.items()}

# Documents that run: macros, ActiveX controls, programs packed inside.
RUNS = re.compile(
    r"(^Basic/.+|^Scripts/.+|vbaProject\.bin|\.(exe|dll|com|scr|bat|cmd|js|jse|vbs|vbe|wsf|hta|ps1|jar|msi|lnk))$", re.I
)
MARKUP = re.compile(r"<(!doctype|html|head|body|script|svg|iframe|\?xml)\b", re.I)
CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")


class FileRefused(Exception):
    """Why a file is not taken: one sentence for the person who sent it."""


@dataclass(frozen=True)
class FileType:
    media_type: str
    width: int | None = None
    height: int | None = None


def recognise(data: BinaryIO) -> FileType:
    """What the file is; FileRefused where it is none of the kinds that are taken, or is broken."""
    data.seek(0)
    head = data.read(16)
    if not head:
        raise FileRefused(_("The file is empty."))
    if head.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8")) or (head[:4] + head[8:12]) == b"RIFFWEBP":
        return picture_type(data)
    if head.startswith(b"%PDF-"):
        return pdf_type(data)
    if head.startswith(b"PK\x03\x04"):
        return office_type(data)
    return text_type(data)


def picture_type(data: BinaryIO) -> FileType:
    """A picture that decodes to its last line and is not so large as to fill the memory."""
    try:
        with open_picture(data) as picture:
            found = FileType(PICTURES[picture.format or ""], *picture.size)
            picture.verify()
        with open_picture(data) as picture:  # verify() looks at checksums only, and leaves the picture unusable
            picture.draft("RGB", (480, 480))
            picture.load()
    except FileRefused:
        raise
    except Exception as error:  # a decoder has many ways to fail at bytes that somebody sent
        raise FileRefused(_("The picture is damaged or incomplete: it cannot be opened.")) from error
    return found


def open_picture(data: BinaryIO) -> Image.Image:
    """The picture, its header read; FileRefused before anything too large is decoded."""
    data.seek(0)
    refusal = _("The picture is too large: at most %(pixels)s million pixels, and %(side)s on a side, are taken.") % {
        "pixels": MOST_PIXELS // 1_000_000,
        "side": LONGEST_SIDE,
    }
    try:
        picture = Image.open(data, formats=("JPEG", "PNG", "WEBP", "GIF"))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise FileRefused(refusal) from error
    if picture.width * picture.height > MOST_PIXELS or max(picture.size) > LONGEST_SIDE:
        raise FileRefused(refusal)
    return picture


def pdf_type(data: BinaryIO) -> FileType:
    size = data.seek(0, 2)
    data.seek(max(0, size - 2048))
    if b"%%EOF" not in data.read():
        raise FileRefused(_("The PDF is incomplete: its end is missing."))
    return FileType("application/pdf")


def office_type(data: BinaryIO) -> FileType:
    """Word, Excel, PowerPoint or OpenDocument slides of the kinds that hold no program."""
    try:
        with zipfile.ZipFile(data) as package:
            members = package.infolist()
            unpacked = sum(member.file_size for member in members)
            if len(members) > MOST_MEMBERS or unpacked > MOST_UNPACKED:
                raise FileRefused(_("The document is too large when unpacked."))
            # An OpenDocument says what it is in a member of its own, which stands first.
            said = "mimetype" if members and members[0].filename == "mimetype" else "[Content_Types].xml"
            with package.open(said) as listed:
                types = listed.read(1 << 20).decode("utf-8", "replace")
            is_slides = types.strip() == OPEN_SLIDES and "content.xml" in package.namelist()
    except FileRefused:
        raise
    except Exception as error:  # as many as a picture's
        raise FileRefused(not_taken()) from error
    if "macroEnabled" in types or any(RUNS.search(member.filename) for member in members):
        raise FileRefused(_("The document holds macros or programs. Save it as a plain document and send that."))
    if is_slides:
        return FileType(OPEN_SLIDES)
    for name in OFFICE:
        if f"{OFFICE_TYPE}{name}.main+xml" in types:
            return FileType(OFFICE_TYPE + name)
    raise FileRefused(not_taken())


def text_type(data: BinaryIO) -> FileType:
    """Plain text in UTF-8: nothing that a browser or a shell would run."""
    data.seek(0)
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    first, passage = "", ""
    try:
        while chunk := data.read(CHUNK):
            passage = decoder.decode(chunk)
            if CONTROL.search(passage):
                raise FileRefused(not_taken())
            first = first or passage
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        raise FileRefused(not_taken()) from error
    if first.lstrip().startswith(("<", "#!")) or MARKUP.search(first):
        raise FileRefused(_("Web pages, drawings in SVG and programs are not taken. Send a PDF or a picture of it."))
    if re.match(r"WEBVTT(\s|$)", first):
        return FileType("text/vtt")
    return FileType("text/csv" if is_table(first) else "text/plain")


def is_table(text: str) -> bool:
    """Whether the first rows have the same number of cells, more than one."""
    return any(_cells(text, delimiter) > 1 for delimiter in ",;\t")


def _cells(text: str, delimiter: str) -> int:
    try:
        rows = islice(filter(None, csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)), 20)
        counts = [len(row) for row in rows]
    except csv.Error:
        return 0
    return counts[0] if len(counts) > 1 and len(set(counts)) == 1 else 0


def not_taken() -> str:
    return _(
        "This kind of file is not taken. What is: PDF, Word, Excel and PowerPoint (.docx, .xlsx, .pptx), "
        "OpenDocument slides (.odp), "
        "plain text, CSV and WebVTT in UTF-8, and pictures in JPEG, PNG, WebP and GIF."
    )
