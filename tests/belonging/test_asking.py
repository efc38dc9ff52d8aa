"""A person asks to be confirmed, takes it back, and leaves."""

import pytest
from django.core.exceptions import ValidationError

from accounts.membership.ask import ask
from accounts.models import Membership, User
from tarepo.changes import change
from tarepo.enums import Kind
from tarepo.models import Outbox
from tests import make
from tests.admin.office import filled, signed_in
from tests.belonging.people import MINE, NEW, YESTERDAY, asked, browser, focal_point, send, somebody, told
from tests.html import main
from tests.people import CAST, PASSWORD, person

pytestmark = pytest.mark.django_db


def complaints(response) -> list[str]:
    return [one["sentence"] for one in response.context["complaints"]]


def test_a_request_names_the_party_in_any_language_and_waits() -> None:
    user = somebody()
    response = send(browser(user), NEW, category="delegation", name="Pérou", function="Attaché", note="We met")
    made = Membership.objects.get(user=user)
    assert response.headers["Location"] == f"{MINE}{made.pk}/?sent=new"
    assert (made.state, made.category, made.party_id, made.function, made.note) == (
        *("asked", "delegation", make.record_id("country/PE")),
        *("Attaché", "We met"),
    )
    page = told(browser(user).get(response.headers["Location"]))
    assert "Received: your request waits for an answer" in page
    assert "Member of the delegation of Peru" in page
    assert "waiting for an answer" in told(browser(user).get(MINE))


def test_each_focal_point_is_told_by_mail_once_and_nobody_else() -> None:
    user = somebody()
    made = asked(user)
    assert sorted(Outbox.objects.values_list("to", flat=True)) == ["deputy@example.org", CAST["focal point of it"]]
    mail = Outbox.objects.first()
    assert mail.subject == "Ana asks to be confirmed: member of the delegation of Peru"
    browser(user).post(f"{MINE}{made.pk}/", {"withdraw": "1"})
    asked(user)
    assert Outbox.objects.count() == 2


@pytest.mark.parametrize(
    ("category", "name", "institution", "wanted"),
    [
        ("delegation", "", "", ["Say for whom: a country or area."]),
        (
            *("delegation", "INDECOPI", ""),
            ["“INDECOPI” does not go with what you chose above, which needs a country or area. Change one of the two."],
        ),
        (
            *("ngo", "Fiji", ""),
            ["“Fiji” does not go with what you chose above, which needs an organisation. Change one of the two."],
        ),
        ("academic", "", "", ["Say to which institution you belong."]),
        (
            *("civil", "Peru", "University"),
            ["Whoever takes part for themselves speaks for none: leave this empty."],
        ),
        ("", "Peru", "", ["This field is required."]),
        ("king", "Peru", "", ["Select a valid choice. king is not one of the available choices."]),
        ("delegation", "Per\x00u", "", ["Null characters are not allowed."]),
        ("delegation", "x" * 201, "", ["Ensure this value has at most 200 characters (it has 201)."]),
    ],
)
def test_what_does_not_go_together_is_told_and_kept(
    category: str, name: str, institution: str, wanted: list[str]
) -> None:
    user = somebody()
    typed = {"category": category, "name": name, "institution": institution, "function": "Attaché"}
    response = send(browser(user), NEW, **typed)
    assert response.status_code == 200
    assert [one for one in complaints(response) if one in wanted] == wanted
    assert 'value="Attaché"' in response.content.decode()
    assert not Membership.objects.filter(user=user).exists()


def test_a_name_that_is_not_clear_comes_back_with_choices_that_fit() -> None:
    client = browser(somebody())
    response = send(client, NEW, category="delegation", name="united")
    assert complaints(response) == ["Several have a name like “united”. Choose one."]
    names = [label.text for label in main(response.content).by_id("id_choice").all("label")]
    assert "United Kingdom" in " ".join(names)
    uk = str(make.record_id("country/GB"))
    assert client.post(NEW, filled(response) | {"choice": uk}).status_code == 302
    assert Membership.objects.get(party_id=uk).state == "asked"


def test_a_choice_that_was_not_offered_does_not_count() -> None:
    client = browser(somebody())
    response = send(client, NEW, category="delegation", name="united")
    forged = client.post(NEW, filled(response) | {"choice": str(make.record_id("country/PE"))})
    assert complaints(forged) == ["Several have a name like “united”. Choose one."]


def test_an_organisation_and_an_academic_ask_too() -> None:
    make.published(Kind.ORGANISATION, "World Seed Body", reference="world-seed-body")
    user = somebody()
    assert send(browser(user), NEW, category="ngo", name="World Seed Body").status_code == 302
    assert send(browser(user), NEW, category="academic", institution="University of Lima").status_code == 302
    page = told(browser(user).get(MINE))
    assert "Representative of World Seed Body" in page
    assert "Academic participant, University of Lima" in page


@pytest.mark.parametrize(("category", "party"), [("academic", "country/PE"), ("ngo", "country/PE"), ("igo", "")])
def test_the_verb_refuses_what_a_form_should_not_let_through(category: str, party: str) -> None:
    with pytest.raises(ValidationError):
        asked(somebody(), party, category, institution="University")
    assert Membership.objects.filter(user__name="Ana").count() == 0


def test_asking_twice_says_so_and_sends_nothing() -> None:
    user = somebody()
    first = asked(user)
    response = send(browser(user), NEW, category="delegation", name="PE")
    assert response.headers["Location"] == f"{MINE}{first.pk}/?sent=again"
    assert "You asked for this already: nothing new was sent" in told(browser(user).get(response.headers["Location"]))
    assert Membership.objects.filter(user=user).count() == 1


def test_who_is_a_member_already_is_shown_that_instead() -> None:
    user = person("member of the beneficiary")
    response = send(browser(user), NEW, category="delegation", name="Peru")
    assert response.headers["Location"] == f"{MINE}{user.memberships.get().pk}/?sent=again"


def test_a_focal_point_has_nothing_to_ask_for_its_own_party() -> None:
    response = send(signed_in("focal point of it"), NEW, category="delegation", name="Peru")
    assert complaints(response) == [
        "You are its focal point, and a member by that: there is nothing to be confirmed. You may use all of it."
    ]


def test_no_more_than_five_requests_wait_at_a_time() -> None:
    user = somebody()
    for code in ("PE", "NZ", "CL", "CO", "MX"):
        asked(user, f"country/{code}")
    response = send(browser(user), NEW, category="delegation", name="Brazil")
    assert complaints(response) == [
        "5 of your requests are waiting for an answer, as many as there can be. Withdraw one first."
    ]


def test_a_request_is_withdrawn_once_by_who_made_it_alone() -> None:
    user = somebody()
    made = asked(user)
    other = browser(somebody("Eva"))
    assert other.get(f"{MINE}{made.pk}/").status_code == 404
    assert other.post(f"{MINE}{made.pk}/", {"withdraw": "1"}).status_code == 404
    made.refresh_from_db()
    assert made.state == "asked"
    assert browser(user).post(f"{MINE}{made.pk}/", {"withdraw": "1"}).headers["Location"] == f"{MINE}{made.pk}/"
    late = browser(user).post(f"{MINE}{made.pk}/", {"withdraw": "1"}, follow=True)
    assert "Nothing was changed: it stood as it does below already" in told(late)
    assert asked(user).pk != made.pk


def test_who_leaves_is_no_member_from_that_moment_and_may_ask_again() -> None:
    user = person("member of the beneficiary")
    own = user.memberships.get()
    client = browser(user)
    assert client.get("/submissions/").status_code == 200
    client.post(f"{MINE}{own.pk}/", {"leave": "1"})
    own.refresh_from_db()
    assert (own.state, own.ends, own.role.ends, own.ended_by) == ("ended", YESTERDAY, YESTERDAY, user)
    assert client.get("/submissions/").status_code == 403
    assert "ended" in told(client.get(MINE))
    assert send(client, NEW, category="delegation", name="Peru").status_code == 302
    assert user.memberships.filter(state="asked").count() == 1


def test_a_period_that_passed_keeps_nobody_from_asking_again() -> None:
    user = person("member of the beneficiary")
    own = user.memberships.get()
    with change(by=None, why="a test"):
        user.roles.update(ends=YESTERDAY)
    assert "ended" in told(browser(user).get(f"{MINE}{own.pk}/"))
    asked(user)
    assert sorted(user.memberships.values_list("state", flat=True)) == ["asked", "ended"]


def test_what_was_typed_outlives_the_session() -> None:
    client = signed_in("expert")
    sent = filled(client.get(NEW)) | {"category": "delegation", "name": "Peru", "note": "Long and kept"}
    client.logout()
    page = client.post(NEW, sent)
    assert page.status_code == 403
    page = client.post("/accounts/login/", filled(page) | {"login": CAST["expert"], "password": PASSWORD})
    assert client.post(NEW, filled(page)).status_code == 302
    assert person("expert").memberships.get().note == "Long and kept"


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_as_often_however_long_it_is(django_assert_num_queries, rows: int) -> None:
    """1 the session · 2 the user with roles · 3 the memberships with all that they show."""
    user = somebody()
    for code in ("PE", "NZ", "CL")[:rows]:
        asked(user, f"country/{code}")
    client = browser(user)
    with django_assert_num_queries(4):
        assert client.get(MINE).status_code == 200


def test_too_many_requests_in_an_hour_are_refused_and_nothing_is_done(monkeypatch) -> None:
    monkeypatch.setattr("accounts.limits.RATES", {"write": "1/h/user"})
    user = somebody()
    assert send(browser(user), NEW, category="delegation", name="Peru").status_code == 302
    assert send(browser(user), NEW, category="delegation", name="Chile").status_code == 429
    assert user.memberships.count() == 1


def test_a_focal_point_of_an_office_without_one_is_its_countrys() -> None:
    """Who asks for INDECOPI is told to Peru's, until it has one of its own."""
    asked(somebody(), "organisation/indecopi", "office")
    assert Outbox.objects.filter(to=CAST["focal point of it"]).count() == 1
    own = focal_point("Own", "organisation/indecopi")
    asked(somebody("Eva"), "organisation/indecopi", "office")
    assert list(Outbox.objects.exclude(subject__startswith="Ana").values_list("to", flat=True)) == [own.email]


def test_the_request_runs_inside_a_change_only() -> None:
    with pytest.raises(RuntimeError):
        ask(user=somebody(), category="delegation", party=make.record_id("country/PE"))


def test_what_a_stranger_calls_themselves_makes_no_line_and_no_link_in_a_mail() -> None:
    name = "Ana\n\nSign in again: https://portal.example/x or www.portal.example"
    asked(User.objects.create_user("ana@example.org", name=name))
    mail = Outbox.objects.filter(to=person("focal point of it").email).latest("pk")
    first = mail.body.partition("\n")[0]
    told = "Ana Sign in again: https: //portal. example/x or www. portal. example"
    assert first == f"{told} (ana@example.org) asks to be confirmed: member of the delegation of Peru."
    assert mail.subject.startswith(told)
    assert "portal.example" not in mail.body
