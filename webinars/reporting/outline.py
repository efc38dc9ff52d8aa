"""Blocks in order, numbered as they come: sections I., sub-headings A., paragraphs 1. through all, items (i)."""

import re
from dataclasses import dataclass, field

from webinars.reporting.blocks import MARK, Block, Footnote, Sort

ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def roman(number: int) -> str:
    told = ""
    for value, letters in ROMAN:
        times, number = divmod(number, value)
        told += letters * times
    return told


def letters(number: int) -> str:
    """A … Z, AA, AB, …"""
    told = ""
    while number:
        number, rest = divmod(number - 1, 26)
        told = chr(ord("A") + rest) + told
    return told


@dataclass
class Outline:
    blocks: list[Block] = field(default_factory=list)
    notes: dict[str, Footnote] = field(default_factory=dict)
    _counts: dict[str, int] = field(default_factory=dict)

    def _next(self, what: str, *, restart: str = "") -> int:
        self._counts[what] = self._counts.get(what, 0) + 1
        if restart:
            self._counts[restart] = 0
        return self._counts[what]

    def section(self, key: str, text: str) -> None:
        number = f"{roman(self._next('section', restart='subsection'))}."
        self.blocks.append(Block(key, Sort.SECTION, text, number))

    def subsection(self, key: str, text: str, language: str = "") -> None:
        self.blocks.append(Block(key, Sort.SUBSECTION, text, f"{letters(self._next('subsection'))}.", language))

    def paragraph(self, key: str, text: str, language: str = "", sort: Sort = Sort.PARAGRAPH) -> None:
        self.blocks.append(Block(key, sort, text, f"{self._next('paragraph', restart='item')}.", language))

    def item(self, key: str, text: str, language: str = "") -> None:
        self.blocks.append(Block(key, Sort.ITEM, text, f"({roman(self._next('item')).lower()})", language))

    def more(self, key: str, text: str, language: str = "") -> None:
        self.blocks.append(Block(key, Sort.UNNUMBERED, text, language=language))

    def paragraphs(self, key: str, text: str, language: str = "") -> None:
        """A text of several paragraphs: the first is numbered, the others go on with it."""
        for number, part in enumerate(parts_of(text), 1):
            if number == 1:
                self.paragraph(key, part, language)
            else:
                self.more(f"{key}/{number}", part, language)

    def note(self, key: str, text: str, language: str = "") -> str:
        """The mark of a footnote, to stand in a text."""
        self.notes[key] = Footnote(key, text, language=language)
        return f"[^{key}]"

    def footnotes(self) -> tuple[Footnote, ...]:
        """In order of appearance, numbered."""
        marks = (mark["note"] for block in self.blocks for mark in MARK.finditer(block.text))
        keys = [key for key in dict.fromkeys(marks) if key in self.notes]
        said = [self.notes[key] for key in keys]
        return tuple(Footnote(each.key, each.text, place, each.language) for place, each in enumerate(said, 1))


def parts_of(text: str) -> list[str]:
    """The paragraphs of a text, which an empty line parts."""
    return [" ".join(part.split()) for part in re.split(r"\n\s*\n", text) if part.strip()]
