"""Chapters: lines that are read strictly, and written so that they are read again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.webinars.materials.files import CHAPTERS
from webinars.materials.chapters import Chapter, chapters_of_cues, parse_chapters, write_chapters
from webinars.materials.vtt import CaptionProblems, parse_vtt

TITLES = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=99)
TITLES = TITLES.map(str.strip).filter(bool)


@given(st.dictionaries(st.integers(0, 999 * 3600), TITLES, max_size=20))
def test_what_is_written_is_read_again(found: dict[int, str]) -> None:
    chapters = [Chapter(at, found[at]) for at in sorted(found)]
    assert parse_chapters(write_chapters(chapters)) == chapters


@given(st.text())
def test_any_text_is_read_or_refused_by_line(text: str) -> None:
    try:
        chapters, told = parse_chapters(text), []
    except CaptionProblems as wrong:
        chapters, told = [], wrong.lines
    assert all(line.startswith(("Line ", "And ")) for line in told)
    assert parse_chapters(write_chapters(chapters)) == chapters


def test_hours_may_be_left_out() -> None:
    assert parse_chapters("0:00 Opening\n\n12:30  Lessons\n1:02:03 End") == [
        Chapter(0, "Opening"),
        Chapter(750, "Lessons"),
        Chapter(3723, "End"),
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Opening", "Line 1: write the time and the title, such as 0:12:30 Lessons learned."),
        ("0:00:00 A\n0:99:00 B", "Line 2: write the time and the title, such as 0:12:30 Lessons learned."),
        ("0:10:00 A\n0:09:00 B", "Line 2: a chapter begins after the one above it."),
        ("0:10:00 A\n10:00 B", "Line 2: a chapter begins after the one above it."),
        ("0:10:00 " + "x" * 301, "Line 1: the title is too long: at most 300 characters."),
    ],
)
def test_what_is_wrong_is_told_by_its_line(text: str, line: str) -> None:
    with pytest.raises(CaptionProblems) as wrong:
        parse_chapters(text)
    assert wrong.value.lines == [line]


def test_a_file_of_chapters_becomes_lines() -> None:
    assert chapters_of_cues(parse_vtt(CHAPTERS.decode())) == "0:00:00 Opening remarks\n0:12:30 Lessons learned"
