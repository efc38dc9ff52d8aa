"""What each role may do, and what a refusal says."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.access import has_permission, tiers_of
from accounts.enums import RoleName
from accounts.models import Role, User
from reference.models import Unit
from tarepo.changes import change
from tarepo.enums import Kind
from tarepo.models import Record
from tarepo.tiers import MEMBERS, PUBLIC, SECRETARIAT
from tests import make
from tests.admin.office import errors, filled, signed_in
from tests.people import person, second_step

pytestmark = pytest.mark.django_db

ADD = "/admin/activities/activity/add/"


def own_unit() -> Unit:
    return Unit.objects.get(pk=person("unit editor").roles.get().unit_id)


def page(record: Record) -> str:
    return f"/admin/activities/activity/{record.pk}/change/"


def test_a_visitors_tiers_are_known_without_a_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        assert tiers_of(AnonymousUser()) == {PUBLIC}


@pytest.mark.parametrize(
    ("role", "tiers"),
    [
        ("expert", {PUBLIC}),
        ("moderator", {PUBLIC}),
        ("unit editor", {PUBLIC, MEMBERS, SECRETARIAT}),
        ("chief editor", {PUBLIC, MEMBERS, SECRETARIAT}),
        ("coordinator", {PUBLIC, MEMBERS, SECRETARIAT}),
        ("administrator", {PUBLIC, MEMBERS, SECRETARIAT}),
    ],
)
def test_tiers_follow_the_roles(role: str, tiers: set[int]) -> None:
    assert tiers_of(person(role)) == tiers


def test_who_speaks_for_a_party_has_its_tier() -> None:
    for role in ("member", "member of the beneficiary", "focal point of it"):
        user = person(role)
        assert tiers_of(user) == {PUBLIC, MEMBERS, user.roles.get().party_id}


def test_a_role_holds_from_its_first_day_to_its_last(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    today = dt.datetime.now(dt.UTC).date()
    user = User.objects.create_user("Somebody@Example.org", "a password")
    second_step([user])
    with change(by=None, why="a test"):
        role = Role.objects.create(user=user, name=RoleName.CHIEF_EDITOR, starts=today, ends=today)
    assert User.objects.get(pk=user.pk).is_staff
    for days in ({"starts": today + dt.timedelta(1), "ends": None}, {"ends": today - dt.timedelta(1), "starts": None}):
        with change(by=None, why="a test"):
            Role.objects.filter(pk=role.pk).update(**days)
        assert not User.objects.get(pk=user.pk).is_staff
    assert not has_permission(user, "activities.fly_activity")


def test_an_account_that_is_not_active_may_nothing() -> None:
    user = person("chief editor")
    user.is_active = False
    assert not has_permission(user, "activities.view_activity")
    assert tiers_of(user) == {PUBLIC}


def test_a_unit_editors_record_is_of_the_unit() -> None:
    client = signed_in("unit editor")
    sent = filled(client.get(ADD)) | {"texts-0-title": "A seminar", "_save": "Save"}
    assert sent["unit"] == str(own_unit().pk)
    assert client.post(ADD, sent).status_code == 302
    assert Record.objects.latest("pk").unit_id == own_unit().pk


@pytest.mark.parametrize("unit", ["", "another"])
def test_a_unit_editor_gives_a_record_to_nobody_else(unit: str) -> None:
    client = signed_in("unit editor")
    other = str(make.draft(Kind.UNIT, "Another unit").pk) if unit else ""
    sent = filled(client.get(ADD)) | {"texts-0-title": "A seminar", "sent_key": "", "unit": other, "_save": "Save"}
    response = client.post(ADD, sent)
    assert response.status_code == 200
    assert len(errors(response)) == 1


def test_a_unit_editor_changes_and_publishes_own_records_only() -> None:
    client = signed_in("unit editor")
    own = make.draft(Kind.ACTIVITY, unit=own_unit().pk, sources=[make.SOURCE])
    other = make.draft(Kind.ACTIVITY, sources=[make.SOURCE])
    response = client.post(page(own), filled(client.get(page(own))) | {"_publish": "1"})
    assert response.status_code == 302
    assert Record.objects.get(pk=own.pk).version == 1
    shown = client.get(page(other))
    assert "Save and publish" not in shown.content.decode()
    refused = client.post(page(other), {"_publish": "1"})
    assert refused.status_code == 403
    assert "unit editors write the records of their own unit" in refused.content.decode()


def test_several_at_once_obeys_the_same_rights() -> None:
    client = signed_in("unit editor")
    own = make.draft(Kind.SERIES, unit=own_unit().pk)
    other = make.draft(Kind.SERIES)
    chosen = {"_selected_action": [str(own.pk), str(other.pk)], "action": "publish_selected"}
    refused = client.post("/admin/activities/series/", chosen)
    assert refused.status_code == 403
    assert f"These are records of another unit: {other.reference}." in refused.content.decode()
    assert Record.objects.get(pk=own.pk).version == 0


def test_a_unit_editor_keeps_the_units_own_page() -> None:
    client = signed_in("unit editor")
    address = f"/admin/reference/unit/{own_unit().pk}/change/"
    sent = filled(client.get(address)) | {"sector": "Regional and National Development", "_save": "Save"}
    response = client.post(address, sent)
    assert response.status_code == 302, errors(response)
    assert own_unit().sector == "Regional and National Development"


def test_an_administrator_mends_a_countrys_name() -> None:
    client = signed_in("administrator")
    country = Record.objects.get(kind=Kind.COUNTRY, reference="PE")
    address = f"/admin/reference/country/{country.pk}/change/"
    sent = filled(client.get(address))
    place = next(name[:-9] for name, value in sent.items() if name.endswith("-language") and value == "fr")
    response = client.post(address, sent | {f"{place}-title": "Pérou (essai)", "_save": "Save"})
    assert response.status_code == 302
    assert country.texts.get(language="fr").title == "Pérou (essai)"


def test_who_only_looks_is_sent_no_buttons() -> None:
    shown = signed_in("coordinator").get(page(make.activity())).content.decode()
    assert 'name="_save"' not in shown
    assert "Archive" not in shown


def test_the_refusal_says_whom_to_ask(client: Client) -> None:
    client.force_login(person("member"))
    refused = client.get("/admin/")
    assert refused.status_code == 403
    assert "Ask one of them for a role." in refused.content.decode()
