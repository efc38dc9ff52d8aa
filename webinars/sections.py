"""The sections of a webinar's page: its time, programme, speakers, what was asked and concluded, promotion."""

from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from tarepo.content import Content
from tarepo.reading.names import Names
from tarepo.reading.page import Reading, Section
from tarepo.reading.parts import cited
from tarepo.reading.words import city, date, listed, own_name
from webinars.enums import Audience, Channel, MaterialKind, Perspective, Questions, SlotKind, SpeakerRole
from webinars.times import offered, told


def time_sections(reading: Reading, *, zone: str, problem: str, register: str, calendar: str) -> list[Section]:
    """When it is by the clocks of Geneva, of universal time and of a place that the reader asked for.

    calendar: the address of its calendar file; it and the choice of a place are empty where a page is not of today.
    """
    row = reading.content["webinars"][0]
    if "starts_at" not in row:
        return []
    starts, ends = row["starts_at"], row.get("ends_at", "")
    zones = dict.fromkeys(filter(None, (row["time_zone"], "UTC", zone)))
    values: dict[str, Any] = {
        "times": [told(starts, ends, each) | {"chosen": each == zone} for each in zones],
        "comma": listed(["", ""]),
        "starts": starts,
        "ends": ends,
        "printed": row.get("time_printed", ""),
        "time_note": reading.words(row.get("time_note")),
        "zones": offered(starts, zone) if calendar else [],
        "problem": problem,
        "register": register,
        "calendar": calendar,
    }
    return [Section("time", _("Date and time"), "webinar_time", values)]


def person_shown(names: Names, key: str | None) -> dict[str, str]:
    """{"name", "function", "affiliation"} as printed, the form of address before the name; "…" where they were
    deleted."""
    person = names.person(key)
    if person is None:
        return {"name": "…", "function": "", "affiliation": ""}
    name = " ".join(filter(None, (person.get("honorific", ""), person["name"])))
    return {"name": name, "function": person["function"], "affiliation": person["affiliation"]}


def programme_sections(reading: Reading) -> list[Section]:
    rows = reading.content.get("slots", [])
    if not rows:
        return []
    zone = reading.content["webinars"][0]["time_zone"] if reading.content.get("webinars") else "UTC"
    timed = any("at" in row for row in rows)
    said = _("Times of %(place)s") % {"place": city(zone)} if timed else ""
    values = {"slots": [_slot(reading, row) for row in rows], "zone": said}
    return [Section("programme", _("Programme"), "webinar_programme", values)]


def _slot(reading: Reading, row: Content) -> dict[str, Any]:
    kind, title = SlotKind(row["kind"]), reading.words(row.get("title"))
    return {
        "at": row.get("at", "")[:5],
        "minutes": row.get("minutes"),
        "kind": "" if kind == SlotKind.OTHER and title else kind.label,
        "title": title,
        "person": person_shown(reading.names, row["person"])["name"] if "person" in row else "",
    }


def speaker_sections(reading: Reading, downloads: dict[int, dict]) -> list[Section]:
    """The moderator first, the others in the order of speaking."""
    rows = reading.content.get("speakers", [])
    if not rows:
        return []
    ordered = sorted(rows, key=lambda row: row["role"] != SpeakerRole.MODERATOR)
    speakers = [_speaker(reading, row, downloads) for row in ordered]
    return [Section("speakers", _("Moderator and speakers"), "webinar_speakers", {"speakers": speakers})]


def _speaker(reading: Reading, row: Content, downloads: dict[int, dict]) -> dict[str, Any]:
    names, perspective = reading.names, Perspective(row.get("perspective", Perspective.NOT_STATED))
    return person_shown(names, row["person"]) | {
        "role": SpeakerRole(row["role"]).label,
        "perspective": "" if perspective == Perspective.NOT_STATED else perspective.label,
        "countries": _countries(names, row),
        "expertise": names.get(row.get("expertise")),
        "title": reading.words(row.get("title")),
        "summary": reading.words(row.get("summary")),
        "slides": _slides(reading, row["person"], downloads),
        "source": cited(names, row),
    }


def _countries(names: Names, row: Content) -> list[dict[str, Any]]:
    """Where somebody belongs and whose experience they tell of; said once where the two are one and both stated."""
    home, told_of = names.get(row.get("affiliation_country")), names.get(row.get("experience_country"))
    inferred = bool(row.get("experience_inferred"))
    note = _("inferred, not stated") if inferred else ""
    if home and told_of and home["id"] == told_of["id"] and not inferred:
        return [{"label": _("Affiliation and experience:"), "names": [home]}]
    made = [{"label": _("Affiliation:"), "names": [home]}] if home else []
    return made + ([{"label": _("Experience of:"), "names": [told_of | {"note": note}]}] if told_of else [])


def _slides(reading: Reading, key: str, downloads: dict[int, dict]) -> list[dict[str, str]]:
    """Links to what they showed, as far as it is released (no other material is in a version)."""
    made = []
    for row in reading.content.get("materials", []):
        if row["kind"] == MaterialKind.SLIDES and row.get("person") == key and row.get("released"):
            url = row.get("link") or downloads.get(row.get("file", 0), {}).get("url", "")
            url = url or (reading.names.get(row.get("document")) or {}).get("url", "")
            language = row.get("language", "")
            name = _("Slides (%(language)s)") % {"language": own_name(language)} if language else _("Slides")
            made += [{"name": name, "url": url}] if url else []
    return made


def closing_sections(reading: Reading) -> list[Section]:
    """What was asked and answered, and what was concluded; that it took place, where nothing more is told of it."""
    row = reading.content["webinars"][0]
    asked, remarks = Questions(row.get("questions", Questions.NOT_STATED)), row.get("remarks")
    held = {
        Questions.NONE: _("There were no questions and answers."),
        Questions.SHORT: _("There was a short session of questions and answers."),
        Questions.HELD: _("There was a session of questions and answers."),
    }
    closed = {True: _("There were concluding remarks."), False: _("There were no concluding remarks.")}
    return [
        *_told("questions", _("Questions and answers"), held.get(asked, ""), reading.words(row.get("questions_told"))),
        *_told("remarks", _("Concluding remarks"), closed.get(remarks, ""), reading.words(row.get("remarks_told"))),
    ]


def _told(anchor: str, title: str, sentence: str, words: dict | None) -> list[Section]:
    if not (sentence or words):
        return []
    return [Section(anchor, title, "text", words or {"text": sentence})]


def promotion_sections(reading: Reading) -> list[Section]:
    """How it was made known: channel, to whom, when, where; a source once for all that it tells in a row."""
    rows = reading.content.get("promotions", [])
    if not rows:
        return []
    groups = [
        {"entries": [_promotion(reading, row) for row in its], "source": source}
        for source, its in groupby(rows, key=lambda row: cited(reading.names, row))
    ]
    return [Section("promotion", _("How it was made known"), "webinar_promotion", {"groups": groups})]


def _promotion(reading: Reading, row: Content) -> dict[str, Any]:
    audience = [str(Audience(row["audience"]).label)] if row.get("audience") else []
    return {
        "channel": listed([str(Channel(row["channel"]).label), *audience]),
        "on": date(row.get("on")),
        "url": row.get("link", ""),
        "note": reading.words(row.get("note")),
    }


def discussion_sections(reading: Reading) -> list[Section]:
    """What is discussed about the webinar: nothing yet. The forum, when it comes, puts its section of the topics that
    name this record (reading.row.record_id) in here, and its mark into the page's tag (webinars/views.py)."""
    return []
