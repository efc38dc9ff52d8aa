"""Asking, granting, refusing and withdrawing, as verbs: what holds, what is refused, and how much is asked of the
database."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Consent
from accounts.refresh import refresh_consents
from tarepo.models import Detail
from tests import make
from tests.consents import cast
from tests.consents.cast import ALL_MEMBERS, GRANT, OWN, REFUSE, WITHDRAW, answered, ask_about, who_reads, withdrawn

pytestmark = pytest.mark.django_db
TODAY = dt.date.today


def test_each_beneficiary_is_asked_once_about_each_text():
    record = cast.activity(cast.peru(), cast.mexico())
    own, common = cast.detail(record, cast.peru()), cast.detail(record, None, "Names")
    assert ask_about(own, common) == 3
    assert ask_about(own, common) == 0
    assert set(Consent.objects.values_list("party_id", "detail_id")) == {
        (cast.peru(), own.pk),
        (cast.peru(), common.pk),
        (cast.mexico(), common.pk),
    }
    Detail.objects.filter(pk=own.pk).update(text="Another text")
    assert ask_about(own, common) == 1


def test_nobody_is_asked_about_what_was_granted_or_cannot_be_seen_yet():
    one = cast.peru_detail()
    answered(one)
    assert ask_about(one) == 0
    draft = make.draft("activity", involvements=[{"party": cast.peru(), "role": "beneficiary"}])
    unseen = Detail.objects.create(record=draft, party_id=cast.peru(), nature="cost", text="x")
    assert ask_about(unseen) == 0


def test_who_refused_or_let_it_end_can_be_asked_again():
    one = cast.peru_detail()
    answered(one, state=REFUSE)
    assert ask_about(one) == 1
    answered(one, ends=timezone.localdate() - cast.TOMORROW)
    assert ask_about(one) == 1


def test_a_grant_opens_it_to_members_and_a_withdrawal_closes_it():
    one = cast.peru_detail()
    ask_about(one)
    assert who_reads() == OWN
    assert answered(one).done == [one.pk]
    assert who_reads() == ALL_MEMBERS
    assert withdrawn(one).done == [one.pk]
    assert who_reads() == OWN
    assert cast.states() == ["asked", "granted", "withdrawn"]


def test_what_is_common_opens_when_all_have_granted_it():
    record = cast.activity(cast.peru(), cast.mexico())
    one = cast.detail(record, None)
    answered(one)
    assert who_reads() == OWN
    answered(one, party=cast.mexico())
    assert who_reads() == ALL_MEMBERS
    withdrawn(one, party=cast.mexico())
    assert who_reads() == OWN


def test_a_refusal_opens_nothing():
    one = cast.peru_detail()
    assert answered(one, state=REFUSE, note="Not ours to give").done == [one.pk]
    assert who_reads() == OWN


def test_the_same_answer_twice_is_kept_once():
    one = cast.peru_detail()
    ask_about(one)
    seen = {one.pk: cast.shown(one, cast.peru())}
    assert answered(one, seen=seen)
    second = answered(one, seen=seen)
    assert (bool(second), second.same, second.refused) == (False, [one.pk], {})
    assert cast.states() == ["asked", "granted"]


def test_consent_to_a_text_that_was_changed_since_is_refused():
    one = cast.peru_detail()
    ask_about(one)
    seen = {one.pk: cast.shown(one, cast.peru())}
    Detail.objects.filter(pk=one.pk).update(text="CHF 99,999")
    assert answered(one, seen=seen).refused == {one.pk: "The text was changed since: look again."}
    assert cast.states() == ["asked"]


def test_a_text_that_is_mended_after_the_grant_is_withheld_until_it_is_granted_anew():
    one = cast.peru_detail()
    answered(one)
    Detail.objects.filter(pk=one.pk).update(text="CHF 99,999")
    cast.refresh(one.record)
    assert who_reads("CHF 99,999") == OWN
    answered(one)
    assert who_reads("CHF 99,999") == ALL_MEMBERS


def test_a_colleague_s_answer_is_told_and_not_passed_over():
    one = cast.peru_detail()
    ask_about(one)
    seen = {one.pk: cast.shown(one, cast.peru())}
    answered(one, state=REFUSE, by=cast.focal_point(cast.peru(), "first@example.org"), seen=seen)
    told = answered(one, seen=seen).refused[one.pk]
    assert told.startswith("A focal point answered it already, on ")
    assert told.endswith(": refused.")
    assert cast.states() == ["asked", "refused"]
    assert answered(one).done == [one.pk]  # who has seen the refusal may answer anew


@pytest.mark.parametrize("state", [GRANT, REFUSE, WITHDRAW])
def test_nobody_answers_about_another_s_detail(state):
    one = cast.detail(cast.activity(cast.mexico()), cast.mexico())
    outcome = answered(one, state=state)
    assert outcome.refused == {one.pk: "It is no longer there, or not yours to answer."}
    assert Consent.objects.count() == 0


def test_what_is_no_longer_there_is_told():
    one = cast.peru_detail()
    ask_about(one)
    seen = {one.pk: cast.shown(one, cast.peru())}
    Detail.objects.all().delete()
    assert answered(seen=seen).refused == {one.pk: "It is no longer there, or not yours to answer."}


def test_a_party_that_the_record_no_longer_names_has_no_say_in_what_is_common_but_can_take_it_back():
    record = cast.activity(cast.peru(), cast.mexico())
    one, other = cast.detail(record, None), cast.detail(record, None, "Names")
    ask_about(one, other)
    answered(one)
    make.edit(record, involvements=[{"party": cast.mexico(), "role": "beneficiary"}])
    make.publish_now(record)
    assert answered(other).refused == {other.pk: "It is no longer there, or not yours to answer."}
    assert withdrawn(one).done == [one.pk]


def test_what_is_not_public_is_not_granted_but_can_be_withdrawn():
    one = cast.peru_detail()
    answered(one)
    make.archive_now(one.record)
    assert withdrawn(one).done == [one.pk]
    why = "Its record is not public now: answer when readers see it again."
    assert answered(one).refused == {one.pk: why}


def test_consent_to_a_kind_opens_what_is_there_and_what_comes():
    one = cast.peru_detail()
    assert cast.of_kind()
    assert not cast.of_kind()
    assert who_reads() == ALL_MEMBERS
    cast.detail(one.record, cast.peru(), "CHF 7 for tea")
    assert who_reads("CHF 7 for tea") == ALL_MEMBERS
    cast.detail(one.record, cast.peru(), "Ms Quipu", nature="participants")
    assert who_reads("Ms Quipu") == OWN
    assert cast.of_kind(state=WITHDRAW)
    assert not cast.of_kind(state=WITHDRAW)
    assert who_reads() == OWN


def test_an_answer_about_the_detail_itself_counts_before_its_kind():
    one = cast.peru_detail()
    cast.of_kind()
    assert withdrawn(one).done == [one.pk]
    assert who_reads() == OWN


def test_consent_to_a_kind_ends_with_its_last_day(monkeypatch):
    cast.peru_detail()
    today = timezone.localdate()
    cast.of_kind(ends=today)
    assert who_reads() == ALL_MEMBERS
    monkeypatch.setattr(timezone, "localdate", lambda *given: today + cast.TOMORROW)
    assert refresh_consents() == 1
    assert who_reads() == OWN


def test_of_two_answers_about_a_kind_the_second_is_told():
    cast.of_kind(state=REFUSE)
    from accounts.consents.answer import Terms, answer_for_kinds
    from tarepo.changes import change
    from tests.people import person

    user = person("focal point of it")
    with change(by=user, why="a test"):
        (outcome,) = answer_for_kinds([(cast.peru(), "cost", 0)], terms=Terms(GRANT), by=user)
    assert outcome.refused[0].startswith("A focal point answered it already")
    assert cast.states() == ["refused"]


@pytest.mark.parametrize("records", [1, 3])
def test_answers_about_many_records_ask_the_same_of_the_database(records):
    made = [cast.detail(cast.activity(cast.peru(), number=9000 + n), cast.peru()) for n in range(records)]
    ask_about(*made)
    seen = {one.pk: cast.shown(one, cast.peru()) for one in made}
    with CaptureQueriesContext(connection) as queries:
        answered(*made, seen=seen)
    # The change; locking, looking and writing; the forms, the index and what is counted of them.
    assert len(queries) == 35, [str(query["sql"])[:90] for query in queries]
