"""How often somebody may do what others pay for: counted in the shared cache, by the address or by the account."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from allauth.core.internal import ratelimit
from django.http import HttpRequest, HttpResponse

from tarepo import errors

# What → how often, per account ("user") or per address ("ip"). Signing in and up have theirs in the settings.
RATES = {
    "write": "60/h/user",  # proposals, corrections, requests, taking them back, choices about one's own account
    "answer": "300/h/user",  # answers to what the portal asks, one by one or many at once
    "report": "10/h/ip",  # what a visitor may send
    "register": "30/h/ip",  # for webinars: delegations share an address
    "copy": "6/h/user",  # of one's own data
    "link": "60/m/ip",  # what is sent through signed links, without signing in
}


def is_within(request: HttpRequest, action: str) -> bool:
    """Count one more; whether that is still within what is allowed. GET is never counted."""
    return ratelimit.consume(request, app="tarepo", action=action, config=RATES) is not None


def limited(action: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """A view whose POSTs are counted; inside of the guard that knows who is signed in."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def counted(request: HttpRequest, *args: Any, **parts: Any) -> HttpResponse:
            if request.method == "POST" and not is_within(request, action):
                return too_often(request)
            return view(request, *args, **parts)

        return counted

    return decorate


def too_often(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The page for who is past a limit; nothing was done."""
    return errors.page(request, HTTPStatus.TOO_MANY_REQUESTS)
