"""Accounts and passwords in the office, beyond the ordinary."""

import pytest
from django.urls import reverse

from accounts.models import User
from tests.admin.office import errors, filled, signed_in

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
