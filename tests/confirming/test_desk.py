"""The coordinator and the editors see who has not answered."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.admin.office import signed_in
from tests.confirming.parts import OF_PERU, answer, chile, declared, focal_point, page_of, peru, words
from tests.confirming.test_elsewhere import said
from tests.html import parse

pytestmark = pytest.mark.django_db
DESK = "/admin/confirmations/"


def listed(query: str = "") -> list[str]:
    page = parse(signed_in("coordinator").get(DESK + query).content)
    return [row.all("a")[1].text for row in page.all("tr") if row.all("a")]


def test_it_lists_what_waits_by_state_and_party_and_says_where_nobody_can_answer() -> None:
    declared(9301), declared(9302)
    third = declared(9303)
    said(third, peru(), chile())
    answer(signed_in(OF_PERU), page_of(declared(9304)), "dispute", "We were the provider.")
    every = ["TA-2023-9301", "TA-2023-9302", "TA-2023-9304"]
    assert listed() == every
    assert listed("?state=disputed") == ["TA-2023-9304"]
    assert listed("?state=confirmed") == ["TA-2023-9303"]
    assert listed("?state=all") == sorted([*every, "TA-2023-9303"])
    assert listed("?state=nobody") == every  # Chile has no focal point
    assert listed(f"?state=nobody&party={peru()}") == []
    assert listed(f"?party={chile()}") == every
    told = signed_in("administrator").get(DESK).content.decode()
    assert "Chile" in told
    assert told.count("no focal point") == 3
    assert "We were the provider." in told
    focal_point("CL")
    assert listed("?state=nobody") == []


def test_the_head_of_the_desk_counts_them() -> None:
    declared(9301)
    client = signed_in("coordinator")
    (link,) = [a for a in parse(client.get("/admin/").content).all("a") if a.get("href") == DESK]
    assert link.text == "1 Confirmations"


@pytest.mark.parametrize("query", ["?state=x", "?party=x", "?party=99999999999", "?after=-1"])
def test_nonsense_is_told(query: str) -> None:
    declared(9301)
    response = signed_in("coordinator").get(DESK + query)
    assert (response.status_code, "was not understood" in response.content.decode()) == (200, True)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_asks_the_same_for_one_row_and_for_three(rows: int) -> None:
    for number in range(rows):
        declared(9301 + number)
    client = signed_in("coordinator")
    with CaptureQueriesContext(connection) as asked:
        response = client.get(DESK)
    assert response.content.decode().count("Exchange 930") == rows
    assert len(asked) == 13


def test_an_editor_is_told_where_parties_answer() -> None:
    response = signed_in("chief editor").get("/accounts/confirmations/")
    assert "the editors’ desk has a list of who has not answered" in words(response)
