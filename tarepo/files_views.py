"""The one address of stored files: who may fetch one, and how it goes out.

A file is seen where its own tier is the reader's and the record's current snapshot, of a tier that the reader sees,
names it; by the Secretariat always. A file that may not be seen answers as one that there is not.
"""

import logging
import re
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, cast

from django.conf import settings
from django.core.files.base import File as Opened
from django.core.files.storage import default_storage
from django.db import connection
from django.db.models import Exists, OuterRef, Q
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from tarepo.models import File, FileState, SearchRow
from tarepo.tiers import PUBLIC, SECRETARIAT

if TYPE_CHECKING:
    from accounts.models import User

logger = logging.getLogger("tarepo.files")

NAMING = ("photos", "editions", "materials")  # the parts of a snapshot's content that name files, by the key "file"
PUBLICLY = "public, max-age=3600"  # so long may a shared cache serve a file that was archived meanwhile
PRIVATELY = "private, no-cache"
SEALED = "sandbox; default-src 'none'"
CHUNK = 1 << 16
ONE_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


@require_safe
def stored_file(request: HttpRequest, file_id: int, name: str) -> HttpResponseBase:
    row = seen_by({PUBLIC}, file_id)
    caching = PUBLICLY if row else PRIVATELY
    # For a file that is not there too: who looks must not learn from the headers that there is one.
    if row is None and settings.SESSION_COOKIE_NAME in request.COOKIES:
        from accounts.access import tiers_of
        from accounts.reads import FILE, note_read

        row = seen_by(tiers_of(request.user), file_id)
        if row is not None and row.tier != PUBLIC and row.served_name == name:
            note_read(by=cast("User", request.user), what=FILE, record=row.record_id, ids=[row.pk])
    if not connection.in_atomic_block:
        connection.close()  # back to the pool: a slow reader takes minutes
    if row is None or name != row.served_name:
        raise Http404
    response = shown(request, row) if row.is_picture else download(request, row)
    response.headers["Cache-Control"] = caching
    response.headers["Content-Security-Policy"] = SEALED
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def seen_by(tiers: Collection[int], file_id: int) -> File | None:
    """Fetches and authorises. Its tier and a current snapshot that names it must both be among the reader's."""
    rows = File.objects.filter(pk=file_id)
    if SECRETARIAT in tiers:
        return rows.first()
    named = Q()
    for part in NAMING:
        named |= Q(**{f"snapshot__body__content__{part}__contains": [{"file": file_id}]})
    current = SearchRow.objects.filter(named, record_id=OuterRef("record_id"), tier__in=tiers)
    return rows.filter(Exists(current), tier__in=tiers, state=FileState.READY).first()


def shown(request: HttpRequest, row: File) -> HttpResponseBase:
    """A picture in the width asked for by ?w=, else the widest; never the original."""
    widest = max(row.variants, key=int, default="")
    variant = row.variants.get(request.GET.get("w", widest))
    if not variant:
        raise Http404
    _height, stored, _size = variant
    return respond(request, row, stored, etag=f'"{stored.rpartition("-")[2].removesuffix(".webp")}"')


def download(request: HttpRequest, row: File) -> HttpResponseBase:
    """A document, to be saved; a part of it where one range is asked for, as a broken download does."""
    etag = f'"{row.sha256}"'
    part = asked_range(request, row.size, etag)
    if part is None:
        return respond(request, row, str(row.stored), etag=etag)
    start, end = part
    if start >= end:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{row.size}"})
    request.META.pop("HTTP_ACCEPT_ENCODING", None)  # a part that the middleware compressed would be none
    response = StreamingHttpResponse(
        passage(opened(str(row.stored)), start, end), status=206, content_type=content_type(row)
    )
    response.headers["Content-Range"] = f"bytes {start}-{end - 1}/{row.size}"
    response.headers["Content-Length"] = str(end - start)
    return described(response, row, etag)


def respond(request: HttpRequest, row: File, stored: str, *, etag: str) -> HttpResponseBase:
    if not row.media_type.startswith("text/"):
        request.META.pop("HTTP_ACCEPT_ENCODING", None)  # compressed already: the middleware would only lose its length
    if (unchanged := get_conditional_response(request, etag=etag)) is not None:
        unchanged.headers["ETag"] = etag
        return unchanged
    return described(FileResponse(opened(stored), content_type=content_type(row)), row, etag)


def described(response: HttpResponseBase, row: File, etag: str) -> HttpResponseBase:
    response.headers["ETag"] = etag
    response.headers["Content-Disposition"] = content_disposition_header(not row.is_picture, row.served_name) or ""
    if not row.is_picture:
        response.headers["Accept-Ranges"] = "bytes"
    return response


def content_type(row: File) -> str:
    if row.is_picture:
        return "image/webp"
    return f"{row.media_type}; charset=utf-8" if row.media_type.startswith("text/") else row.media_type


def opened(stored: str) -> Opened:
    try:
        return default_storage.open(stored, "rb")
    except FileNotFoundError as error:
        logger.error("The storage lacks %s", stored)
        raise Http404 from error


def asked_range(request: HttpRequest, size: int, etag: str) -> tuple[int, int] | None:
    """From and up to which byte, for one range of an unchanged file; None for all of it. Several ranges mean all."""
    found = ONE_RANGE.fullmatch(request.headers.get("Range", ""))
    if not found or request.headers.get("If-Range", etag) != etag:
        return None
    first, last = found.groups()
    if not first:
        return (max(0, size - int(last)), size) if last else None
    if last and int(last) < int(first):
        return None
    return int(first), min(size, int(last) + 1) if last else size


def passage(data: Opened, start: int, end: int) -> Iterator[bytes]:
    with data:
        data.seek(start)
        while start < end and (chunk := data.read(min(CHUNK, end - start))):
            start += len(chunk)
            yield chunk
