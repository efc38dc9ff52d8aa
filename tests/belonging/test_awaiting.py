"""Requests to be confirmed among all that waits for somebody."""

import pytest
from django.core.exceptions import ValidationError

from accounts.awaiting.ask import waiting_by_user
from accounts.awaiting.sorts import sorts
from accounts.models import Membership, User
from tarepo.changes import change
from tests import make
from tests.admin.office import signed_in
from tests.belonging.people import asked, browser, focal_point, somebody
from tests.people import person

pytestmark = pytest.mark.django_db


def sort():
    return sorts()["membership"]


def titles(user: User) -> list[str]:
    return [item.title for item in sort().waiting_for(user)]


def answer(user: User, pk: int, choice: str, reason: str = "") -> str:
    with change(by=user, why="a test"):
        return sort().answer(user=user, pk=pk, choice=choice, reason=reason)


def test_they_wait_for_the_focal_points_and_where_there_is_none_for_the_chief_editors() -> None:
    waiting = asked(somebody(), function="Attaché", note="We met")
    asked(somebody("Eva"), "country/NZ")
    mine = ["Newcomer, waits to be confirmed for Peru: member of the delegation of Peru"]
    mine.append("Ana: member of the delegation of Peru")
    assert titles(person("focal point of it")) == mine
    assert titles(person("chief editor")) == ["Eva: member of the delegation of New Zealand"]
    for role in ("member", "unit editor", "administrator", "moderator"):
        assert titles(person(role)) == []
    assert len(sort().everything()) == 3
    item = sort().one(person("focal point of it"), waiting.pk)
    assert item.url == f"/accounts/members/{waiting.pk}/"
    assert dict(item.lines) == {
        "Name": "Ana",
        "E-mail address": "ana@example.org",
        "As": "member of the delegation of Peru",
        "Function": "Attaché",
        "Note": "We met",
    }
    assert [(choice.value, choice.needs_reason) for choice in item.choices] == [("confirm", False), ("decline", True)]
    assert sort().one(person("chief editor"), waiting.pk) is None


def test_an_answer_is_given_once_and_says_what_was_done() -> None:
    user = somebody()
    waiting = asked(user)
    focal = person("focal point of it")
    assert sort().settled(person("focal point of it"), waiting.pk) == ""
    assert answer(focal, waiting.pk, "confirm") == "Confirmed: the person is a member from today on."
    with pytest.raises(ValidationError, match="This request has been answered: confirmed, on"):
        answer(focal, waiting.pk, "decline", "Late")
    assert user.roles.count() == 1
    assert sort().one(focal, waiting.pk) is None


@pytest.mark.parametrize(
    ("role", "choice", "reason", "told"),
    [
        ("focal point of it", "decline", "  ", "Say why"),
        ("focal point of it", "promote", "", "Choose an answer"),
        ("chief editor", "confirm", "", "not yours to answer"),
        ("member", "confirm", "", "not yours to answer"),
    ],
)
def test_what_cannot_be_answered_is_told_and_changes_nothing(role: str, choice: str, reason: str, told: str) -> None:
    waiting = asked(somebody())
    with pytest.raises(ValidationError, match=told):
        answer(person(role), waiting.pk, choice, reason)
    waiting.refresh_from_db()
    assert waiting.state == "asked"
    with pytest.raises(ValidationError, match="no such request"):
        answer(person(role), 999_999_999, "confirm")


@pytest.mark.parametrize("rows", [1, 3])
def test_what_waits_is_asked_for_as_often_however_much_it_is(django_assert_num_queries, rows: int) -> None:
    """1 offices that are theirs · 2 the requests · 3 the names of their parties."""
    for number in range(rows):
        asked(somebody(f"Ana {number}"))
    focal = User.objects.with_roles(person("focal point of it").pk)
    with django_assert_num_queries(3):
        assert len(sort().waiting_for(focal)) == rows + 1
    own = User.objects.with_roles(focal_point("Own").pk)
    with django_assert_num_queries(2):
        assert sort().waiting_for(own) == []


def test_who_asks_is_not_mailed_their_own_request_and_their_colleague_is() -> None:
    asker, colleague = focal_point("Own"), focal_point("Colleague")
    waiting = asked(somebody("Eva"), "country/NZ")
    Membership.objects.filter(pk=waiting.pk).update(user=asker)
    found = waiting_by_user([asker, colleague])
    assert {pk: [item.pk for item in items] for pk, items in found.items()} == {colleague.pk: [waiting.pk]}


def test_a_title_that_an_editor_is_at_work_on_is_told_at_the_desk_alone() -> None:
    waiting = asked(somebody("Eva"), "country/PE")
    make.edit(waiting.party, texts=make.english("Secret Republic"))
    focal = signed_in("focal point of it")
    for address in ("/accounts/members/", f"/accounts/members/{waiting.pk}/", "/accounts/awaiting/"):
        text = focal.get(address).text
        assert ("Secret Republic" in text, "Eva" in text) == (False, True), address
    own = browser(waiting.user)
    for address in ("/accounts/memberships/", f"/accounts/memberships/{waiting.pk}/"):
        text = own.get(address).text
        assert ("Secret Republic" in text, "Peru" in text) == (False, True), address
    assert "Secret Republic" in signed_in("chief editor").get("/admin/memberships/?show=asked").text
