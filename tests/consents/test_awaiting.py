"""Consents and requests as the page and the mail of what waits take them."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.awaiting.sorts import sorts
from accounts.consents.desk_list import counts
from accounts.consents.requests import request_details
from accounts.models import Consent, DetailRequest
from tarepo.changes import change
from tarepo.models import Detail
from tests import make
from tests.consents import cast
from tests.consents.cast import answered, ask_about, who_reads
from tests.people import person

pytestmark = pytest.mark.django_db


def settle(name: str, role: str, pk: int, choice: str, reason: str = "") -> str:
    user = person(role)
    with change(by=user, why="a test"):
        return sorts()[name].answer(user=user, pk=pk, choice=choice, reason=reason)


def test_a_consent_waits_for_its_focal_point_with_all_that_is_answered_to():
    one = cast.peru_detail()
    ask_about(one)
    sort = sorts()["consents"]
    (item,) = sort.waiting_for(person("focal point of it"))
    assert item.title == "Seminar on patents (TA-2023-9001): cost"
    assert ("Cost", cast.SECRET) in item.lines
    assert [choice.value for choice in item.choices] == ["grant", "refuse"]
    assert sort.waiting_for(person("member of the beneficiary")) == []
    assert [one.pk for one in sort.everything()] == [item.pk]
    assert sort.one(person("focal point of it"), item.pk) == item
    assert sort.one(person("member"), item.pk) is None


def test_it_is_granted_and_said_how_it_was_settled():
    one = cast.peru_detail()
    ask_about(one)
    asked = Consent.objects.get().pk
    assert sorts()["consents"].settled(person("focal point of it"), asked) == ""
    assert settle("consents", "focal point of it", asked, "grant") == "Granted: members of all delegations may see it."
    assert who_reads() == cast.ALL_MEMBERS
    assert "A focal point answered it already" in sorts()["consents"].settled(person("focal point of it"), asked)
    with pytest.raises(ValidationError, match="answered it already"):
        settle("consents", "focal point of it", asked, "refuse")
    assert cast.states() == ["asked", "granted"]


def test_a_text_that_changed_since_it_was_asked_for_is_answered_on_its_page_alone():
    one = cast.peru_detail()
    ask_about(one)
    asked = Consent.objects.get().pk
    Detail.objects.filter(pk=one.pk).update(text="Another")
    assert sorts()["consents"].one(person("focal point of it"), asked).choices == ()
    with pytest.raises(ValidationError, match="The text was changed since"):
        settle("consents", "focal point of it", asked, "grant")
    assert cast.states() == ["asked"]


@pytest.mark.parametrize("role", ["member of the beneficiary", "member", "chief editor"])
def test_nobody_else_answers(role):
    ask_about(cast.peru_detail())
    with pytest.raises(ValidationError, match="not yours to answer"):
        settle("consents", role, Consent.objects.get().pk, "grant")
    assert cast.states() == ["asked"]


def test_an_answer_that_there_is_not_is_refused():
    ask_about(cast.peru_detail())
    with pytest.raises(ValidationError, match="Choose whether"):
        settle("consents", "focal point of it", Consent.objects.get().pk, "withdraw")


def test_a_request_waits_for_the_editors_of_its_record():
    unit = person("unit editor").current_roles[0].unit_id
    own, other = cast.activity(number=9001, unit=unit), cast.activity(number=9002)
    for record in (own, other):
        with change(by=person("member"), why="a test"):
            request_details(record=record.pk, party=make.record_id("country/NZ"), why="To learn", by=person("member"))
    sort = sorts()["detail-requests"]
    assert len(sort.waiting_for(person("chief editor"))) == len(sort.everything()) == 2
    (item,) = sort.waiting_for(person("unit editor"))
    assert ("What for", "To learn") in item.lines
    assert sort.waiting_for(person("focal point of it")) == sort.waiting_for(person("coordinator")) == []
    with pytest.raises(ValidationError, match="Write an answer"):
        settle("detail-requests", "unit editor", item.pk, "give", " ")
    assert settle("detail-requests", "unit editor", item.pk, "decline", "No") == "Answered: who asked is told by mail."
    assert DetailRequest.objects.get(pk=item.pk).answer == "No"
    assert "declined" in sort.settled(person("chief editor"), item.pk)
    with pytest.raises(ValidationError, match="It was settled by"):
        settle("detail-requests", "unit editor", item.pk, "give", "Yes")
    foreign = DetailRequest.objects.get(record=other).pk
    with pytest.raises(ValidationError, match="not yours to answer"):
        settle("detail-requests", "unit editor", foreign, "give", "Yes")


def test_what_was_answered_waits_no_more():
    one = cast.peru_detail()
    ask_about(one)
    answered(one, state=cast.REFUSE)
    assert sorts()["consents"].everything() == []


def test_the_desk_counts_what_its_lists_have():
    ask_about(cast.peru_detail(), hidden := cast.detail(cast.activity(cast.peru(), number=9002), cast.peru()))
    late = timezone.now() + cast.TOMORROW
    assert (counts()[0], sorts()["consents"].count_before(late)) == (2, 2)
    make.archive_now(hidden.record)
    assert (counts()[0], sorts()["consents"].count_before(late)) == (1, 1)
    cast.of_kind()
    assert (counts()[0], sorts()["consents"].count_before(late), sorts()["consents"].everything()) == (0, 0, [])
    cast.of_kind(state=cast.WITHDRAW)
    assert (counts()[0], len(sorts()["consents"].everything())) == (1, 1)
