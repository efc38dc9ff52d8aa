"""What is done for every request, and is not Django's. Each line here is paid on every page."""

import logging
import re
import secrets
import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils import translation
from django.utils.encoding import escape_uri_path

from tarepo import errors, logs
from tarepo.addresses import FOLDERS

Answer = Callable[[HttpRequest], HttpResponse]

logger = logging.getLogger("tarepo.request")

WELL_FORMED_ID = re.compile(r"[A-Za-z0-9_.-]{8,64}")
# No text of ours has them and PostgreSQL takes no NUL; a tab or a line break is no address either.
CONTROL = re.compile("[\x00-\x1f\x7f]")
LONGEST_PATH = 2000
SIGNED = re.compile(r"(/(?:[a-z-]+/)?(?:accounts/answer|webinars/registration|webinars/feedback)/).")
OFFICE = ("/admin/", "/accounts/")
LANGUAGES = frozenset(code for code, name in settings.LANGUAGES) - {settings.LANGUAGE_CODE}
# What people write for a language whose address has another prefix, or none.
OTHER_PREFIXES = {settings.LANGUAGE_CODE: "", "zh": "zh-hans", "zh-cn": "zh-hans"}
FOLDERS_OF_KINDS = frozenset(FOLDERS.values())


def record(get_response: Answer) -> Answer:
    """A request's id (the proxy's if it sends a well-formed one), its headers, its line in the log."""

    def middleware(request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        # A signed link is as good as a signature for weeks: it stands in no log.
        signed = SIGNED.match(request.path)
        path = signed[1] if signed else request.path[:LONGEST_PATH]
        asked = request.headers.get("X-Request-ID", "")
        this = asked if WELL_FORMED_ID.fullmatch(asked) else secrets.token_hex(12)
        token = logs.request_id.set(this)
        try:
            response = get_response(request)
            response.headers["X-Request-ID"] = this
            for name, value in settings.EVERY_RESPONSE.items():
                response.headers.setdefault(name, value)
            logger.info(
                "%s %s",
                request.method,
                path,
                extra={
                    "status": response.status_code,
                    "ms": round((time.perf_counter() - began) * 1000, 1),
                },
            )
            return response
        finally:
            logs.request_id.reset(token)

    return middleware


def language(get_response: Answer) -> Answer:
    """The language of a page is that of its address and of nothing else.

    Django's LocaleMiddleware would look at the browser's wishes and say so in `Vary`, which is
    untrue of addresses that name their language.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        own = own_path(request.path_info)
        if own != request.path_info and request.method in ("GET", "HEAD") and len(own) <= LONGEST_PATH:
            query = request.META.get("QUERY_STRING", "")
            return HttpResponsePermanentRedirect(escape_uri_path(own) + (f"?{query}" if query else ""))
        first = request.path_info[1:].partition("/")[0]
        code = first if first in LANGUAGES else settings.LANGUAGE_CODE
        translation.activate(code)
        request.LANGUAGE_CODE = code  # as LocaleMiddleware does
        response = get_response(request)
        response.headers.setdefault("Content-Language", code)
        return response

    return middleware


def own_path(path: str) -> str:
    """The path under the prefix that its language has, its folder in small letters; the same where it is so already."""
    first, slash, rest = path[1:].partition("/")
    code = first.lower()
    if code in OTHER_PREFIXES or (code in LANGUAGES and code != first):
        prefix = OTHER_PREFIXES.get(code, code)
        # no second slash at the front: it would name another host
        path = (f"/{prefix}" if prefix else "") + "/" + rest.lstrip("/")
        first, slash, rest = path[1:].partition("/")
    before = ""
    if first in LANGUAGES:
        before = f"/{first}"
        first, slash, rest = rest.partition("/")
    if first.lower() in FOLDERS_OF_KINDS and first != first.lower():
        return f"{before}/{first.lower()}{slash}{rest}"
    return path


def understood(get_response: Answer) -> Answer:
    """Turns away what no view could use, and gives a page to the bare refusals of decorators.

    Readers' views read their own queries and say which value they could not use; the admin and
    the accounts are Django's, and would pass a NUL on to the database.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if len(request.path_info) > LONGEST_PATH or CONTROL.search(request.path_info):
            # The page links to itself in the other languages: to their home pages then.
            request.path = request.path_info = home(translation.get_language())
            return errors.not_found(request)
        if request.path_info.startswith(OFFICE) and "%00" in request.META.get("QUERY_STRING", ""):
            return errors.bad_request(request)
        response = get_response(request)
        if response.status_code == 405 and not response.content:
            return errors.not_allowed(request, response)
        return response

    return middleware


def home(code: str) -> str:
    """The path of the home page in a language of the interface."""
    return f"/{code}/" if code in LANGUAGES else "/"
