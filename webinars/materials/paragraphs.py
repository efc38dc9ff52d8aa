"""From a transcript's file to paragraphs: plain text, Word, or captions, which make paragraphs with times."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

from webinars.materials.chapters import Chapter
from webinars.materials.vtt import CaptionProblems, Cue, parse_vtt

READABLE = ("txt", "csv", "docx", "vtt")  # endings of what a page is made of; "csv": lines with as many commas each
MOST_BYTES = 5_000_000  # a day of speech has less than one
MOST_UNPACKED = 40_000_000
PAUSE = 3_000  # milliseconds after which somebody begins anew
ENOUGH = 500  # characters after which a paragraph ends with its sentence
TOO_LONG = 1_500  # and where it ends without one
ENDS = re.compile(r"[.!?…。！？؟]['\"”’»)]*$")
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(frozen=True)
class Paragraph:
    text: str
    at: int | None = None  # milliseconds from the beginning
    voice: str = ""

    @property
    def time(self) -> str:
        return "" if self.at is None else Chapter(self.at // 1000, "").time

    @property
    def duration(self) -> str:
        return "" if self.at is None else Chapter(self.at // 1000, "").duration


def paragraphs_of(data: bytes, ending: str) -> list[Paragraph]:
    """None of a file that cannot be read: its page leads to the file."""
    if len(data) > MOST_BYTES:
        return []
    if ending == "docx":
        return [Paragraph(part) for text in _word_paragraphs(data) for part in parted(text)]
    text = data.decode("utf-8-sig", "replace")
    if ending == "vtt":
        try:
            return joined(parse_vtt(text))
        except CaptionProblems:
            return []
    return [Paragraph(part) for one in _plain_paragraphs(text) for part in parted(one)]


def joined(cues: list[Cue]) -> list[Paragraph]:
    """What one voice says without a pause, up to a sentence's end. A line that stays on is said once."""
    made: list[Paragraph] = []
    words: list[str] = []
    first = last = None
    for cue in cues:
        if first and last and _ends_before(cue, last, first, " ".join(words)):
            made += _paragraph(first, words)
            first, words = None, []
        first = first or cue
        if cue.words and (not words or cue.words != words[-1]):
            words.append(cue.words)
        last = cue
    return made + (_paragraph(first, words) if first else [])


def _ends_before(cue: Cue, last: Cue, first: Cue, said: str) -> bool:
    if cue.starts - last.ends > PAUSE or (cue.voice and cue.voice != first.voice):
        return True
    return len(said) > TOO_LONG or (len(said) > ENOUGH and ENDS.search(said) is not None)


def _paragraph(first: Cue, words: list[str]) -> list[Paragraph]:
    """A caption may be longer than a paragraph; what is parted of it has no time of its own."""
    parts = parted(" ".join(words))
    return [
        Paragraph(part, None if place else first.starts, "" if place else first.voice)
        for place, part in enumerate(parts)
    ]


def parted(text: str) -> list[str]:
    """A text without paragraphs in pieces that can be read, and put on pages, whole where it is short enough."""
    text = " ".join(text.split())
    parts = []
    while len(text) > 2 * TOO_LONG:
        cut = max(text.rfind(mark, ENOUGH, TOO_LONG) for mark in (". ", "? ", "! ", "。", "؟ "))
        cut = cut + 1 if cut > 0 else (text.rfind(" ", ENOUGH, TOO_LONG) + 1 or TOO_LONG)
        parts.append(text[:cut].strip())
        text = text[cut:].strip()
    return [*parts, text] if text else parts


def _plain_paragraphs(text: str) -> list[str]:
    """Parted by blank lines; where there are none, each line is one."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    found = re.split(r"\n[ \t]*\n", text)
    return found if len(found) > 1 else text.split("\n")


def _word_paragraphs(data: bytes) -> Iterator[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package, package.open("word/document.xml") as opened:
            body = opened.read(MOST_UNPACKED + 1)
        if len(body) > MOST_UNPACKED or b"<!DOCTYPE" in body or b"<!ENTITY" in body:
            return
        tree = ElementTree.fromstring(body)  # noqa: S314  # no document type: no entity can be declared in it
    except (
        zipfile.BadZipFile,
        KeyError,
        OSError,
        ValueError,
        NotImplementedError,
        RuntimeError,
        ElementTree.ParseError,
    ):
        return
    for paragraph in tree.iter(f"{WORD}p"):
        yield "".join(_runs(paragraph))


def _runs(paragraph: ElementTree.Element) -> Iterator[str]:
    for part in paragraph.iter():
        if part.tag == f"{WORD}t":
            yield part.text or ""
        elif part.tag in (f"{WORD}tab", f"{WORD}br"):
            yield " "
