"""How often somebody may do what others pay for: counted in the shared cache, by the address or by the account."""

from http import HTTPStatus

from allauth.core.internal import ratelimit
from django.http import HttpRequest, HttpResponse

from tarepo import errors

# What → how often, per account ("user") or per address ("ip"). Signing in and up have theirs in the settings.
RATES = {
    "write": "60/h/user",  # proposals, corrections, requests, answers to nobody's question
    "report": "10/h/ip",  # what a visitor may send
    "copy": "6/h/user",  # of one's own data
    "link": "60/m/ip",  # signed links that are opened: nobody tries them out
}


def is_within(request: HttpRequest, action: str) -> bool:
    """Count one more; whether that is still within what is allowed. GET is never counted."""
    return ratelimit.consume(request, app="tarepo", action=action, config=RATES) is not None


def too_often(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The page for who is past a limit; nothing was done."""
    return errors.page(request, HTTPStatus.TOO_MANY_REQUESTS)
