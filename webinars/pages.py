"""A webinar's page: what is its own beside what every activity has, in the order in which a reader needs it."""

import datetime as dt
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from django.db import connection
from django.utils.translation import gettext as _

from activities.pages import activity, held_as, result_sections, status_shown, work_sections
from tarepo.addresses import language_root
from tarepo.content import Content
from tarepo.enums import Kind
from tarepo.reading.names import label_name
from tarepo.reading.page import Reading, Section, heading, text_sections
from tarepo.reading.parts import document_sections, lesson_sections, photo_sections, undertaking_sections
from tarepo.reading.rows import Around
from tarepo.reading.sections import concerning_sections
from tarepo.reading.words import content_language
from tarepo.record_view import KindPage
from tarepo.tiers import PUBLIC
from webinars.event import event_script
from webinars.facts import is_open, is_over, mandates, registration_path, webinar_facts
from webinars.material_sections import material_sections
from webinars.sections import (
    closing_sections,
    discussion_sections,
    programme_sections,
    promotion_sections,
    speaker_sections,
    time_sections,
)

SESSIONS = """
    SELECT document.record_id, session.record_id, session.kind, session.reference, session.label, session.sort_keys,
           session.snapshot_id
    FROM tarepo_searchrow document
    JOIN tarepo_searchrow session ON session.record_id = (document.card ->> 'session')::bigint AND session.tier = %s
    WHERE document.tier = %s AND document.record_id = ANY(%s::bigint[])
"""


@dataclass(frozen=True)
class Today:
    """What a page of today adds to what its version says: registration, the reader's zone, data for machines."""

    now: dt.datetime
    address: str  # the page's own, whole
    zone: str = ""  # that the reader asked for
    problem: str = ""  # where they asked for one that does not exist
    sessions: Mapping[int, dict] = field(default_factory=dict)


def sessions_of(documents: Collection[int]) -> dict[int, dict]:
    """Document → the session of the committee that it was made for, as Names has it; one query, none for none."""
    if not documents:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(SESSIONS, [PUBLIC, PUBLIC, list(documents)])
        found = cursor.fetchall()
    language = content_language()
    return {
        document: label_name(pk, kind, reference, json.loads(label), json.loads(keys), mark, language=language)
        for document, pk, kind, reference, label, keys, mark in found
    }


def activity_or_webinar(reading: Reading, around: Around, today: Today | None = None) -> dict:
    """today: None for an old version and a preview, where nobody registers."""
    return webinar(reading, around, today) if reading.content.get("webinars") else activity(reading, around)


def webinar(reading: Reading, around: Around, today: Today | None = None) -> dict:
    content = reading.content
    sessions = today.sessions if today else sessions_of(mandates(content))
    made = {
        "crumbs": [
            {"name": _("Home"), "url": language_root()},
            {"name": _("Webinars"), "url": f"{language_root()}webinars/"},
        ],
        "heading": heading(reading, **status_shown(content)) | {"kind": _("Webinar")},
        "held_as": held_as(content, _over(content, today)),
        "facts": webinar_facts(reading, sessions, today.now if today else None),
        "sections": [*_before(reading, around, today), *_after(reading, around)],
    }
    of_today = {"structured": event_script(reading, today.address), "own_time": True} if today else {}
    return made | of_today


def _over(content: Content, today: Today | None) -> bool | None:
    """None where the hour is not known, or the page is not of today."""
    row = content["webinars"][0]
    return is_over(row, today.now) if today and "starts_at" in row else None


def _before(reading: Reading, around: Around, today: Today | None) -> list[Section]:
    """What somebody wants to know who thinks of taking part."""
    row = reading.content["webinars"][0]
    can_register = today is not None and is_open(reading.content, row, today.now)
    return [
        *time_sections(
            reading,
            zone=today.zone if today else "",
            problem=today.problem if today else "",
            register=registration_path(row) if can_register else "",
            calendar=f"{language_root()}webinars/{row['slug']}/calendar.ics" if today else "",
        ),
        *text_sections(reading, {"objective": _("Objective")}),
        *programme_sections(reading),
        *speaker_sections(reading, around.downloads),
        *material_sections(reading, around.downloads),
    ]


def _after(reading: Reading, around: Around) -> list[Section]:
    """What came of it, and where it is told."""
    return [
        *closing_sections(reading),
        *result_sections(reading, {}),
        *lesson_sections(reading),
        *undertaking_sections(reading),
        *work_sections(reading, _("How the need was established")),
        *discussion_sections(reading),
        *photo_sections(reading, around.pictures),
        *promotion_sections(reading),
        *document_sections(reading),
        *concerning_sections(reading, around.groups, {Kind.ACTIVITY: _("Activities that name it")}),
    ]


PAGE = KindPage(Kind.ACTIVITY, activity_or_webinar)


def page_of_today(today: Today) -> KindPage:
    return replace(PAGE, compose=partial(activity_or_webinar, today=today))
