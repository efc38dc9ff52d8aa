"""Two contents side by side: what differs, by field, and nothing else."""

import pytest

from tarepo.differences import Line, content_lines
from tarepo.enums import Kind

TEXT = {"status": "original", "title": "Seminar"}


def lines(old: dict, new: dict) -> list[Line]:
    return content_lines(Kind.ACTIVITY, old, new, naming=lambda ids: {str(pk): f"name of {pk}" for pk in ids})


def test_contents_that_say_the_same_have_no_line() -> None:
    content = {"venue": "Lima", "texts": {"es": TEXT}, "subjects": [4], "lessons": [{"kind": "lesson"}]}
    assert lines(content, dict(content)) == []


def test_a_field_a_text_and_a_link_are_told_with_their_names() -> None:
    old = {"venue": "Lima", "status": "planned", "texts": {"es": TEXT}, "subjects": [4]}
    new = {"venue": "Cusco", "status": "completed", "texts": {"es": TEXT | {"title": "Curso"}}, "subjects": [4, 7]}
    assert lines(old, new) == [
        Line("Text in “Spanish”", "Title or name", "Seminar", "Curso", "texts.es.title"),
        Line("", "Status", "planned", "completed", "status"),
        Line("", "Venue (town, building)", "Lima", "Cusco", "venue"),
        Line("", "Subjects", "name of 4", "name of 4; name of 7", "subjects"),
    ]


def test_a_row_put_before_others_is_the_only_one_told() -> None:
    rows = [{"kind": "topic", "wording": {"en": word}} for word in ("b", "c")]
    first = {"kind": "topic", "wording": {"en": "a"}}
    assert [(line.where, line.old, line.new) for line in lines({"points": rows}, {"points": [first, *rows]})] == [
        ("Topic, material or other point 1", "", "Topic"),
        ("Topic, material or other point 1", "", "en: a"),
    ]


@pytest.mark.parametrize("whole", [True, False])
def test_a_long_text_is_an_excerpt_unless_all_of_it_is_asked_for(whole: bool) -> None:
    old, new = "a" * 1000 + "b", "a" * 1000 + "c"
    (line,) = content_lines(Kind.ACTIVITY, {"venue": old}, {"venue": new}, whole=whole)
    assert (line.new == new) is whole
    assert line.new.endswith("c")
