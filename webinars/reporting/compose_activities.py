"""The committee's report on all activities of a period: counts by region, type, delivery, funding and cooperation, and
the list. Made of the counts that the portal's facets are made of; nothing that has a qualifier is summed.
"""

import datetime as dt

from reference.models import Session
from webinars.reporting.activity_counts import MOST_LISTED, Counted, counted
from webinars.reporting.blocks import Block, Composed, Sort
from webinars.reporting.frame import frame_of
from webinars.reporting.gather import gather_session
from webinars.reporting.head import head
from webinars.reporting.outline import Outline

TABLES = ("year", "region", "type", "mode", "funding", "cooperation")


def compose_activities(
    *,
    starts: dt.date,
    ends: dt.date,
    language: str,
    symbol: str = "",
    session: Session | None = None,
    dated: dt.date | None = None,
) -> Composed:
    """The public activities whose period touches these days. ValueError for a language that is none of the six."""
    frame = frame_of(language)
    words, period = frame.words["activities"], frame.period(starts, ends)
    found = counted(starts, ends, language, words)
    outline = Outline()
    outline.section("intro", words["intro"])
    outline.paragraph("intro/period", words["period"].format(period=period))
    rule = outline.note("rule", words["note_rule"])
    outline.paragraph("intro/count", words["count"].format(count=found.total) + rule)
    if found.left_out:
        outline.paragraph("intro/left", words["left"].format(left=found.left_out))
    if found.undated:
        outline.paragraph("intro/undated", words["undated"].format(undated=found.undated))
    outline.section("tables", words["tables"])
    _tables(outline, words, found)
    outline.section("list", words["list"])
    _list(outline, words, found)
    outline.paragraph("decision", frame.say("decision"), sort=Sort.DECISION)
    outline.blocks.append(Block("end", Sort.END, frame.say("end")))
    told = head(frame, gather_session(language, session), symbol, session, dated)
    title = words["title"].format(period=period)
    return Composed(language, title, told, tuple(outline.blocks), outline.footnotes())


def _tables(outline: Outline, words: dict[str, str], found: Counted) -> None:
    """Each with its rule of counting as a footnote."""
    for name in TABLES:
        if rows := found.tables[name]:
            head = (words[f"head_{name}"], words["activities"])
            text = words[f"table_{name}"] + outline.note(name, words[f"note_{name}"])
            outline.blocks.append(Block(f"table/{name}", Sort.TABLE, text, rows=(head, *rows)))


def _list(outline: Outline, words: dict[str, str], found: Counted) -> None:
    if not found.total:
        outline.paragraph("list/none", words["none"])
    elif found.total > MOST_LISTED:
        outline.paragraph("list/many", words["many"].format(count=found.total, most=MOST_LISTED))
    else:
        head = (words["reference"], words["name"], words["when"], words["parties"])
        outline.blocks.append(Block("table/list", Sort.TABLE, words["table_list"], rows=(head, *found.listed)))
