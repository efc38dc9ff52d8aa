"""A country and its office in one record: the same focal points are asked once, and each party has its answer."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from accounts.awaiting.mail import mail_awaiting
from accounts.awaiting.tokens import token_of
from accounts.models import Role, User
from activities.confirming.awaiting import SORT, number_of
from activities.models import PartyAnswer
from tarepo.models import Outbox, Record
from tests import make
from tests.admin.office import filled, signed_in
from tests.confirming.parts import LIST, OF_PERU, answer, boxes, chile, declared, page_of, peru, public, words
from tests.people import CAST, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def me() -> Client:
    return signed_in(OF_PERU)


@pytest.fixture
def office() -> int:
    return make.published("organisation", "Indecopi", form="office", country=peru()).pk


def with_office(office: int, number: int = 9301) -> Record:
    """Declared by Mexico; Peru is the beneficiary and its office a provider, Chile facilitates."""
    roles = {"country/MX": "provider", peru(): "beneficiary", office: "provider", "country/CL": "facilitator"}
    return declared(number, involvements=[{"party": party, "role": role} for party, role in roles.items()])


def of_the_office(office: int) -> User:
    user = User.objects.create_user("office@example.org", None)
    Role.objects.create(user=user, name="focal_point", party_id=office)
    return user


def given() -> list[tuple[int, str, str]]:
    return list(PartyAnswer.objects.order_by("pk").values_list("party_id", "state", "note"))


def test_one_thing_waits_for_both_and_says_so(office: int) -> None:
    record = with_office(office)
    (item,) = SORT.waiting_for(person(OF_PERU))
    assert dict(item.lines)["Your parts"] == "Peru: Beneficiary; Indecopi: Provider"
    assert dict(item.lines)["Other parties"] == "Mexico (Provider): declared it; Chile (Facilitator): not answered"
    assert {one.party for one in SORT.everything()} == {peru(), chile()}
    for party in (peru(), office):
        assert SORT.one(person(OF_PERU), number_of(record.pk, party)) == item


def test_the_mail_has_one_link_and_its_answer_is_kept_for_each(office: int) -> None:
    record = with_office(office)
    mail_awaiting()
    (mail,) = Outbox.objects.filter(to=CAST[OF_PERU])
    (link,) = re.findall(r"- Confirmations: .*\n  http://localhost:8000(/accounts/answer/\S+/)", mail.body)
    page = Client().get(link)
    assert "Peru: Beneficiary; Indecopi: Provider" in words(page)
    assert "Confirmed." in words(Client().post(link, filled(page) | {"choice": "confirm"}))
    assert given() == [(peru(), "confirmed", ""), (office, "confirmed", "")]
    assert public(record) == "triangular cooperation as reported by Mexico; confirmed by Peru, Indecopi"
    assert Record.objects.get(pk=record.pk).version == 2
    assert SORT.waiting_for(person(OF_PERU)) == []


def test_both_are_one_box_of_the_list(me: Client, office: int) -> None:
    with_office(office)
    page = me.get(LIST)
    assert "Peru: Beneficiary; Indecopi: Provider" in words(page)
    (box,) = boxes(page)
    assert "Confirmed: 2 parts. Thank you." in words(me.post(LIST, {"part": box}, follow=True))
    assert given() == [(peru(), "confirmed", ""), (office, "confirmed", "")]


def test_both_are_disputed_by_one_reason_and_taken_back_at_once(me: Client, office: int) -> None:
    record = with_office(office)
    answer(me, page_of(record), "confirm")
    assert answer(me, page_of(record), "dispute", "We took no part").status_code == 302
    assert given()[2:] == [(peru(), "disputed", "We took no part"), (office, "disputed", "We took no part")]
    assert public(record) == "triangular cooperation as reported by Mexico"
    assert Record.objects.get(pk=record.pk).version == 3
    answer(me, page_of(record), "withdraw")
    assert [state for _party, state, _note in given()[4:]] == ["withdrawn", "withdrawn"]


def test_each_can_be_answered_apart(me: Client, office: int) -> None:
    record = with_office(office)
    apart = f"{page_of(record, lambda: office)}?apart=1"
    assert f'href="{apart}"' in me.get(page_of(record)).text
    assert answer(me, apart, "dispute", "Not our office").status_code == 302
    assert given() == [(office, "disputed", "Not our office")]
    (item,) = SORT.waiting_for(person(OF_PERU))
    assert dict(item.lines)["Your part"] == "Peru: Beneficiary"


def test_an_office_with_a_focal_point_of_its_own_is_asked_apart(me: Client, office: int) -> None:
    with_office(office)
    of_the_office(office)
    assert {one.party for one in SORT.everything()} == {peru(), office, chile()}
    assert len(boxes(me.get(LIST))) == 1
    (item,) = SORT.waiting_for(User.objects.with_roles(User.objects.get(email="office@example.org").pk))
    assert (item.party, dict(item.lines)["Your part"]) == (office, "Indecopi: Provider")


@pytest.mark.parametrize("way", ["list", "page", "link"])
def test_what_somebody_else_answers_for_by_now_is_told_and_nothing_is_answered(
    me: Client, office: int, way: str
) -> None:
    record = with_office(office)
    address, choice = {
        "list": (LIST, {}),
        "page": (page_of(record), {"answer": "confirm"}),
        "link": (
            reverse("answer-link", kwargs={"token": token_of(person(OF_PERU), SORT.waiting_for(person(OF_PERU))[0])}),
            {"choice": "confirm"},
        ),
    }[way]
    page = me.get(address)
    sent = filled(page) | choice | ({"part": boxes(page)} if way == "list" else {})
    of_the_office(office)
    assert "was changed since" in words(me.post(address, sent))
    assert given() == []
    assert answer(me, page_of(record), "confirm").status_code == 302
    assert given() == [(peru(), "confirmed", "")]


def test_a_member_of_the_country_sees_its_own_part(office: int) -> None:
    with_office(office)
    page = words(signed_in("member of the beneficiary").get(LIST))
    assert "Peru: Beneficiary" in page
    assert "Indecopi (Provider) – not answered" in page
