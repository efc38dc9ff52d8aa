"""What is a country's, an organisation's, a unit's, a subject's, a document's own on its page."""

from django.utils.translation import gettext as _

from reference.enums import Body, PartyForm
from reference.profile import profile_sections
from tarepo.enums import Kind
from tarepo.reading.page import Reading, Section, crumbs, every_text, heading, in_official_order, text_sections
from tarepo.reading.parts import (
    document_sections,
    figure_sections,
    lesson_sections,
    names_fact,
    period_fact,
    point_sections,
    shared_facts,
    text_fact,
)
from tarepo.reading.rows import Around
from tarepo.reading.sections import concerning_sections, lessons_from_everywhere
from tarepo.reading.words import date, direction, own_name


def country(reading: Reading, around: Around) -> dict:
    content = reading.content
    own_region = content.get("own_region", "")
    return {
        "crumbs": crumbs(Kind.COUNTRY, _("Countries and areas")),
        "heading": heading(reading),
        "facts": [
            text_fact(_("ISO 3166-1"), " · ".join(filter(None, (content.get("iso2"), content.get("iso3"))))),
            text_fact(_("M49"), content.get("m49", "")),
            text_fact(_("Region (M49)"), _region(content)),
            text_fact(_("The organisation's region"), own_region or _("not supplied")),
            names_fact(_("Groups"), _groups(reading, around)),
            period_fact(_("Exists"), content),
            _link_fact(_("Website"), content.get("website", "")),
            *shared_facts(reading),
        ],
        "sections": [
            *([names_section(reading)] if len(reading.texts) > 1 else []),
            *profile_sections(reading, around.profile),
            *_party_sections(reading, around),
        ],
    }


def _region(content: dict) -> str:
    return " › ".join(filter(None, (content.get("m49_region"), content.get("m49_subregion"))))


def _link_fact(label: str, link: str) -> dict:
    return names_fact(label, [{"name": link, "url": link, "dir": "ltr"}] if link else [])


def _groups(reading: Reading, around: Around) -> list[dict]:
    """The groups and groupings whose page lists this party as a member."""
    rows = [row for group in around.groups if group.kind == Kind.ORGANISATION for row in group.rows]
    return reading.names.sorted(row["record_id"] for row in rows if row["card"].get("form") == PartyForm.GROUP)


def names_section(reading: Reading) -> Section:
    """The names in all their languages, in the official order."""
    names = [
        {"name": reading.texts[code]["title"], "lang": code, "dir": direction(code), "note": own_name(code)}
        for code in in_official_order(reading.texts)
    ]
    return Section("names", _("Names"), "names", {"names": names})


def _party_sections(reading: Reading, around: Around) -> list[Section]:
    return [
        *text_sections(reading, every_text(objective=_("Aim"))),
        *_places(reading),
        *point_sections(reading),
        *figure_sections(reading),
        *lesson_sections(reading),
        *lessons_from_everywhere(around.lessons, reading.names),
        *document_sections(reading),
        *concerning_sections(
            reading,
            around.groups,
            {Kind.ORGANISATION: _("Offices, organisations and groups"), Kind.DOCUMENT: _("Documents")},
        ),
    ]


def _places(reading: Reading) -> list[Section]:
    names = []
    for row in reading.content.get("places", []):
        words, land = reading.words(row["name"]), reading.names.get(row.get("country"))
        if words:
            note = land["name"] if land else ""
            names.append({"name": words["text"], "lang": words["lang"], "dir": words["dir"], "note": note})
    return [Section("places", _("Places"), "names", {"names": names}, len(names))] if names else []


def organisation(reading: Reading, around: Around) -> dict:
    content, names = reading.content, reading.names
    body, form = content.get("body", ""), content["form"]
    sort = Body(body).label if body and body != Body.NOT_STATED else PartyForm(form).label
    return {
        "crumbs": crumbs(Kind.ORGANISATION, _("Organisations")),
        "heading": heading(reading),
        "facts": [
            text_fact(_("Sort"), str(sort)),
            names_fact(_("Country or area"), names.all([content.get("country", 0)])),
            names_fact(_("Part of"), names.all([content.get("part_of", 0)])),
            period_fact(_("Exists"), content),
            _link_fact(_("Website"), content.get("website", "")),
            *shared_facts(reading),
        ],
        "sections": [*_members(reading), *_party_sections(reading, around)],
    }


def _members(reading: Reading) -> list[Section]:
    """The members of a group, with the dates between which each belongs to it as far as they are stated."""
    members = []
    for row in reading.content.get("groupmembers", []):
        name = reading.names.get(row["member"])
        if name:
            since = _("since %(date)s") % {"date": date(row["since"])} if "since" in row else ""
            until = _("until %(date)s") % {"date": date(row["until"])} if "until" in row else ""
            members.append(name | {"note": ", ".join(filter(None, (since, until)))})
    members.sort(key=lambda name: name["sort"])
    return [Section("members", _("Members"), "names", {"names": members}, len(members))] if members else []


def unit(reading: Reading, around: Around) -> dict:
    content, names = reading.content, reading.names
    programmes = [
        " ".join(filter(None, (row["number"], row.get("title"), row.get("biennium"))))
        for row in content.get("programmes", [])
    ]
    contact, link = content.get("contact", ""), content.get("contact_link", "")
    return {
        "crumbs": crumbs(Kind.UNIT, _("Units")),
        "heading": heading(reading),
        "facts": [
            text_fact(_("Sector"), content.get("sector", "")),
            _person_fact(_("Head"), names.person(content.get("head"))),
            _person_fact(_("Reports to"), names.person(content.get("reports_to"))),
            names_fact(_("Programme"), [{"name": programme} for programme in programmes]),
            names_fact(_("Contact"), [{"name": contact or link, "url": link}] if contact or link else []),
            *shared_facts(reading),
        ],
        "sections": [
            *text_sections(reading, every_text(objective=_("Aim"))),
            *point_sections(reading),
            *figure_sections(reading),
            *document_sections(reading),
            *concerning_sections(reading, around.groups, {}),
        ],
    }


def _person_fact(label: str, person: dict | None) -> dict:
    return text_fact(label, person["name"], note=person["function"]) if person else {}


def subject(reading: Reading, around: Around) -> dict:
    synonyms = [
        {"name": line, "lang": code, "dir": direction(code)}
        for code in in_official_order(reading.texts)
        for line in reading.texts[code].get("synonyms", "").splitlines()
        if line.strip()
    ]
    return {
        "crumbs": crumbs(Kind.SUBJECT, _("Subjects")),
        "heading": heading(reading),
        "facts": [
            names_fact(_("Broader subject"), reading.names.all([reading.content.get("parent", 0)])),
            names_fact(_("Also called"), synonyms),
            *shared_facts(reading),
        ],
        "sections": [
            *text_sections(reading, every_text()),
            *([names_section(reading)] if len(reading.texts) > 1 else []),
            *lessons_from_everywhere(around.lessons, reading.names),
            *concerning_sections(reading, around.groups, {Kind.SUBJECT: _("Narrower subjects")}),
        ],
    }


def session(reading: Reading, around: Around) -> dict:
    content = reading.content
    return {
        "crumbs": crumbs(Kind.SESSION, _("Sessions")),
        "heading": heading(reading),
        "facts": [
            names_fact(_("Committee"), reading.names.all([content.get("committee", 0)])),
            text_fact(_("Number"), str(content.get("number", ""))),
            period_fact(_("Held"), content, otherwise=_("not stated")),
            text_fact(_("Meeting id"), content.get("meeting_id", "")),
            _link_fact(_("Link"), content.get("link", "")),
            *shared_facts(reading),
        ],
        "sections": [
            *text_sections(reading, every_text()),
            *document_sections(reading),
            *concerning_sections(reading, around.groups, {Kind.DOCUMENT: _("Documents of the session")}),
        ],
    }


def document(reading: Reading, around: Around) -> dict:
    content, names = reading.content, reading.names
    return {
        "crumbs": crumbs(Kind.DOCUMENT, _("Documents")),
        "heading": heading(reading),
        "facts": [
            text_fact(_("Symbol"), content.get("symbol", "")),
            names_fact(_("Session"), names.all([content.get("session", 0)])),
            names_fact(_("Published by"), names.all([content.get("publisher", 0)])),
            text_fact(
                _("Date"), date(content.get("issued_on")) or content.get("issued_printed", "") or _("not stated")
            ),
            *shared_facts(reading),
        ],
        "sections": [
            *_editions(reading),
            *text_sections(reading, every_text()),
            *document_sections(reading),
            *concerning_sections(reading, around.groups, {Kind.ACTIVITY: _("Activities that cite it")}),
        ],
    }


def _editions(reading: Reading) -> list[Section]:
    """Where each language version lies, and what its publisher calls it there."""
    documents = []
    for row in reading.content.get("editions", []):
        language = row.get("language", "")
        title = own_name(language) if language else _("Language not stated")
        number = row.get("document_id_there", "")
        note = _("document id %(id)s") % {"id": number} if number else ""
        documents.append({"title": title, "url": row.get("link", ""), "lang": language, "note": note})
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
