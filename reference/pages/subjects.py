"""What is a subject's own on its page."""

from django.utils.translation import gettext as _

from reference.pages.parties import names_section
from tarepo.enums import Kind
from tarepo.reading.facts import names_fact, shared_facts
from tarepo.reading.page import Reading, crumbs, every_text, heading, in_official_order, text_sections
from tarepo.reading.rows import Around
from tarepo.reading.sections import concerning_sections, lessons_from_everywhere
from tarepo.reading.words import direction


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
            *concerning_sections(reading, around.groups, {Kind.SUBJECT: _("Narrower subjects")}),
            *lessons_from_everywhere(around.lessons, reading.names),
            *([names_section(reading)] if len(reading.texts) > 1 else []),
        ],
    }
