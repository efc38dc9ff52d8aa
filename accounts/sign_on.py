"""Signing on with an account of elsewhere: who is new gets an account, who is not signs in by what they connected.

An account is never found by an e-mail address that somebody else says is theirs.
"""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.forms import SignupForm
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from requests import RequestException

from accounts.forms import ADDRESS, word
from accounts.models import User

logger = logging.getLogger("tarepo.sign_on")
POLICY = "Content-Security-Policy"
Answer = TypeVar("Answer", bound=HttpResponseBase)


def leads_out(response: Answer) -> Answer:
    """Let the page's buttons lead to other sites: browsers count where a form's answer sends them on to."""
    if settings.SOCIALACCOUNT_PROVIDERS:
        others = "https: http://localhost:*" if settings.LOCAL else "https:"
        policy = settings.EVERY_RESPONSE[POLICY]
        response.headers[POLICY] = policy.replace("form-action 'self'", f"form-action 'self' {others}")
    return response


def leading_out(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    @wraps(view)
    def led(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return leads_out(view(request, *args, **kwargs))

    return led


def begin(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """allauth's own asks the provider where to go, and fails where that is out of order."""
    from allauth.socialaccount.providers.openid_connect.views import login

    try:
        return leads_out(login(request, provider_id))
    except (RequestException, KeyError, ValueError):
        logger.exception("A provider of accounts does not answer as it should")
        return render(request, "socialaccount/authentication_error.html", status=503)


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
