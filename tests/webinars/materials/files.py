"""Files of a webinar, and the verbs by which they come onto it."""

from tarepo.content import read_content
from tarepo.models import Record
from tests import make
from tests.files.material import office, stored, zipped

VTT = b"""WEBVTT

NOTE made by hand

1
00:00:01.000 --> 00:00:04.000
<v Ada>Welcome to the webinar.

00:00:04.000 --> 00:00:07.500 align:start
<v Ada>We speak of &amp; about marks.

00:01:00.000 --> 00:01:05.000
<v Grace>Thank you.
"""
SRT = b"""1
00:00:01,000 --> 00:00:04,000
<font color="#fff">Welcome</font> to <i>R&D</i>

2
00:00:04,500 --> 00:00:07,500
Second < first
"""
CHAPTERS = b"""WEBVTT

00:00:00.000 --> 00:12:30.000
Opening remarks

00:12:30.000 --> 00:40:00.000
Lessons learned
"""
PPTX = office("presentationml.presentation")
WORD_XML = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    "<w:p><w:r><w:t>First </w:t><w:t>paragraph.</w:t></w:r></w:p><w:p><w:r><w:t>Second.</w:t></w:r></w:p>"
    "</w:body></w:document>"
)
DOCX = office(**{"word/document.xml": WORD_XML.encode()})
ODP = zipped({"mimetype": b"application/vnd.oasis.opendocument.presentation", "content.xml": b"<x/>"})


def with_materials(record: Record, *rows: dict, public: bool = True) -> None:
    """The rows as its materials; those with "data" and "name" get a file of that content."""
    made = []
    for given in rows:
        row = {"released": True} | given
        if data := row.pop("data", None):
            row["file"] = stored(data, row.pop("name", "file.bin"), record=record).pk
        made.append({name: value for name, value in row.items() if value is not False})
    make.edit(record, materials=made)
    if public:
        make.publish_now(record)


def with_captions(record: Record, data: bytes = VTT, language: str = "en") -> None:
    with_materials(record, {"kind": "captions", "language": language, "data": data, "name": f"captions-{language}.vtt"})


def materials_of(record: Record) -> list[dict]:
    return read_content("activity", record.pk).get("materials", [])
