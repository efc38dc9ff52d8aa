"""Slides, recording, captions, transcripts and chapters as sections of a webinar's page."""

from typing import Any

from django.utils.translation import gettext as _

from tarepo.addresses import label_path
from tarepo.content import Content
from tarepo.reading.page import Reading, Section
from tarepo.reading.words import direction, own_name
from webinars.enums import MaterialKind
from webinars.materials.chapters import parse_chapters
from webinars.materials.moments import moment_url
from webinars.materials.paragraphs import READABLE
from webinars.materials.size import size_of
from webinars.materials.transcripts import transcript_path, transcript_sources
from webinars.materials.vtt import CaptionProblems

WATCHED = (MaterialKind.RECORDING, MaterialKind.CAPTIONS)
Item = dict[str, Any]


def material_sections(reading: Reading, downloads: dict[int, dict]) -> list[Section]:
    """downloads: what of the files can be fetched, by file (tarepo.files.downloads)."""
    rows = reading.content.get("materials", [])
    if not rows:
        return []
    told = [(row, item) for row in rows if (item := _item(reading, row, downloads))]
    groups = [
        ("recording", _("Recording"), _recording(reading, rows, told, downloads)),
        ("slides", _("Slides"), _slides(reading, told)),
        ("materials", _("Programme and other materials"), _others(told)),
    ]
    made = [
        Section(anchor, title, "materials", {"groups": found}, _count(found) if anchor == "slides" else None)
        for anchor, title, found in groups
        if found
    ]
    chapters = _chapters(reading, rows)
    place = 1 if made and made[0].id == "recording" else 0
    return [*made[:place], *chapters, *made[place:]]


def _item(reading: Reading, row: Content, downloads: dict[int, dict]) -> Item | None:
    """What components/materials.html takes of one; None where there is nothing to fetch."""
    document = reading.names.get(row.get("document"))
    download = downloads.get(row.get("file", 0))
    url = download["url"] if download else row.get("link") or (document["url"] if document else "")
    if not url:
        return None
    language = row.get("language", "")
    words = reading.words(row.get("title"))
    if words is None and document:
        words = {"text": document["name"], "lang": document["lang"], "dir": document["dir"]}
    if words is None:
        words = {"text": MaterialKind(row["kind"]).label}
    return words | {
        "url": url,
        "external": not download and "link" in row,
        "hreflang": language,
        "language": own_name(language) if language else "",
        "type": download["type"] if download else "",
        "size": size_of(download["size"]) if download else "",
        "symbol": document["reference"] if document and document["reference"] != document["name"] else "",
    }


def _count(groups: list[dict]) -> int:
    return sum(len(group["items"]) for group in groups)


def _group(head: str, items: list[Item]) -> list[dict]:
    return [{"head": head, "items": items}] if items else []


def _recording(
    reading: Reading, rows: list[Content], told: list[tuple[Content, Item]], downloads: dict[int, dict]
) -> list[dict]:
    recordings, captions = ([item for row, item in told if row["kind"] == kind] for kind in WATCHED)
    readable = {pk for pk, download in downloads.items() if download["type"].lower() in READABLE}
    own = label_path(reading.row.kind, reading.row.reference, reading.row.label)
    pages = transcript_sources(rows, readable)
    transcripts: list[Item] = [
        {
            "text": _("Read the transcript"),
            "url": transcript_path(own, language),
            "hreflang": language,
            "language": own_name(language),
            "note": _("made from the captions") if source.from_captions else "",
        }
        for language, source in pages.items()
    ]
    transcripts += [item for row, item in told if row["kind"] == MaterialKind.TRANSCRIPT]
    return [
        *_group("", recordings),
        *_group(_("Transcripts: read instead of watching"), transcripts),
        *_group(_("Captions"), captions),
    ]


def _chapters(reading: Reading, rows: list[Content]) -> list[Section]:
    """Each language's; lines of a version from before they were checked are left out where they are none."""
    lists = []
    for row in rows:
        if row["kind"] != MaterialKind.CHAPTERS or "chapters" not in row:
            continue
        try:
            found = parse_chapters(row["chapters"])
        except CaptionProblems:
            continue
        language = row.get("language", "")
        recording = _recording_in(language, rows)
        lists.append(
            {
                "head": own_name(language) if language else "",
                "lang": language,
                "dir": direction(language) if language else "auto",
                "chapters": [
                    {
                        "time": each.time,
                        "duration": each.duration,
                        "title": each.title,
                        "url": moment_url(recording, each.at),
                    }
                    for each in found
                ],
            }
        )
    return [Section("chapters", _("Chapters"), "chapters", {"lists": lists})] if lists else []


def _recording_in(language: str, rows: list[Content]) -> str:
    """The link of the recording that these chapters are of: the only one, or the only one in their language."""
    links = [(row.get("language", ""), row.get("link", "")) for row in rows if row["kind"] == MaterialKind.RECORDING]
    fitting = links if len(links) == 1 else [each for each in links if each[0] == language]
    return fitting[0][1] if len(fitting) == 1 else ""


def _slides(reading: Reading, told: list[tuple[Content, Item]]) -> list[dict]:
    """By speaker in the order of speaking; those of nobody in particular last."""
    found: dict[str, list[Item]] = {row["person"]: [] for row in reading.content.get("speakers", [])}
    nobody: list[Item] = []
    for row, item in told:
        if row["kind"] == MaterialKind.SLIDES:
            person = reading.names.person(row.get("person"))
            (found.setdefault(row["person"], []) if person else nobody).append(item)
    groups = []
    for key, items in found.items():
        person = reading.names.person(key)
        groups += _group(person["name"], items) if person else []
    return [*groups, *_group(_("Of all speakers") if groups else "", nobody)]


def _others(told: list[tuple[Content, Item]]) -> list[dict]:
    groups = []
    for kind in (MaterialKind.PROGRAMME, MaterialKind.SUMMARY, MaterialKind.CHAPTERS, MaterialKind.OTHER):
        groups += _group("", [item for row, item in told if row["kind"] == kind])
    return _group("", [item for group in groups for item in group["items"]])
