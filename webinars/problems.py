"""What stands between a webinar and its publication, in sentences that an editor can act on."""

import datetime as dt
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from tarepo.content import Content
from webinars.enums import MaterialKind, RegisterBy
from webinars.materials.chapters import parse_chapters
from webinars.materials.vtt import CaptionProblems


def webinar_problems(content: Content) -> list[str]:
    """Every reason why an activity with this content cannot be published as a webinar; none where it is none."""
    found = []
    for row in content.get("webinars", []):
        found += _address_problems(row) + _time_problems(row, content) + _registration_problems(row)
    if not content.get("webinars") and any(content.get(name) for name in ("slots", "speakers", "materials")):
        found.append(_("It has speakers, a programme or materials: give it an address among the webinars."))
    return found + [line for row in content.get("materials", []) for line in _material_problems(row)]


RESERVED = {"reports", "registration", "feedback"}  # pages of the portal below /webinars/


def _time_problems(row: Content, content: Content) -> list[str]:
    if "starts_at" not in row:
        return []
    day = dt.datetime.fromisoformat(row["starts_at"]).astimezone(ZoneInfo(row["time_zone"])).date().isoformat()
    if content.get("precision") == "day" and content.get("starts") == day:
        return []
    return [_("Its time is on %(day)s: give the period the same day.") % {"day": day}]


def _address_problems(row: Content) -> list[str]:
    if row["slug"] in RESERVED:
        return [_("“%(slug)s” is the address of another page: choose another.") % {"slug": row["slug"]}]
    return []


def _registration_problems(row: Content) -> list[str]:
    by = row.get("register_by", RegisterBy.NOWHERE)
    if by == RegisterBy.ELSEWHERE and "register_at" not in row:
        return [_("Say where people register: the address is missing.")]
    if by in (RegisterBy.HERE, RegisterBy.APPROVED) and "starts_at" not in row:
        return [_("Nobody can register for a webinar without a time.")]
    return []


def _material_problems(row: Content) -> list[str]:
    """Of what is not released nobody sees that it is unfinished."""
    if not row.get("released"):
        return []
    label = MaterialKind(row["kind"]).label
    held = any(name in row for name in ("document", "link", "file", "chapters"))
    found = []
    if not held:
        found.append(
            _("Of the material “%(kind)s” there is neither a document nor a link nor a file.") % {"kind": label}
        )
    if row["kind"] in (MaterialKind.CAPTIONS, MaterialKind.TRANSCRIPT) and not row.get("language"):
        found.append(_("Say in which language the material “%(kind)s” is.") % {"kind": label})
    try:
        parse_chapters(row.get("chapters", ""))
    except CaptionProblems as wrong:
        found += [_("Chapters: %(line)s") % {"line": line} for line in wrong.lines]
    return found
