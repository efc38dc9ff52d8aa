"""What somebody who is signed in may send in an hour: more answers than writings, and neither without end."""

import pytest
from django.test import Client

from accounts import limits
from tests.admin.office import filled, signed_in
from tests.submissions.paper import NEW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(limits.RATES, "answer", "2/h/user")
    monkeypatch.setitem(limits.RATES, "write", "1/h/user")


@pytest.fixture
def focal() -> Client:
    return signed_in("focal point of it")


def statuses(client: Client, address: str, times: int) -> list[int]:
    return [client.post(address).status_code for _time in range(times)]


@pytest.mark.parametrize("page", ["consents/", "confirmations/", "awaiting/membership/"])
def test_answers_are_counted(focal: Client, page: str) -> None:
    got = statuses(focal, f"/accounts/{page}", 3)
    assert [status == 429 for status in got] == [False, False, True]
    assert focal.get(f"/accounts/{page}").status_code == 200


@pytest.mark.parametrize("page", ["notices/", "erase/"])
def test_what_somebody_writes_is_counted(focal: Client, page: str) -> None:
    assert [status == 429 for status in statuses(focal, f"/accounts/{page}", 2)] == [False, True]


def test_a_submission_past_the_limit_comes_back_as_it_was_typed() -> None:
    client = signed_in("focal point of it")
    client.post("/accounts/notices/")
    sent = filled(client.get(NEW)) | {"title": "A seminar on marks"}
    response = client.post(NEW, sent)
    assert response.status_code == 429
    assert "A seminar on marks" in response.text
