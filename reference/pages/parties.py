"""What is a country's or area's, an organisation's, a unit's own on its page."""

from dataclasses import replace
from operator import itemgetter

from django.utils import timezone
from django.utils.translation import gettext as _

from reference.enums import PartyForm
from reference.members import was_earlier
from reference.profile import around_activities, profile_sections
from tarepo.changed.asking import changes_path
from tarepo.enums import Kind
from tarepo.models import Snapshot
from tarepo.reading.facts import link_fact, names_fact, period_fact, shared_facts, side_by_side, text_fact
from tarepo.reading.page import Reading, Section, crumbs, every_text, heading, in_official_order, text_sections
from tarepo.reading.parts import document_sections, figure_sections, lesson_sections, point_sections
from tarepo.reading.rows import Around, Group, party_sort, row_values
from tarepo.reading.sections import concerning_sections, lessons_from_everywhere
from tarepo.reading.words import date, direction, own_name


def country(reading: Reading, around: Around) -> dict:
    content = reading.content
    return {
        "crumbs": crumbs(Kind.COUNTRY, _("Countries and areas")),
        "heading": heading(reading),
        "facts": [
            *side_by_side(
                text_fact(_("ISO 3166-1"), " · ".join(filter(None, (content.get("iso2"), content.get("iso3"))))),
                text_fact(_("M49"), content.get("m49", "")),
                text_fact(_("Region (M49)"), _region(content)),
                text_fact(_("The organisation's region"), content.get("own_region", "")),
            ),
            names_fact(_("Groups"), _groups(reading, around)),
            period_fact(_("Exists"), content),
            link_fact(_("Website"), content.get("website", "")),
            *shared_facts(reading),
            names_fact(_("Lately"), [{"name": _("What changed"), "url": changes_path(country=content["reference"])}]),
        ],
        "sections": [
            *_party_sections(reading, replace(around, groups=_beside_groups(around))),
            *profile_sections(reading, around.profile),
            *([names_section(reading)] if len(reading.texts) > 1 else []),
        ],
    }


def _region(content: dict) -> str:
    return " › ".join(filter(None, (content.get("m49_region"), content.get("m49_subregion"))))


def _groups(reading: Reading, around: Around) -> list[dict]:
    """The groups and groupings that name this party as a member, each with its dates; one query if there are any."""
    rows = [row for group in around.groups if group.kind == Kind.ORGANISATION for row in group.rows]
    names = [row_values(row, reading.names)["name"] for row in rows if row["card"].get("form") == PartyForm.GROUP]
    snapshots = Snapshot.objects.filter(pk__in=[name["mark"] for name in names])
    members = dict(snapshots.values_list("record_id", "body__content__groupmembers")) if names else {}
    notes = {
        group: _since_until(member)
        for group in members
        for member in members[group] or []
        if member["member"] == reading.row.record_id
    }
    found = [name | {"note": notes[name["id"]]} for name in names if name["id"] in notes]
    return sorted(found, key=lambda name: name["sort"])


def _beside_groups(around: Around) -> list[Group]:
    """What names a country or area, without the groups, which stand among its facts."""
    made = []
    for group in around.groups:
        rows = [row for row in group.rows if row["card"].get("form") != PartyForm.GROUP]
        if rows:
            made.append(Group(group.kind, rows, group.count - len(group.rows) + len(rows)))
    return made


def _since_until(member: dict) -> str:
    """The dates between which a member belongs to its group, as far as they are stated."""
    since = _("since %(date)s") % {"date": date(member["since"])} if "since" in member else ""
    until = _("until %(date)s") % {"date": date(member["until"])} if "until" in member else ""
    return ", ".join(filter(None, (since, until)))


def names_section(reading: Reading) -> Section:
    """The names in all their languages, in the official order."""
    names = [
        {"name": reading.texts[code]["title"], "lang": code, "dir": direction(code), "note": own_name(code)}
        for code in in_official_order(reading.texts)
    ]
    return Section("names", _("Names"), "names", {"names": names})


def _party_sections(reading: Reading, around: Around) -> list[Section]:
    titles = {
        Kind.ORGANISATION: _("Offices, organisations and groups")
        if reading.row.kind == Kind.ORGANISATION
        else _("Offices and organisations"),
        Kind.DOCUMENT: _("Documents that name it"),
    }
    return [
        *text_sections(reading, every_text(objective=_("Aim"))),
        *figure_sections(reading),
        *_places(reading),
        *point_sections(reading),
        *concerning_sections(reading, around.groups, titles, of_activities=around_activities(reading, around.profile)),
        *lesson_sections(reading),
        *lessons_from_everywhere(around.lessons, reading.names, _("Lessons that it told")),
        *document_sections(reading),
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
    return {
        "crumbs": crumbs(Kind.ORGANISATION, _("Organisations")),
        "heading": heading(reading),
        "facts": [
            *side_by_side(
                text_fact(_("Sort"), party_sort(content)),
                names_fact(_("Country or area"), names.all([content.get("country", 0)])),
                names_fact(_("Part of"), names.all([content.get("part_of", 0)])),
                period_fact(_("Exists"), content),
            ),
            link_fact(_("Website"), content.get("website", "")),
            *shared_facts(reading),
        ],
        "sections": [*_members(reading), *_party_sections(reading, around)],
    }


def _members(reading: Reading) -> list[Section]:
    """The members of a group, and apart from them those that have left it, each with its dates."""
    today = timezone.localdate().isoformat()
    members: list[dict] = []
    former: list[dict] = []
    for row in reading.content.get("groupmembers", []):
        name = reading.names.get(row["member"])
        if name:
            (former if was_earlier(row, today) else members).append(name | {"note": _since_until(row)})
    parts = (("members", _("Members"), members), ("former-members", _("Former members"), former))
    return [
        Section(anchor, title, "names", {"names": sorted(names, key=itemgetter("sort")), "wide": True}, len(names))
        for anchor, title, names in parts
        if names
    ]


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
