"""What a report is made of, whoever composes it and however it is shown: blocks in order, and footnotes.

A block's text is plain but for two marks: [^key] where a footnote stands, [[symbol]] where something is not known and a
marked blank is shown. So a person can write it otherwise in a box, and marks that are kept still mean the same.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from enum import StrEnum

MARK = re.compile(r"\[\^(?P<note>[\w/.-]+)\]|\[\[(?P<blank>[^\[\]\n]+)\]\]")


class Sort(StrEnum):
    TITLE = "title"
    SECTION = "section"  # I. ORGANIZATIONAL ASPECTS
    SUBSECTION = "subsection"  # A. THE TITLE OF A WEBINAR
    PARAGRAPH = "paragraph"  # 9.  numbered through
    ITEM = "item"  # (i) in a paragraph
    UNNUMBERED = "unnumbered"  # goes on with the paragraph or item before it
    TABLE = "table"
    DECISION = "decision"  # numbered as paragraphs are, set in italics
    END = "end"  # [End of document]


@dataclass(frozen=True)
class Block:
    """key: stays the same however the report changes, such as webinar/TA-2024-0001/speaker/P-0008; text by hand and
    tests go by it. number: as printed ("I.", "A.", "9.", "(i)"). language: of the text, where it is not the report's:
    it stays in its original, and is marked.
    """

    key: str
    sort: Sort
    text: str
    number: str = ""
    language: str = ""
    rows: tuple[tuple[str, ...], ...] = ()  # of a table, the first is its head; text is the caption
    by_hand: bool = False
    outdated: bool = False  # written by hand, and what it replaces has changed since

    @property
    def digest(self) -> str:
        """Of what was composed: text written by hand is based on it."""
        return hashlib.sha256(repr((self.text, self.rows)).encode()).hexdigest()[:32]


@dataclass(frozen=True)
class Footnote:
    key: str
    text: str
    number: int = 0
    language: str = ""


@dataclass(frozen=True)
class Composed:
    """A whole report. head: label → value for symbol, session and date, each value perhaps a [[blank]]."""

    language: str
    title: str
    head: tuple[tuple[str, str], ...]
    blocks: tuple[Block, ...]
    footnotes: tuple[Footnote, ...] = field(default=())

    def as_json(self) -> dict:
        return asdict(self)


@dataclass(frozen=True)
class Run:
    """A piece of a block's text: words, the number of a footnote, or a marked blank."""

    text: str = ""
    note: int = 0
    blank: str = ""


def runs(text: str, numbers: dict[str, int]) -> Iterator[Run]:
    """The pieces of a text; numbers: footnote key → number. A mark of no footnote is shown as it was written."""
    end = 0
    for mark in MARK.finditer(text):
        if mark["note"] is not None and mark["note"] not in numbers:
            continue
        if mark.start() > end:
            yield Run(text[end : mark.start()])
        yield Run(note=numbers[mark["note"]]) if mark["note"] is not None else Run(blank=mark["blank"])
        end = mark.end()
    if end < len(text):
        yield Run(text[end:])
