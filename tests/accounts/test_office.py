"""Accounts, roles and details as the office enters them, and answers that came by letter."""

import pytest
from django.http import HttpResponse

from accounts.models import Consent, User
from tarepo.enums import Kind
from tarepo.models import Record, SearchRow, Snapshot
from tarepo.tiers import MEMBERS, PUBLIC
from tests import make
from tests.admin.office import add_row, errors, filled, signed_in
from tests.html import Node, parse

pytestmark = pytest.mark.django_db

ADD_USER = "/admin/accounts/user/add/"


def test_an_administrator_adds_an_account_with_a_role() -> None:
    client = signed_in("administrator")
    sent = filled(client.get(ADD_USER)) | {"email": "New.Editor@Example.org", "usable_password": "true"}
    sent |= {"password1": "a-long-new-one-7", "password2": "a-long-new-one-7"}
    add_row(sent, "roles", name="chief_editor")
    response = client.post(ADD_USER, sent)
    assert response.status_code == 302, errors(response)
    user = User.objects.get(email="new.editor@example.org")
    assert user.check_password("a-long-new-one-7")
    assert (user.is_staff, user.lacks_second_factor) == (False, True)
    assert list(user.emailaddress_set.values_list("email", "primary", "verified")) == [(user.email, True, True)]


def boxes(response: HttpResponse) -> list[str]:
    return [box.get("value") for box in parse(response.content).all("input", where=is_box)]


def is_box(node: Node) -> bool:
    return (node.get("type"), node.get("name")) == ("checkbox", "take")


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"name": "unit_editor"}, "A unit editor needs a unit."),
        (
            {"name": "focal_point", "letter": "NV 1", "starts": "2026-01-12"},
            "A focal point needs a country or organisation.",
        ),
        ({"name": "expert", "starts": "2024-02-02", "ends": "2024-02-01"}, "The role ends before it begins."),
    ],
)
def test_a_role_that_cannot_be_is_told(values: dict[str, str], sentence: str) -> None:
    client = signed_in("administrator")
    page = f"/admin/accounts/user/{User.objects.get(email='expert@example.org').pk}/change/"
    response = client.post(page, add_row(filled(client.get(page)), "roles", **values))
    assert errors(response) == [sentence]


def test_a_detail_and_its_consent_change_members_forms_and_nothing_public() -> None:
    client = signed_in("chief editor")
    peru = Record.objects.get(kind=Kind.COUNTRY, reference="PE")
    record = make.activity(involvements=[{"party": peru.pk, "role": "beneficiary"}])
    public = Snapshot.objects.filter(record=record, tier=PUBLIC).values_list("number", "body", "made_at")
    before = list(public)
    page = f"/admin/activities/activity/{record.pk}/change/"
    sent = add_row(filled(client.get(page)), "details", nature="cost", party=str(peru.pk), text="12 000 francs")
    assert client.post(page, sent | {"_save": "Save"}).status_code == 302
    assert set(SearchRow.objects.filter(record=record).values_list("tier", flat=True)) == {PUBLIC, peru.pk, -2}
    by_letter = f"/admin/activities/activity/{record.pk}/details/"
    given = filled(client.get(by_letter)) | {"note": "Letter of 3 May", "length": "always", "grant": "1"}
    given["take"] = boxes(client.get(by_letter))
    assert client.post(by_letter, given).status_code == 302
    assert Consent.objects.get().by.email == "chief-editor@example.org"
    assert MEMBERS in SearchRow.objects.filter(record=record).values_list("tier", flat=True)
    assert list(public) == before
