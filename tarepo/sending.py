"""How a file is sent: few at a time, and with no database connection held."""

import weakref
from collections.abc import Callable
from contextlib import ExitStack
from functools import wraps
from threading import BoundedSemaphore
from typing import IO, Any

from django.conf import settings
from django.db import connection
from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

# Threads of a process that may make or send a file; the others are for pages.
PLACES = max(1, settings.THREADS // 2)
AGAIN_AFTER = "60"  # seconds
_places = BoundedSemaphore(PLACES)
View = Callable[[HttpRequest], HttpResponseBase]


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


def kept_until_changed(response: HttpResponseBase, tag: str, *, public: bool) -> HttpResponseBase:
    """No date beside the tag: what a hit taken away leaves behind is no newer than before."""
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = "public, no-cache" if public else "private, no-cache"
    patch_vary_headers(response, ["Cookie"])
    return response


def release_connection() -> None:
    """Back to the pool: a slow reader takes minutes. Not within a transaction."""
    if not connection.in_atomic_block:
        connection.close()


def releasing(view: View) -> View:
    """Once the answer is made: whoever reads it slowly holds no database connection."""

    @wraps(view)
    def answered(request: HttpRequest) -> HttpResponseBase:
        response = view(request)
        release_connection()
        return response

    return answered
