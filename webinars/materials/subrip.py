"""SubRip (.srt), which most platforms give: turned into WebVTT, which browsers read."""

import re

from django.utils.translation import gettext as _

from webinars.materials.vtt import Block, CaptionProblems, Cue, blocks_of, lines_of, shortened, told, write_vtt

TIME = r"(\d{1,4}):([0-5]\d):([0-5]\d)[,.](\d{3})"
TIMING = re.compile(rf"[ \t]*{TIME}[ \t]*-->[ \t]*{TIME}(?:[ \t].*)?")
KEPT = re.compile(r"&lt;(/?[biu])&gt;", re.I)
DROPPED = re.compile(r"</?font[^>]*>|\{\\[^}]*\}", re.I)


def is_subrip(text: str) -> bool:
    """Whether its first two lines are a number and times with a comma, or the times alone."""
    lines = [line for line in lines_of(text)[:20] if line.strip()][:2]
    return any(TIMING.fullmatch(line) and "," in line for line in lines)


def vtt_of_subrip(text: str) -> str:
    """The same captions as WebVTT, by the order of time; CaptionProblems by line where it is no SubRip."""
    problems: list[str] = []
    cues = [cue for block in blocks_of(lines_of(text)) if (cue := _cue(block, problems))]
    if not cues and not problems:
        problems.append(_("There is no caption in it."))
    if problems:
        raise CaptionProblems(shortened(problems))
    return write_vtt(sorted(cues, key=lambda cue: (cue.starts, cue.ends)))


def _cue(block: Block, problems: list[str]) -> Cue | None:
    """None for one without text, which players pass over, and for one that is told among the problems."""
    place = 0 if "-->" in block.lines[0] else 1
    timing = TIMING.fullmatch(block.lines[place]) if place < len(block.lines) else None
    if timing is None:
        sentence = _("times are written as 00:01:02,500 --> 00:01:05,000.")
        problems.append(told(block.first + min(place, len(block.lines) - 1), sentence))
        return None
    numbers = [int(part) for part in timing.groups()]
    starts, ends = (((h * 60 + m) * 60 + s) * 1000 + ms for h, m, s, ms in (numbers[:4], numbers[4:]))
    number = block.first + place
    if ends <= starts:
        problems.append(told(number, _("the caption ends before it begins.")))
    text = block.lines[place + 1 :]
    problems += [
        told(number + step, _("a blank line is missing before these times."))
        for step, one in enumerate(text, 1)
        if "-->" in one
    ]
    said = [line for line in map(_line, text) if line.strip()]
    return Cue(starts, ends, "\n".join(said)) if said and not problems else None


def _line(line: str) -> str:
    """Bold, italic and underlined stay; colours and places go; all else is text."""
    plain = DROPPED.sub("", line).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return KEPT.sub(lambda tag: f"<{tag[1].lower()}>", plain)
