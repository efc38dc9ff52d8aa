"""Signing in and out. The accounts issue brings sign-up, passkeys and second factors by allauth."""

from django.contrib.auth import login, logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.forms import SignInForm
from accounts.kept import is_sent_again, keep, kept
from tarepo.access import is_signed_in

LONGEST_TARGET = 2000


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    target = safe_target(request)
    form = SignInForm(request, data=request.POST if request.method == "POST" else None)
    written = request.POST.get("kept", "")
    if request.method == "POST" and form.is_valid():
        login(request, form.get_user())
        pairs = kept(written)
        if pairs and is_sent_again(target):
            return render(request, "accounts/send_again.html", {"target": target, "pairs": pairs})
        return redirect(target)
    return login_page(request, form, target, written)


def ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """For who is not signed in (any more): the way to sign in, and back with what they wrote."""
    if request.method != "POST":
        return redirect_to_login(request.get_full_path(), reverse("login"))
    return login_page(request, SignInForm(request), request.get_full_path(), keep(request), status=403)


def send_again(request: HttpRequest) -> HttpResponse:
    """For a form that is older than the last sign-in, which may have been in another window.

    The caller has made sure that a page of this site sent it: under what a stranger's page sent, a button were a trap.
    """
    if not request.user.is_authenticated:
        return ask_to_sign_in(request)
    context = {"target": request.get_full_path(), "pairs": kept(keep(request)), "files": sorted(request.FILES)}
    return render(request, "accounts/send_again.html", context, status=403)


def login_page(
    request: HttpRequest, form: SignInForm, target: str, written: str = "", status: int = 200
) -> HttpResponse:
    context = {"form": form, "next": target, "kept": written, "files": sorted(request.FILES)}
    return render(request, "accounts/login.html", context, status=status)


def safe_target(request: HttpRequest) -> str:
    """Where to go after signing in: an address of this site, the home page where another was given."""
    target = request.POST.get("next") or request.GET.get("next") or ""
    allowed = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    usable = allowed and target.startswith("/") and len(target) <= LONGEST_TARGET and target.isprintable()
    return target if usable else reverse("home")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_out(request: HttpRequest) -> HttpResponse:
    """By GET it asks first: a link that somebody else made signs nobody out."""
    if request.method != "POST" and is_signed_in(request):
        return render(request, "accounts/logout.html")
    if request.method == "POST":
        logout(request)
    return redirect("home")
