"""Who is credited with a correction in the public history: as they chose, once it is public, and never by surprise."""

import pytest
from django.test import Client

from accounts.erase import erase
from accounts.models import Membership
from tarepo.changes import change
from tarepo.models import ChangeSet, Patch, Record
from tarepo.publish import public_contents, publish_as
from tests import make
from tests.corrections.paper import propose
from tests.people import person
from tests.submissions.paper import answer, told

pytestmark = pytest.mark.django_db
SEMINAR = "/activities/TA-2023-9001/"
NAME = "Member from Peru"


def corrected(*, credit: str = "party", role: str = "member of the beneficiary", does: str = "publish") -> Record:
    record = make.activity(9001, "Seminar on marks", venue="Lima")
    answer(propose(SEMINAR, "venue", role=role, venue__venue="Cusco", credit=credit), does)
    return record


def history(path: str = "history/") -> str:
    return told(Client().get(SEMINAR + path))


@pytest.mark.parametrize(
    ("credit", "sentence"),
    [
        ("party", "Corrected on a proposal of Peru."),
        ("function", "Corrected on a proposal of Adviser, Peru."),
        ("name", f"Corrected on a proposal of {NAME}, Peru."),
    ],
)
def test_the_history_credits_as_was_chosen(credit: str, sentence: str) -> None:
    corrected(credit=credit)
    for page in (history(), history("history/2/")):
        assert sentence in page
    assert "Corrected" not in history("history/1/")
    if credit != "name":
        assert NAME not in history()


def test_nobody_is_credited_where_nobody_is_to_be() -> None:
    corrected(credit="nobody")
    assert "Corrected" not in history()


def test_a_focal_point_by_their_function() -> None:
    corrected(credit="function", role="focal point of it")
    assert "Corrected on a proposal of a focal point, Peru." in history()


def test_a_member_by_the_function_that_they_wrote() -> None:
    Membership.objects.filter(user=person("member of the beneficiary")).update(function="Second Secretary")
    corrected(credit="function")
    assert "Corrected on a proposal of Second Secretary, Peru." in history()


def test_a_member_who_wrote_none_as_a_member() -> None:
    Membership.objects.filter(user=person("member of the beneficiary")).update(function="")
    corrected(credit="function")
    assert "Corrected on a proposal of a member, Peru." in history()


def test_a_name_is_filled_in_today_and_gone_when_it_is_erased() -> None:
    corrected(credit="name")
    user = person("member of the beneficiary")
    client = Client()
    tag = client.get(f"{SEMINAR}history/").headers["ETag"]
    with change(by=None, why="a test"):
        erase(user=user)
    again = client.get(f"{SEMINAR}history/", headers={"if-none-match": tag})
    assert again.status_code == 200
    assert "Corrected on a proposal of Peru." in told(again)
    assert NAME not in told(again)


def test_no_name_stands_in_what_is_kept_for_ever() -> None:
    corrected(credit="name")
    assert not ChangeSet.objects.filter(requested_by__contains=NAME).exists()
    assert not ChangeSet.objects.filter(why__contains=NAME).exists()
    assert NAME not in str(Patch.objects.values_list("values", flat=True))


def test_what_was_accepted_is_credited_when_it_is_public_and_not_before() -> None:
    record = corrected(does="accept")
    assert "Corrected" not in history()
    make.publish_now(record)
    assert "Corrected on a proposal of Peru." in history("history/2/")
    make.rename(record, "Another title")
    assert "Corrected" not in history("history/3/")


def test_what_was_taken_over_and_back_again_is_credited_to_nobody() -> None:
    record = corrected(does="accept")
    make.edit(record, venue="Lima", status="completed")
    make.publish_now(record)
    assert "Corrected" not in history()


def between(record: Record) -> None:
    """A version that leaves the working form unpublished, as a confirmation makes one."""
    content = public_contents([record.pk])[record.pk]
    with change(by=None, why="a test"):
        publish_as(record.kind, {record.pk: content | {"status": "cancelled"}}, settles=False)


def test_a_version_in_between_takes_no_credit_away() -> None:
    record = corrected(does="accept")
    between(record)
    make.publish_now(record)
    assert "Corrected" not in history("history/2/")
    assert "Corrected on a proposal of Peru." in history("history/3/")
    make.edit(record, venue="Lima")
    make.publish_now(record)
    make.edit(record, venue="Cusco")
    make.publish_now(record)
    assert "Corrected" not in history("history/5/")


def test_what_others_made_of_it_after_a_version_in_between_is_not_its() -> None:
    record = corrected(does="accept")
    make.edit(record, venue="Lima")
    between(record)
    make.edit(record, venue="Arequipa")
    make.publish_now(record)
    assert "Corrected" not in history()


def test_what_was_declined_leaves_no_trace() -> None:
    make.activity(9001, "Seminar on marks", venue="Lima")
    patch = propose(SEMINAR, "venue", venue__venue="Cusco")
    answer(patch, "decline", answer="No")
    record = Record.objects.get(pk=patch.record_id)
    make.rename(record, "Another title")
    assert "Corrected" not in history()


def test_a_visitor_pays_nothing_where_nothing_was_corrected(django_assert_num_queries) -> None:
    make.activity(9001, "Seminar on marks", venue="Lima")
    client = Client()
    client.get(f"{SEMINAR}history/")
    # the record, its versions: as before there were corrections
    with django_assert_num_queries(2):
        client.get(f"{SEMINAR}history/")
