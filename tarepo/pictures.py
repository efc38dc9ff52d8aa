"""Pictures as they are shown: re-encoded in a few sizes, with nothing of what a camera or an editor wrote beside."""

import hashlib
import io
import logging
from dataclasses import dataclass
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext
from PIL import Image, ImageCms, ImageOps

from tarepo.changes import change
from tarepo.file_types import open_picture
from tarepo.models import File, FileState

logger = logging.getLogger("tarepo.files")

WIDTHS = (480, 960, 1600)
QUALITY = 78


@dataclass(frozen=True)
class Encoded:
    width: int
    height: int
    data: bytes


def make_pictures(file_id: int) -> bool:
    """Re-encode the picture in its sizes; whether anything was to be done. The second time it does nothing.

    The names are made of the content, so that a job that was killed leaves nothing that the next one cannot use.
    """
    row = File.objects.filter(pk=file_id, state=FileState.WAITING).first()
    if row is None or not row.is_picture:
        return False
    with row.stored.open("rb") as original:
        data = io.BytesIO(original.read())  # what fails here is the storage; the ticker asks again
    try:
        with open_picture(data) as opened:
            encoded = [encode(made) for made in sizes(plain(opened))]
    except Exception as error:  # a decoder has many ways to fail; none gets better by trying again
        logger.warning("Picture %s cannot be shown", file_id, exc_info=True)
        state: dict[str, Any] = {"state": FileState.REFUSED, "refused_because": str(error)[:200]}
    else:
        variants = {str(made.width): [made.height, _store(row, made), len(made.data)] for made in encoded}
        state = {"state": FileState.READY, "variants": variants}
    with change(by=None, why=gettext("made a picture ready to be shown")):
        return bool(File.objects.filter(pk=file_id, state=FileState.WAITING).update(**state))


def plain(opened: Image.Image) -> Image.Image:
    """The first frame, upright, in sRGB, without EXIF, XMP, profile, comment or whatever stood behind the picture."""
    profile = opened.info.get("icc_profile")
    opened.draft("RGB", (2 * WIDTHS[-1], 2 * WIDTHS[-1]))  # a JPEG decodes to half or a quarter at no loss here
    picture = ImageOps.exif_transpose(opened)
    has_alpha = "A" in picture.getbands() or "transparency" in picture.info
    if profile and picture.mode in ("RGB", "RGBA", "CMYK", "L"):
        picture = _to_srgb(picture, profile)
    if picture.mode.startswith("I"):
        picture = picture.convert("I").point(lambda value: value / 256).convert("L")
    picture = picture.convert("RGBA" if has_alpha else "RGB")
    picture.info.clear()
    return picture


def _to_srgb(picture: Image.Image, profile: bytes) -> Image.Image:
    output = picture.mode if picture.mode == "RGBA" else "RGB"
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode=output) or picture
    except (ImageCms.PyCMSError, OSError, TypeError, ValueError):
        return picture  # a profile that nobody can read is as none


def sizes(picture: Image.Image) -> list[Image.Image]:
    """The picture in each width up to its own; never enlarged."""
    widths = [width for width in WIDTHS if width < picture.width]
    if len(widths) < len(WIDTHS):
        widths.append(picture.width)
    heights = [max(1, round(picture.height * width / picture.width)) for width in widths]
    return [
        picture.resize(size, Image.Resampling.LANCZOS) if size != picture.size else picture
        for size in zip(widths, heights, strict=True)
    ]


def encode(picture: Image.Image) -> Encoded:
    written = io.BytesIO()
    picture.save(written, "WEBP", quality=QUALITY, method=4)
    return Encoded(*picture.size, written.getvalue())


def _store(row: File, made: Encoded) -> str:
    """The stored name, made of the content."""
    digest = hashlib.sha256(made.data).hexdigest()[:16]
    name = f"pictures/{row.made_at:%Y/%m}/{row.pk}-{made.width}-{digest}.webp"
    if default_storage.exists(name):
        if default_storage.size(name) == len(made.data):
            return name
        default_storage.delete(name)  # cut short by a kill
    return default_storage.save(name, ContentFile(made.data))
