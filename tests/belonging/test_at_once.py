"""Two people at the same moment, with transactions that really commit."""

import pytest

from accounts.models import Membership, Role
from tests.admin.test_at_once import at_once
from tests.belonging.people import MINE, NEW, asked, browser, focal_point, page_of, somebody, told
from tests.people import person

PERU = "country/PE"


def clients(name: str):
    return browser(person("focal point of it")), browser(focal_point(name, PERU))


def test_of_two_focal_points_who_answer_at_once_one_is_told_who_was_faster(committed_db: str) -> None:
    user = somebody()
    waiting = asked(user)
    first, second = clients("Second")
    answers = at_once(
        lambda: first.post(page_of(waiting), {"confirm": "1"}),
        lambda: second.post(page_of(waiting), {"decline": "1", "decline-answer": "No"}),
    )
    assert sorted(response.status_code for response in answers) == [200, 302]
    late = next(response for response in answers if response.status_code == 200)
    waiting.refresh_from_db()
    assert waiting.state in ("confirmed", "declined")
    assert f"{waiting.state} by another focal point on" in told(late)
    assert Role.objects.filter(user=user).count() == (waiting.state == "confirmed")


def test_two_people_who_are_confirmed_at_once_are_both_members(committed_db: str) -> None:
    users = [somebody("Ana"), somebody("Eva")]
    waiting = [asked(user) for user in users]
    pairs = zip(clients("Second"), waiting, strict=True)
    at_once(*(lambda client=client, one=one: client.post(page_of(one), {"confirm": "1"}) for client, one in pairs))
    assert [user.roles.count() for user in users] == [1, 1]


def test_two_clicks_at_once_ask_once(committed_db: str) -> None:
    user = somebody()
    sent = {"category": "delegation", "name": "Peru"}
    browsers = [browser(user), browser(user)]
    answers = at_once(*(lambda client=client: client.post(NEW, sent) for client in browsers))
    assert [response.status_code for response in answers] == [302, 302]
    assert Membership.objects.filter(user=user).count() == 1


@pytest.mark.parametrize("does", ["confirm", "decline"])
def test_a_request_that_is_withdrawn_and_answered_at_once_is_one_of_both(committed_db: str, does: str) -> None:
    user = somebody()
    waiting = asked(user)
    own, focal = browser(user), browser(person("focal point of it"))
    answers = at_once(
        lambda: own.post(f"{MINE}{waiting.pk}/", {"withdraw": "1"}),
        lambda: focal.post(page_of(waiting), {does: "1", "decline-answer": "No"}),
    )
    assert {response.status_code for response in answers} <= {200, 302}
    waiting.refresh_from_db()
    state = {"confirm": "confirmed", "decline": "declined"}[does]
    assert waiting.state in ("withdrawn", state)
    assert user.roles.count() == (waiting.state == "confirmed")
