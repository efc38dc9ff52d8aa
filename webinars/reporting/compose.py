"""The committee's report on the webinars of a period, composed anew from their public versions in one of six languages.

No paragraph is stored but a speaker's summary: each says what fields say, and what is lacking is left out.
"""

import datetime as dt
from collections.abc import Iterable

from reference.models import Session
from webinars.reporting.blocks import Block, Composed, Sort
from webinars.reporting.frame import Frame, frame_of
from webinars.reporting.gather import Gathered, gather
from webinars.reporting.general import organization, promotion, structure
from webinars.reporting.head import committee, head
from webinars.reporting.outline import Outline, parts_of
from webinars.reporting.sessions import overview


def compose_webinars(
    *,
    starts: dt.date,
    ends: dt.date,
    language: str,
    symbol: str = "",
    session: Session | None = None,
    dated: dt.date | None = None,
) -> Composed:
    """The webinars that took place from one day to the other, in the order of their dates.

    Raises ValueError for a language that is none of the six.
    """
    frame = frame_of(language)
    known = gather(starts, ends, language, session)
    period = frame.period(starts, ends)
    outline = Outline()
    if known.webinars:
        _introduction(outline, frame, known, period)
        organization(outline, frame, known, period)
        structure(outline, frame, known)
        promotion(outline, frame, known)
        overview(outline, frame, known)
        _conclusion(outline, frame, known)
    else:
        outline.paragraph("intro/none", _sentence(frame.say("none", period=period)))
    outline.paragraph("decision", frame.say("decision"), sort=Sort.DECISION)
    outline.blocks.append(Block("end", Sort.END, frame.say("end")))
    title = frame.counted("title", len(known.webinars) or 2, period=period)
    told = head(frame, known, symbol, session, dated)
    return Composed(language, title, told, tuple(outline.blocks), outline.footnotes())


def _sentence(text: str) -> str:
    """With a capital: what may stand before its first word may be lacking."""
    return text[:1].upper() + text[1:]


def _introduction(outline: Outline, frame: Frame, known: Gathered, period: str) -> None:
    """The first document that a webinar cites as its mandate is the one that asked for it and says how; those after
    it agreed the topics."""
    cited = [webinar.mandates() for webinar in known.webinars]
    strategies = _public(known, (pk for documents in cited for pk in documents[:1]))
    topics = [pk for pk in _public(known, (pk for each in cited for pk in each[1:])) if pk not in strategies]
    requested = any(webinar.content.get("need_basis") == "request" for webinar in known.webinars)
    for pk in strategies:
        outline.paragraph(f"intro/mandate/{known.records[pk]['reference']}", _mandate(frame, known, pk, requested))
    count = len(known.webinars)
    said = frame.say(
        "organized",
        following=frame.say("following", documents=_documents(frame, known, strategies)) if strategies else "",
        webinars=frame.counted("webinars", count),
        period=period,
        topics=frame.say("topics", documents=_documents(frame, known, topics)) if topics else "",
    )
    outline.paragraph("intro/organized", _sentence(said))
    outline.paragraph("intro/purpose", frame.counted("purpose", count))


def _public(known: Gathered, ids: Iterable[int]) -> list[int]:
    return [pk for pk in dict.fromkeys(ids) if pk in known.records]


def _mandate(frame: Frame, known: Gathered, pk: int, requested: bool) -> str:
    session = known.number(pk, "session")
    number, body = known.number(session, "number"), committee(frame, known, known.number(session, "committee"))
    symbol = known.records[pk]["symbol"] or frame.words["blanks"]["symbol"]
    if number and body:
        values = {"session": frame.ordinal(number), "committee": body}
        said = frame.say("mandate", title=known.title(pk), symbol=symbol, **values)
    else:
        said = frame.say("mandate_plain", title=known.title(pk), symbol=symbol)
    return said + (frame.say("mandate_requested") if requested else "") + frame.say("stop")


def _documents(frame: Frame, known: Gathered, ids: list[int]) -> str:
    """By their symbols, else by their titles."""
    told = []
    for pk in ids:
        symbol = known.records[pk]["symbol"]
        told.append(frame.say("document", symbol=symbol or frame.say("mandate_untitled", title=known.title(pk))))
    return frame.listed(told)


def _conclusion(outline: Outline, frame: Frame, known: Gathered) -> None:
    """What the records say came of them, each text once, and the findings of whoever held them."""
    seen: set[str] = set()
    started = False
    for webinar in known.webinars:
        told = [(f"webinar/{webinar.reference}/outcomes", known.text(webinar, "outcomes"))]
        told += [
            (f"webinar/{webinar.reference}/finding/{place}", known.wording(webinar, row["wording"]))
            for place, row in enumerate(_own_findings(webinar.content), 1)
        ]
        for key, text in told:
            if text is None or text.text in seen:
                continue
            seen.add(text.text)
            if not started:
                outline.section("section/conclusion", frame.words["sections"]["conclusion"])
                started = True
                outline.paragraphs(key, text.text, text.language)
            elif key.endswith("/outcomes"):
                outline.paragraphs(key, text.text, text.language)
            else:
                for number, part in enumerate(parts_of(text.text), 1):
                    outline.more(key if number == 1 else f"{key}/{number}", part, text.language)


def _own_findings(content: dict) -> list[dict]:
    held_by = {row["party"] for row in content.get("involvements", []) if row["role"] == "provider"}
    return [row for row in content.get("lessons", []) if row["kind"] == "finding" and row.get("told_by") in held_by]
