"""A new draft from a copy of a record: what it says again, section by section, and what it must not."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from activities.models import WEBINAR
from tarepo.changes import current_change
from tarepo.content import Content, read_content
from tarepo.content_write import write_content
from tarepo.enums import Kind, PointKind
from tarepo.kinds import model_of, schema_of
from tarepo.models import Record
from tarepo.numbering import slug_reference

TEXTS, OWN, ABOUT, BELONGS, RESULTS = "texts", "own", "about", "belongs", "results"
# Countries and areas are the United Nations' and there is one of each.
COPIED = frozenset(Kind.values) - {Kind.COUNTRY}

# What one record says of itself alone: names, days, numbers under which others know it, who reported or checked it.
ITS_OWN = {
    *("reference", "unit", "checked_on", "reported_by"),
    *("starts", "ends", "precision", "period_printed", "status", "series", "number_in_series"),
    *("cooperation", "declared_by"),  # a declaration is about one activity: nobody made it of the next
    *("iso2", "iso3", "m49", "symbol", "issued_on", "issued_printed", "number", "meeting_id", "link", "form"),
}
# Of a webinar the next has its own address, time and what was said; where people register elsewhere is another page.
OF_A_WEBINAR = ("time_zone", "interpretation", "register_by", "seats")
# Files belong to the record that shows them; what other systems call it is unique; old addresses are no content; what
# a party confirmed it confirmed of one record.
NEVER = {"identifiers", "photos", "editions", "confirmations", *WEBINAR}
SOURCED = ("document", "paragraph", "printed")  # where a statement stands: it goes with the sources
SUBJECTS = ("subjects", "goals", "recommendations")
GROUPS = ("project", "agreements", "related")
HAPPENED = (PointKind.OUTCOME, PointKind.NEED)  # points that tell what came of the one activity
AT_FIRST = {TEXTS, OWN, ABOUT, BELONGS, "involvements", "points", "webinars"}  # taken unless somebody says otherwise


@dataclass(frozen=True)
class InSeries:
    """The place of the new record in a series."""

    series: int
    number: int | None


def pieces(kind: str, content: Content) -> dict[str, Content]:
    """What a copy can take over, by section in the order of a form; empty sections left out."""
    schema = schema_of(kind)
    texts = content.get("texts", {})
    made: dict[str, Content] = {TEXTS: _of_texts(texts, results=False)}
    for name in (*schema.fields, *schema.links):
        if name in content and name not in ITS_OWN:
            section = ABOUT if name in SUBJECTS else BELONGS if name in GROUPS else OWN
            made.setdefault(section, {})[name] = content[name]
    for name in schema.parts:
        if name in content and name not in NEVER:
            made[name] = {name: [row for row in content[name] if row.get("kind") not in HAPPENED]}
    for row in content.get("webinars", []):
        kept = {name: row[name] for name in OF_A_WEBINAR if name in row}
        made["webinars"] = {"webinars": [kept | ({"register_by": "nowhere"} if "register_at" in row else {})]}
    happened = [row for row in content.get("points", []) if row["kind"] in HAPPENED]
    made[RESULTS] = _of_texts(texts, results=True) | ({"points": happened} if happened else {})
    order = [TEXTS, OWN, ABOUT, BELONGS, *schema.parts, RESULTS]
    return {name: made[name] for name in order if any(made.get(name, {}).values())}


def _of_texts(texts: dict[str, dict], *, results: bool) -> Content:
    """Outcomes apart from the rest. The copy's own versions begin anew."""
    kept = {
        language: {
            name: value for name, value in text.items() if (name == "outcomes") == results and name != "made_from"
        }
        for language, text in texts.items()
    }
    kept = {language: text for language, text in kept.items() if text}
    return {"texts": kept} if kept else {}


def taken_over(kind: str, content: Content, sections: Collection[str]) -> Content:
    """The content of the sections together. Outcomes go into texts that are there; without the sources, no
    statement says where it stands."""
    made: Content = {}
    for name, piece in pieces(kind, content).items():
        if name in sections:
            for field, value in piece.items():
                made[field] = _joined(made.get(field), value) if field in made or name == RESULTS else value
    if "sources" not in sections:
        made |= {name: [*_without_place(rows)] for name, rows in made.items() if name in schema_of(kind).parts}
    return {name: value for name, value in made.items() if value}


def _joined(before: Any, more: Any) -> Any:
    if isinstance(more, dict):
        return {language: text | more.get(language, {}) for language, text in (before or {}).items()}
    return [*(before or []), *more]


def _without_place(rows: list[Content]) -> Iterator[Content]:
    for row in rows:
        cites = "role" in row and "party" not in row  # a document of the record's own, not the place of a statement
        yield row if cites else {name: value for name, value in row.items() if name not in SOURCED}


def copy_record(
    source: Record, *, sections: Collection[str], unit: int | None, in_series: InSeries | None = None
) -> Record:
    """A draft that says what these sections of the record say, related to it; an activity is planned, its period not
    stated. Details are no content, and are never copied. Raises ContentError."""
    current_change()
    content = taken_over(source.kind, read_content(source.kind, source.pk), sections)
    content["related"] = sorted({source.pk, *content.get("related", [])})
    if source.kind == Kind.ACTIVITY:
        content["status"] = "planned"
    if in_series:
        content |= {"series": in_series.series, "number_in_series": in_series.number}
    if unit:
        content["unit"] = unit
    record: Any = model_of(source.kind)(kind=source.kind)
    if hasattr(source, "form"):
        record.form = source.form
    record.reference = slug_reference(record, _title(content.get("texts", {})))
    record.save()
    write_content(record, content)
    return record


def _title(texts: dict[str, dict]) -> str:
    """What a readable reference is made of: the English title, else the original's, else any."""
    ranked = sorted(texts, key=lambda code: (code != "en", texts[code].get("status") != "original"))
    return texts[ranked[0]].get("title", "") if ranked else ""


def start_series(title: str, *, language: str, unit: int | None) -> Record:
    """A draft of a series with this name."""
    current_change()
    series = model_of(Kind.SERIES)(kind=Kind.SERIES)
    series.reference = slug_reference(series, title)
    series.save()
    content: Content = {"texts": {language: {"status": "original", "title": title}}}
    write_content(series, content | ({"unit": unit} if unit else {}))
    return series
