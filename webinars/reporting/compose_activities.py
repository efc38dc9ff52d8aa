"""The committee's report on all activities of a period: counts by region, type, delivery, funding and cooperation, and
the list. Made of the counts that the portal's facets are made of; nothing that has a qualifier is summed.
"""

import datetime as dt

from babel.dates import format_date

from reference.models import Session
from tarepo.languages import OFFICIAL
from webinars.reporting.activity_counts import MOST_LISTED, Counted, counted
from webinars.reporting.activity_frames import FRAMES
from webinars.reporting.blocks import Block, Composed, Footnote, Sort
from webinars.reporting.outline import Outline

LOCALES = {"en": "en_GB", "zh": "zh_Hans_CN"}
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
    if language not in OFFICIAL:
        raise ValueError(f"{language} is none of the six languages")
    words = FRAMES[language]
    found = counted(starts, ends, language, words, session)
    values = {"starts": _date(starts, language), "ends": _date(ends, language)}
    values |= {"count": str(found.total), "left": str(found.left_out)}
    outline = Outline()
    outline.section("intro", words["intro"])
    outline.paragraph("intro/period", words["period"].format(**values))
    outline.paragraph("intro/count", words["count"].format(**values) + "[^rule]")
    if found.left_out:
        outline.paragraph("intro/left", words["left"].format(**values))
    if found.undated:
        outline.paragraph("intro/undated", words["undated"].format(undated=found.undated))
    outline.section("tables", words["tables"])
    _tables(outline, words, found)
    outline.section("list", words["list"])
    _list(outline, words, found)
    outline.paragraph("decision", words["decision"], sort=Sort.DECISION)
    outline.blocks.append(Block("end", Sort.END, words["end"]))
    head = {"symbol": symbol, "session": found.session, "date": _date(dated, language) if dated else ""}
    return Composed(
        language,
        words["title"].format(**values),
        tuple((words[f"head_{name}"], value or f"[[{words[f'blank_{name}']}]]") for name, value in head.items()),
        tuple(outline.blocks),
        _notes(words, outline),
    )


def _tables(outline: Outline, words: dict[str, str], found: Counted) -> None:
    """Each with its rule of counting as a footnote."""
    for name in TABLES:
        if rows := found.tables[name]:
            head = (words[f"head_{name}"], words["activities"])
            text = f"{words[f'table_{name}']}[^{name}]"
            outline.blocks.append(Block(f"table/{name}", Sort.TABLE, text, rows=(head, *rows)))


def _list(outline: Outline, words: dict[str, str], found: Counted) -> None:
    if not found.total:
        outline.paragraph("list/none", words["none"])
    elif found.total > MOST_LISTED:
        outline.paragraph("list/many", words["many"].format(count=found.total, most=MOST_LISTED))
    else:
        head = (words["reference"], words["name"], words["when"], words["parties"])
        outline.blocks.append(Block("table/list", Sort.TABLE, words["table_list"], rows=(head, *found.listed)))


def _notes(words: dict[str, str], outline: Outline) -> tuple[Footnote, ...]:
    called = ["rule", *(name for name in TABLES if any(block.key == f"table/{name}" for block in outline.blocks))]
    return tuple(Footnote(name, words[f"note_{name}"], number) for number, name in enumerate(called, 1))


def _date(day: dt.date, language: str) -> str:
    return format_date(day, "long", locale=LOCALES.get(language, language))
