"""An administrator appoints focal points; members see who they are, and nobody else."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.appointing.appoint import end_appointment
from accounts.models import Membership, Role
from tarepo.changes import change
from tarepo.merge_checks import CannotMerge, check_say
from tarepo.models import Detail, Outbox, Record
from tests import make
from tests.admin.office import Sent, add_row, errors, filled, messages, signed_in
from tests.belonging.people import MEMBERS, TODAY, YESTERDAY, asked, browser, end_roles, focal_point, somebody, told
from tests.html import main
from tests.people import CAST, person

pytestmark = pytest.mark.django_db
LIST = "/admin/focal-points/"
APPOINT = "/admin/focal-points/appoint/"
PERU, ZEALAND = "/countries/PE/", "/countries/NZ/"


def form(**typed: str) -> tuple[Client, Sent]:
    client = signed_in("administrator")
    sent = filled(client.get(APPOINT)) | {"name": "New Zealand", "email": "ana@example.org", "letter": "NV 12/2026"}
    return client, sent | typed


def complaints(response) -> list[str]:
    return [one["sentence"] for one in response.context["complaints"]]


def test_an_appointment_keeps_its_letter_and_gives_its_rights() -> None:
    user = somebody()
    client, sent = form(institution="IPONZ", scope="patents", starts=str(TODAY), ends="2030-12-31")
    response = client.post(APPOINT, sent)
    role = user.roles.get()
    assert response.headers["Location"] == f"{LIST}{role.pk}/"
    assert (role.name, role.party_id, role.letter, role.institution, role.scope, role.starts, role.ends) == (
        *("focal_point", make.record_id("country/NZ"), "NV 12/2026", "IPONZ", "patents"),
        *(TODAY, dt.date(2030, 12, 31)),
    )
    assert browser(user).get(MEMBERS).status_code == 200
    assert "NV 12/2026" in client.get(LIST).content.decode()
    assert Outbox.objects.get(to=user.email).subject == "You are a focal point of New Zealand"


def test_a_deputy_stands_for_a_focal_point_of_the_same_party() -> None:
    user = somebody()
    client, sent = form(name="Peru", deputy_email=CAST["focal point of it"])
    assert client.post(APPOINT, sent).status_code == 302
    assert user.roles.get().deputy_of == person("focal point of it").roles.get()
    user.roles.all().delete()
    client, sent = form(deputy_email=CAST["focal point of it"])
    assert complaints(client.post(APPOINT, sent)) == ["Nobody with this address is a focal point of this party."]


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ({"letter": ""}, "This field is required."),
        ({"name": ""}, "This field is required."),
        ({"starts": ""}, "This field is required."),
        ({"ends": "2020-01-01"}, "The role ends before it begins."),
        ({"ends": "9999-12-31"}, "That is too far ahead"),
        (
            {"email": "nobody@example.org"},
            "No active account has this address. Ask them to sign up first; then appoint them here.",
        ),
        ({"name": "Atlantis"}, "Nobody of the name “Atlantis” is in the portal."),
        ({"scope": "a\x00b"}, "Null characters are not allowed."),
    ],
)
def test_what_is_lacking_is_told_and_nobody_is_appointed(typed: dict[str, str], wanted: str) -> None:
    user = somebody()
    client, sent = form(institution="IPONZ", **typed)
    response = client.post(APPOINT, sent)
    assert [one for one in complaints(response) if one.startswith(wanted)], complaints(response)
    assert 'value="IPONZ"' in response.content.decode()
    assert user.roles.count() == 0


def test_a_second_click_appoints_once_and_the_same_person_not_twice_at_a_time() -> None:
    user = somebody()
    client, sent = form()
    client.post(APPOINT, sent)
    again = client.post(APPOINT, sent, follow=True)
    assert messages(again)[1:] == ["This form had been sent already: the appointment was made once."]
    _client, fresh = form()
    assert complaints(client.post(APPOINT, fresh)) == [
        "This person is its focal point already in this period. End that appointment first."
    ]
    assert user.roles.count() == 1


@pytest.mark.parametrize("role", ["chief editor", "unit editor"])
def test_only_administrators_appoint_and_end(role: str) -> None:
    somebody()
    _client, sent = form()
    own = person("focal point of it").roles.get()
    client = signed_in(role)
    assert client.post(APPOINT, sent).status_code == 403
    assert client.post(f"{LIST}{own.pk}/", {"on": YESTERDAY}).status_code == 403
    own.refresh_from_db()
    assert own.ends is None
    assert not Role.objects.filter(user__name="Ana").exists()


def test_an_appointment_is_ended_before_its_day_and_not_made_longer() -> None:
    own = person("focal point of it").roles.get()
    client, address = signed_in("administrator"), f"{LIST}{own.pk}/"
    client.post(address, {"on": (TODAY + dt.timedelta(30)).isoformat()})
    own.refresh_from_db()
    assert own.ends == TODAY + dt.timedelta(30)
    assert "ends soon" in client.get(LIST).content.decode()
    for day in ((TODAY + dt.timedelta(40)).isoformat(), "2020-01-01", "soon"):
        assert len(complaints(client.post(address, {"on": day}))) == 1
    client.post(address, {"on": YESTERDAY.isoformat()})
    assert signed_in("focal point of it").get(MEMBERS).status_code == 403
    assert "Focal point of Peru" in client.get(f"{LIST}?show=former").content.decode()
    assert 'name="on"' not in client.get(address).content.decode()


def test_the_list_says_for_whom_nobody_answers() -> None:
    """Parties with members or details of their own."""
    chief = signed_in("chief editor")

    def without() -> list[tuple[str, bool, bool]]:
        found = chief.get(LIST).context["without"]
        return [(one["name"], one["has_members"], one["has_details"]) for one in found]

    assert without() == [("New Zealand", True, False)]
    Detail.objects.create(
        record=Record.objects.first(), party_id=make.record_id("country/CL"), nature="cost", text="CHF 12"
    )
    assert without() == [("Chile", False, True), ("New Zealand", True, False)]
    focal_point("Own")
    assert without() == [("Chile", False, True)]


def test_a_link_of_the_list_brings_the_party_along() -> None:
    client = signed_in("administrator")
    assert filled(client.get(f"{APPOINT}?party={make.record_id('country/NZ')}"))["name"] == "New Zealand"
    for wrong in ("x", "9" * 30, "0", "%00"):
        assert client.get(f"{APPOINT}?party={wrong}").status_code in (200, 400)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_as_often_however_long_it_is(django_assert_num_queries, rows: int) -> None:
    """1 the session · 2 the user with roles · 3 the counts · 4 the rows · 5 for whom nobody answers · 6 a note
    of who was shown.
    """
    for number in range(rows):
        focal_point(f"Focal {number}", deputy_of=person("focal point of it").roles.get())
    client = signed_in("chief editor")
    with django_assert_num_queries(6):
        assert client.get(LIST).status_code == 200


def test_roles_in_an_accounts_form_need_the_same() -> None:
    user = somebody()
    client, address = signed_in("administrator"), f"/admin/accounts/user/{user.pk}/change/"
    peru = str(make.record_id("country/PE"))
    sent = add_row(filled(client.get(address)), "roles", name="focal_point", party=peru)
    assert sorted(errors(client.post(address, sent | {"_save": "Save"}))) == [
        "Give the reference of the official communication that appoints them.",
        "Say from which day on.",
    ]
    sent |= {"roles-0-letter": "NV 3", "roles-0-starts": str(TODAY), "roles-0-institution": "INDECOPI"}
    assert client.post(address, sent | {"_save": "Save"}).status_code == 302
    assert (user.roles.get().letter, user.roles.get().institution) == ("NV 3", "INDECOPI")
    other = person("focal point of it").roles.get()
    again = filled(client.get(address)) | {"roles-0-deputy_of": str(other.pk), "_save": "Save"}
    assert client.post(address, again).status_code == 302
    assert user.roles.get().deputy_of == other
    strange = focal_point("Strange").roles.get()
    again = filled(client.get(address)) | {"roles-0-deputy_of": str(strange.pk), "_save": "Save"}
    assert len(errors(client.post(address, again))) == 1


def names(page: str) -> list[str]:
    found = [part for part in main(page).all("section", "section") if part.get("id") == "focal-points"]
    return [item.text for part in found for item in part.all("li")]


def test_members_see_the_focal_points_of_a_country_and_an_organisation() -> None:
    focal_point("Rosa", "country/NZ", institution="IPONZ", scope="patents")
    boss = Role.objects.get(user__name="Rosa")
    focal_point("Luis", "country/NZ", deputy_of=boss)
    for role in ("member", "member of the beneficiary", "focal point of it"):
        page = signed_in(role).get(ZEALAND).content.decode()
        assert names(page) == ["Rosa for: patents IPONZ", "Luis deputy of Rosa"]
        assert "@example.org" not in page
    assert "Letter 1" not in page
    end_roles(boss.user)
    assert names(signed_in("member").get(ZEALAND).content.decode()) == ["Luis deputy"]
    focal_point("Elena", "organisation/wipo")
    assert names(signed_in("member").get("/organisations/wipo/").content.decode()) == ["Elena"]
    assert "focal-points" not in signed_in("member").get("/activities/TA-2023-0001/").content.decode()


def headers(response) -> dict[str, str]:
    """All but the request's own number."""
    return {name: value for name, value in response.items() if name != "X-Request-ID"}


@pytest.mark.parametrize("role", ["visitor", "expert", "moderator", "chief editor"])
def test_a_page_of_who_is_no_member_is_the_same_whoever_is_appointed(role: str) -> None:
    client = Client()
    if user := person(role):
        client.force_login(user)
    before = client.get(ZEALAND)
    with_somebody = focal_point("Rosa", institution="IPONZ")
    signed_in("member").get(ZEALAND)
    after = client.get(ZEALAND)
    assert (after.content, headers(after)) == (before.content, headers(before))
    assert "Focal point" not in after.content.decode()
    end_roles(with_somebody)
    assert client.get(ZEALAND)["ETag"] == before["ETag"]


def test_a_members_page_is_made_anew_when_somebody_is_appointed_renamed_or_leaves() -> None:
    client = signed_in("member")
    first = client.get(ZEALAND)
    user = focal_point("Rosa")

    def again(tag: str) -> tuple[str, list[str]]:
        answer = client.get(ZEALAND, headers={"if-none-match": tag})
        assert answer.status_code == 200
        return answer["ETag"], names(answer.content.decode())

    tag, seen = again(first["ETag"])
    assert seen == ["Rosa"]
    type(user).objects.filter(pk=user.pk).update(name="Rosa Diaz")
    tag, seen = again(tag)
    assert seen == ["Rosa Diaz"]
    end_roles(user)
    tag, seen = again(tag)
    assert (seen, tag) == ([], first["ETag"])


def test_a_focal_point_without_a_name_is_not_shown_by_address() -> None:
    focal_point("Rosa")
    type(person("member")).objects.filter(name="Rosa").update(name="")
    page = signed_in("member").get(ZEALAND).content.decode()
    assert (names(page), "rosa@" in page) == (["(without a name)"], False)


def asked_for(role: str, address: str) -> int:
    client = Client()
    if user := person(role):
        client.force_login(user)
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return len(asked.captured_queries)


def test_a_member_costs_one_query_more_on_these_pages_alone() -> None:
    """Beside the session and the account."""
    for address, more in ((ZEALAND, 3), ("/activities/TA-2023-0001/", 2)):
        assert asked_for("member", address) == asked_for("visitor", address) + more
        assert asked_for("expert", address) == asked_for("visitor", address) + 2


def test_an_organisation_that_somebody_asks_to_speak_for_is_not_merged_away() -> None:
    kept, other = (make.published("organisation", title) for title in ("Kept", "Other"))
    asked(somebody(), f"organisation/{other.reference}", "ngo")
    with pytest.raises(CannotMerge, match="People speak for “"):
        check_say(kept, other, [])
    Membership.objects.filter(user__name="Ana").delete()
    check_say(kept, other, [])


def test_every_write_of_an_appointment_is_credited() -> None:
    role = person("focal point of it").roles.get()
    with pytest.raises(RuntimeError):
        end_appointment(role=role, on=YESTERDAY)
    with change(by=person("administrator"), why="a test"):
        assert end_appointment(role=role, on=YESTERDAY)


def test_the_refusal_of_a_submission_leads_to_asking() -> None:
    refused = signed_in("expert").get("/submissions/")
    assert refused.status_code == 403
    assert [link.get("href") for link in main(refused.content).all("a") if "membership" in link.get("href")] == [
        "/accounts/memberships/"
    ]
    assert "Ask to be confirmed for your country" in told(refused)
