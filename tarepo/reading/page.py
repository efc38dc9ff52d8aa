"""A record's page: from its snapshot to plain values. Each kind's pages.py adds what is its own."""

from dataclasses import dataclass, field

from django.http import HttpRequest
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from tarepo.addresses import history_path, language_root, list_path, record_path
from tarepo.cards import lead_language
from tarepo.enums import Kind, TextStatus
from tarepo.languages import OFFICIAL
from tarepo.models import SearchRow
from tarepo.reading.names import Names, shown_reference
from tarepo.reading.words import content_language, date, direction, language_name, own_name, paragraph, period

HELD = (Kind.ACTIVITY, Kind.SESSION)  # what takes place on days: these stand beside the day of posting


@dataclass
class Section:
    """A part of a page: an anchor, a heading, and a component with its values."""

    id: str
    title: str
    component: str
    values: dict
    count: int | None = None


@dataclass
class Reading:
    """One published record as one reader reads it."""

    row: SearchRow
    names: Names
    language: str = field(default_factory=content_language)

    def __post_init__(self) -> None:
        self.body: dict = self.row.snapshot.body
        self.content: dict = self.body["content"]
        self.texts: dict = self.content.get("texts", {})
        self.lead = lead_language(self.texts)

    def text(self, name: str) -> dict | None:
        """{"text", "lang", "dir"} of a field of the texts: in the reader's language, else the lead one, else none."""
        for code in (self.language, self.lead):
            value = self.texts.get(code, {}).get(name)
            if value:
                return {"text": self.names.fill(value), "lang": code, "dir": direction(code)}
        return None

    def words(self, wording: dict | None) -> dict | None:
        return self.names.words(wording, self.lead)

    def title(self) -> dict:
        return self.text("title") or {"text": self.content["reference"], "lang": "", "dir": "ltr"}


def heading(reading: Reading, **more: object) -> dict:
    """The values of components/heading.html."""
    title, summary = reading.title(), reading.text("summary")
    other = [
        {"text": text["other_title"], "lang": code, "dir": direction(code)}
        for code, text in reading.texts.items()
        if text.get("other_title") and code in (title["lang"], reading.lead)
    ]
    return {
        "title": title["text"],
        "lang": title["lang"],
        "dir": title["dir"],
        "kind": Kind(reading.row.kind).label,
        "reference": shown_reference(reading.content["reference"]),
        "other_titles": other,
        "summary": summary,
        **more,
    }


def text_sections(reading: Reading, fields: dict[str, str]) -> list[Section]:
    """A section for each text field (name → heading) that the record has."""
    found = [(name, title, reading.text(name)) for name, title in fields.items()]
    return [Section(name.replace("_", "-"), title, "text", text) for name, title, text in found if text]


def every_text(**titles: str) -> dict[str, str]:
    """The running texts that a record of any kind may have, with their headings; titles: those of a kind's own."""
    own = {"objective": _("Objective"), "description": _("Description"), "need": _("Need"), "outcomes": _("Outcomes")}
    return own | titles


def shown_in(reading: Reading) -> str:
    """A sentence where the reader's language is lacking; empty where it is not."""
    if not reading.texts or reading.language in reading.texts:
        return ""
    values = {"wanted": language_name(reading.language), "shown": language_name(reading.lead)}
    return _("There is no text in %(wanted)s; what follows is in %(shown)s.") % values


def versions(reading: Reading, alternates: dict[str, str]) -> list[dict]:
    """The languages in which the record's text exists; alternates: content language → address of this page in it."""
    return [
        {
            "name": own_name(code),
            "lang": code,
            "dir": direction(code),
            "status": TextStatus(reading.texts[code]["status"]).label,
            "url": alternates.get(code, ""),
            "current": code == (reading.language if reading.language in reading.texts else reading.lead),
        }
        for code in in_official_order(reading.texts)
    ]


def in_official_order(codes: dict | list) -> list[str]:
    return [code for code in OFFICIAL if code in codes] + sorted(set(codes) - set(OFFICIAL))


def sources(reading: Reading) -> list[dict]:
    """The values of components/source.html for each source of the record."""
    found = []
    for source in reading.content.get("sources", []):
        poster = reading.names.person(source.get("posted_by"))
        note = reading.words(source.get("note"))
        found.append(
            {
                "document": reading.names.get(source.get("document")),
                "paragraph": paragraph(source.get("paragraph", "")),
                "link": source.get("link", ""),
                "posted_on": date(source.get("posted_on")),
                "posted_by": poster["name"] if poster else "",
                "printed": source.get("posted_printed", ""),
                "note": note["text"] if note else "",
            }
        )
    return found


def citation(reading: Reading) -> SafeString:
    """How to cite the page: title, who keeps it, reference, version and its date, each kept apart from the others."""
    values = {
        "title": format_html("<bdi>{}</bdi>", reading.title()["text"]),
        "reference": whole_reference(reading.content["reference"]),
        "version": reading.body["version"],
        "date": format_html("<bdi>{}</bdi>", date(reading.body["published_on"])),
    }
    told = escape(_("“%(title)s”. tarepo, %(reference)s, version %(version)s of %(date)s."))
    return mark_safe(told % values)  # noqa: S308  # each value escaped above


def whole_reference(reference: str) -> SafeString:
    """A reference that no line breaks within as long as it fits into one."""
    return format_html('<bdi class="reference" dir="ltr">{}</bdi>', reference)


def own_address(request: HttpRequest, reference: str) -> dict:
    """The page's address, and as it is shown: the reference in it unbroken."""
    url = request.build_absolute_uri(request.path)
    before, found, after = url.rpartition(reference)
    shown = format_html("{}{}{}", before, whole_reference(found), after) if found else url
    return {"url": url, "shown": shown}


def mending(reading: Reading) -> list[dict]:
    """The ways to say what is wrong: the same for everybody, so that the page is one."""
    path = record_path(reading.row.kind, reading.row.reference)
    if not path:
        return []
    return [
        {"name": _("Propose a correction"), "url": f"{path}correct/"},
        {"name": _("Report an error"), "url": f"{path}report/"},
    ]


def provenance(
    request: HttpRequest,
    reading: Reading,
    *,
    held_as: str = "",
    details: bool = False,
    mend: bool = False,
    ask_url: str = "",
) -> dict:
    """The values of components/source.html: where the record comes from, when it was checked, how to cite it.

    held_as: what its days are called; they are those on which it was held, where nothing else is said.
    """
    return {
        "sources": sources(reading),
        "held": period(reading.content) if reading.row.kind in HELD else "",
        "held_as": held_as or _("Held"),
        "reported_by": reading.names.get(reading.content.get("reported_by")),
        "checked_on": date(reading.content.get("checked_on")),
        "version": reading.body["version"],
        "published_on": date(reading.body["published_on"]),
        "history": {"name": _("All versions"), "url": history_path(reading.row.kind, reading.row.reference)},
        "citation": citation(reading),
        "address": own_address(request, reading.content["reference"]),
        "details": details,
        "mend": mending(reading) if mend else [],
        "ask_url": ask_url,
    }


def crumbs(kind: str, list_name: str) -> list[dict]:
    return [{"name": _("Home"), "url": language_root()}, {"name": list_name, "url": list_path(kind)}]
