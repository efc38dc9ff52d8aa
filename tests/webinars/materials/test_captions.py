"""Captions are valid WebVTT, as an independent reader reads them, or refused by line; SubRip is turned into them."""

import io
from collections.abc import Callable

import pytest
import webvtt
from hypothesis import given
from hypothesis import strategies as st

from tests.webinars.materials.files import SRT, VTT
from webinars.materials.subrip import is_subrip, vtt_of_subrip
from webinars.materials.vtt import CaptionProblems, Cue, parse_vtt, write_vtt

# What a line of a caption may say: no line break, nothing that is a mark of the format.
SAID = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters="<>&"),
    min_size=1,
    max_size=40,
)
SAID = SAID.map(str.strip).filter(bool)
CUES = st.lists(st.tuples(st.integers(0, 9_000_000), st.integers(1, 99_000), SAID), min_size=1, max_size=9).map(
    lambda found: [Cue(starts, starts + long, text) for starts, long, text in sorted(found)]
)


def as_others_read(text: str) -> list[tuple[str, str, str]]:
    return [(cue.start, cue.end, cue.raw_text) for cue in webvtt.from_buffer(io.StringIO(text))]


def outcome(read: Callable[[], list[Cue]]) -> tuple[list[Cue], list[str]]:
    try:
        return read(), []
    except CaptionProblems as wrong:
        return [], wrong.lines


def problems(text: str) -> list[str]:
    with pytest.raises(CaptionProblems) as found:
        parse_vtt(text)
    return found.value.lines


def test_a_file_is_read_with_its_notes_names_and_settings() -> None:
    cues = parse_vtt(VTT.decode())
    assert [(cue.starts, cue.ends, cue.voice, cue.words) for cue in cues] == [
        (1000, 4000, "Ada", "Welcome to the webinar."),
        (4000, 7500, "Ada", "We speak of & about marks."),
        (60_000, 65_000, "Grace", "Thank you."),
    ]


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_whatever_ends_its_lines(ends: str) -> None:
    assert parse_vtt("\ufeff" + VTT.decode().replace("\n", ends)) == parse_vtt(VTT.decode())


@given(CUES)
def test_what_is_written_is_read_again_here_and_by_an_independent_reader(cues: list[Cue]) -> None:
    written = write_vtt(cues)
    assert parse_vtt(written) == cues
    assert len(as_others_read(written)) == len(cues)


WRONG = {
    "no header": ("00:01.000 --> 00:02.000\nHello", "Line 1: the file must begin with the word WEBVTT."),
    "a word that only begins so": ("WEBVTTX\n\n00:01.000 --> 00:02.000\nHello", "Line 1: the file must begin"),
    "no cue": ("WEBVTT\n", "There is no caption in it."),
    "no blank line behind the header": ("WEBVTT\n00:01.000 --> 00:02.000\nHello", "Line 2: a blank line is missing"),
    "commas": ("WEBVTT\n\n00:00:01,000 --> 00:00:02,000\nHello", "Line 3: times are written as"),
    "a minute of 60": ("WEBVTT\n\n00:60:01.000 --> 00:61:02.000\nHello", "Line 3: times are written as"),
    "an end before its beginning": ("WEBVTT\n\n00:02.000 --> 00:01.000\nHello", "Line 3: the caption ends before"),
    "no time at all": ("WEBVTT\n\n00:02.000 --> 00:02.000\nHello", "Line 3: the caption ends before"),
    "out of order": (
        "WEBVTT\n\n00:02.000 --> 00:03.000\nA\n\nname\n00:01.000 --> 00:02.000\nB",
        "Line 7: the caption begins before the one above it.",
    ),
    "no text": ("WEBVTT\n\n00:01.000 --> 00:02.000\n", "Line 3: the caption has no text."),
    "no blank line between": (
        "WEBVTT\n\n00:01.000 --> 00:02.000\nA\n00:02.000 --> 00:03.000\nB",
        "Line 5: a blank line",
    ),
    "a text without times": ("WEBVTT\n\nHello", "Line 3: a line stands alone"),
    "a style too late": ("WEBVTT\n\n00:01.000 --> 00:02.000\nA\n\nSTYLE\n::cue {}", "Line 6: styles and regions"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_told_by_its_line(case: str) -> None:
    text, expected = WRONG[case]
    (line,) = problems(text)
    assert line.startswith(expected)


def test_many_mistakes_are_told_shortly() -> None:
    lines = problems("WEBVTT\n\n" + "Hello\n\n" * 50)
    assert len(lines) == 21
    assert lines[-1] == "And 30 more."


@given(st.text())
def test_any_text_is_read_or_refused_with_sentences(text: str) -> None:
    for one in (text, "WEBVTT\n\n" + text):
        cues, told = outcome(lambda text=one: parse_vtt(text))
        assert bool(cues) != bool(told)
        assert all(line.endswith(".") for line in told)


def test_subrip_is_turned_into_captions_that_others_read() -> None:
    assert is_subrip(SRT.decode())
    assert not is_subrip(VTT.decode())
    assert as_others_read(vtt_of_subrip(SRT.decode())) == [
        ("00:00:01.000", "00:00:04.000", "Welcome to <i>R&amp;D</i>"),
        ("00:00:04.500", "00:00:07.500", "Second &lt; first"),
    ]


@given(st.text())
def test_any_subrip_becomes_valid_or_is_refused(text: str) -> None:
    for one in (text, f"1\n00:00:01,000 --> 00:00:02,000\n{text}"):
        cues, told = outcome(lambda text=one: parse_vtt(vtt_of_subrip(text)))
        assert bool(cues) != bool(told)
