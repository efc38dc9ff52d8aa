"""A focal point confirms or declines; where there is none, an editor does."""

import datetime as dt

import pytest
from django.utils import timezone

from accounts.access import tiers_of
from accounts.models import Membership, Role
from tarepo.changes import change
from tarepo.enums import Kind
from tarepo.models import ChangeSet, Outbox
from tarepo.tiers import MEMBERS, PUBLIC
from tests import make
from tests.admin.office import messages, signed_in
from tests.belonging.people import (
    MEMBERS as PAGE,
)
from tests.belonging.people import (
    TODAY,
    YESTERDAY,
    asked,
    browser,
    end_roles,
    focal_point,
    page_of,
    send,
    somebody,
    told,
)
from tests.people import CAST, person

pytestmark = pytest.mark.django_db
PERU = "country/PE"


def desk(membership: Membership) -> str:
    return f"/admin/memberships/{membership.pk}/"


def answer(client, address: str, verb: str, **typed: str):
    return send(client, address, **{verb: "1"}, **{f"{verb}-{name}": value for name, value in typed.items()})


def test_confirming_makes_a_member_of_the_party_until_that_day() -> None:
    user = somebody()
    waiting = asked(user, function="Attaché", note="We met")
    client = signed_in("focal point of it")
    assert "Ana" in told(client.get(PAGE))
    page = told(client.get(page_of(waiting)))
    for words in ("Member of the delegation of Peru", "ana@example.org", "Attaché", "We met"):
        assert words in page
    until = TODAY + dt.timedelta(days=365)
    answer(client, page_of(waiting), "confirm", until=until.isoformat())
    waiting.refresh_from_db()
    role = user.roles.get()
    assert (waiting.state, waiting.role, waiting.starts, waiting.ends) == ("confirmed", role, TODAY, until)
    assert (role.name, role.party_id, role.starts, role.ends) == ("member", make.record_id(PERU), TODAY, until)
    assert waiting.answered_by == person("focal point of it")
    assert tiers_of(type(user).objects.get(pk=user.pk)) == {PUBLIC, MEMBERS, make.record_id(PERU)}
    mail = Outbox.objects.get(to="ana@example.org")
    assert mail.subject == "You are confirmed: member of the delegation of Peru"
    made = ChangeSet.objects.latest("made_at")
    assert (made.by, made.why) == (person("focal point of it"), f"confirmed membership {waiting.pk}")


def test_who_asked_reads_that_a_focal_point_answered_and_not_which() -> None:
    user = somebody()
    waiting = asked(user)
    answer(signed_in("focal point of it"), page_of(waiting), "confirm")
    page = told(browser(user).get(f"/accounts/memberships/{waiting.pk}/"))
    assert "confirmed by a focal point on" in page
    assert person("focal point of it").name not in page


def test_declining_needs_a_reason_which_the_person_reads() -> None:
    user = somebody()
    waiting = asked(user)
    client = signed_in("focal point of it")
    refused = answer(client, page_of(waiting), "decline", answer=" ")
    assert [one["sentence"] for one in refused.context["answering"].complaints] == ["Say why: the person reads it."]
    answer(client, page_of(waiting), "decline", answer="Not of our ministry")
    waiting.refresh_from_db()
    assert (waiting.state, waiting.role, user.roles.count()) == ("declined", None, 0)
    assert "Not of our ministry" in told(browser(user).get(f"/accounts/memberships/{waiting.pk}/"))
    assert "Not of our ministry" in Outbox.objects.get(to="ana@example.org").body
    assert asked(user).state == "asked"


@pytest.mark.parametrize(
    ("until", "wanted"),
    [
        (YESTERDAY.isoformat(), "Choose today or a day to come."),
        ("9999-12-31", "That is too far ahead"),
        ("31.12.2027", "Write a day as 2027-12-31."),
        ("\x00", "Write a day as 2027-12-31."),
    ],
)
def test_a_day_that_cannot_be_is_told_and_confirms_nobody(until: str, wanted: str) -> None:
    waiting = asked(somebody())
    refused = answer(signed_in("focal point of it"), page_of(waiting), "confirm", until=until)
    assert wanted in refused.context["answering"].complaints[0]["sentence"]
    waiting.refresh_from_db()
    assert waiting.state == "asked"


def test_of_two_focal_points_the_second_is_told_that_another_was_faster() -> None:
    user = somebody()
    waiting = asked(user)
    first, second = signed_in("focal point of it"), browser(focal_point("Second", PERU))
    second.get(page_of(waiting))
    answer(first, page_of(waiting), "confirm")
    response = second.post(page_of(waiting), {"decline": "1", "decline-answer": "No"})
    page = told(response)
    assert "confirmed by another focal point on" in page
    assert person("focal point of it").name not in page
    waiting.refresh_from_db()
    assert (waiting.state, waiting.answer, user.roles.count()) == ("confirmed", "", 1)


def test_a_double_click_confirms_once() -> None:
    user = somebody()
    waiting = asked(user)
    client = signed_in("focal point of it")
    for _click in range(2):
        response = client.post(page_of(waiting), {"confirm": "1", "confirm-until": ""})
    assert "confirmed by you on" in told(response)
    assert user.roles.count() == 1


def test_another_countrys_request_is_not_there_and_nothing_changes() -> None:
    waiting = asked(somebody(), "country/NZ")
    client = signed_in("focal point of it")
    assert "Ana" not in told(client.get(PAGE))
    assert client.get(page_of(waiting)).status_code == 404
    for sent in ({"confirm": "1"}, {"decline": "1", "decline-answer": "No"}, {"end": "1", "end-on": TODAY}):
        assert client.post(page_of(waiting), sent).status_code == 404
    waiting.refresh_from_db()
    assert (waiting.state, Role.objects.filter(user__name="Ana").count()) == ("asked", 0)
    assert client.get(f"{PAGE}999999999/").status_code == 404


def test_nobody_confirms_themself() -> None:
    user = somebody()
    waiting = asked(user)
    with change(by=None, why="a test"):
        Role.objects.create(user=user, name="focal_point", party_id=make.record_id(PERU), starts=TODAY)
    client = browser(user)
    assert "Ana" not in told(client.get(PAGE))
    refused = client.post(page_of(waiting), {"confirm": "1"})
    assert refused.status_code == 403
    assert "Nobody decides about themselves" in told(refused)
    waiting.refresh_from_db()
    assert waiting.state == "asked"


@pytest.mark.parametrize("speaks_for_another", [False, True])
def test_whose_appointment_ended_meanwhile_is_refused_with_a_sentence(speaks_for_another: bool) -> None:
    user = focal_point("Former", PERU)
    waiting = asked(somebody())
    client = browser(user)
    assert client.get(page_of(waiting)).status_code == 200
    end_roles(user)
    if speaks_for_another:
        with change(by=None, why="a test"):
            Role.objects.create(user=user, name="focal_point", party_id=make.record_id("country/CL"), starts=TODAY)
    refused = client.post(page_of(waiting), {"confirm": "1"})
    assert refused.status_code == 403
    assert "Your appointment as focal point has ended, so nothing was changed." in told(refused)
    waiting.refresh_from_db()
    assert waiting.state == "asked"


def test_what_is_open_when_a_focal_point_leaves_goes_to_the_others_and_then_to_an_editor() -> None:
    waiting = asked(somebody(), "country/NZ")
    chief = signed_in("chief editor")
    assert "Ana" in chief.get("/admin/memberships/").content.decode()
    first, second = focal_point("First"), focal_point("Second")
    assert "Ana" not in chief.get("/admin/memberships/").content.decode()
    refused = chief.post(desk(waiting), {"confirm": "1"})
    assert (refused.status_code, "There are focal points for this party" in refused.content.decode()) == (403, True)
    end_roles(first)
    assert browser(second).get(page_of(waiting)).status_code == 200
    end_roles(second)
    assert answer(chief, desk(waiting), "confirm").status_code == 302
    waiting.refresh_from_db()
    assert (waiting.state, waiting.answered_by) == ("confirmed", person("chief editor"))


def test_a_focal_point_whose_account_is_not_active_answers_nothing() -> None:
    user = focal_point("Gone")
    waiting = asked(somebody(), "country/NZ")
    type(user).objects.filter(pk=user.pk).update(is_active=False)
    assert answer(signed_in("chief editor"), desk(waiting), "confirm").status_code == 302


def test_who_takes_part_for_themselves_is_answered_by_an_editor_and_reads_what_is_public() -> None:
    user = somebody()
    waiting = asked(user, "", "academic", institution="University of Lima")
    chief = signed_in("chief editor")
    assert "University of Lima" in chief.get("/admin/memberships/").content.decode()
    answer(chief, desk(waiting), "confirm")
    assert user.roles.get().party_id is None
    assert tiers_of(type(user).objects.with_roles(user.pk)) == {PUBLIC}


@pytest.mark.parametrize(("role", "status"), [("administrator", 403), ("unit editor", 403), ("coordinator", 403)])
def test_only_a_chief_editor_answers_at_the_desk(role: str, status: int) -> None:
    waiting = asked(somebody(), "country/NZ")
    assert signed_in(role).post(desk(waiting), {"confirm": "1"}).status_code == status
    waiting.refresh_from_db()
    assert waiting.state == "asked"


def test_a_membership_is_ended_with_a_day_and_a_reason_and_stays_as_history() -> None:
    user = person("member of the beneficiary")
    own, client = user.memberships.get(), signed_in("focal point of it")
    refused = answer(client, page_of(own), "end", on=TODAY.isoformat(), reason="")
    assert [one["sentence"] for one in refused.context["answering"].complaints] == ["Say why: the member reads it."]
    answer(client, page_of(own), "end", on=YESTERDAY.isoformat(), reason="Moved to another ministry")
    own.refresh_from_db()
    assert (own.state, own.role.ends, own.answer) == ("ended", YESTERDAY, "Moved to another ministry")
    assert not user.roles.current().exists()
    assert "Moved to another ministry" in Outbox.objects.get(to=user.email).body
    assert user.name in told(client.get(f"{PAGE}?show=former"))
    assert user.name not in told(client.get(f"{PAGE}?show=members"))


def test_a_last_day_to_come_is_kept_until_then_and_may_be_moved() -> None:
    user = person("member of the beneficiary")
    own, client = user.memberships.get(), signed_in("focal point of it")
    for days in (10, 400):
        day = timezone.localdate() + dt.timedelta(days=days)
        answer(client, page_of(own), "end", on=day.isoformat(), reason="A new mandate")
        own.refresh_from_db()
        assert (own.state, own.ends, own.role.ends) == ("confirmed", day, day)
    refused = answer(client, page_of(own), "end", on="2020-01-01", reason="Long ago")
    assert refused.context["answering"].complaints[0]["sentence"] == "Not before 2026-01-12."


def test_a_member_of_another_country_is_not_ended_by_a_focal_point_of_this_one() -> None:
    own = person("member").memberships.get()
    sent = {"end": "1", "end-on": YESTERDAY.isoformat(), "end-reason": "No"}
    assert signed_in("focal point of it").post(page_of(own), sent).status_code == 404
    own.refresh_from_db()
    assert own.state == "confirmed"


def test_a_request_that_was_withdrawn_meanwhile_is_not_confirmed() -> None:
    user = somebody()
    waiting, client = asked(user), signed_in("focal point of it")
    client.get(page_of(waiting))
    browser(user).post(f"/accounts/memberships/{waiting.pk}/", {"withdraw": "1"})
    page = told(client.post(page_of(waiting), {"confirm": "1"}))
    assert "withdrawn on" in page
    assert user.roles.count() == 0


def test_the_desk_says_who_was_faster() -> None:
    waiting = asked(somebody(), "country/NZ")
    chief = signed_in("chief editor")
    for _click in range(2):
        response = chief.post(desk(waiting), {"confirm": "1"}, follow=True)
    assert messages(response) == ["Nothing was changed: choose what is to be done with it, as it stands now."]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_lists_ask_as_often_however_long_they_are(django_assert_num_queries, rows: int) -> None:
    """1 the session · 2 the user with roles · 3 offices that are theirs · 4 the counts · 5 the rows ·
    6 a note of who was shown.

    At the desk nobody is asked for offices.
    """
    Membership.objects.all().delete()
    for number in range(rows):
        asked(somebody(f"Ana {number}"))
    client, chief = signed_in("focal point of it"), signed_in("chief editor")
    with django_assert_num_queries(7):
        assert client.get(PAGE).status_code == 200
    with django_assert_num_queries(5):
        assert chief.get("/admin/memberships/?show=asked").status_code == 200


def test_what_an_address_asks_for_in_vain_is_told() -> None:
    client = signed_in("focal point of it")
    assert "“wrong”" in told(client.get(f"{PAGE}?show=wrong&after=x&color=red"))


def test_an_organisations_member_reads_what_is_public_and_its_own() -> None:
    body = make.published(Kind.ORGANISATION, "World Seed Body", reference="world-seed-body")
    user = somebody()
    waiting = asked(user, "organisation/world-seed-body", "ngo")
    answer(signed_in("chief editor"), desk(waiting), "confirm")
    assert tiers_of(type(user).objects.with_roles(user.pk)) == {PUBLIC, body.pk}
    assert tiers_of(type(user).objects.get(pk=user.pk)) == {PUBLIC, body.pk}


def test_the_office_of_a_country_reads_as_its_member_state() -> None:
    user = somebody()
    waiting = asked(user, "organisation/indecopi", "office")
    answer(signed_in("focal point of it"), page_of(waiting), "confirm")
    office = make.record_id("organisation/indecopi")
    assert tiers_of(type(user).objects.with_roles(user.pk)) == {PUBLIC, MEMBERS, office}


def test_no_mail_goes_to_an_account_that_is_not_active() -> None:
    user = person("member of the beneficiary")
    type(user).objects.filter(pk=user.pk).update(is_active=False)
    answer(signed_in("focal point of it"), page_of(user.memberships.get()), "end", on=str(YESTERDAY), reason="Gone")
    assert not Outbox.objects.filter(to=CAST["member of the beneficiary"]).exists()
