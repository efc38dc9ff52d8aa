"""A text goes on with a person's last name, and still holds no name."""

import pytest

from tarepo.reading.names import Names
from tarepo.search.vectors import clean

ROW = {"honorific": "Ms.", "name": "Natalia Semeria Ruschel", "function": "Coordinator", "affiliation": "A ministry"}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("{P-9001}.", "Natalia Semeria Ruschel, Coordinator, A ministry."),
        ("Ms. {P-9001/0}, Head", "Ms. Natalia Semeria Ruschel, Head"),
        ("Ms. {P-9001/1}", "Ms. Ruschel"),
        ("Ms. {P-9001/2}’s", "Ms. Semeria Ruschel’s"),
        ("Ms. {P-9001/9}", "Ms. Natalia Semeria Ruschel"),
        ("{P-9001/12} and {P-9001/}", "{P-9001/12} and {P-9001/}"),
        ("{P-9999/1}", "…"),
    ],
)
def test_a_token_may_ask_for_less_than_all(text: str, shown: str) -> None:
    assert Names("en", persons={"P-9001": ROW}).fill(text) == shown


def test_one_who_was_erased_has_no_short_name() -> None:
    assert Names("en", persons={"P-9001": dict.fromkeys(ROW, "")}).fill("Ms. {P-9001/1}") == "Ms. …"


def test_a_search_finds_no_token() -> None:
    assert clean("Ms. {P-9001/1} spoke").split() == ["Ms.", "spoke"]
