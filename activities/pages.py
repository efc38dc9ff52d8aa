"""What is an activity's, a project's, a series' or an agreement's own on its page."""

from django.utils.translation import gettext as _

from activities.enums import Cooperation, NeedBasis, ProjectPhase, Status
from tarepo import confirmed
from tarepo.enums import Kind
from tarepo.reading.facts import (
    mode_fact,
    names_fact,
    party_facts,
    period_fact,
    related_organisations,
    shared_facts,
    side_by_side,
    text_fact,
)
from tarepo.reading.page import Reading, Section, crumbs, every_text, heading, text_sections
from tarepo.reading.parts import (
    RESULTS,
    WORK,
    document_sections,
    figure_sections,
    lesson_sections,
    photo_sections,
    point_sections,
    undertaking_sections,
)
from tarepo.reading.rows import Around
from tarepo.reading.sections import concerning_sections
from tarepo.reading.words import listed, period


def activity(reading: Reading, around: Around) -> dict:
    return {
        "crumbs": crumbs(Kind.ACTIVITY, _("Activities")),
        "heading": heading(reading, **status_shown(reading.content)),
        "held_as": held_as(reading.content),
        "facts": _activity_facts(reading),
        "sections": [
            *result_sections(reading, {"objective": _("Objective")}),
            *lesson_sections(reading),
            *undertaking_sections(reading),
            *work_sections(reading, _("How the need was established")),
            *photo_sections(reading, around.pictures),
            *document_sections(reading),
            *concerning_sections(reading, around.groups, {Kind.ACTIVITY: _("Activities that name it")}),
        ],
    }


def status_shown(content: dict) -> dict[str, object]:
    """What the heading takes of the status; nothing where it is not stated."""
    status = Status(content["status"])
    return {} if status == Status.NOT_STATED else {"status": status.value, "status_label": status.label}


def held_as(content: dict, over: bool | None = None) -> str:
    """What its days are called: what is planned is yet to be held, and what is called off has only a date.

    over: whether it is, where the hour is known; else the status says it.
    """
    status = content.get("status")
    if status in (Status.CANCELLED, Status.POSTPONED):
        return _("Date")
    is_over = status != Status.PLANNED if over is None else over
    return _("Held") if is_over else _("To be held")


def result_sections(reading: Reading, aim: dict[str, str]) -> list[Section]:
    """What it was for and what came of it, the figures first: what a reader looks for."""
    return [
        *figure_sections(reading),
        *text_sections(reading, aim | {"description": _("Description"), "outcomes": _("Outcomes")}),
        *point_sections(reading, RESULTS),
    ]


def work_sections(reading: Reading, need: str) -> list[Section]:
    """Why it was needed and how it was done."""
    return [*text_sections(reading, {"need": need}), *point_sections(reading, WORK)]


def _activity_facts(reading: Reading) -> list[dict]:
    content, names = reading.content, reading.names
    return [
        *side_by_side(
            period_fact(held_as(content), content, otherwise=_("not stated")),
            text_fact(_("Place"), content.get("venue", "")),
            names_fact(_("Type"), names.all(content.get("types", []))),
            mode_fact(content),
        ),
        *party_facts(reading),
        names_fact(_("Institutions concerned"), related_organisations(reading)),
        *open_facts(reading),
        *belonging_facts(reading),
    ]


def open_facts(reading: Reading) -> list[dict]:
    content = reading.content
    return [
        text_fact(_("Open to"), _("all; it has no beneficiary") if content.get("open_to_all") else ""),
        names_fact(_("Target groups"), reading.names.all(content.get("target_groups", []))),
    ]


def belonging_facts(reading: Reading) -> list[dict]:
    """What it belongs to and serves, who declared it what, and why it was needed: the last of its facts."""
    content, names = reading.content, reading.names
    cooperation = content.get("cooperation")
    number = content.get("number_in_series")
    series = names.get(content.get("series"))
    need = NeedBasis(content["need_basis"])
    institutions = related_organisations(reading)  # a network or service that it set up has its figures on its own page
    return [
        names_fact(_("Project"), names.all([content.get("project", 0)])),
        names_fact(
            _("Series"), [series | {"note": _("number %(n)s") % {"n": number} if number else ""}] if series else []
        ),
        names_fact(_("Agreements"), names.all(content.get("agreements", []))),
        *shared_facts(reading, told=institutions),
        names_fact(_("Goals served"), names.all(content.get("goals", []))),
        text_fact(
            _("Declared as"),
            str(Cooperation(cooperation).label) if cooperation else "",
            note=confirmation_note(reading),
        ),
        text_fact(_("Need established by"), str(need.label), quiet=need == NeedBasis.NOT_STATED),
    ]


def confirmation_note(reading: Reading) -> str:
    """Who says that it is South-South or triangular; who has not confirmed it, or disputes it, is told to no reader."""
    content, names = reading.content, reading.names
    said = names.get(confirmed.declared_by(content)) or names.get(content.get("reported_by"))
    by = said["name"] if said else ""
    if confirmed.by_all(content):
        return _("by %(party)s; confirmed by all parties") % {"party": by} if by else _("confirmed by all parties")
    others = listed(name["name"] for name in names.all(confirmed.confirmations(content)))
    told = [_("as reported by %(party)s") % {"party": by}] if by else []
    return "; ".join([*told, _("confirmed by %(parties)s") % {"parties": others}] if others else told)


def project(reading: Reading, around: Around) -> dict:
    content = reading.content
    phases = [
        {"label": ProjectPhase(row["phase"]).label, "period": period(row) or row.get("period_printed", "")}
        for row in content.get("phases", [])
    ]
    if phases:
        phases[-1]["current"] = True
    return {
        "crumbs": crumbs(Kind.PROJECT, _("Projects")),
        "heading": heading(reading),
        "facts": [
            period_fact(_("Period"), content),
            *party_facts(reading),
            *shared_facts(reading),
        ],
        "sections": [
            *([Section("phases", _("Phases"), "phases", {"phases": phases})] if phases else []),
            *result_sections(reading, {"objective": _("Objective")}),
            *lesson_sections(reading),
            *work_sections(reading, _("Need")),
            *photo_sections(reading, around.pictures),
            *document_sections(reading),
            *concerning_sections(reading, around.groups, {Kind.ACTIVITY: _("Activities of the project")}),
        ],
    }


def series(reading: Reading, around: Around) -> dict:
    return {
        "crumbs": crumbs(Kind.SERIES, _("Series")),
        "heading": heading(reading),
        "facts": shared_facts(reading),
        "sections": [
            *text_sections(reading, every_text()),
            *document_sections(reading),
            *concerning_sections(reading, around.groups, {Kind.ACTIVITY: _("Activities of the series")}),
        ],
    }


def agreement(reading: Reading, around: Around) -> dict:
    content = reading.content
    return {
        "crumbs": crumbs(Kind.AGREEMENT, _("Agreements")),
        "heading": heading(reading),
        "facts": [
            period_fact(_("Period"), content, otherwise=_("not stated")),
            *party_facts(reading),
            *shared_facts(reading),
        ],
        "sections": [
            *result_sections(reading, {"objective": _("Scope")}),
            *lesson_sections(reading),
            *work_sections(reading, _("Need")),
            *document_sections(reading),
            *concerning_sections(reading, around.groups, {Kind.ACTIVITY: _("Activities under the agreement")}),
        ],
    }
