"""Taking files in as materials of a webinar: several at once, each with what is guessed of it, none released."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from django.core.files.base import File as Upload
from django.utils.translation import gettext as _

from activities.models import Activity
from experts.models import Person
from tarepo.changes import current_change
from tarepo.content import Content, read_content
from tarepo.content_write import write_content
from tarepo.file_types import FileRefused
from tarepo.files import store_upload
from tarepo.locks import lock_records
from webinars.enums import MaterialKind
from webinars.materials.chapters import chapters_of_cues
from webinars.materials.check import Checked, check, shown_name
from webinars.materials.guess import guess, language_of_slides
from webinars.materials.paragraphs import paragraphs_of
from webinars.materials.vtt import parse_vtt

if TYPE_CHECKING:
    from accounts.models import User


@dataclass(frozen=True)
class Taken:
    """What became of one file; row: the material that it is now, none where it was refused."""

    name: str
    told: str
    row: Content | None = None
    is_new: bool = False


def take_files(*, record: Activity, uploads: Iterable[Upload], by: "User") -> list[Taken]:
    """Each file is a material of its own, or refused with a sentence. What is a material already is left as it is."""
    current_change()
    lock_records([record.pk])
    content = read_content(record.kind, record.pk)
    speakers = names_of(content)
    rows: list[Content] = list(content.get("materials", []))
    taken = []
    for upload in uploads:
        try:
            taken.append(_take(record, check(upload), shown_name(upload), rows, speakers, by))
        except FileRefused as refused:
            sentence = str(refused)
            name = shown_name(upload)
            told = sentence if name in sentence else _("“%(name)s”: %(told)s") % {"name": name, "told": sentence}
            taken.append(Taken(name, told))
    if any(one.is_new for one in taken):
        write_content(record, {"materials": rows}, before=content)
    return taken


def _take(
    record: Activity, checked: Checked, name: str, rows: list[Content], speakers: dict[str, str], by: "User"
) -> Taken:
    guessed = guess(name, checked.ending, checked.text or _words_in(checked), _hint(checked), speakers)
    row: dict[str, Any] = {"kind": guessed.kind.value}
    if guessed.language:
        row["language"] = guessed.language
    if guessed.person and guessed.kind in (MaterialKind.SLIDES, MaterialKind.SUMMARY):
        row["person"] = guessed.person
    if guessed.kind == MaterialKind.CHAPTERS and checked.ending == "vtt":
        row["chapters"] = chapters_of_cues(parse_vtt(checked.text))
        same = [held for held in rows if held.get("chapters") == row["chapters"]]
    else:
        row["file"] = store_upload(checked.upload, record=record, by=by, language=guessed.language).pk
        same = [held for held in rows if held.get("file") == row["file"]]
    if same:
        return Taken(name, _("“%(name)s” is among the materials already.") % {"name": name}, same[0])
    rows.append(row)
    return Taken(
        name, checked.note or _("“%(name)s” was taken in; it is not released yet.") % {"name": name}, row, True
    )


def _hint(checked: Checked) -> str:
    if checked.ending not in ("pptx", "docx"):
        return ""
    return language_of_slides(cast(Any, checked.upload))


def _words_in(checked: Checked) -> str:
    """The text of a Word document, to tell its language by."""
    if checked.ending != "docx":
        return ""
    checked.upload.seek(0)
    return " ".join(paragraph.text for paragraph in paragraphs_of(checked.upload.read(), "docx")[:50])


def names_of(content: Content) -> dict[str, str]:
    """The webinar's speakers: key → name as printed, in the order of speaking."""
    keys = [row["person"] for row in content.get("speakers", [])]
    names = dict(Person.objects.filter(key__in=keys).values_list("key", "name"))
    return {key: names[key] for key in dict.fromkeys(keys) if names.get(key)}
