"""The overview of the sessions: for each webinar its time, panel and attendance, a paragraph a speaker, and its end."""

import re
from collections.abc import Iterator
from decimal import Decimal

from tarepo.content import Content
from tarepo.enums import Qualifier
from webinars.counted import COUNTRIES, PEOPLE
from webinars.enums import Criterion, MaterialKind, Questions, SpeakerRole
from webinars.reporting.frame import Frame
from webinars.reporting.gather import Gathered, Held
from webinars.reporting.general import day_of, listed_in, section
from webinars.reporting.outline import Outline, parts_of

# What a figure counts. Anything else is told by its own measure; nothing is ever summed.
FOUND = {"participants": PEOPLE, "countries": COUNTRIES}
ABBREVIATION = re.compile(r"\(([^()]+)\)\s*\Z")
FIRST_WORDS = {SpeakerRole.OPENING: "opened", SpeakerRole.CLOSING: "closed", SpeakerRole.SPEAKER: "heard"}


def overview(outline: Outline, frame: Frame, known: Gathered) -> None:
    section(outline, frame, "overview")
    for place, webinar in enumerate(known.webinars, 1):
        key = f"webinar/{webinar.reference}"
        if title := known.text(webinar, "title"):
            outline.subsection(key, title.text.upper().replace("/H}", "/h}"), title.language)  # a token's form
        outline.paragraph(f"{key}/session", frame.gap.join(_session(outline, frame, known, webinar, place)))
        _moderator(outline, frame, known, webinar)
        _speakers(outline, frame, known, webinar)
        _end(outline, frame, known, webinar)


def _session(outline: Outline, frame: Frame, known: Gathered, webinar: Held, place: int) -> Iterator[str]:
    date, time = day_of(frame, webinar), _time(frame, webinar)
    if len(known.webinars) > 1:
        yield frame.say("took_place", nth=frame.nth(place), date=date, time=time)
    else:
        yield frame.say("took_place_only", date=date, time=time)
    criteria = listed_in(webinar, "criteria")
    if told := frame.worded("criteria", criteria):
        yield frame.say("selection", criteria=frame.listed(told))
    if count := len({row["person"] for row in webinar.speakers(SpeakerRole.SPEAKER)}):
        yield frame.counted("panel_result" if Criterion.GEOGRAPHY in criteria else "panel", count)
    countries = dict.fromkeys(row.get("experience_country") for row in webinar.speakers(SpeakerRole.SPEAKER))
    if names := [name for pk in countries if (name := known.title(pk))]:
        yield frame.say("examples", countries=frame.listed(names))
    yield from _attendance(outline, frame, known, webinar)


def _time(frame: Frame, webinar: Held) -> str:
    """The label of the zone stays as it was printed, whatever the clock was."""
    start, end = webinar.at("starts_at"), webinar.at("ends_at")
    printed = webinar.row.get("time_printed", "")
    if printed and frame.says("printed"):
        return frame.say("printed", printed=printed.removeprefix("from "))
    if start is None:
        return ""
    label = ABBREVIATION.search(printed)
    zone = label[1] if label else frame.zone(start)
    if frame.says("printed") and start.strftime("%Z").isalpha():
        zone = f"{zone} ({start:%Z})"
    if end is None:
        return frame.say("from_only", start=frame.time(start), zone=zone)
    return frame.say("from_to", start=frame.time(start), end=frame.time(end), zone=zone)


def _attendance(outline: Outline, frame: Frame, known: Gathered, webinar: Held) -> Iterator[str]:
    """The first figure of participants and of countries in one sentence; every other figure by its own measure."""
    figures = [row for row in webinar.content.get("figures", []) if row.get("nature") != "target"]
    main: dict[str, str] = {}
    others = []
    for place, row in enumerate(figures, 1):
        unit = row.get("unit_of_measure", {}).get("en", "").casefold()
        sort = next((name for name, units in FOUND.items() if unit in units and name not in main), "")
        mark = _rule(outline, known, webinar, row, place)
        value, told = Decimal(row["value"]), _qualified(frame, row)
        if sort and not row.get("base"):
            main[sort] = frame.counted(sort, value, figure=told, note=mark)
        else:
            others.append(_other(frame, known, webinar, row, told, mark))
    if len(main) == 2:
        yield frame.say("attendance", **main)
    elif main:
        yield frame.say("attendance_people" if "participants" in main else "attendance_countries", **main)
    yield from filter(None, others)


def _rule(outline: Outline, known: Gathered, webinar: Held, row: Content, place: int) -> str:
    """The mark of the footnote with the counting rule; empty where there is none."""
    rule = known.wording(webinar, row.get("rule"))
    return outline.note(f"{webinar.reference}/figure/{place}", rule.text, rule.language) if rule else ""


def _qualified(frame: Frame, row: Content) -> str:
    qualifier = row.get("qualifier", Qualifier.EXACTLY)
    return frame.words["qualifiers"][qualifier].format(value=frame.number(Decimal(row["value"])))


def _other(frame: Frame, known: Gathered, webinar: Held, row: Content, told: str, mark: str) -> str:
    measure, unit = known.wording(webinar, row.get("measure")), known.wording(webinar, row.get("unit_of_measure"))
    if measure is None:
        return ""
    said = frame.say("other_figure", measure=measure.text, figure=told, unit=unit.text if unit else "", note=mark)
    return said.replace(f" {mark}.", f"{mark}.") if not unit else said


def _moderator(outline: Outline, frame: Frame, known: Gathered, webinar: Held) -> None:
    """Who moderated, what they said, and where the materials are."""
    key = f"webinar/{webinar.reference}/moderator"
    moderators = webinar.speakers(SpeakerRole.MODERATOR)
    persons = [person for row in moderators if (person := known.person(row["person"]))]
    said = [frame.say("moderated", persons=frame.listed(persons))] if persons else []
    foreign = []
    for row in moderators:
        if told := known.wording(webinar, row.get("summary")):
            if told.language:
                foreign.append((row["person"], told))
            else:
                said += parts_of(told.text)
    said += _available(frame, webinar)
    if said:
        outline.paragraph(key, frame.gap.join(said))
    for person, told in foreign:
        for number, part in enumerate(parts_of(told.text), 1):
            outline.more(f"{key}/{person}" + ("" if number == 1 else f"/{number}"), part, told.language)


def _available(frame: Frame, webinar: Held) -> list[str]:
    kinds = (MaterialKind.PROGRAMME, MaterialKind.SLIDES, MaterialKind.RECORDING)
    programme, slides, recording = (webinar.has_material(kind) for kind in kinds)
    if programme and slides:
        return [frame.say("available_all" if recording else "available_pages")]
    found = {"available_programme": programme, "available_slides": slides, "available_recording": recording}
    return [frame.say(key) for key, there in found.items() if there]


def _speakers(outline: Outline, frame: Frame, known: Gathered, webinar: Held) -> None:
    """In the order of speaking; of whom there is no summary, that they spoke."""
    rows = [row for row in webinar.speakers() if row["role"] != SpeakerRole.MODERATOR]
    if any(row.get("summary") for row in rows):
        outline.paragraph(f"webinar/{webinar.reference}/highlights", frame.say("highlights"))
    for row in rows:
        role = "speaker" if row["role"] == SpeakerRole.SPEAKER else row["role"]
        key = f"webinar/{webinar.reference}/{role}/{row['person']}"
        if told := known.wording(webinar, row.get("summary")):
            outline.paragraphs(key, told.text, told.language)
        elif person := known.person(row["person"]):
            outline.paragraph(key, frame.say(FIRST_WORDS[row["role"]], person=person))


def _end(outline: Outline, frame: Frame, known: Gathered, webinar: Held) -> None:
    key = f"webinar/{webinar.reference}"
    questions, remarks = webinar.row.get("questions", ""), bool(webinar.row.get("remarks"))
    told = {"": "", Questions.HELD: "questions", Questions.SHORT: "questions_short"}.get(questions, "")
    if remarks:
        told = {"": "remarks", "questions": "both", "questions_short": "both_short"}[told]
    if told:
        outline.paragraph(f"{key}/end", frame.say(f"ended_{told}"))
    for name in ("questions", "remarks"):
        text = known.wording(webinar, webinar.row.get(f"{name}_told"))
        if text is None:
            continue
        for number, part in enumerate(parts_of(text.text), 1):
            outline.more(f"{key}/{name}" + ("" if number == 1 else f"/{number}"), part, text.language)
