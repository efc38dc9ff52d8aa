"""Signing on with an account of elsewhere: who is new gets an account, who is not signs in by what they connected.

An account is never found by an e-mail address that somebody else says is theirs.
"""

from typing import Any

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.forms import SignupForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from accounts.forms import ADDRESS, word
from accounts.models import User


class Adapter(DefaultSocialAccountAdapter):
    error_messages = {
        **DefaultSocialAccountAdapter.error_messages,
        "email_taken": gettext_lazy("Sign in to your account first, then connect the other one under “Your account”."),
    }

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> User:
        user: User = super().populate_user(request, sociallogin, data)
        parts = (data.get("name"), " ".join(filter(None, (data.get("first_name"), data.get("last_name")))))
        user.name = next((part for part in parts if part), "").replace("\x00", "")[:200]
        return user


class SignUpForm(SignupForm):
    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        word(self, "email", ADDRESS, gettext_lazy("We send a code there, to be sure that it is yours."))
        self.fields["name"].initial = self.sociallogin.user.name
