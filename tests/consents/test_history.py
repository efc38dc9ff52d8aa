"""What was answered, as /accounts/consents/ lists it: to whom the text is shown, and what is told of who answered."""

import pytest
from django.test import Client

from accounts.models import RestrictedRead
from tarepo.models import Detail
from tests import make
from tests.admin.office import signed_in
from tests.consents import cast
from tests.consents.cast import PAGE, answered, ask_about, boxes, notices, send
from tests.html import main
from tests.people import person

pytestmark = pytest.mark.django_db
OTHER = "What another country is paid"


@pytest.fixture
def peru() -> Client:
    return signed_in("focal point of it")


def test_a_former_beneficiary_reads_nothing_of_another_country_s_detail(peru):
    one = cast.peru_detail()
    answered(one)
    assert cast.SECRET in peru.get(PAGE).text
    Detail.objects.filter(pk=one.pk).update(party_id=cast.mexico(), nature="participants")
    page = peru.get(PAGE)
    shown = main(page.content).text
    assert "A detail" in shown
    assert (cast.SECRET in page.text, "Participants" in shown, boxes(page)) == (False, False, [])


def test_nor_of_what_is_common_to_those_who_are_left(peru):
    record = cast.activity(cast.peru(), cast.mexico())
    answered(cast.detail(record, None))
    assert cast.SECRET in peru.get(PAGE).text
    make.edit(record, involvements=[{"party": cast.mexico(), "role": "beneficiary"}])
    make.publish_now(record)
    assert cast.SECRET not in peru.get(PAGE).text


@pytest.mark.parametrize("state", [cast.GRANT, cast.REFUSE])
def test_a_text_that_was_changed_since_is_not_shown_as_what_was_answered(peru, state):
    one = cast.peru_detail()
    answered(one, state=state)
    Detail.objects.filter(pk=one.pk).update(text=OTHER)
    page = peru.get(PAGE)
    assert OTHER not in page.text
    assert "The text was changed since" in main(page.content).text
    assert not RestrictedRead.objects.exists()


def test_nobody_consents_to_a_changed_text_by_the_box_of_their_earlier_answer(peru):
    one = cast.peru_detail()
    answered(one)
    Detail.objects.filter(pk=one.pk).update(text=OTHER)
    page = peru.get(PAGE)
    send(peru, "grant", page=page, take=boxes(page))
    assert notices(peru)[0].endswith("The text was changed since: look again.")
    send(peru, "withdraw", page=page, take=boxes(page))
    assert cast.states(detail=one) == ["granted", "withdrawn"]


def test_who_answered_is_told_by_capacity_and_never_by_name(peru):
    one, other = cast.peru_detail(), cast.detail(cast.activity(cast.peru(), number=9002), cast.peru(), "Other")
    answered(one, by=cast.focal_point(cast.peru(), "quispe@example.org"))
    answered(other, by=person("chief editor"))
    page = peru.get(PAGE)
    shown = main(page.content).text
    assert (shown.count("A focal point"), shown.count("The Secretariat")) == (1, 2)  # once in the section on what waits
    assert [name for name in ("quispe", "Chief editor", "@") if name in shown] == []


def test_a_colleague_s_answer_to_a_kind_is_told_without_a_name(peru):
    page = peru.get(PAGE)
    (cost, *_others) = boxes(page, "nature")
    sent = {"nature": cost, "kind-length": "always", "grant-kind": "1"}
    cast.client_of(cast.focal_point(cast.peru(), "quispe@example.org")).post(PAGE, sent)
    peru.post(PAGE, sent | {"kind-note": "Another"})
    (told,) = [one for one in notices(peru) if "answered it already" in one]
    assert told.startswith("A focal point answered it already, on ")


def test_an_answer_seen_through_a_link_names_nobody():
    from accounts.awaiting.sorts import sorts
    from accounts.models import Consent

    one = cast.peru_detail()
    ask_about(one)
    asked = Consent.objects.get().pk
    answered(one, by=cast.focal_point(cast.peru(), "quispe@example.org"))
    told = sorts()["consents"].settled(person("focal point of it"), asked)
    assert told.startswith("A focal point answered it already, on ")
