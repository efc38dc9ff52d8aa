"""What a webinar's file must be besides: what its name says that it is, and valid where it holds captions."""

from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.core.files.base import File as Upload
from django.utils.translation import gettext as _

from tarepo.file_types import ENDINGS, FileRefused, recognise
from webinars.materials.subrip import is_subrip, vtt_of_subrip
from webinars.materials.vtt import CaptionProblems, is_vtt, parse_vtt

CLAIMED = ("pptx", "odp", "pdf", "docx", "xlsx")  # endings that say which program opens the file
SAME = {"jpeg": "jpg"}
MOST_TEXT = 5_000_000


@dataclass(frozen=True)
class Checked:
    upload: Upload
    ending: str  # of the type found in its bytes
    text: str = ""  # of a plain text or captions
    note: str = ""  # what was done with it, for who sent it


def check(upload: Upload) -> Checked:
    """The file as it is to be stored; FileRefused with a sentence that names it."""
    name = shown_name(upload)
    try:
        ending = ENDINGS[recognise(upload).media_type]  # type: ignore[arg-type]  # an upload reads as a file does
    except FileRefused as refused:
        raise FileRefused(_("“%(name)s”: %(sentence)s") % {"name": name, "sentence": refused}) from refused
    claimed = name.rpartition(".")[2].lower()
    claimed = SAME.get(claimed, claimed)
    if claimed in CLAIMED and claimed != ending:
        values = {"name": name, "claimed": claimed.upper(), "found": ending.upper()}
        raise FileRefused(_("“%(name)s” is not what its name says: no %(claimed)s, but %(found)s.") % values)
    if ending not in ("txt", "csv", "vtt"):
        return Checked(upload, ending)
    return _text(upload, name, claimed, ending)


def _text(upload: Upload, name: str, claimed: str, ending: str) -> Checked:
    if (upload.size or 0) > MOST_TEXT:
        raise FileRefused(_("“%(name)s” is too long for a text: at most 5 MB are taken.") % {"name": name})
    upload.seek(0)
    text = upload.read().decode("utf-8-sig")
    upload.seek(0)
    try:
        if claimed == "srt" or (claimed != "vtt" and is_subrip(text)):
            made = vtt_of_subrip(text)
            parse_vtt(made)
            stem = name.rpartition(".")[0] or name
            note = _("“%(name)s” is in SubRip: it was turned into WebVTT, with the same times and words.")
            return Checked(ContentFile(made.encode(), f"{stem}.vtt"), "vtt", made, note % {"name": name})
        if claimed == "vtt" or is_vtt(text):
            parse_vtt(text)
    except CaptionProblems as wrong:
        values = {"name": name, "lines": " ".join(wrong.lines)}
        raise FileRefused(_("“%(name)s” is not valid as captions. %(lines)s") % values) from wrong
    return Checked(upload, ending, text)


def shown_name(upload: Upload) -> str:
    """The last part of the name that it was sent with, as far as it can be shown."""
    last = (upload.name or "").replace("\\", "/").rpartition("/")[2]
    return "".join(letter for letter in last if letter.isprintable())[:120] or _("a file without a name")
