"""The second step of signing in. Whoever has a staff role can do nothing with it before they have one."""

import time
from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView
from allauth.usersessions.internal import flows
from django.conf import settings
from django.core.cache import cache
from django.forms import Form
from django.http import HttpResponse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.sample import SECRET


class Adapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": gettext_lazy("This code is not right, or was used already. Try the next one."),
        "unverified_email": gettext_lazy("Confirm or remove the e-mail address that you added first."),
    }

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:  # noqa: A002  # allauth's word
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return _("Passkey %(number)d") % {"number": number}


class SecondStep(AuthenticateView):
    """On one's own machine, a sample person's code stands on the page: nobody has their telephone."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.stage.login.user
        passkeys = Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN)
        more = {"sample_code": sample_code(user), "has_passkey": passkeys.exists()}
        return {**super().get_context_data(**kwargs), **more}


def sample_code(user: User) -> str:
    """A code that a sample person can use now; none for anybody else, and never in production."""
    if settings.PRODUCTION:
        return ""
    row = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first()
    if row is None or row.data.get("secret") != SECRET:
        return ""
    now = int(time.time()) // 30
    for counter in (now, now + 1, now - 1):
        code: str = auth.format_hotp_value(auth.hotp_value(SECRET, counter))
        if not cache.get(auth.TOTP(row)._get_used_cache_key(code)):
            return code
    return ""


class EndingOthers:
    """Sessions that began with a password alone end when a second step is set up: one may be a stranger's."""

    request: Any

    def form_valid(self, form: Form) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)  # type: ignore[misc]
        flows.sessions.end_other_sessions(self.request, self.request.user)
        return response


class Activate(EndingOthers, ActivateTOTPView):
    """The picture of the secret stands in the page itself, as the policy lets no data: address in."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        drawn = context["totp_svg"]
        return {**context, "qr": mark_safe(drawn[drawn.index("<svg") :])}  # noqa: S308  # drawn by the library


class AddKey(EndingOthers, AddWebAuthnView):
    pass
