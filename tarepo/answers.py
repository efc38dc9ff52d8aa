"""Answers that a reader's browser may keep: the ETag is made of what the page was made from."""

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Iterable
from threading import Lock

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import quote_etag
from django.utils.translation import get_language

from tarepo.access import VISITOR, is_signed_in

# The pages last rendered, in each process: some 20 MB at most.
MOST_KEPT = 10_000_000  # characters
LONGEST_KEPT = 400  # of an address
_kept: OrderedDict[str, str] = OrderedDict()
_lock = Lock()
_size = 0


def _keep(address: str, content: str) -> None:
    global _size  # with what is kept, under the same lock
    with _lock:
        _size += len(content) - len(_kept.pop(address, ""))
        _kept[address] = content
        while _size > MOST_KEPT:
            _size -= len(_kept.popitem(last=False)[1])


def etag(tiers: Iterable[int], marks: Iterable[object]) -> str:
    """A tag of language, release, the reader's tiers and the marks: versions of all that the page shows."""
    parts = [get_language(), settings.RELEASE, sorted(tiers), *marks]
    return quote_etag(hashlib.sha256(repr(parts).encode()).hexdigest()[:32])


def answer(
    request: HttpRequest,
    template: str,
    context: dict | Callable[[], dict],
    *,
    tiers: frozenset[int],
    marks: Iterable[object],
) -> HttpResponse:
    """The page, or 304 without rendering it where the browser has it already.

    A page is rendered once for each tag and address: whatever it shows is in its marks. Its foot tells who reads it:
    nobody known, somebody signed in, or staff; nothing on such a page is of one person.
    """
    signed_in = is_signed_in(request)
    tag = etag(tiers, [*marks, "staff" if request.user.is_staff else "signed in"] if signed_in else marks)
    response = get_conditional_response(request, etag=tag)
    if response is None:
        address = f"{tag} {request.scheme} {request.get_host()} {request.get_full_path()}"
        keep = len(address) <= LONGEST_KEPT
        content = _kept.get(address) if keep else None
        if content is None:
            content = render_to_string(template, context() if callable(context) else context, request)
            if keep:
                _keep(address, content)
        response = HttpResponse(content)
    if isinstance(response, HttpResponseNotModified) or response.status_code == 200:
        response["ETag"] = tag
    response["Cache-Control"] = "public, no-cache" if tiers == VISITOR and not signed_in else "private, no-cache"
    patch_vary_headers(response, ["Cookie", "Accept-Encoding"])  # a 304 too says what its page would
    return response
