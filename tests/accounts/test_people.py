"""The sample people of a portal on one's own machine."""

import io

import pytest
from django.core.management import CommandError, call_command

from accounts.enums import RoleName
from accounts.models import Role, User
from accounts.sample import PASSWORD, PEOPLE
from tarepo.enums import Kind
from tarepo.models import Record

pytestmark = pytest.mark.django_db


def load() -> str:
    out = io.StringIO()
    call_command("load_people", stdout=out)
    return out.getvalue()


def test_there_is_one_for_each_role_a_member_and_a_deputy_more_and_one_who_waits() -> None:
    roles = [person.role for person in PEOPLE]
    assert sorted(filter(None, roles)) == sorted([*RoleName, RoleName.MEMBER, RoleName.FOCAL_POINT])
    assert [person.email for person in PEOPLE if person.role is None] == ["asks-to-join@example.org"]
    assert Role.objects.filter(user__email="focal-point@example.org").get().party.reference == "PE"


def test_each_can_sign_in_with_the_password_that_the_table_shows() -> None:
    lines = load().splitlines()
    assert lines[0].split() == ["role", "e-mail", "password"]
    shown = {user.email: line for user in User.objects.all() for line in lines if f" {user.email} " in line}
    assert shown.keys() == set(User.objects.values_list("email", flat=True))
    for user in User.objects.all():
        assert shown[user.email].endswith(f" {PASSWORD}")
        assert (user.has_second_factor, user.lacks_second_factor) == (user.is_staff, False)
        assert user.check_password(PASSWORD)
        assert user.has_role(*RoleName) or user.memberships.get().state == "asked"


def test_a_second_time_nothing_changes() -> None:
    User.objects.filter(email="expert@example.org").update(name="Renamed", is_active=False)
    before = list(User.objects.order_by("pk").values()), list(Role.objects.order_by("pk").values())
    load()
    assert (list(User.objects.order_by("pk").values()), list(Role.objects.order_by("pk").values())) == before


def test_production_refuses_them(settings: pytest.FixtureRequest) -> None:
    settings.PRODUCTION = True
    User.objects.filter(email="expert@example.org").delete()
    with pytest.raises(CommandError, match="they are not for production"):
        load()
    assert not User.objects.filter(email="expert@example.org").exists()


def test_whoever_is_bound_to_a_record_that_is_not_there_is_left_out_and_told() -> None:
    User.objects.filter(email="other-member@example.org").delete()
    Record.objects.filter(kind=Kind.COUNTRY, reference="NZ").update(reference="XX")
    assert "Member from New Zealand is left out: there is no country/NZ." in load()
    assert not User.objects.filter(email="other-member@example.org").exists()
