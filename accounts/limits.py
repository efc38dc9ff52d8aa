"""How often somebody may do what others pay for: counted in the shared cache, by the address or by the account."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from http import HTTPStatus
from typing import Any, cast

from allauth.core.internal import ratelimit
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from tarepo import errors
from tarepo.shared_cache import Limit, SharedCache

# What → how often, per account ("user") or per address ("ip"). Signing in and up have theirs in the settings.
RATES = {
    "write": "60/h/user",  # proposals, corrections, requests, taking them back, choices about one's own account
    "answer": "300/h/user",  # answers to what the portal asks, one by one or many at once
    "report": "10/h/ip",  # what a visitor may send
    "register": "30/h/ip",  # for webinars: delegations share an address
    "copy": "6/h/user",  # of one's own data
    "link": "60/m/ip",  # what is sent through signed links, without signing in
}

View = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class Usage:
    """What was counted, which can be taken back."""

    limits: list[Limit]
    at: float

    def rollback(self) -> None:
        if self.limits:
            _cache().take_back(self.limits, self.at)


def consume(
    request: HttpRequest, app: str, action: str, *, config: dict[str, str] | None = None, key: str | None = None
) -> Usage | None:
    """Count one more; None where that is past a limit. By the names and rows of allauth's, which counts with it, and by
    one statement instead of its four for each rate."""
    rates = ratelimit.get_rates(app=app, action=action, config=config)
    limits = [
        Limit(ratelimit.get_cache_key(request, app=app, action=action, rate=rate, key=key), rate.amount, rate.duration)
        for rate in rates
    ]
    usage = Usage(limits, time.time())
    return usage if not limits or _cache().count(limits, usage.at) else None


def is_within(request: HttpRequest, action: str, *, app: str = "tarepo") -> bool:
    """Count one more; whether that is still within what is allowed. GET is never counted."""
    config = RATES if app == "tarepo" else None
    return request.method == "GET" or consume(request, app, action, config=config) is not None


def limited(action: str, *, app: str = "tarepo") -> Callable[[View], Callable[..., Any]]:
    """A view whose POSTs are counted; inside of the guard that knows who is signed in."""

    def decorate(view: View) -> Callable[..., Any]:
        @wraps(view)
        def counted(request: HttpRequest, *args: Any, **parts: Any) -> HttpResponseBase:
            if request.method == "POST" and not is_within(request, action, app=app):
                return too_often(request)
            return view(request, *args, **parts)

        return counted

    return decorate


def too_often(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The page for who is past a limit; nothing was done."""
    return errors.page(request, HTTPStatus.TOO_MANY_REQUESTS)


def _cache() -> SharedCache:
    return cast(SharedCache, caches["default"])
