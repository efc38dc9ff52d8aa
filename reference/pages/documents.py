"""What is a session's, a document's, a recommendation's own on its page."""

from decimal import Decimal

from django.utils.translation import gettext as _

from tarepo.changed.asking import changes_path, last_day
from tarepo.enums import Kind
from tarepo.reading.facts import link_fact, names_fact, period_fact, shared_facts, side_by_side, text_fact
from tarepo.reading.page import Reading, Section, crumbs, every_text, heading, text_sections
from tarepo.reading.parts import document_sections
from tarepo.reading.rows import Around
from tarepo.reading.sections import concerning_sections
from tarepo.reading.words import date, number, own_name


def session(reading: Reading, around: Around) -> dict:
    content = reading.content
    return {
        "crumbs": crumbs(Kind.SESSION, _("Sessions")),
        "heading": heading(reading),
        "facts": [
            *side_by_side(
                period_fact(_("Held"), content, otherwise=_("not stated")),
                names_fact(_("Committee"), reading.names.all([content.get("committee", 0)])),
                text_fact(_("Number"), str(content.get("number", ""))),
                text_fact(_("Meeting id"), content.get("meeting_id", "")),
            ),
            link_fact(_("Link"), content.get("link", "")),
            *shared_facts(reading),
            *_since(content),
        ],
        "sections": [
            *text_sections(reading, every_text()),
            *document_sections(reading),
            *concerning_sections(reading, around.groups, {Kind.DOCUMENT: _("Documents of the session")}),
        ],
    }


def _since(content: dict) -> list[dict]:
    """The way to what changed since the session, where it is stated when that was."""
    if last_day(content) is None:
        return []
    link = {"name": _("What changed since this session"), "url": changes_path(session=content["reference"])}
    return [names_fact(_("Since then"), [link])]


def document(reading: Reading, around: Around) -> dict:
    content, names = reading.content, reading.names
    return {
        "crumbs": crumbs(Kind.DOCUMENT, _("Documents")),
        "heading": heading(reading),
        "facts": [
            *side_by_side(
                text_fact(_("Symbol"), content.get("symbol", "")),
                _issued_fact(content),
                names_fact(_("Session"), names.all([content.get("session", 0)])),
                names_fact(_("Published by"), names.all([content.get("publisher", 0)])),
            ),
            *shared_facts(reading),
        ],
        "sections": [
            *_editions(reading, around.downloads),
            *text_sections(reading, every_text()),
            *document_sections(reading),
            *concerning_sections(
                reading,
                around.groups,
                {Kind.ACTIVITY: _("Activities that cite it"), Kind.DOCUMENT: _("Documents that cite it")},
            ),
        ],
    }


def _issued_fact(content: dict) -> dict:
    issued = date(content.get("issued_on")) or content.get("issued_printed", "")
    return text_fact(_("Date"), issued or _("not stated"), quiet=not issued)


def _told(file: dict) -> str:
    """What a download is: "report.pdf (PDF, 1.2 MB)"."""
    size = max(Decimal(file["size"]) / 1_000_000, Decimal("0.1")).quantize(Decimal("0.1"))
    values = {"name": file["name"], "type": file["type"], "size": number(str(size))}
    return _("%(name)s (%(type)s, %(size)s MB)") % values


def _editions(reading: Reading, downloads: dict[int, dict]) -> list[Section]:
    """Where each language version lies, what its publisher calls it there, and the file that is kept here."""
    documents = []
    for row in reading.content.get("editions", []):
        language = row.get("language", "")
        title = own_name(language) if language else _("Language not stated")
        there = row.get("document_id_there", "")
        note = _("document id %(id)s") % {"id": there} if there else ""
        entry = {"title": title, "url": row.get("link", ""), "lang": language, "note": note}
        file = downloads.get(row.get("file", 0))
        files = [{"name": _told(file), "lang": language, "url": file["url"]}] if file else []
        documents.append(entry | {"files": files})
    return [Section("versions", _("Where to read it"), "documents", {"documents": documents})] if documents else []


def recommendation(reading: Reading, around: Around) -> dict:
    content, names = reading.content, reading.names
    return {
        "crumbs": crumbs(Kind.RECOMMENDATION, _("Recommendations")),
        "heading": heading(reading),
        "facts": [
            text_fact(_("Number"), content["number"]),
            names_fact(_("Part of"), names.all([content.get("parent", 0)])),
            names_fact(_("Session"), names.all([content.get("session", 0)])),
            names_fact(_("Document"), names.all([content.get("document", 0)])),
            text_fact(_("Paragraph"), content.get("paragraph", "")),
            *shared_facts(reading),
        ],
        "sections": [
            *text_sections(reading, every_text(description=_("Text"))),
            *document_sections(reading),
            *concerning_sections(
                reading,
                around.groups,
                {Kind.ACTIVITY: _("Activities that serve it"), Kind.RECOMMENDATION: _("Its items")},
            ),
        ],
    }
