"""Confirmations among all that waits for somebody."""

import pytest
from django.core.exceptions import ValidationError

from activities.confirming.awaiting import SORT, number_of
from activities.models import PartyAnswer
from tarepo.changes import change
from tests import make
from tests.confirming.parts import chile, declared, page_of, peru, public
from tests.confirming.test_elsewhere import said
from tests.people import person

pytestmark = pytest.mark.django_db


def answered(pk: int, choice: str, reason: str = "", role: str = "focal point of it") -> str:
    with change(by=person(role), why="a test"):
        return SORT.answer(user=person(role), pk=pk, choice=choice, reason=reason)


def test_an_item_says_whole_what_is_answered() -> None:
    record = declared(starts="2023-05-09", precision="day")
    (item,) = SORT.waiting_for(person("focal point of it"))
    assert (item.pk, item.party, item.title, item.url) == (
        number_of(record.pk, peru()),
        peru(),
        "Exchange 9301",
        page_of(record),
    )
    assert [(choice.value, choice.needs_reason) for choice in item.choices] == [("confirm", False), ("dispute", True)]
    assert item.lines == (
        ("Declared as", "Triangular cooperation, declared by Mexico"),
        ("Held", "9 May 2023"),
        ("Your part", "Peru: Beneficiary"),
        ("Other parties", "Mexico (Provider): declared it; Chile (Facilitator): not answered"),
    )
    assert SORT.one(person("focal point of it"), item.pk) == item
    assert SORT.one(person("member"), item.pk) is None
    assert {one.party for one in SORT.everything()} == {peru(), chile()}


def test_it_is_answered_and_then_waits_no_more() -> None:
    record = declared()
    pk = number_of(record.pk, peru())
    assert SORT.settled(pk) == ""
    assert answered(pk, "confirm") == "Confirmed."
    assert "confirmed by Peru" in public(record)
    assert SORT.waiting_for(person("focal point of it")) == []
    assert SORT.settled(pk).startswith("confirmed on ")
    with pytest.raises(ValidationError, match="It was answered already: confirmed on"):
        answered(pk, "confirm")


def test_a_disputed_part_waits_no_more_and_others_do() -> None:
    record = declared()
    assert answered(number_of(record.pk, peru()), "dispute", "Not us") == "Disputed: the editors look into it."
    assert [one.party for one in SORT.everything()] == [chile()]
    said(record, chile())
    assert SORT.everything() == []


@pytest.mark.parametrize(
    ("choice", "reason", "told"),
    [
        ("dispute", " ", "Say why"),
        ("dispute", "x" * 2001, "at most 2000 characters"),
        ("dispute", "a\x00b", "plain text"),
        ("destroy", "", "confirmed or disputed"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(choice: str, reason: str, told: str) -> None:
    pk = number_of(declared().pk, peru())
    with pytest.raises(ValidationError, match=told):
        answered(pk, choice, reason)
    assert PartyAnswer.objects.count() == 0


def test_nobody_answers_for_another_party_or_for_what_is_gone() -> None:
    record = declared()
    with pytest.raises(ValidationError, match="Only the focal points"):
        answered(number_of(record.pk, chile()), "confirm")
    with pytest.raises(ValidationError, match="Only the focal points"):
        answered(number_of(record.pk, peru()), "confirm", role="member of the beneficiary")
    make.archive_now(record)
    with pytest.raises(ValidationError, match="not declared any more"):
        answered(number_of(record.pk, peru()), "confirm")
