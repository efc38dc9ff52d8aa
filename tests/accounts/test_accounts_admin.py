"""Accounts, passwords and consents in the office, beyond the ordinary."""

import pytest
from django.urls import reverse

from accounts.models import Consent, User
from tests.admin.office import errors, filled, signed_in
from tests.make import record_id

pytestmark = pytest.mark.django_db

PASSWORD = "a-long-pass-word-1"


def test_two_accounts_cannot_have_one_address():
    administrator, address = signed_in("administrator"), reverse("admin:accounts_user_add")
    sent = filled(administrator.get(address)) | {"email": "MEMBER@example.org"}
    answer = administrator.post(address, sent | {"password1": PASSWORD, "password2": PASSWORD})
    assert "Somebody has an account with this address already." in errors(answer)


def test_a_password_is_set_for_somebody_and_for_oneself():
    administrator, member = signed_in("administrator"), User.objects.get(email="member@example.org")
    address = reverse("admin:auth_user_password_change", args=[member.pk])
    sent = filled(administrator.get(address)) | {"password1": PASSWORD, "password2": PASSWORD}
    assert administrator.post(address, sent).status_code == 302
    member.refresh_from_db()
    assert member.check_password(PASSWORD)
    own = {"old_password": "tarepo-on-my-machine", "new_password1": PASSWORD, "new_password2": PASSWORD}
    assert administrator.post(reverse("admin:password_change"), own).status_code == 302
    assert User.objects.get(email="administrator@example.org").check_password(PASSWORD)


def test_an_answer_about_details_is_never_edited():
    """Who answered what and when stays; the next answer is a row of its own."""
    given = Consent.objects.create(party_id=record_id("country/PE"), nature="cost", state="granted")
    address = reverse("admin:accounts_consent_change", args=[given.pk])
    chief = signed_in("chief editor")
    assert chief.get(address).status_code == 200
    assert chief.post(address, {"party": given.party_id, "nature": "cost", "state": "withdrawn"}).status_code == 403
    given.refresh_from_db()
    assert given.state == "granted"
