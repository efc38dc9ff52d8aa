"""What stays of a submission: through a session that ended, until an editor answers, for whom it was made."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import Role
from tarepo.changes import change
from tarepo.content_check import ContentError
from tarepo.enums import Kind
from tarepo.models import Patch, PatchState, Record
from tarepo.propose import propose
from tarepo.submissions.days import Day, DayField, days_of, period_of
from tests.admin.office import filled, signed_in
from tests.examples import examples
from tests.people import CAST, PASSWORD, person
from tests.submissions.paper import NEW, submit, told

pytestmark = pytest.mark.django_db
MINE = "/submissions/"


@pytest.mark.parametrize("address", [NEW, "/es/submissions/new/activity/"])
def test_what_was_typed_outlives_the_session(address: str) -> None:
    client = signed_in("focal point of it")
    sent = filled(client.get(address)) | {"title": "Written for an hour"}
    client.logout()
    page = client.post(address, sent)
    assert page.status_code == 403
    again = filled(page) | {"login": CAST["focal point of it"], "password": PASSWORD}
    page = client.post("/accounts/login/", again)
    assert "You are signed in again" in page.text
    assert client.post(address, filled(page)).status_code == 302
    assert Patch.objects.get().values["texts"]


def test_a_form_older_than_the_last_sign_in_gets_a_button() -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(person("focal point of it"))
    sent = filled(client.get(NEW)) | {"title": "Written for an hour"}
    again = filled(client.get("/accounts/login/")) | {"login": CAST["focal point of it"], "password": PASSWORD}
    client.post("/accounts/login/", again)
    page = client.post(NEW, sent, HTTP_ORIGIN="http://testserver")
    assert client.post(NEW, filled(page)).status_code == 302


def test_an_open_submission_is_changed_and_withdrawn_by_who_made_it() -> None:
    patch = submit(
        title="Seminar", starts_month="5", starts_year="2025", **{"party-0-name": "MX", "party-0-role": "provider"}
    )
    before = dict(patch.values)
    client = signed_in("focal point of it")
    page = f"/submissions/{patch.pk}/change/"
    assert client.post(page, filled(client.get(page))).status_code == 302
    patch.refresh_from_db()
    assert patch.values == before
    client.post(page, filled(client.get(page)) | {"title": "Course"})
    patch.refresh_from_db()
    assert patch.values["texts"]["en"]["title"] == "Course"
    colleague = signed_in("member of the beneficiary")
    assert colleague.get(page).status_code == 403
    assert colleague.post(f"/submissions/{patch.pk}/").status_code == 403
    for _click in range(2):
        client.post(f"/submissions/{patch.pk}/")
    patch.refresh_from_db()
    assert patch.state == PatchState.WITHDRAWN


def test_a_member_who_speaks_for_nobody_is_told_what_to_do() -> None:
    Role.objects.filter(user=person("member")).update(party=None)
    client = signed_in("member")
    assert "Ask to be confirmed for one; then you can submit." in told(client.get(MINE))
    assert client.get(NEW).status_code == 403


def test_nobody_sees_the_submissions_of_others() -> None:
    submit(title="Ours alone")
    assert "Ours alone" in told(signed_in("member of the beneficiary").get(MINE))
    assert "Ours alone" not in told(signed_in("member").get(MINE))


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_list_asks_as_often_however_long_it_is(how_many: int, django_assert_num_queries) -> None:
    for number in range(how_many):
        submit(title=f"Seminar {number}")
    client = signed_in("focal point of it")
    client.get(MINE)
    # the session, the user with roles, the submissions, all names
    with django_assert_num_queries(4):
        client.get(MINE)


@pytest.mark.parametrize("values", [{"colour": "blue"}, {"subjects": [999_999_999]}, {"precision": "day"}])
def test_what_could_not_be_written_is_not_proposed(values: dict) -> None:
    with pytest.raises(ContentError), change(by=None, why="a test"):
        propose(kind=Kind.ACTIVITY, values=values, by=None, party=None, why="")
    assert (Patch.objects.count(), Record.objects.filter(reference__startswith="TA-2026-").count()) == (0, 0)


@examples(60)
@given(st.dates(), st.sampled_from(["day", "month", "year"]))
def test_a_period_comes_back_as_it_was_entered(day, precision: str) -> None:
    if not 1800 <= day.year <= 2200:
        return
    entered = Day(day.year, day.month * (precision != "year"), day.day * (precision == "day"))
    period = period_of(entered, None, "")
    assert period["precision"] == precision
    assert days_of(period)["starts"] == entered
    try:
        DayField().clean([str(entered.day or ""), str(entered.month or ""), str(entered.year)])
    except ValidationError as error:
        raise AssertionError(error) from error
