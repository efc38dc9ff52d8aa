"""Sections that show other records: what names this one, its lessons from everywhere."""

from collections.abc import Collection, Mapping

from django.utils.translation import gettext as _

from tarepo.enums import Kind
from tarepo.reading.names import Names, label_name, persons_in
from tarepo.reading.page import Reading, Section
from tarepo.reading.parts import lesson_values
from tarepo.reading.rows import Group, place_of, row_values

FILED = ("editions", "materials")  # the parts whose files are fetched, not shown


def concerning_sections(
    reading: Reading,
    groups: list[Group],
    titles: dict[Kind, str],
    *,
    leave_out: Collection[Kind] = (),
    of_activities: Mapping[str, object] | None = None,
) -> list[Section]:
    """A section for each kind of record that names this one, with the title that its kind gives it here.

    of_activities: what the page says around its activities: roles, told, all.
    """
    made = []
    about = reading.row.record_id
    for group in sorted(groups, key=lambda group: place_of(group.kind)):
        if group.kind in leave_out:
            continue
        title = titles.get(Kind(group.kind)) or naming_title(Kind(group.kind))
        rows = [row_values(row, reading.names, about=about) for row in in_reading_order(group)]
        more = _("The newest %(shown)s of %(count)s.") % {"shown": len(rows), "count": group.count}
        values = {"rows": rows, "level": 3, "more": more} if group.count > len(rows) else {"rows": rows, "level": 3}
        if group.kind == Kind.ACTIVITY:
            values |= of_activities or {}
        made.append(Section(f"by-{group.kind}", title, "rows", values, group.count))
    return made


def in_reading_order(group: Group) -> list[dict]:
    """Items of a recommendation and narrower terms by position, all else as it came: the newest first."""
    if group.kind in (Kind.RECOMMENDATION, Kind.SUBJECT):
        return sorted(group.rows, key=lambda row: (row["card"].get("position", 0), row["reference"]))
    return group.rows


def naming_title(kind: Kind) -> str:
    return {
        Kind.ACTIVITY: _("Activities"),
        Kind.PROJECT: _("Projects"),
        Kind.SERIES: _("Series"),
        Kind.AGREEMENT: _("Agreements"),
        Kind.COUNTRY: _("Countries and areas"),
        Kind.ORGANISATION: _("Organisations"),
        Kind.UNIT: _("Units"),
        Kind.SESSION: _("Sessions"),
        Kind.DOCUMENT: _("Documents"),
        Kind.SUBJECT: _("Subjects"),
        Kind.RECOMMENDATION: _("Recommendations"),
    }.get(kind, str(kind.label))


def lesson_names(found: list[dict]) -> set[int]:
    """The ids of the records that the lessons name."""
    keys = ("subject", "told_by", "document")
    return {entry["lesson"][key] for entry in found for key in keys if key in entry["lesson"]}


def lesson_persons(found: list[dict]) -> set[str]:
    """The keys of the persons who stand in the lessons, and in the titles of the records that hold them."""
    texts = [text for entry in found for text in entry["lesson"]["wording"].values()]
    return persons_in(texts + [name for entry in found for name in entry["label"][3]["names"].values()])


def lessons_told(found: list[dict], names: Names) -> list[dict]:
    """The values of components/lessons.html for lessons of other records, each with the record that tells it."""
    lessons = []
    for entry in found:
        record = label_name(*entry["label"], language=names.language)
        record["name"] = names.fill(record["name"])
        lessons.append(lesson_values(names, entry["lesson"], entry["label"][3]["lead"], record))
    return lessons


def lessons_from_everywhere(found: list[dict], names: Names, title: str = "") -> list[Section]:
    if not found:
        return []
    lessons = lessons_told(found, names)
    if title:  # on the page of who tells them all
        lessons = [lesson | {"note": ""} for lesson in lessons]
    values = {"lessons": _under_their_records(lessons)}
    return [Section("lessons", title or _("Lessons from everywhere"), "lessons", values, len(found))]


def _under_their_records(lessons: list[dict]) -> list[dict]:
    """The lessons that one record tells stand together, and its name once, above the first of them."""
    made, last = [], None
    for lesson in lessons:
        record = lesson["record"]["id"]
        made.append(lesson | {"record": None, "under": lesson["record"] if record != last else None})
        last = record
    return made


def pictures_of(reading: Reading) -> dict[int, dict]:
    """The pictures of the record's photos that are ready to be shown; no query where there are none."""
    ids = [row["file"] for row in reading.content.get("photos", []) if "file" in row]
    if not ids:
        return {}
    from tarepo.files import pictures

    return pictures(ids, record=reading.row.record_id)


def downloads_of(reading: Reading) -> dict[int, dict]:
    """The files of its language versions and materials that can be fetched; no query where there are none."""
    ids = [row["file"] for name in FILED for row in reading.content.get(name, []) if "file" in row]
    if not ids:
        return {}
    from tarepo.files import downloads

    return downloads(ids, record=reading.row.record_id)
