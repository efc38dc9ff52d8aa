"""The sample people of `make run`, by the role that they have: the cast of every test about rights."""

import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.http import HttpResponse
from django.test import Client

from accounts.models import User
from accounts.sample import PASSWORD, SECRET, second_step

__all__ = ["CAST", "PASSWORD", "code_now", "person", "second_step", "sign_in", "without_extras"]

# The columns of the address × role table. Peru is the beneficiary where one is asked about.
CAST = {
    "visitor": "",
    "member": "other-member@example.org",
    "member of the beneficiary": "member@example.org",
    "focal point of it": "focal-point@example.org",
    "expert": "expert@example.org",
    "unit editor": "unit-editor@example.org",
    "chief editor": "chief-editor@example.org",
    "moderator": "moderator@example.org",
    "coordinator": "coordinator@example.org",
    "administrator": "administrator@example.org",
}


def without_extras() -> None:
    """Peru with its one focal point and nobody who asks: the sample has a deputy and a newcomer besides the cast."""
    User.objects.filter(email__in=["deputy@example.org", "asks-to-join@example.org"]).delete()


def person(role: str) -> User | None:
    """Who stands in that column; None for the visitor."""
    return User.objects.get(email=CAST[role]) if CAST[role] else None


def code_now(later: int = 0, secret: str = SECRET) -> str:
    """What an app shows now, or so many half minutes later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + later))


def sign_in(client: Client, email: str, password: str = PASSWORD, form: dict | None = None) -> HttpResponse:
    """The answer to the last step: a password (with what else the form has), then a code where one is asked for."""
    answer = client.post("/accounts/login/", (form or {}) | {"login": email, "password": password})
    if answer.headers.get("Location") == "/accounts/2fa/authenticate/":
        answer = client.post("/accounts/2fa/authenticate/", {"code": code_now()})
    return answer
