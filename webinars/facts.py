"""The facts of a webinar: when, where, in which languages, open to whom, how to register, who agreed the topic."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from activities.enums import Status
from activities.pages import belonging_facts, open_facts
from tarepo.addresses import language_root
from tarepo.content import Content
from tarepo.enums import CitationRole, DeliveryMode
from tarepo.fields import split_codes
from tarepo.languages import OFFICIAL
from tarepo.reading.facts import (
    names_fact,
    party_facts,
    period_fact,
    related_organisations,
    side_by_side,
    text_fact,
)
from tarepo.reading.page import Reading
from tarepo.reading.parts import cited
from tarepo.reading.words import direction, listed, own_name, period
from webinars.enums import Criterion, Perspective, RegisterBy
from webinars.times import one_way, told

CALLED_OFF = (Status.CANCELLED, Status.POSTPONED)


def webinar_facts(reading: Reading, sessions: Mapping[int, dict], now: dt.datetime | None) -> list[dict]:
    """sessions: of the documents that agreed the topic; now: None in what is no page of today, where nobody
    registers."""
    content = reading.content
    row = content["webinars"][0]
    return [
        *side_by_side(
            _date_fact(content, row),
            *_time_facts(row),
            _format_fact(content),
            text_fact(_("Place"), content.get("venue", "")),
        ),
        registration_fact(content, row, now),
        _webcast_fact(row, now),
        _interpretation_fact(row),
        *open_facts(reading),
        mandate_fact(reading, sessions),
        _criteria_fact(row),
        _represented_fact(row),
        *party_facts(reading),
        names_fact(_("Institutions concerned"), related_organisations(reading)),
        *(fact for fact in belonging_facts(reading) if not fact.get("quiet")),
    ]


def _date_fact(content: Content, row: Content) -> dict:
    """By the organisation's calendar. Without a time the period may still be known: of a topic that is agreed, no day
    is set."""
    planned = content.get("status") in (Status.PLANNED, Status.NOT_STATED)
    if "starts_at" not in row:
        if planned and not (period(content) or content.get("period_printed")):
            agreed = bool(mandates(content))
            return text_fact(_("Date"), _("Topic agreed; no date is set yet.") if agreed else _("No date is set yet."))
        return period_fact(_("Date"), content, otherwise=_("not stated"))
    printed = content.get("period_printed", "")
    day = told(row["starts_at"], row.get("ends_at", ""), row["time_zone"])["date"]
    note = _("as printed: %(text)s") % {"text": printed} if printed and printed != day else ""
    return text_fact(_("Date"), day, note=note)


def _time_facts(row: Content) -> list[dict]:
    """By the webinar's own clock, and by universal time beneath."""
    if "starts_at" not in row:
        return []
    own = told(row["starts_at"], row.get("ends_at", ""), row["time_zone"])
    universal = told(row["starts_at"], row.get("ends_at", ""), "UTC")
    away = "" if universal["date"] == own["date"] else f"{universal['date']}, "
    note = "" if row["time_zone"] == "UTC" else one_way(f"{away}{universal['time']} UTC")
    return [text_fact(_("Time"), f"{one_way(own['time'])} ({own['place']})", note=note)]


def _format_fact(content: Content) -> dict:
    mode = content.get("delivery_mode", DeliveryMode.NOT_STATED)
    names = {
        DeliveryMode.VIRTUAL: _("Online"),
        DeliveryMode.IN_PERSON: _("In person"),
        DeliveryMode.HYBRID: _("Hybrid: in person and online"),
    }
    return text_fact(_("Format"), names.get(DeliveryMode(mode), _("Not stated")), quiet=mode == DeliveryMode.NOT_STATED)


def is_over(row: Content, now: dt.datetime) -> bool:
    last = row.get("ends_at") or row.get("starts_at")
    return last is not None and dt.datetime.fromisoformat(last) < now


def is_open(content: Content, row: Content, now: dt.datetime | None) -> bool:
    """Whether somebody can register at this moment, here or elsewhere; nobody can for what is over or called off."""
    if now is None or row.get("register_by", RegisterBy.NOWHERE) == RegisterBy.NOWHERE:
        return False
    until = row.get("register_until")
    closed = until is not None and dt.datetime.fromisoformat(until) < now
    return not (closed or is_over(row, now) or content.get("status") in (*CALLED_OFF, Status.COMPLETED))


def registration_path(row: Content) -> str:
    """Where people register."""
    if row.get("register_by") == RegisterBy.ELSEWHERE:
        return row.get("register_at", "")
    return f"{language_root()}webinars/{row['slug']}/register/"


def registration_fact(content: Content, row: Content, now: dt.datetime | None) -> dict:
    by = row.get("register_by", RegisterBy.NOWHERE)
    if by == RegisterBy.NOWHERE:
        called_off = content.get("status") in CALLED_OFF
        upcoming = now is not None and "starts_at" in row and not is_over(row, now) and not called_off
        return text_fact(_("Registration"), _("No registration is needed.") if upcoming else "")
    seats = _("%(n)s seats") % {"n": row["seats"]} if "seats" in row else ""
    approved = _("each registration is approved") if by == RegisterBy.APPROVED else ""
    until = _until(row)
    if not is_open(content, row, now):
        words = [seats, approved, until] if now is None else [seats]
        past = _("Registration is closed.") if now is not None else str(RegisterBy(by).label)
        if content.get("status") == Status.CANCELLED:
            past, words = _("The webinar is cancelled."), []
        return text_fact(_("Registration"), past, note=listed(filter(None, words)))
    link = {"name": _("Register here"), "url": registration_path(row)}
    if by == RegisterBy.ELSEWHERE:
        link = {"name": row.get("register_at", ""), "url": row.get("register_at", ""), "dir": "ltr"}
    return names_fact(_("Registration"), [link]) | {"note": listed(filter(None, [approved, until, seats]))}


def _until(row: Content) -> str:
    """By the webinar's own clock."""
    if "register_until" not in row:
        return ""
    shown = told(row["register_until"], "", row["time_zone"])
    return _("until %(moment)s") % {"moment": f"{shown['date']}, {shown['time']} ({shown['place']})"}


def _webcast_fact(row: Content, now: dt.datetime | None) -> dict:
    """Open to all, and never the link by which registrants join."""
    link = row.get("webcast")
    label = _("Webcast") if now is not None and is_over(row, now) else _("Live webcast, open to all")
    return names_fact(label, [{"name": link, "url": link, "dir": "ltr"}] if link else [])


def _interpretation_fact(row: Content) -> dict:
    codes = split_codes(row.get("interpretation", ""))
    names = [{"name": OFFICIAL.get(code) or own_name(code), "lang": code, "dir": direction(code)} for code in codes]
    return names_fact(_("Interpretation"), names)


def mandates(content: Content) -> list[int]:
    """The documents that agreed the topic or how webinars are held."""
    return [row["document"] for row in content.get("citations", []) if row["role"] == CitationRole.MANDATE]


def mandate_fact(reading: Reading, sessions: Mapping[int, dict]) -> dict:
    found: list[dict[str, Any]] = []
    for row in reading.content.get("citations", []):
        name = cited(reading.names, row) if row["role"] == CitationRole.MANDATE else None
        if name:
            session, note = sessions.get(row["document"]), reading.words(row.get("note"))
            words = [session["name"] if session else "", note["text"] if note else ""]
            found.append(name | {"note": "; ".join(filter(None, words))})
    return names_fact(_("Mandate"), found)


def _criteria_fact(row: Content) -> dict:
    labels = [str(Criterion(code).label) for code in split_codes(row.get("criteria", ""))]
    return text_fact(_("Selection of speakers took into account"), listed(labels))


def _represented_fact(row: Content) -> dict:
    labels = [str(Perspective(code).label) for code in split_codes(row.get("represented", ""))]
    return text_fact(_("Speakers were selected to represent"), listed(labels))
