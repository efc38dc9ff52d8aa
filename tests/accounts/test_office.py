"""Accounts, roles, consents and details as the office enters them."""

import pytest

from accounts.models import Consent, User
from tarepo.enums import Kind
from tarepo.models import Detail, Record, SearchRow, Snapshot
from tarepo.tiers import MEMBERS, PUBLIC
from tests import make
from tests.admin.office import add_row, errors, filled, signed_in

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


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"name": "unit_editor"}, "A unit editor needs a unit."),
        ({"name": "focal_point"}, "A focal point needs a country or organisation."),
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
    add = "/admin/accounts/consent/add/"
    given = {"party": str(peru.pk), "detail": str(record.details.get().pk), "state": "granted"}
    response = client.post(add, filled(client.get(add)) | given)
    assert response.status_code == 302, errors(response)
    assert Consent.objects.get().by.email == "chief-editor@example.org"
    assert MEMBERS in SearchRow.objects.filter(record=record).values_list("tier", flat=True)
    assert list(public) == before


def test_the_detail_of_a_consent_is_chosen_by_its_records_reference() -> None:
    record = make.activity(9001)
    peru = make.record_id("country/PE")
    made = [
        Detail.objects.create(record_id=record.pk, party_id=party, nature="cost", text="x") for party in (peru, None)
    ]
    page = "/admin/autocomplete/?app_label=accounts&model_name=consent&field_name=detail&term=2023-9001"
    found = signed_in("chief editor").get(page).json()["results"]
    assert found == [
        {"id": str(made[0].pk), "text": "TA-2023-9001: cost (PE)"},
        {"id": str(made[1].pk), "text": "TA-2023-9001: cost"},
    ]
    assert signed_in("unit editor").get(page).status_code == 403
    assert 'data-field-name="detail"' in signed_in("chief editor").get("/admin/accounts/consent/add/").text


def test_a_consent_is_about_a_detail_or_a_kind() -> None:
    client = signed_in("chief editor")
    add = "/admin/accounts/consent/add/"
    peru = Record.objects.get(kind=Kind.COUNTRY, reference="PE")
    response = client.post(add, filled(client.get(add)) | {"party": str(peru.pk)})
    assert errors(response) == ["A consent is about one detail, or about a kind of detail: give one of the two."]
