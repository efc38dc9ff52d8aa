"""Answers that a reader's browser may keep: the ETag is made of what the page was made from."""

import hashlib
from collections.abc import Iterable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import quote_etag
from django.utils.translation import get_language

from tarepo.access import VISITOR


def etag(tiers: Iterable[int], marks: Iterable[object]) -> str:
    """A tag of language, release, the reader's tiers and the marks: versions of all that the page shows."""
    parts = [get_language(), settings.RELEASE, sorted(tiers), *marks]
    return quote_etag(hashlib.sha256(repr(parts).encode()).hexdigest()[:32])


def answer(
    request: HttpRequest, template: str, context: dict, *, tiers: frozenset[int], marks: Iterable[object]
) -> HttpResponse:
    """The page, or 304 without rendering it where the browser has it already."""
    tag = etag(tiers, marks)
    response = get_conditional_response(request, etag=tag)
    if response is None:
        response = render(request, template, context)
    if isinstance(response, HttpResponseNotModified) or response.status_code == 200:
        response["ETag"] = tag
    response["Cache-Control"] = "public, no-cache" if tiers == VISITOR else "private, no-cache"
    patch_vary_headers(response, ["Cookie", "Accept-Encoding"])  # a 304 too says what its page would
    return response
