"""A member asks for the details of an activity, the Secretariat answers, and both are on record."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import DetailRequest
from tarepo.addresses import absolute
from tarepo.models import Outbox
from tests import make
from tests.admin.office import filled, signed_in
from tests.consents import cast
from tests.consents.cast import SECRET
from tests.html import main, parse

pytestmark = pytest.mark.django_db
ADDRESS = "/activities/TA-2023-9001/details/"


@pytest.fixture
def member() -> Client:
    return signed_in("member")


@pytest.fixture
def record() -> object:
    return cast.peru_detail().record


def ask(client: Client, why: str = "To plan a seminar", **more: str) -> object:
    return client.post(ADDRESS, filled(client.get(ADDRESS)) | {"why": why} | more)


def desk() -> str:
    return f"/admin/detail-requests/{DetailRequest.objects.latest('pk').pk}/"


def answer(button: str = "give", role: str = "chief editor", text: str = "Consent was given: see the page."):
    client = signed_in(role)
    return client.post(desk(), filled(client.get(desk())) | {"answer": text, button: "1"})


@pytest.mark.parametrize("language", ["", "/es", "/ar"])
def test_members_are_shown_the_way_to_ask_and_visitors_are_not(record, member, language):
    address = f"{language}/activities/TA-2023-9001/"
    source = main(member.get(address).content).by_id("source")
    assert [link.get("href") for link in source.all("a") if link.get("href").endswith("/details/")] == [
        f"{address}details/"
    ]
    for client in (Client(), signed_in("chief editor"), signed_in("expert")):
        assert "/details/" not in main(client.get(address).content).by_id("source").text
        assert f"{address}details/" not in client.get(address).text


def test_it_is_the_same_for_an_activity_without_details(member):
    cast.peru_detail()
    cast.activity(cast.peru(), number=9002)
    pages = [member.get(f"/activities/TA-2023-{number}/details/").text for number in (9001, 9002)]
    token = [page.partition('csrfmiddlewaretoken" value="')[2].partition('"')[0] for page in pages]
    assert pages[0].replace("9001", "9002").replace(token[0], token[1]) == pages[1]


def test_a_request_is_kept_with_its_day_and_told(record, member):
    response = ask(member)
    assert (response.status_code, response["Location"]) == (302, f"{ADDRESS}?sent=1")
    row = DetailRequest.objects.get()
    assert (row.record_id, row.party_id, row.why, row.state) == (
        record.pk,
        make.record_id("country/NZ"),
        "To plan a seminar",
        "open",
    )
    shown = main(member.get(response["Location"]).content).text
    assert "Your request is with the Secretariat." in shown
    assert "Asked on" in shown
    assert "waits for an answer" in shown


def test_a_second_click_asks_once(record, member):
    sent = filled(member.get(ADDRESS)) | {"why": "To plan a seminar"}
    assert [member.post(ADDRESS, sent).status_code for _click in range(2)] == [302, 302]
    assert DetailRequest.objects.count() == 1


@pytest.mark.parametrize("why", ["", "  ", "x" * 2001, "x\x00y"])
def test_what_cannot_be_kept_is_told_and_comes_back(record, member, why):
    response = ask(member, why)
    assert (response.status_code, DetailRequest.objects.count()) == (200, 0)
    assert parse(response.content).all("ul", "errors")


def test_for_another_country_is_refused(record, member):
    response = ask(member, party=str(cast.mexico()))
    assert (response.status_code, DetailRequest.objects.count()) == (200, 0)


def test_who_is_no_member_is_told_what_to_do(record):
    response = signed_in("expert").get(ADDRESS)
    assert response.status_code == 403
    assert "Ask the focal point of your country or area to confirm you" in response.text
    assert signed_in("chief editor").post(ADDRESS, {"why": "x"}).status_code == 403
    assert Client().post(ADDRESS, {"why": "x"}).status_code == 403
    assert DetailRequest.objects.count() == 0


def test_what_is_not_public_is_not_there(member):
    make.draft("activity", reference="TA-2023-9009")
    assert member.get("/activities/TA-2023-9009/details/").status_code == 404
    assert member.get("/activities/never-given/details/").status_code == 404


def test_other_capitals_lead_to_the_own_address(record, member):
    response = member.get("/activities/ta-2023-9001/details/")
    assert (response.status_code, response["Location"]) == (301, ADDRESS)


def test_too_many_in_an_hour_are_refused_and_nothing_is_done(record, member, monkeypatch):
    monkeypatch.setattr("accounts.consents.request_views.is_within", lambda request, action: False)
    assert ask(member).status_code == 429
    assert DetailRequest.objects.count() == 0


def test_one_s_own_is_withdrawn_and_nobody_else_s(record, member):
    ask(member)
    pk = DetailRequest.objects.get().pk
    other = cast.client_of(cast.focal_point(cast.mexico(), "other@example.org"))
    assert other.post(ADDRESS, {"withdraw": str(pk)}).status_code == 404
    assert other.post(ADDRESS, {"withdraw": "x"}).status_code == 404
    assert "To plan a seminar" not in other.get(ADDRESS).text
    assert member.post(ADDRESS, {"withdraw": str(pk)}).status_code == 302
    assert DetailRequest.objects.get().state == "withdrawn"
    assert ask(member).status_code == 302
    assert DetailRequest.objects.filter(state="open").count() == 1


@pytest.mark.parametrize(
    ("button", "state", "word"), [("give", "answered", "answered"), ("decline", "declined", "declined")]
)
def test_an_answer_is_kept_shown_and_mailed_without_the_detail(record, member, button, state, word):
    ask(member)
    assert answer(button, text=f"{SECRET} was the cost").status_code == 302
    row = DetailRequest.objects.get()
    assert (row.state, row.answered_by.email, row.answered_at is not None) == (state, "chief-editor@example.org", True)
    shown = main(member.get(ADDRESS).content).text
    assert f"{SECRET} was the cost" in shown
    assert word in shown
    mail = Outbox.objects.get(to="other-member@example.org")
    assert SECRET not in mail.subject + mail.body
    assert absolute(ADDRESS) in mail.body


def test_the_second_of_two_editors_is_told_and_changes_nothing(record, member):
    ask(member)
    answer("give", text="First")
    response = answer("decline", role="chief editor", text="Second")
    assert response.status_code == 302
    assert DetailRequest.objects.get().answer == "First"
    assert Outbox.objects.filter(to="other-member@example.org").count() == 1


def test_an_answer_needs_words_and_a_button(record, member):
    ask(member)
    chief = signed_in("chief editor")
    assert "Write an answer" in chief.post(desk(), {"answer": " ", "give": "1"}).text
    assert "Choose whether to answer or to decline." in chief.post(desk(), {"answer": "x"}).text
    assert DetailRequest.objects.get().state == "open"


@pytest.mark.parametrize("role", ["unit editor", "coordinator", "administrator"])
def test_who_may_not_edit_the_record_does_not_answer(record, member, role):
    ask(member)
    client = signed_in(role)
    assert client.get(desk()).status_code == 200
    assert client.post(desk(), {"answer": "x", "give": "1"}).status_code == 403
    assert DetailRequest.objects.get().state == "open"


def test_the_desk_lists_requests_and_leads_to_asking_the_beneficiaries(record, member):
    ask(member)
    chief = signed_in("chief editor")
    assert "New Zealand" in chief.get("/admin/consents/").text
    assert f"/admin/activities/activity/{record.pk}/details/" in chief.get(desk()).text
    waiting = {str(one.title): one.count for one in chief.get("/admin/").context["waiting"]}
    assert (waiting["Requests for details"], waiting["Consents asked for"]) == (1, 0)


def test_a_request_stays_with_who_asked_when_the_activity_is_merged(record, member):
    ask(member)
    other = cast.activity(cast.peru(), number=9002)
    type(other).objects.filter(pk=record.pk)
    from tarepo.models import Record

    make.archive_now(record)
    Record.objects.filter(pk=record.pk).update(merged_into=other.pk)
    assert "To plan a seminar" in member.get("/activities/TA-2023-9002/details/").text


def test_the_page_asks_the_same_however_many_there_are(record, member):
    counted = []
    for rows in (1, 3):
        for _n in range(rows):
            ask(member)
            DetailRequest.objects.update(state="answered")
        with CaptureQueriesContext(connection) as queries:
            member.get(ADDRESS)
        counted.append(len(queries))
    assert counted == [counted[0]] * 2


def test_an_office_of_no_country_asks_for_nothing():
    from accounts.consents.access import parties_asking
    from accounts.enums import RoleName
    from accounts.models import Role, User
    from reference.models import Organisation

    office = make.record_id("organisation/indecopi")
    user = User.objects.create_user("office@example.org")
    Role.objects.create(user=user, name=RoleName.MEMBER, party_id=office)
    assert parties_asking(User.objects.with_roles(user.pk)) == [office]
    Organisation.objects.filter(pk=office).update(country=None)
    with pytest.raises(PermissionDenied):
        parties_asking(User.objects.with_roles(user.pk))
