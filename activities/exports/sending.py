"""How a file is sent: few at a time, with no database connection held, and refusals as pages of the portal."""

import weakref
from collections.abc import Collection
from contextlib import ExitStack
from threading import BoundedSemaphore
from typing import IO, Any

from django.conf import settings
from django.db import connection
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from activities.exports.rows import marks
from activities.search import Found
from tarepo.access import VISITOR
from tarepo.addresses import language_root, list_path
from tarepo.answers import etag
from tarepo.enums import Kind

# Threads of a process that may make or send a file; the others are for pages.
PLACES = max(1, settings.THREADS // 2)
AGAIN_AFTER = "60"  # seconds
_places = BoundedSemaphore(PLACES)


def take_place(held: ExitStack) -> bool:
    """Whether there was a place; it is held as long as all else in held."""
    free = _places.acquire(blocking=False)
    if free:
        held.callback(_places.release)
    return free


class Download(FileResponse):
    """A file that keeps its place until it is sent, given up or forgotten, as when a middleware fails after it."""

    def __init__(self, file: IO[bytes], held: ExitStack, **told: Any) -> None:
        super().__init__(file, **told)
        self._give_back = weakref.finalize(self, held.pop_all().close)

    def close(self) -> None:
        try:
            super().close()
        finally:
            self._give_back()


def tag_of(found: Found, *more: str) -> str:
    """The ETag of a file of what is found: of all that it shows, and of what else it hangs on."""
    return etag(found.tiers, [*more, found.query, *found.problems, *marks(found)])


def kept(response: HttpResponseBase, found: Found, tag: str) -> HttpResponseBase:
    """No date beside the tag: what a hit taken away leaves behind is no newer than before."""
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = "public, no-cache" if found.tiers == VISITOR else "private, no-cache"
    patch_vary_headers(response, ["Cookie"])
    return response


def release_connection() -> None:
    """Back to the pool: a slow reader takes minutes. Not within a transaction."""
    if not connection.in_atomic_block:
        connection.close()


def not_understood(request: HttpRequest, found: Found) -> HttpResponse:
    """Without a condition the file would be longer, and nobody would see why."""
    lead = _("No file was made: it might not hold what you asked for.")
    link = {"name": _("To the list of what was understood"), "url": found.url()}
    return _page(request, 400, _("The request was not understood"), lead, link, found.problems)


def busy(request: HttpRequest, found: Found) -> HttpResponse:
    lead = _("Too many files are being made or sent at this moment. Please try again in a minute.")
    link = {"name": _("Back to the list"), "url": found.url()}
    response = _page(request, 503, _("No file just now"), lead, link)
    response.headers["Retry-After"] = AGAIN_AFTER
    return response


def _page(
    request: HttpRequest, status: int, title: str, lead: str, link: dict[str, str], problems: Collection[str] = ()
) -> HttpResponse:
    context = {
        "page_title": title,
        "crumbs": [
            {"name": _("Home"), "url": language_root()},
            {"name": _("Activities"), "url": list_path(Kind.ACTIVITY)},
        ],
        "title": title,
        "lead": lead,
        "link": link,
        "problems": problems,
    }
    response = render(request, "activities/no_file.html", context, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response
