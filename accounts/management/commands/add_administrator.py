"""Make the first administrator; others are made in the admin site."""

import getpass
from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from accounts.enums import RoleName
from accounts.models import Role, User
from tarepo.changes import change


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--password-from", help="a file whose first line is the password; else it is asked for")

    def handle(self, *args: Any, email: str, password_from: str | None, **options: Any) -> None:
        if User.objects.filter(email__iexact=email).exists():
            raise CommandError(f"{email} has an account already.")
        password = self.password(password_from)
        try:
            validate_email(email)
            validate_password(password)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        with change(by=None, why="The first administrator"):
            user = User.objects.create_user(email, password)
            Role.objects.create(user=user, name=RoleName.ADMINISTRATOR)
        self.stdout.write(f"{email} is an administrator, once they have signed in and set up a second step.")

    def password(self, path: str | None) -> str:
        if path is None:
            return getpass.getpass("Password: ")
        try:
            with open(path, encoding="utf-8") as file:  # noqa: PTH123  # an argument may be /dev/stdin
                return file.readline().rstrip("\n")
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
