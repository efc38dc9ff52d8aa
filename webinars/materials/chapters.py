"""Chapters of a recording: lines such as "0:12:30 What the presentation is about", or a file of chapters in WebVTT."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from webinars.materials.vtt import CaptionProblems, Cue, shortened, told

LINE = re.compile(r"(?:(\d{1,3}):)?([0-5]?\d):([0-5]\d)[ \t]+(\S.*)")
LONGEST = 300  # of a title


@dataclass(frozen=True)
class Chapter:
    at: int  # seconds from the beginning
    title: str

    @property
    def time(self) -> str:
        return f"{self.at // 3600}:{self.at // 60 % 60:02}:{self.at % 60:02}"

    @property
    def duration(self) -> str:
        """As HTML's <time> has it."""
        return f"PT{self.at}S"


def parse_chapters(text: str) -> list[Chapter]:
    """In the order of time; CaptionProblems, by line, where a line is none. Hours may be left out: 12:30."""
    problems: list[str] = []
    found: list[Chapter] = []
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text), 1):
        if not line.strip():
            continue
        match = LINE.fullmatch(line.strip())
        if match is None:
            problems.append(told(number, _("write the time and the title, such as 0:12:30 Lessons learned.")))
            continue
        hours, minutes, seconds = (int(part or 0) for part in match.groups()[:3])
        chapter = Chapter((hours * 60 + minutes) * 60 + seconds, match[4])
        if found and chapter.at <= found[-1].at:
            problems.append(told(number, _("a chapter begins after the one above it.")))
        if len(chapter.title) > LONGEST:
            problems.append(told(number, _("the title is too long: at most %(n)d characters.") % {"n": LONGEST}))
        found.append(chapter)
    if problems:
        raise CaptionProblems(shortened(problems))
    return found


def write_chapters(chapters: list[Chapter]) -> str:
    return "\n".join(f"{chapter.time} {chapter.title}" for chapter in chapters)


def chapters_of_cues(cues: list[Cue]) -> str:
    """The lines that a file of chapters says; of two in one second the first."""
    found: dict[int, Chapter] = {}
    for cue in cues:
        if cue.words:
            found.setdefault(cue.starts // 1000, Chapter(cue.starts // 1000, cue.words[:LONGEST].strip()))
    return write_chapters([*found.values()])
