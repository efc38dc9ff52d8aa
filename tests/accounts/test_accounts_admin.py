"""An administrator makes accounts and sets passwords."""

import pytest
from django.urls import reverse

from accounts.models import User
from tarepo.models import ChangeSet
from tests.admin.office import add_row, errors, filled, signed_in

pytestmark = pytest.mark.django_db

PASSWORD = "a-long-pass-word-1"  # noqa: S105


def test_an_account_is_made_with_its_role_in_one_change():
    administrator, address = signed_in("administrator"), reverse("admin:accounts_user_add")
    sent = filled(administrator.get(address)) | {"email": "New@example.org", "name": "New"}
    sent |= {"password1": PASSWORD, "password2": PASSWORD, "sent_why": "The letter of 3 May"}
    answer = administrator.post(address, add_row(sent, "roles", name="chief_editor"))
    assert answer.status_code == 302, errors(answer)
    made = User.objects.get(email="new@example.org")
    assert (made.check_password(PASSWORD), [role.name for role in made.roles.all()]) == (True, ["chief_editor"])
    assert ChangeSet.objects.latest("made_at").why == "The letter of 3 May"


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
