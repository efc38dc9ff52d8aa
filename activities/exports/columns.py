"""The columns of a table of activities: what each is called, and how the database writes it.

The statement (statement.py) knows r, the search row; c, the content of its snapshot; l, the names, codes and words
of the reader's language; and what it gathered of each part: parties, figures, lessons, sources.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from activities.exports.confirmed import CONFIRMATION, CONFIRMED, when_declared
from activities.exports.webinars import (
    ADDRESS,
    LANGUAGE_CODES,
    LANGUAGES,
    RECORDINGS,
    REGISTRATION,
    SPEAKERS,
    clock,
    own,
)

Header = str | Promise


@dataclass(frozen=True)
class Column:
    key: str
    header: Header
    sql: str


def word(group: str, value: str) -> str:
    """The label of an enumeration's value."""
    return f"l.words->>('{group}.' || {value})"


def listed(ids: str, told: str) -> str:
    """Codes or names of several records, those that readers do not know left out; codes and names in one order.

    Most lists have one or none, and those need no statement of their own: a tenth of a table's time.
    """
    several = f"SELECT string_agg(l.{told}->>i.id, '; ') FROM jsonb_array_elements_text({ids}) AS i(id)"
    return f"CASE WHEN jsonb_array_length({ids}) > 1 THEN ({several}) ELSE l.{told}->>({ids}->>0) END"


def coded(key: str, header: Header, group: str) -> list[Column]:
    """An enumeration: its code, and its label."""
    return [
        Column(f"{key}_code", code_of(header), f"c.{key}"),
        Column(key, header, word(group, f"c.{key}")),
    ]


def named(key: str, header: Header) -> list[Column]:
    """One record that the activity names."""
    return [
        Column(f"{key}_code", code_of(header), f"l.codes->>c.{key}"),
        Column(key, header, f"l.names->>c.{key}"),
    ]


def several(key: str, header: Header) -> list[Column]:
    return [
        Column(f"{key}_codes", code_of(header), listed(f"c.{key}", "codes")),
        Column(key, header, listed(f"c.{key}", "names")),
    ]


def parties(key: str, header: Header) -> list[Column]:
    """The parties with one role."""
    return [
        Column(f"{key}_codes", code_of(header), f"parties.{key}_codes"),
        Column(key, header, f"parties.{key}"),
    ]


def code_of(header: Header) -> Header:
    """“Subjects (code)” in the language of whoever reads it."""
    return format_lazy("{column} ({code})", column=header, code=_("code"))


def confirmed_by(told: str) -> str:
    """Codes or names of the parties whose confirmation holds."""
    return when_declared(f"SELECT string_agg(l.{told}->>f.party, '; ' ORDER BY f.place) {CONFIRMED}")


COLUMNS: list[Column] = [
    Column("reference", _("Reference"), "r.reference"),
    Column("title", _("Title"), "r.title"),
    Column("language", _("Language"), "r.shown"),
    Column("languages", _("Languages of the text"), "(SELECT string_agg(t, '; ') FROM jsonb_object_keys(c.texts) t)"),
    *coded("status", _("Status"), "status"),
    *several("types", _("Types")),
    Column("starts", pgettext_lazy("a period", "Start"), "c.starts"),
    Column("ends", pgettext_lazy("a period", "End"), "c.ends"),
    *coded("precision", _("Precision of the period"), "precision"),
    Column("period_printed", _("Period as printed"), "c.period_printed"),
    Column("venue", _("Venue"), "c.venue"),
    *parties("venue_countries", _("Held in")),
    Column("open_to_all", _("Open to all"), word("open_to_all", "c.open_to_all")),
    *parties("beneficiaries", _("Beneficiaries")),
    *parties("providers", _("Providers")),
    *parties("facilitators", _("Facilitators")),
    *parties("partners", _("Partners")),
    *several("subjects", _("Subjects")),
    *several("target_groups", _("Target groups")),
    *coded("delivery_mode", _("Delivery mode"), "delivery_mode"),
    *named("unit", _("Responsible unit")),
    *named("project", _("Project")),
    *named("series", _("Series")),
    *several("agreements", _("Agreements")),
    *coded("cooperation", _("Declared as"), "cooperation"),
    *named("declared_by", _("Declared by")),
    Column("confirmation_code", code_of(_("Confirmation")), CONFIRMATION),
    Column("confirmation", _("Confirmation"), word("confirmation", f"({CONFIRMATION})")),
    Column("confirmed_by_codes", code_of(_("Confirmed by")), confirmed_by("codes")),
    Column("confirmed_by", _("Confirmed by"), confirmed_by("names")),
    Column("summary", _("Summary"), "COALESCE(c.texts->r.shown->>'summary', c.texts->r.lead->>'summary')"),
    Column("webinar_starts", _("Webinar begins"), clock("starts_at")),
    Column("webinar_ends", _("Webinar ends"), clock("ends_at")),
    Column("webinar_zone", _("Time zone"), own("time_zone")),
    Column("webinar_starts_utc", _("Webinar begins (UTC)"), own("starts_at")),
    Column("webinar_ends_utc", _("Webinar ends (UTC)"), own("ends_at")),
    Column("interpretation_codes", code_of(_("Interpretation")), LANGUAGE_CODES),
    Column("interpretation", _("Interpretation"), LANGUAGES),
    Column("registration", _("Registration"), REGISTRATION),
    Column("speakers", _("Moderator and speakers"), SPEAKERS),
    Column("recordings", _("Recordings"), RECORDINGS),
    Column("attendance", _("Attendance"), "figures.attended"),
    Column("figures", _("Figures"), "figures.told"),
    Column("lessons", _("Lessons"), "lessons.told"),
    Column("sources", _("Sources"), "sources.told"),
    Column("address", _("Address"), ADDRESS),
    Column("version", _("Version"), "b.version"),
    Column("published_on", _("Last published"), "b.published_on"),
]
