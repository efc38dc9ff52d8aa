"""Taking part: registering with and without an account, seats in turn, the way in, cancelling, answering, feedback."""

import datetime as dt
from unittest.mock import patch

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.erase import erase
from accounts.models import RestrictedRead
from activities.models import Activity
from tarepo.changes import change
from tarepo.models import Outbox
from tarepo.tiers import PUBLIC
from tests import make
from tests.admin.office import filled, signed_in
from tests.html import main
from tests.people import person
from webinars.access import get_webinar_for
from webinars.enums import RegistrationState
from webinars.models import Feedback, Registration, Room, Webinar
from webinars.registering import purge
from webinars.registering.register import Who, cancel, promote, register
from webinars.registering.remind import tell_registrants
from webinars.registering.terms import Terms, terms_of
from webinars.registering.tokens import token_of

pytestmark = pytest.mark.django_db
AT = "2031-03-04T12:00+00:00"
BEGINS = dt.datetime.fromisoformat(AT)
JOIN = "https://example.org/join-secret-7391"


@pytest.fixture(autouse=True)
def nothing_counted() -> None:
    cache.clear()


def opened(seats: int | None = None, **row: object) -> Terms:
    more = {"seats": seats} if seats is not None else {}
    make.webinar("On quibbled marks", slug="quibbled", at=AT, row={"register_by": "here", **more, **row})
    return now_public()


def now_public() -> Terms:
    return terms_of(get_webinar_for({PUBLIC}, "quibbled"))


def who(number: int, **more: object) -> Who:
    given = {
        "email": f"person-{number}@example.org",
        "name": f"Person {number}",
        "organisation": "",
        "country_id": None,
        "kind": "state",
        "needs": "",
        "language": "en",
    }
    return Who(**(given | more))  # type: ignore[arg-type]


def typed(**more: str) -> dict[str, str]:
    return {
        "name": "Ada Example",
        "email": "ada@example.org",
        "country": str(make.record_id("country/PE")),
        "kind": "state",
        "agreed": "on",
    } | more


def states(record: int) -> list[str]:
    return list(Registration.objects.filter(record_id=record).order_by("place").values_list("state", flat=True))


def mails(to: str = "ada@example.org") -> list[str]:
    return list(Outbox.objects.filter(to=to).order_by("pk").values_list("subject", flat=True))


def own_page(registration: Registration) -> str:
    return f"/webinars/registration/{token_of(registration)}/"


def test_whoever_has_no_account_registers_and_finds_the_way_in_behind_the_link_of_the_mail(client: Client) -> None:
    terms = opened()
    Room.objects.create(record_id=terms.record_id, join_link=JOIN, note="Room opens at 11:45")
    response = client.post("/webinars/quibbled/register/", typed())
    assert response["Location"] == "/webinars/quibbled/register/?sent=1"
    row = Registration.objects.get()
    assert (row.name, row.kind, row.state, row.user) == ("Ada Example", "state", "confirmed", None)
    mail = Outbox.objects.get(to="ada@example.org")
    assert mail.subject == "You are registered: On quibbled marks"
    assert own_page(row) in mail.body
    assert JOIN not in mail.body
    assert "12:00–13:30 UTC" in mail.body
    page = main(client.get(own_page(row)).content)
    assert JOIN in [link.get("href") for link in page.all("a")]
    assert "Room opens at 11:45" in page.text


def test_somebody_else_is_told_nothing_of_who_is_registered(client: Client) -> None:
    opened()
    first = client.post("/webinars/quibbled/register/", typed())
    again = client.post("/webinars/quibbled/register/", typed(name="Somebody else"))
    assert (first.status_code, first["Location"]) == (again.status_code, again["Location"])
    assert [row.name for row in Registration.objects.all()] == ["Ada Example"]
    assert mails() == ["You are registered: On quibbled marks"] * 2


def test_whoever_is_signed_in_is_led_to_their_registration_and_has_it_in_their_account() -> None:
    opened()
    client = signed_in("member")
    email = person("member").email
    assert email in client.get("/webinars/quibbled/register/").content.decode()
    response = client.post("/webinars/quibbled/register/", typed(email=email))
    row = Registration.objects.get()
    assert (row.user, response["Location"]) == (person("member"), own_page(row))
    assert client.get("/webinars/quibbled/register/")["Location"] == own_page(row)
    page = main(client.get("/accounts/registrations/").content)
    assert own_page(row) in [link.get("href") for link in page.all("a")]


def test_without_a_seat_one_waits_and_has_the_next_that_is_free() -> None:
    terms = opened(seats=2)
    made = [register(terms=terms, who=who(number)) for number in range(4)]
    assert states(terms.record_id) == ["confirmed", "confirmed", "waiting", "waiting"]
    assert cancel(registration=made[0], terms=terms)
    assert not cancel(registration=made[0], terms=terms)
    assert states(terms.record_id) == ["cancelled", "confirmed", "confirmed", "waiting"]
    assert mails("person-2@example.org") == [
        "You are on the waiting list: On quibbled marks",
        "You are registered: On quibbled marks",
    ]


def test_who_cancelled_and_comes_again_stands_at_the_end() -> None:
    terms = opened(seats=1)
    first, _second = (register(terms=terms, who=who(number)) for number in range(2))
    cancel(registration=first, terms=terms)
    register(terms=terms, who=who(0))
    rows = Registration.objects.order_by("place").values_list("name", "state")
    assert list(rows) == [("Person 1", "confirmed"), ("Person 0", "waiting")]


def test_more_seats_are_given_to_those_who_wait_once_they_are_public() -> None:
    terms = opened(seats=1)
    for number in range(3):
        register(terms=terms, who=who(number))
    record = make.Record.objects.get(pk=terms.record_id)
    row = Webinar.objects.get(record=record)
    content = {"slug": row.slug, "time_zone": row.time_zone, "register_by": "here", "seats": 3}
    make.edit(record, webinars=[content | {"starts_at": AT, "ends_at": "2031-03-04T13:30+00:00"}])
    tell_registrants(BEGINS - dt.timedelta(days=30))
    assert states(terms.record_id) == ["confirmed", "waiting", "waiting"]
    make.publish_now(record)
    tell_registrants(BEGINS - dt.timedelta(days=30))
    assert states(terms.record_id) == ["confirmed"] * 3


def test_each_is_approved_or_declined_with_a_reason_where_the_webinar_says_so() -> None:
    terms = opened(register_by="approved")
    rows = [register(terms=terms, who=who(number)) for number in range(3)]
    assert states(terms.record_id) == ["asked"] * 3
    chief, address = signed_in("chief editor"), f"/admin/webinars/{terms.record_id}/registrations/"
    chief.post(address, {"registration": [rows[0].pk, rows[1].pk], "approve": "1"})
    without = chief.post(address, {"registration": [rows[2].pk], "decline": "1"}, follow=True)
    assert "give a reason" in without.content.decode()
    chief.post(address, {"registration": [rows[2].pk], "decline": "1", "reason": "For delegations only"})
    assert states(terms.record_id) == ["confirmed", "confirmed", "declined"]
    assert "For delegations only" in Outbox.objects.get(subject__startswith="You are not registered").body
    assert RestrictedRead.objects.filter(what="registrations").exists()


def test_of_two_who_set_the_way_in_the_second_sees_the_first() -> None:
    terms = opened()
    chief, address = signed_in("chief editor"), f"/admin/webinars/{terms.record_id}/registrations/"
    opened_twice = filled(chief.get(address))
    chief.post(address, opened_twice | {"join_link": JOIN, "room": "1"})
    second = chief.post(address, opened_twice | {"join_link": "https://example.org/other", "room": "1"})
    assert f"Somebody changed it meanwhile, to: {JOIN}" in second.content.decode()
    assert "https://example.org/other" in second.content.decode()
    assert Room.objects.get(pk=terms.record_id).join_link == JOIN


def test_others_of_the_staff_and_other_people_see_no_name() -> None:
    terms = opened()
    register(terms=terms, who=who(7))
    for role in ("unit editor", "coordinator", "administrator"):
        answered = signed_in(role).get(f"/admin/webinars/{terms.record_id}/registrations/")
        assert answered.status_code == 403
        assert b"Person 7" not in answered.content


def test_the_table_has_no_formula() -> None:
    terms = opened()
    register(terms=terms, who=who(1, name="=HYPERLINK(1)"))
    content = signed_in("chief editor").get(f"/admin/webinars/{terms.record_id}/registrations.csv").content.decode()
    assert '"\'=HYPERLINK(1)"' in content


@pytest.mark.parametrize(
    ("change_it", "told"),
    [
        ({"row": {"register_by": "nowhere"}}, "No registration is needed."),
        ({"row": {"register_by": "here", "register_until": "2020-01-01T10:00+00:00"}}, "Registration is closed."),
        ({"row": {"register_by": "here"}, "status": "cancelled"}, "The webinar is cancelled."),
        ({"row": {"register_by": "here"}, "at": "2020-03-04T12:00+00:00"}, "The webinar is over."),
        (
            {"row": {"register_by": "elsewhere", "register_at": "https://example.org/there"}},
            "https://example.org/there",
        ),
    ],
)
def test_where_nobody_can_register_it_says_why_and_takes_nothing(client: Client, change_it: dict, told: str) -> None:
    make.webinar("On quibbled marks", slug="quibbled", **({"at": AT} | change_it))
    page = client.get("/webinars/quibbled/register/")
    assert told in main(page.content).text
    assert client.post("/webinars/quibbled/register/", typed()).status_code == 200
    assert not Registration.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"email": "nobody"},
        {"country": "999999999"},
        {"kind": "king"},
        {"agreed": ""},
        {"name": "a\x00b"},
        {"needs": "x" * 5000},
        {"website": "https://example.org/"},
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_comes_back(client: Client, wrong: dict) -> None:
    opened()
    response = client.post("/webinars/quibbled/register/", typed(organisation="The Quibble Office") | wrong)
    assert response.status_code == 200
    assert "Nothing was sent yet, and nothing is lost:" in response.content.decode()
    assert "The Quibble Office" in response.content.decode()
    assert not Registration.objects.exists()


def test_too_many_from_one_address_are_refused(client: Client) -> None:
    opened()
    for number in range(30):
        client.post("/webinars/quibbled/register/", typed(email=f"a{number}@example.org"))
    assert client.post("/webinars/quibbled/register/", typed(email="b@example.org")).status_code == 429
    assert not Registration.objects.filter(email="b@example.org").exists()


def test_a_forged_or_old_link_opens_nothing(client: Client) -> None:
    terms = opened()
    row = register(terms=terms, who=who(1))
    address = own_page(row)
    assert client.get(address.replace("/registration/", "/registration/9")).status_code == 404
    row.delete()
    assert client.get(address).status_code == 404


def test_cancelling_is_one_click_and_gives_the_way_in_back(client: Client) -> None:
    terms = opened()
    Room.objects.create(record_id=terms.record_id, join_link=JOIN)
    row = register(terms=terms, who=who(1))
    assert client.post(own_page(row))["Location"] == own_page(row)
    page = client.get(own_page(row)).content.decode()
    assert "Cancelled" in page
    assert JOIN not in page


def test_a_browser_that_tells_nobody_where_it_was_can_cancel() -> None:
    """Where no referrer is sent, the form's origin is "null"; the link is all that is believed."""
    client = Client(enforce_csrf_checks=True)
    row = register(terms=opened(), who=who(1))
    assert client.post(own_page(row), headers={"origin": "null"}).status_code == 302
    assert Registration.objects.get().state == "cancelled"


def test_nobody_who_waits_is_shown_the_way_in(client: Client) -> None:
    terms = opened(seats=0)
    Room.objects.create(record_id=terms.record_id, join_link=JOIN)
    row = register(terms=terms, who=who(1))
    page = client.get(own_page(row)).content.decode()
    assert "On the waiting list (number 1)" in page
    assert JOIN not in page


def test_registering_moves_no_byte_of_what_is_public(client: Client) -> None:
    terms = opened(seats=1)
    addresses = ["/webinars/", "/webinars/quibbled/", "/webinars/calendar.ics", "/webinars/feed.atom"]
    before = [(client.get(address).content, client.get(address).headers["ETag"]) for address in addresses]
    register(terms=terms, who=who(1))
    Room.objects.update(join_link=JOIN)
    after = [(client.get(address).content, client.get(address).headers["ETag"]) for address in addresses]
    assert before == after


def test_reminders_go_once_each_and_only_those_that_lay_ahead() -> None:
    terms = opened()
    early = register(terms=terms, who=who(1))
    Registration.objects.filter(pk=early.pk).update(made_at=BEGINS - dt.timedelta(days=20))
    late = register(terms=terms, who=who(2))
    Registration.objects.filter(pk=late.pk).update(made_at=BEGINS - dt.timedelta(hours=3))
    for before in (dt.timedelta(days=6), dt.timedelta(days=6), dt.timedelta(hours=2), dt.timedelta(minutes=30)):
        tell_registrants(BEGINS - before)
    soon = [subject for subject in mails("person-1@example.org") if subject.startswith("Soon")]
    assert len(soon) == 3
    assert len([subject for subject in mails("person-2@example.org") if subject.startswith("Soon")]) == 1


def test_a_new_time_and_a_cancellation_are_mailed_once() -> None:
    terms = opened()
    register(terms=terms, who=who(1))
    tell_registrants(BEGINS - dt.timedelta(days=30))
    record = make.Record.objects.get(pk=terms.record_id)
    make.edit(Activity.objects.get(pk=record.pk), status="cancelled")
    make.publish_now(record)
    for _twice in range(2):
        tell_registrants(BEGINS - dt.timedelta(days=30))
    told = Outbox.objects.filter(subject="Cancelled: On quibbled marks")
    assert [mail.body.startswith("This webinar is cancelled: it does not take place.") for mail in told] == [True]


def test_those_who_took_part_are_thanked_and_asked_once(client: Client) -> None:
    terms = opened()
    row = register(terms=terms, who=who(1))
    after = BEGINS + dt.timedelta(hours=3)
    for _twice in range(2):
        tell_registrants(after)
    mail = Outbox.objects.get(subject="Thank you: On quibbled marks")
    address = f"/webinars/feedback/{token_of(row)}/"
    assert address in mail.body
    assert "after the webinar" in client.get(address).content.decode()
    with patch.object(timezone, "now", return_value=after):
        assert "Answer one of the questions" in client.post(address, {}).content.decode()
        client.post(address, {"useful": "4", "heard_all": "no", "text": "The sound failed"})
        client.post(address, {"useful": "1"})
    assert [(row.useful, row.heard_all) for row in Feedback.objects.all()] == [(4, False)]
    page = main(signed_in("coordinator").get(f"/admin/webinars/{terms.record_id}/feedback/").content).text
    assert "The sound failed" in page
    assert "Person 1" not in page


def test_a_seat_that_is_free_is_of_whoever_waits_and_not_of_who_comes_now() -> None:
    terms = opened(seats=1)
    first, _waiting = (register(terms=terms, who=who(number)) for number in range(2))
    first.delete()  # as erasing an account does, until the next tick
    register(terms=terms, who=who(2))
    assert list(Registration.objects.order_by("place").values_list("name", "state")) == [
        ("Person 1", "confirmed"),
        ("Person 2", "waiting"),
    ]


@pytest.mark.parametrize("status", ["cancelled", "postponed"])
def test_no_seat_is_given_for_what_is_called_off(status: str) -> None:
    terms = opened(seats=1)
    first, _waiting = (register(terms=terms, who=who(number)) for number in range(2))
    record = Activity.objects.get(pk=terms.record_id)
    make.edit(record, status=status)
    make.publish_now(record)
    assert cancel(registration=first, terms=terms)
    assert states(terms.record_id) == ["cancelled", "waiting"]


def test_a_mistyped_year_that_is_not_published_deletes_nothing() -> None:
    terms = opened()
    register(terms=terms, who=who(1))
    Webinar.objects.filter(record_id=terms.record_id).update(starts_at="2001-03-04T12:00+00:00", ends_at=None)
    assert purge.forget_registrations() == 0
    assert Registration.objects.count() == 1


def test_a_postponement_without_a_new_day_is_mailed() -> None:
    terms = opened()
    register(terms=terms, who=who(1))
    tell_registrants(BEGINS - dt.timedelta(days=30))
    record = Activity.objects.get(pk=terms.record_id)
    row = {"slug": "quibbled", "time_zone": "Europe/Zurich"}
    make.edit(record, status="postponed", starts=None, ends=None, precision="not_stated", webinars=[row])
    make.publish_now(record)
    tell_registrants(BEGINS - dt.timedelta(days=30))
    assert Outbox.objects.filter(subject="Changed: On quibbled marks").count() == 1


def test_no_link_of_a_registrant_stands_in_the_log(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    terms = opened()
    row = register(terms=terms, who=who(1))
    with caplog.at_level("INFO", logger="tarepo.request"):
        client.get(own_page(row))
        client.get(f"/es/webinars/feedback/{token_of(row)}/")
    said = [record.getMessage() for record in caplog.records if record.name == "tarepo.request"]
    assert said == ["GET /webinars/registration/", "GET /es/webinars/feedback/"]


def test_registrations_are_deleted_after_their_time_and_their_numbers_stay() -> None:
    terms = opened()
    register(terms=terms, who=who(1, country_id=make.record_id("country/PE")))
    assert purge.forget_registrations() == 0
    with patch.object(timezone, "now", return_value=BEGINS + dt.timedelta(days=181)):
        assert purge.forget_registrations() == 1
    room = Room.objects.get(pk=terms.record_id)
    peru = str(make.record_id("country/PE"))
    assert room.totals == {"state": {"confirmed": 1}, "kind": {"state": 1}, "country": {peru: 1}}


def test_whoever_is_erased_frees_the_seat() -> None:
    terms = opened(seats=1)
    member = person("member")
    register(terms=terms, who=who(1, email=member.email, user=member))
    register(terms=terms, who=who(2))
    with change(by=None, why="a test"):
        erase(user=member)
    assert list(Registration.objects.values_list("name", "state")) == [("Person 2", "confirmed")]
    assert mails("person-2@example.org")[-1] == "You are registered: On quibbled marks"


def test_nobody_overtakes_those_who_wait_though_a_seat_is_free_and_not_given_yet() -> None:
    terms = opened(seats=1)
    first, second = (register(terms=terms, who=who(number)) for number in range(2))
    first.delete()
    third = register(terms=terms, who=who(3))
    assert (third.state, second.state) == ("waiting", "waiting")
    promote(terms=terms)
    assert states(terms.record_id) == ["confirmed", "waiting"]


def test_a_wrong_link_says_so_and_tells_no_other_site_where_it_was(client: Client) -> None:
    for address in ("/webinars/registration/1.2~x/", "/webinars/feedback/1.2~x/"):
        response = client.get(address)
        assert (response.status_code, response.headers["Referrer-Policy"]) == (404, "no-referrer")
        assert "This link is not known" in main(response.content).text


def test_feedback_past_the_limit_is_told_so_and_loses_nothing(client: Client) -> None:
    terms = opened()
    row = register(terms=terms, who=who(1))
    address = f"/webinars/feedback/{token_of(row)}/"
    with (
        patch.object(timezone, "now", return_value=BEGINS + dt.timedelta(hours=3)),
        patch("webinars.registering.views.is_within", return_value=False),
    ):
        response = client.post(address, {"text": "The sound failed"})
    assert response.status_code == 429
    page = main(response.content).text
    assert "nothing is lost" in page
    assert "The sound failed" in page
    assert not Feedback.objects.exists()


def test_cancelling_past_the_limit_changes_nothing_and_says_so(client: Client) -> None:
    row = register(terms=opened(), who=who(1))
    with patch("webinars.registering.views.is_within", return_value=False):
        response = client.post(own_page(row))
    assert (response.status_code, response.headers["Referrer-Policy"]) == (429, "no-referrer")
    assert "Nothing was done" in main(response.content).text
    assert Registration.objects.get().state == "confirmed"


def test_registrations_are_listed_by_country_and_reading_them_is_on_record_in_words() -> None:
    terms = opened()
    register(terms=terms, who=who(1, country_id=make.record_id("country/PE")))
    register(terms=terms, who=who(2, country_id=make.record_id("country/NZ")))
    address = f"/admin/webinars/{terms.record_id}/registrations/?country={make.record_id('country/NZ')}"
    page = main(signed_in("chief editor").get(address).content).text
    assert ("Person 2" in page, "Person 1" in page) == (True, False)
    reads = main(signed_in("administrator").get("/admin/reads/?what=registrations").content).text
    assert "who registered for a webinar" in reads


@pytest.mark.parametrize("near", [0, 1])
def test_each_minute_costs_few_queries(near: int) -> None:
    """None of them where nobody is registered; a webinar's own where somebody is."""
    for number in range(3):
        make.webinar("Nobody's", slug=f"nobodys-{number}", at=AT, row={"register_by": "here"})
    if near:
        terms = opened()
        register(terms=terms, who=who(1))
        Room.objects.filter(record_id=terms.record_id).update(told=terms.standing)
    with CaptureQueriesContext(connection) as queries:
        assert tell_registrants(BEGINS - dt.timedelta(days=30)) == 0
    assert len(queries) == (12 if near else 1)


def test_what_never_had_a_time_keeps_registrations_a_year_longer() -> None:
    record = opened().record_id
    row = register(terms=now_public(), who=who(1))
    Webinar.objects.filter(record_id=record).update(starts_at=None, ends_at=None)
    for days, left in ((540, 1), (550, 0)):
        Registration.objects.filter(pk=row.pk).update(made_at=timezone.now() - dt.timedelta(days=days))
        purge.forget_registrations()
        assert Registration.objects.filter(record_id=record).count() == left


def test_the_list_costs_as_many_queries_however_many_registered() -> None:
    terms = opened()
    chief, address = signed_in("chief editor"), f"/admin/webinars/{terms.record_id}/registrations/"
    counted = []
    for number in range(3):
        register(terms=terms, who=who(number, country_id=make.record_id("country/PE")))
        with CaptureQueriesContext(connection) as queries:
            assert chief.get(address).status_code == 200
        counted.append(len(queries))
    assert counted[0] == counted[2]


def test_states_are_what_people_read() -> None:
    assert [state.label for state in RegistrationState] == [
        *("waiting for approval", "confirmed", "on the waiting list", "declined", "cancelled")
    ]
