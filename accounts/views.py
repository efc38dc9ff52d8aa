"""The ways into signing in, and back with what was typed."""

from allauth.account.internal.templatekit import get_entrance_context_data
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts.forms import SignInForm
from accounts.kept import keep, kept
from accounts.sign_on import leads_out


def ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """For who is not signed in (any more): the way to sign in, and back with what they wrote."""
    if request.method != "POST":
        return redirect_to_login(request.get_full_path(), reverse("account_login"))
    context = {
        **get_entrance_context_data(request),
        "form": SignInForm(request=request),
        "next": request.get_full_path(),
        "kept": keep(request),
        "files": sorted(request.FILES),
    }
    return leads_out(render(request, "account/login.html", context, status=403))


def send_again(request: HttpRequest) -> HttpResponse:
    """For a form that is older than the last sign-in, which may have been in another window.

    The caller has made sure that a page of this site sent it: under what a stranger's page sent, a button were a trap.
    """
    if not request.user.is_authenticated:
        return ask_to_sign_in(request)
    context = {"target": request.get_full_path(), "pairs": kept(keep(request)), "files": sorted(request.FILES)}
    return render(request, "accounts/send_again.html", context, status=403)
