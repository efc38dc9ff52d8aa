"""The parts of a record as the components take them (templates/components): plain values only."""

from collections.abc import Collection

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tarepo.enums import CitationRole, DeliveryMode, FigureNature, LessonKind, PointKind, Qualifier
from tarepo.reading.names import Names
from tarepo.reading.page import Reading, Section
from tarepo.reading.words import date, number, own_name, paragraph, period

QUALIFIER_SHOWN = {Qualifier.EXACTLY: ""}  # an exact number needs no word
# Anchor and heading of each kind of point, in the order of thought; what came of it stands apart from the work.
POINT_SECTIONS: dict[str, tuple] = {
    PointKind.TASK: ("tasks", gettext_lazy("Tasks")),
    PointKind.TOPIC: ("topics", gettext_lazy("Topics")),
    PointKind.METHOD: ("methods", gettext_lazy("Methods used")),
    PointKind.MATERIAL: ("materials", gettext_lazy("Materials")),
    PointKind.OUTCOME: ("results", gettext_lazy("Results told")),
    PointKind.NEED: ("needs", gettext_lazy("Needs voiced")),
}
RESULTS = (PointKind.OUTCOME, PointKind.NEED)
WORK = tuple(kind for kind in POINT_SECTIONS if kind not in RESULTS)


def figure_values(reading: Reading, row: dict) -> dict:
    """One figure: value, qualifier, unit, period, rule and source, each as its own printed string."""
    unit, measure = reading.words(row.get("unit_of_measure")), reading.words(row.get("measure"))
    base, rule = reading.words(row.get("base")), reading.words(row.get("rule"))
    qualifier = Qualifier(row["qualifier"])
    told = unit or measure or base or rule or {}
    return {
        "value": number(row["value"]),
        "qualifier": QUALIFIER_SHOWN.get(qualifier, str(qualifier.label)),
        "unit": unit["text"] if unit else "",
        "label": measure["text"] if measure else "",
        "base": base["text"] if base else "",
        "period": _period_told(row),
        "rule": rule["text"] if rule else "",
        "planned": row.get("nature") == FigureNature.TARGET,
        "printed": row.get("printed", ""),
        "source": cited(reading.names, row),
        "lang": told.get("lang", ""),
        "dir": told.get("dir", ""),
        "series": row.get("series", ""),
    }


def _period_told(row: dict) -> str:
    shown, printed = period(row), row.get("period_printed", "")
    if shown and printed and printed != shown:
        return _("%(period)s (as printed: %(text)s)") % {"period": shown, "text": printed}
    return shown or printed


def cited(names: Names, row: dict) -> dict | None:
    """The document that a statement stands in, its paragraph as part of the name."""
    name = names.get(row.get("document"))
    if name and row.get("paragraph"):
        return name | {"name": f"{name['short'] or name['name']}, {paragraph(row['paragraph'])}"}
    return name and name | {"name": name["short"] or name["name"]}


def figure_sections(reading: Reading) -> list[Section]:
    """The figures, and a table of those that have a target beside what was achieved."""
    figures = [figure_values(reading, row) for row in reading.content.get("figures", [])]
    if not figures:
        return []
    made = [Section("figures", _("Figures"), "figures", {"figures": figures}, len(figures))]
    series = _series_rows(figures)
    if series:
        values = {"caption": _("Targets and what was achieved"), "series": series}
        made.append(Section("targets", _("Targets"), "figures_table", values))
    return made


def _series_rows(figures: list[dict]) -> list[dict]:
    """A row for each value of a series that has a target: nothing that was achieved is left out."""
    series: dict[str, tuple[list[dict], list[dict]]] = {}
    for figure in figures:
        if figure["series"]:
            series.setdefault(figure["series"], ([], []))[not figure["planned"]].append(figure)
    rows = []
    for targets, achieved in series.values():
        for place in range(max(len(targets), len(achieved)) if targets else 0):
            target = targets[min(place, len(targets) - 1)]
            rows.append(_series_row(target, achieved[place] if place < len(achieved) else {}))
    return rows


def _series_row(target: dict, achieved: dict) -> dict:
    row = {name: achieved.get(name) or target[name] for name in ("unit", "rule", "source")}
    row["label"] = achieved.get("label") or target["label"] or row["unit"]
    row["base"] = achieved.get("base") or target["base"]
    for side, figure in (("target", target), ("achieved", achieved)):
        if figure:
            row[side] = f"{figure['qualifier']} {figure['value']}".strip()
            row[f"{side}_period"] = figure["period"]
    return row


def lesson_values(names: Names, row: dict, lead: str, record: dict | None = None) -> dict:
    """One lesson, with the record that it comes from where it is shown elsewhere."""
    words = names.words(row["wording"], lead) or {}
    mode = row.get("delivery_mode", DeliveryMode.NOT_STATED)
    teller = names.get(row.get("told_by"))
    return words | {
        "kind": row["kind"],
        "kind_label": LessonKind(row["kind"]).label,
        "note": _("told by %(party)s") % {"party": teller["short"] or teller["name"]} if teller else "",
        "subjects": names.all([row["subject"]] if "subject" in row else []),
        "mode": "" if mode == DeliveryMode.NOT_STATED else DeliveryMode(mode).label,
        "record": record,
        "source": cited(names, row),
    }


def lesson_sections(reading: Reading) -> list[Section]:
    rows = reading.content.get("lessons", [])
    lessons = [lesson_values(reading.names, row, reading.lead) for row in rows]
    return [Section("lessons", _("Lessons"), "lessons", {"lessons": lessons}, len(lessons))] if lessons else []


def point_sections(reading: Reading, kinds: Collection[str] = tuple(POINT_SECTIONS)) -> list[Section]:
    """A section for each kind of point, in the order of thought."""
    made = []
    for kind in kinds:
        anchor, title = POINT_SECTIONS[kind]
        points = [_point(reading, row) for row in reading.content.get("points", []) if row["kind"] == kind]
        if points:
            made.append(Section(anchor, str(title), "points", {"points": points}))
    return made


def _point(reading: Reading, row: dict) -> dict:
    words = reading.words(row["wording"]) or {}
    language = row.get("language")
    return words | {"languages": [own_name(language)] if language else [], "url": row.get("link", "")}


def undertaking_sections(reading: Reading) -> list[Section]:
    promises = [_undertaking(reading, row) for row in reading.content.get("undertakings", [])]
    if not promises:
        return []
    return [Section("undertakings", _("Undertakings"), "undertakings", {"undertakings": promises}, len(promises))]


def _undertaking(reading: Reading, row: dict) -> dict:
    return (reading.words(row["wording"]) or {}) | {
        "by": reading.names.get(row.get("by_party")),
        "due": date(row.get("due")) or row.get("due_printed", ""),
        "done": row.get("done", False),
        "done_note": date(row.get("done_on")),
        "source": cited(reading.names, row),
    }


def document_sections(reading: Reading) -> list[Section]:
    documents = []
    for row in reading.content.get("citations", []):
        name = reading.names.get(row["document"])
        if name:
            note = reading.words(row.get("note"))
            documents.append(
                {
                    "title": name["name"],
                    "url": name["url"],
                    "lang": name["lang"],
                    "dir": name["dir"],
                    "role": CitationRole(row["role"]).label,
                    "symbol": name["short"],
                    "paragraph": paragraph(row.get("paragraph", "")),
                    "note": note["text"] if note else "",
                }
            )
    if not documents:
        return []
    return [Section("documents", _("Documents"), "documents", {"documents": documents}, len(documents))]


def photo_sections(reading: Reading, pictures: dict[int, dict]) -> list[Section]:
    """The photos; pictures: file id → {"src", "width", "height"} of those that are ready to be shown,
    {"waiting"} of those that soon will be."""
    photos = []
    for row in reading.content.get("photos", []):
        caption, alt = reading.words(row.get("caption")), reading.words(row.get("alt"))
        picture = pictures.get(row.get("file", 0), {})
        shown = {"caption": "", **(caption or {}), "credit": row.get("credit", ""), **picture}
        shown["caption"] = caption["text"] if caption else ""
        shown["alt"] = alt["text"] if alt else ""
        photos.append(shown)
    if not photos:
        return []
    return [Section("photos", _("Photos"), "photos", {"photos": photos}, len(photos))]
