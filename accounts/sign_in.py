"""Signing in and up: allauth's pages, with what was typed carried along (kept.py)."""

from http import HTTPStatus
from typing import Any

from allauth.account import views
from allauth.account.internal import flows
from allauth.mfa.webauthn.views import LoginWebAuthnView
from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from accounts import kept
from accounts.limits import limited
from accounts.targets import target_of
from tarepo.access import is_signed_in


def leave(request: HttpRequest) -> None:
    """Whoever signs in to another account has left the one that they were in."""
    if is_signed_in(request):
        flows.logout.logout(request)


class Carrying:
    """A page of signing in that carries `next`, and what was typed, to the step after it."""

    request: HttpRequest

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        carried = {"next": target_of(self.request), "kept": self.request.POST.get("kept", "")}
        return {**super().get_context_data(**kwargs), **carried}  # type: ignore[misc]

    def form_valid(self, form: forms.Form) -> HttpResponse:
        leave(self.request)
        kept.store(self.request)
        response: HttpResponse = super().form_valid(form)  # type: ignore[misc]
        return response

    def form_invalid(self, form: forms.Form) -> HttpResponse:
        """Past the limit of attempts the page says so, and keeps what is in it."""
        response: HttpResponse = super().form_invalid(form)  # type: ignore[misc]
        codes = {error.code for errors in form.errors.as_data().values() for error in errors}
        if "too_many_login_attempts" in codes:
            response.status_code = HTTPStatus.TOO_MANY_REQUESTS.value
        return response


@method_decorator(never_cache, name="dispatch")
@method_decorator(limited("sign_in", app="allauth.account"), name="dispatch")
class SignIn(Carrying, views.LoginView):
    pass


class AskCode(Carrying, views.RequestLoginCodeView):
    """Also reached from the form of the password page, by its second button."""

    def get_form_kwargs(self) -> dict[str, Any]:
        options = super().get_form_kwargs()
        sent = self.request.POST
        if "login" in sent and "email" not in sent:
            options["data"] = {"email": sent["login"]}
        return options


class ByPasskey(Carrying, LoginWebAuthnView):
    """Its refusals are told on the page of signing in."""

    def form_invalid(self, form: forms.Form) -> HttpResponse:
        return LoginWebAuthnView.form_invalid(self, form)


class SignUp(views.SignupView):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if is_signed_in(request):
            return redirect("account")
        return super().dispatch(request, *args, **kwargs)
