"""The first administrator of a new portal is made by a command."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from tests.people import second_step

pytestmark = pytest.mark.django_db


def add(tmp_path: Path, email: str, password: str) -> None:
    file = tmp_path / "password"
    file.write_text(password + "\n")
    call_command("add_administrator", email, password_from=str(file))


def test_it_makes_somebody_who_may_do_an_administrators_work(tmp_path: Path):
    add(tmp_path, "first@example.org", "long-and-of-its-own")
    user = User.objects.get(email="first@example.org")
    assert (user.is_staff, user.lacks_second_factor) == (False, True)
    second_step([user])
    user = User.objects.get(email="first@example.org")
    assert (user.is_staff, user.check_password("long-and-of-its-own"), user.has_perm("accounts.add_user")) == (
        True,
        True,
        True,
    )


@pytest.mark.parametrize(
    ("email", "password", "sentence"),
    [
        ("administrator@example.org", "long-and-of-its-own", "has an account already"),
        ("nobody", "long-and-of-its-own", "valid email"),
        ("second@example.org", "12345", "too short"),
    ],
)
def test_it_refuses_in_a_sentence(tmp_path: Path, email: str, password: str, sentence: str):
    with pytest.raises(CommandError, match=sentence):
        add(tmp_path, email, password)
