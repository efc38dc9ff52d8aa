"""Storing a file and telling pages of it. What may be stored: file_types.py; who may fetch it: files_views.py."""

import hashlib
from collections.abc import Collection
from typing import TYPE_CHECKING, BinaryIO, cast

from django.conf import settings
from django.core.files.base import File as Upload
from django.utils.translation import gettext as _

from tarepo.changes import current_change
from tarepo.file_names import clean_name
from tarepo.file_types import ENDINGS, FileRefused, recognise
from tarepo.locks import lock_records
from tarepo.models import File, FileState, Record
from tarepo.tasks import make_pictures
from tarepo.tiers import PUBLIC

if TYPE_CHECKING:
    from accounts.models import User

__all__ = ["FileRefused", "downloads", "picture", "pictures", "store_upload"]

SHOWN_WIDTH = 960  # what a browser fetches that knows no srcset


def store_upload(
    uploaded: Upload, *, record: Record | None, by: "User | None", language: str = "", tier: int = PUBLIC
) -> File:
    """The stored file, checked by its bytes. The same bytes for the same record and tier are the same file.

    Raises FileRefused with a sentence for the person who sent it. A picture is ready once a job has re-encoded it.
    Without a record it is nobody's: the ticker removes it after a day, unless a row names it by then.
    """
    current_change()
    most = settings.FILE_MOST_BYTES
    if uploaded.size > most:
        raise FileRefused(
            _("The file has %(size)s MB; at most %(most)s MB are taken.")
            % {"size": -(-uploaded.size // 1_000_000), "most": most // 1_000_000}
        )
    found = recognise(cast(BinaryIO, uploaded))
    digest = _digest(uploaded)
    if record is not None:
        lock_records([record.pk])  # of two uploads at once the second finds what the first stored
        if held := File.objects.filter(record=record, tier=tier, sha256=digest).first():
            return held
    made = File(
        record=record,
        by=by,
        tier=tier,
        language=language,
        name=clean_name(uploaded.name or "", ENDINGS[found.media_type]),
        sha256=digest,
        media_type=found.media_type,
        size=uploaded.size,
        width=found.width,
        height=found.height,
    )
    made.state = FileState.WAITING if made.is_picture else FileState.READY
    uploaded.seek(0)
    made.stored.save(f"{digest}.{ENDINGS[found.media_type]}", uploaded, save=False)
    made.save(force_insert=True)
    if made.is_picture:
        make_pictures.enqueue(made.pk)
    return made


def _digest(uploaded: Upload) -> str:
    told = hashlib.sha256()
    uploaded.seek(0)
    for chunk in uploaded.chunks():
        told.update(chunk)
    return told.hexdigest()


def pictures(ids: Collection[int], *, record: int, tiers: Collection[int] = (PUBLIC,)) -> dict[int, dict]:
    """What a page needs to show each picture, {"waiting": True} before its job has run; one query.

    Those that were refused, and those of other tiers or records, are not in it.
    """
    states = (FileState.READY, FileState.WAITING)
    rows = File.objects.filter(
        pk__in=ids, record_id=record, state__in=states, tier__in=tiers, media_type__startswith="image/"
    )
    return {
        row.pk: shown
        for row in rows.order_by("pk")
        if (shown := {"waiting": True} if row.state == FileState.WAITING else picture(row))
    }


def picture(row: File) -> dict | None:
    """{"src", "srcset", "width", "height"}, or None as long as there is nothing to show."""
    sizes = {int(width): variant[0] for width, variant in sorted(row.variants.items(), key=lambda item: int(item[0]))}
    if row.state != FileState.READY or not sizes:
        return None
    address = row.get_absolute_url()
    shown = max((width for width in sizes if width <= SHOWN_WIDTH), default=min(sizes))
    return {
        "src": f"{address}?w={shown}",
        "srcset": ", ".join(f"{address}?w={width} {width}w" for width in sizes),
        "width": shown,
        "height": sizes[shown],
    }


def downloads(ids: Collection[int], *, record: int, tiers: Collection[int] = (PUBLIC,)) -> dict[int, dict]:
    """What a page tells of each file that is to be saved; one query."""
    rows = File.objects.filter(pk__in=ids, record_id=record, state=FileState.READY, tier__in=tiers).exclude(
        media_type__startswith="image/"
    )
    return {
        row.pk: {
            "url": row.get_absolute_url(),
            "name": row.name,
            "type": ENDINGS.get(row.media_type, "").upper(),
            "size": row.size,
            "language": row.language,
        }
        for row in rows
    }
