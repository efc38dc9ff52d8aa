"""WebVTT, read strictly: every line that breaks a rule is told by its number, and nothing is guessed or skipped.

https://www.w3.org/TR/webvtt1/, with one rule more: cues stand in the order of time, as a transcript is made of them.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

MOST_TOLD = 20
TIME = r"(?:(\d{2,4}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
TIMING = re.compile(rf"{TIME}[ \t]+-->[ \t]+{TIME}(?:[ \t]+(\S.*))?[ \t]*")
TAG = re.compile(r"<[^>]*>")
VOICE = re.compile(r"<v(?:\.[^\s>]+)?\s+([^>]+)>")
BESIDE = ("NOTE", "STYLE", "REGION")  # what the first line of a block that is no cue begins with


class CaptionProblems(Exception):
    """What is wrong, a sentence a line of the file."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__(" ".join(lines))
        self.lines = lines


@dataclass(frozen=True)
class Cue:
    """What is read at one time; starts and ends in milliseconds, text with its marks."""

    starts: int
    ends: int
    text: str

    @property
    def voice(self) -> str:
        """Who speaks, where the captions say it."""
        found = VOICE.search(self.text)
        return " ".join(html.unescape(found[1]).split()) if found else ""

    @property
    def words(self) -> str:
        """What is read, without marks, in one line."""
        return " ".join(html.unescape(TAG.sub("", self.text)).split())


@dataclass(frozen=True)
class Block:
    """Lines between two blank ones; first: the number of the first in its file."""

    first: int
    lines: list[str]


def lines_of(text: str) -> list[str]:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")


def blocks_of(lines: list[str], first: int = 1) -> Iterator[Block]:
    held: list[str] = []
    for number, line in enumerate([*lines, ""], first):
        if line.strip(" \t"):
            held.append(line)
        elif held:
            yield Block(number - len(held), held)
            held = []


def is_vtt(text: str) -> bool:
    return re.match(r"WEBVTT(?:[ \t]|$)", lines_of(text)[0]) is not None


def parse_vtt(text: str) -> list[Cue]:
    """All cues; CaptionProblems where the file is no valid WebVTT, or has no cue."""
    lines = lines_of(text)
    if not is_vtt(text):
        raise CaptionProblems([told(1, _("the file must begin with the word WEBVTT."))])
    problems: list[str] = []
    cues: list[Cue] = []
    for block in blocks_of(lines):
        if block.first == 1:
            problems += _header_problems(block)
        elif block.lines[0].partition(" ")[0].rstrip() in BESIDE and "-->" not in block.lines[0]:
            problems += _beside_problems(block, after_cues=bool(cues))
        else:
            _read_cue(block, cues, problems)
    if not cues and not problems:
        problems.append(_("There is no caption in it."))
    if problems:
        raise CaptionProblems(shortened(problems))
    return cues


def _header_problems(block: Block) -> list[str]:
    """What follows the first line up to a blank one belongs to the header, and must be no cue."""
    return [
        told(block.first + place, _("a blank line is missing before the first caption."))
        for place, line in enumerate(block.lines)
        if "-->" in line
    ]


def _beside_problems(block: Block, *, after_cues: bool) -> list[str]:
    found = [
        told(block.first + place, _("“-->” stands in a note or a style: a blank line is missing before the caption."))
        for place, line in enumerate(block.lines)
        if "-->" in line
    ]
    if after_cues and not block.lines[0].startswith("NOTE"):
        found.append(told(block.first, _("styles and regions stand before the first caption.")))
    return found


def _read_cue(block: Block, cues: list[Cue], problems: list[str]) -> None:
    """One cue, with or without a line that names it."""
    place = 0 if "-->" in block.lines[0] else 1
    if place == len(block.lines):
        problems.append(told(block.first, _("a line stands alone, without the times at which it is shown.")))
        return
    number, line = block.first + place, block.lines[place].strip(" \t")
    timing = TIMING.fullmatch(line)
    if timing is None:
        problems.append(told(number, _("times are written as 00:01:02.500 --> 00:01:05.000.")))
        return
    starts, ends = _milliseconds(timing.groups()[:4]), _milliseconds(timing.groups()[4:8])
    if ends <= starts:
        problems.append(told(number, _("the caption ends before it begins.")))
    if cues and starts < cues[-1].starts:
        problems.append(told(number, _("the caption begins before the one above it.")))
    text = block.lines[place + 1 :]
    problems += [
        told(number + step, _("a blank line is missing before these times."))
        for step, one in enumerate(text, 1)
        if "-->" in one
    ]
    if not text:
        problems.append(told(number, _("the caption has no text.")))
    cues.append(Cue(starts, ends, "\n".join(text)))


def _milliseconds(parts: tuple[str | None, ...]) -> int:
    hours, minutes, seconds, thousandths = (int(part or 0) for part in parts)
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + thousandths


def told(number: int, sentence: str) -> str:
    return _("Line %(number)d: %(sentence)s") % {"number": number, "sentence": sentence}


def shortened(problems: list[str]) -> list[str]:
    """No more than somebody reads; how many are left out is said."""
    if len(problems) <= MOST_TOLD:
        return problems
    return [*problems[:MOST_TOLD], _("And %(n)d more.") % {"n": len(problems) - MOST_TOLD}]


def write_vtt(cues: list[Cue]) -> str:
    """The cues as a file, in the order of time."""
    told_ = [f"{clock(cue.starts)} --> {clock(cue.ends)}\n{cue.text}" for cue in cues]
    return "\n\n".join(["WEBVTT", *told_]) + "\n"


def clock(at: int) -> str:
    seconds, thousandths = divmod(at, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{thousandths:03}"
