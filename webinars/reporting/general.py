"""What a report tells of all webinars of its period together: how they were held, by whom, how they were made known."""

from collections.abc import Callable, Iterable

from tarepo.enums import Precision
from webinars.enums import Channel, Criterion, MaterialKind, Questions, SpeakerRole
from webinars.reporting.frame import LANGUAGES, Frame, frame_of
from webinars.reporting.gather import Gathered, Held
from webinars.reporting.outline import Outline, parts_of

ASKED = (Questions.SHORT, Questions.HELD)


def section(outline: Outline, frame: Frame, name: str) -> None:
    outline.section(f"section/{name}", frame.words["sections"][name])


def day_of(frame: Frame, webinar: Held) -> str:
    """With its preposition: on a day, or in a month where the day is not known."""
    if webinar.content.get("precision") == Precision.DAY:
        return frame.say("on_day", day=frame.date(webinar.day))
    return frame.say("in_month", month=frame.month(webinar.day))


def lowered(title: str) -> str:
    """A title inside a sentence: “Trainers” becomes “trainers”, “IP offices” stays."""
    return title[:1].lower() + title[1:] if title[1:2].islower() else title


def organization(outline: Outline, frame: Frame, known: Gathered, period: str) -> None:
    section(outline, frame, "organization")
    lead = frame.counted("topics_lead", len(known.webinars), period=period)
    outline.paragraph("organization/topics", lead[:1].upper() + lead[1:])
    for webinar in known.webinars:
        key = f"webinar/{webinar.reference}"
        title = known.text(webinar, "title")
        outline.item(f"{key}/topic", frame.say("topic", title=title.text if title else "", date=day_of(frame, webinar)))
        if objective := known.text(webinar, "objective"):
            for number, part in enumerate(parts_of(objective.text), 1):
                text = _own(frame, objective.language).say("objective", text=part) if number == 1 else part
                outline.more(
                    f"{key}/objective" if number == 1 else f"{key}/objective/{number}", text, objective.language
                )
    said = [
        *_each(frame, known, "format", "format", lambda held: _format(frame, held)),
        *_each(frame, known, "open", "groups", lambda held: _groups(frame, known, held)),
        *_open_to_all(frame, known),
        *_each(frame, known, "interpretation", "languages", lambda held: _languages(frame, held)),
    ]
    if said:
        outline.paragraph("organization/format", frame.gap.join(said))


def _own(frame: Frame, language: str) -> Frame:
    """The frame for the word before a text that stays in its original, which is one language then."""
    return frame_of(language) if language in LANGUAGES else frame


def _each(frame: Frame, known: Gathered, key: str, name: str, of: Callable[[Held], str]) -> list[str]:
    """One sentence where the same holds for all webinars, else one for each that says something."""
    said = [of(webinar) for webinar in known.webinars]
    if said[0] and len(set(said)) == 1:
        return [frame.counted(key, len(said), **{name: said[0]})]
    forms = frame.words[key]["nth"]
    return [forms.format(nth=frame.nth(place), **{name: each}) for place, each in enumerate(said, 1) if each]


def _format(frame: Frame, webinar: Held) -> str:
    return frame.words["formats"].get(webinar.content.get("delivery_mode", ""), "")


def _groups(frame: Frame, known: Gathered, webinar: Held) -> str:
    names = frame.words["groups"]
    groups = [pk for pk in webinar.content.get("target_groups", []) if pk in known.records]
    references = [(pk, known.records[pk]["reference"]) for pk in groups]
    order = {reference: place for place, reference in enumerate(names)}
    references.sort(key=lambda each: order.get(each[1], len(order)))
    return frame.listed([names.get(reference) or lowered(known.title(pk)) for pk, reference in references])


def _open_to_all(frame: Frame, known: Gathered) -> list[str]:
    """Said where nothing more exact is."""

    def unspecified(webinar: Held) -> bool:
        return bool(webinar.content.get("open_to_all")) and not _groups(frame, known, webinar)

    return _each(frame, known, "open_all", "groups", lambda held: "all" if unspecified(held) else "")


def _languages(frame: Frame, webinar: Held) -> str:
    return frame.listed([frame.locale.languages.get(code, code) for code in listed_in(webinar, "interpretation")])


def structure(outline: Outline, frame: Frame, known: Gathered) -> None:
    """Nobody is counted twice, however often they spoke."""
    said = []
    if any(webinar.speakers(SpeakerRole.MODERATOR) for webinar in known.webinars):
        asked = any(webinar.row.get("questions") in ASKED for webinar in known.webinars)
        said.append(frame.say("guided_both" if asked else "guided"))
    speakers = [row for webinar in known.webinars for row in webinar.speakers(SpeakerRole.SPEAKER)]
    different = {row["person"] for row in speakers}
    if different:
        webinars = frame.counted("the_webinars", len(known.webinars))
        said.append(frame.counted("speakers_all", len(different), webinars=webinars))
    if len(different) > 1:
        said += _represented(frame, known, {row.get("perspective", "") for row in speakers})
    if said:
        section(outline, frame, "structure")
        outline.paragraph("structure/discussions", frame.gap.join(said))


def _represented(frame: Frame, known: Gathered, perspectives: set[str]) -> list[str]:
    """What the speakers were selected to represent where that is entered, else what they did represent."""
    meant = {code for webinar in known.webinars for code in listed_in(webinar, "represented")}
    told = frame.worded("perspectives", meant or perspectives)
    if not told:
        return []
    regions = any(Criterion.GEOGRAPHY in listed_in(webinar, "criteria") for webinar in known.webinars)
    return [frame.say("represent_regions" if meant and regions else "represent", perspectives=frame.listed(told))]


def listed_in(webinar: Held, name: str) -> list[str]:
    """The codes of a column that lists several."""
    return [code for code in webinar.row.get(name, "").split(",") if code]


def promotion(outline: Outline, frame: Frame, known: Gathered) -> None:
    log = [row for webinar in known.webinars for row in webinar.content.get("promotions", [])]
    sent = frame.worded("audiences", (row.get("audience", "") for row in log if row["channel"] == Channel.INVITATION))
    channels = frame.worded("channels", (row["channel"] for row in log))
    said = [frame.say("invitations", audiences=frame.listed(sent))] if sent else []
    if channels:
        key = "promoted_too" if sent else "promoted"
        said.append(frame.counted(key, len(known.webinars), channels=frame.listed(channels)))
    published = list(_published(frame, known))
    if said or published:
        section(outline, frame, "promotion")
    if said:
        outline.paragraph("promotion/channels", frame.gap.join(said))
    if published:
        outline.paragraph("promotion/materials", frame.gap.join(published))


def _published(frame: Frame, known: Gathered) -> Iterable[str]:
    """What is so of every webinar; of a single one its own overview tells."""
    count = len(known.webinars)
    slides = all(webinar.has_material(MaterialKind.SLIDES) for webinar in known.webinars)
    if all(webinar.has_material(MaterialKind.SUMMARY) for webinar in known.webinars):
        yield frame.counted("summaries", count) + (frame.say("with_slides") if slides else "") + frame.say("stop")
    elif slides:
        yield frame.say("slides")
    if all(webinar.has_material(MaterialKind.RECORDING) for webinar in known.webinars):
        yield frame.counted("recorded", count)
