"""What allauth does our way: mail by the outbox, addresses of this site only, sentences, the client's address.

Its writes need no change(): accounts, addresses, second factors and sessions are personal, and tracked by nothing.
"""

import secrets
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.core.internal.httpkit import clean_client_ip
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from accounts import kept, limits
from accounts.models import User
from accounts.sessions import note_session
from accounts.targets import is_of_this_site
from tarepo.outbox import post

# The page that follows says it itself.
UNSAID = {
    f"account/messages/{name}.txt"
    for name in ("logged_in", "logged_out", "login_code_sent", "email_confirmation_sent", "email_confirmed")
}
UNKNOWN = "0.0.0.0"  # noqa: S104  # an address of nobody: a socket of this machine tells none


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": gettext_lazy(
            "The address and the password do not belong together. Check both and try again."
        ),
        "too_many_login_attempts": gettext_lazy("Too many attempts in a short time. Wait five minutes, and try again."),
        "rate_limited": gettext_lazy("Too often in a short time. Wait a minute and try again."),
        "incorrect_code": gettext_lazy("This code is not right, or not any more. Check it, or ask for a new one."),
        "incorrect_password": gettext_lazy("This is not your password. Try again."),
        "enter_current_password": gettext_lazy("This is not your password. Try again."),
        "duplicate_email": gettext_lazy("Your account has this address already."),
        "email_taken": gettext_lazy("This address cannot be added to your account. Take another one."),
        "cannot_remove_primary_email": gettext_lazy(
            "Mail goes to this address: choose another one for it first, then remove this one."
        ),
        "unverified_primary_email": gettext_lazy("Confirm this address first, by the code that we send there."),
        "max_email_addresses": gettext_lazy("An account can have %d addresses: remove one first."),
    }

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Plain text, into the outbox: nobody waits for a mail server, whether the address has an account or not."""
        request = self.request
        values = {"email": email, "site_url": request.build_absolute_uri("/"), **context}
        subject = render_to_string(f"{template_prefix}_subject.txt", values)
        body = render_to_string(f"{template_prefix}_message.txt", values).strip() + "\n"
        with transaction.atomic():
            key = f"account-{secrets.token_hex(16)}"
            post(to=email, subject=subject, body=body, key=key, language=get_language() or "")

    def is_safe_url(self, url: str | None) -> bool:
        return is_of_this_site(context.request, url or "")

    def is_ajax(self, request: HttpRequest) -> bool:
        """Pages are for people, whatever a request says that it accepts; a passkey's challenge is for the script."""
        return request.path == reverse("mfa_login_webauthn") and super().is_ajax(request)

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *rest: Any, **more: Any
    ) -> None:
        if message_template not in UNSAID:
            super().add_message(request, level, message_template, *rest, **more)

    def get_client_ip(self, request: HttpRequest) -> str:
        """The last address that none of our own proxies has: what stands before it in the header is anybody's word."""
        told = request.headers.get("X-Forwarded-For", "").split(",") if settings.PROXIES else []
        hops = [*told, request.META.get("REMOTE_ADDR", "")]
        return clean_client_ip(hops[max(-len(hops), -settings.PROXIES - 1)]) or UNKNOWN

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account")

    def get_email_verification_redirect_url(self, email_address: object) -> str:
        return reverse("account_email")

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        raise PermissionDenied(_("This account is closed. Write to the Secretariat if you need it again."))

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """One attempt more; `authenticate` takes it back where the password is right."""
        key = self._get_login_attempts_cache_key(request, **credentials)
        self._login_failed_rl_usage = limits.consume(request, "allauth.account", "login_failed", key=key)
        if self._login_failed_rl_usage is None:
            raise self.validation_error("too_many_login_attempts")

    def post_login(self, request: HttpRequest, user: User, **rest: Any) -> HttpResponse:
        """After the last step: on to where they wanted to go, or to what they had typed."""
        response = super().post_login(request, user, **rest)
        note_session(request, user)
        return kept.page(request) or response
