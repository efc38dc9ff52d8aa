"""Error pages in the site's look. They need no database, no session and no user; one only asks for old addresses.

When even that look cannot be had, a plain page says the same.
"""

import logging

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

logger = logging.getLogger("tarepo.errors")

PLAIN = (
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>tarepo: {status}</title>'
    '<h1>{status}</h1><p>{told}</p><p><a href="/">tarepo</a></p></html>'
)
TOLD = {
    400: "The request was not understood.",
    403: "This page is not open to you.",
    404: "There is no page at this address.",
    405: "This address cannot be used in this way.",
    413: "What was sent is too large.",
    429: "Too often in a short time. Nothing was done: wait some minutes and send it again.",
    500: "Something went wrong on our side. The error has been recorded.",
}


def page(
    request: HttpRequest, status: int, *, template: str = "", explanation: str = "", way: dict | None = None
) -> HttpResponse:
    """way: {name, url}, where somebody can do about it what the explanation says."""
    try:
        context = {"explanation": explanation, "way": way}
        name = template or f"errors/{status}.html"
        content = str(render_to_string(name, context, request))
    except Exception:
        logger.exception("The page for an error failed itself")
        content = PLAIN.format(status=status, told=TOLD[status])
    response = HttpResponse(content, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(request, 413 if isinstance(exception, RequestDataTooBig) else 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The sentence of `PermissionDenied("...")` is shown: it says what a person can do.

    A second value is the way there: PermissionDenied(sentence, {"name": …, "url": …}).
    """
    said: tuple = getattr(exception, "args", ())
    way = said[1] if len(said) > 1 and isinstance(said[1], dict) else None
    return page(request, 403, explanation=str(said[0]) if way else str(exception or ""), way=way)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    from accounts.kept import is_sent_again

    if was_sent_from_here(request) and is_sent_again(request.path):
        from accounts.views import send_again

        response = send_again(request)
        response.headers["Cache-Control"] = "no-store"
        return response
    return page(request, 403, template="errors/403_csrf.html")


def was_sent_from_here(request: HttpRequest) -> bool:
    """Whether a page of this very site sent it: browsers say so, and no page of another site can."""
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return old_address(request) or page(request, 404)


def old_address(request: HttpRequest) -> HttpResponse | None:
    """The way to the record that once had this address. Without a database there is none."""
    from tarepo.old_addresses import moved_to

    try:
        return moved_to(request)
    except Exception:
        logger.exception("Old addresses could not be looked up")
        return None


def not_allowed(request: HttpRequest, refusal: HttpResponse) -> HttpResponse:
    response = page(request, 405)
    response.headers["Allow"] = refusal.headers.get("Allow", "")
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    return page(request, 500)
