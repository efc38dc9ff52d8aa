"""Confirmations among all that waits for somebody."""

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from accounts.awaiting.sorts import Item
from accounts.awaiting.tokens import item_path, token_of
from activities.confirming.awaiting import SORT, number_of
from activities.confirming.standing import declared as declared_now
from activities.confirming.standing import seen
from activities.models import PartyAnswer
from tarepo.changes import change
from tarepo.codes import BASE
from tests import make
from tests.admin.office import filled, signed_in
from tests.confirming.parts import chile, declared, page_of, peru, public
from tests.confirming.test_elsewhere import said
from tests.html import parse
from tests.people import person

pytestmark = pytest.mark.django_db


def answered(pk: int, choice: str, reason: str = "", role: str = "focal point of it") -> str:
    with change(by=person(role), why="a test"):
        record, _party = divmod(pk, BASE)
        shown = next((seen(one.content) for one in declared_now([record])), "")
        return SORT.answer(user=person(role), pk=pk, choice=choice, reason=reason, seen=shown)


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
    assert SORT.settled(person("focal point of it"), pk) == ""
    assert answered(pk, "confirm") == "Confirmed."
    assert "confirmed by Peru" in public(record)
    assert SORT.waiting_for(person("focal point of it")) == []
    assert SORT.settled(person("focal point of it"), pk).startswith("confirmed on ")
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


def by_link(item: Item) -> str:
    return reverse("answer-link", kwargs={"token": token_of(person("focal point of it"), item)})


def by_page(item: Item) -> str:
    return item_path(item)


@pytest.mark.parametrize("way", [by_link, by_page])
def test_what_was_changed_since_it_was_shown_is_not_confirmed(way: Callable[[Item], str]) -> None:
    record, client = declared(), signed_in("focal point of it")
    address = way(SORT.waiting_for(person("focal point of it"))[0])
    sent = filled(client.get(address)) | {"choice": "confirm"}
    involved = [{"party": peru(), "role": "provider"}, {"party": chile(), "role": "beneficiary"}]
    make.edit(record, involvements=involved)
    make.publish_now(record)
    for forged in (sent, sent | {"seen": ""}):
        told = parse(client.post(address, forged).content).one("main").text
        assert "It was changed since it was shown, and nothing was answered: look again." in told
    assert PartyAnswer.objects.count() == 0
    assert client.post(address, filled(client.get(address)) | {"choice": "confirm"}).status_code in (200, 302)
    assert PartyAnswer.objects.count() == 1


def test_several_are_confirmed_as_each_was_shown() -> None:
    kept, moved, client = declared(9301), declared(9302), signed_in("focal point of it")
    address = "/accounts/awaiting/confirmations/"
    pks = [number_of(record.pk, peru()) for record in (kept, moved)]
    page = parse(client.get(address, {"item": pks, "choice": "confirm"}).content)
    shown = [box.get("value") for box in page.all("input") if box.get("name") == "seen"]
    make.edit(moved, involvements=[{"party": peru(), "role": "provider"}])
    make.publish_now(moved)
    client.post(address, {"item": pks, "choice": "confirm", "seen": shown})
    assert [answer.record_id for answer in PartyAnswer.objects.all()] == [kept.pk]


def test_what_an_editor_is_at_work_on_has_no_name_for_focal_points_and_one_at_the_desk() -> None:
    secret = make.draft("organisation", "Secret Institute")
    record = declared()
    make.edit(record, involvements=[{"party": peru(), "role": "beneficiary"}, {"party": secret.pk, "role": "provider"}])
    make.publish_now(record)
    (item,) = SORT.waiting_for(person("focal point of it"))
    client = signed_in("focal point of it")
    for text in (str(item.lines), client.get(page_of(record)).text, client.get("/accounts/confirmations/").text):
        assert "Secret Institute" not in text
    assert "Secret Institute" not in str([one.lines for one in SORT.everything()])
    assert "Secret Institute" in signed_in("chief editor").get("/admin/confirmations/").text


def test_what_is_late_is_counted_from_its_declaration_and_not_from_its_last_version() -> None:
    record = declared()
    between = timezone.now()
    make.rename(record, "Mended")
    assert (SORT.count_before(between), SORT.everything()[0].since < between) == (1, True)
