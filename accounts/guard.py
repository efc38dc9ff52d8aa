"""Pages of one's own account: for whoever is signed in, in the language of the account, and kept by no cache."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache

from accounts.models import User
from tarepo.access import is_signed_in
from tarepo.adminsite import speak

View = Callable[..., HttpResponse]


def own_page(view: View) -> View:
    """Asks others to sign in, keeping what they wrote. The address has no language: the account does."""

    @wraps(view)
    def guarded(request: HttpRequest, **parts: Any) -> HttpResponse:
        from accounts.views import ask_to_sign_in

        if not is_signed_in(request):
            return ask_to_sign_in(request)
        speak(request)
        response = view(request, **parts)
        response.headers["Content-Language"] = get_language() or ""
        return response

    return never_cache(guarded)


def for_signed_in(view: View) -> View:
    """The same; calls the view with the user, too."""

    @wraps(view)
    def with_user(request: HttpRequest, **parts: Any) -> HttpResponse:
        return view(request, cast(User, request.user), **parts)

    return own_page(with_user)
