"""Sections that show other records: what names this one, its lessons from everywhere."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from tarepo.enums import Kind
from tarepo.models import SearchRow
from tarepo.reading.names import Names, label_name, persons_in
from tarepo.reading.page import Reading, Section
from tarepo.reading.parts import lesson_values
from tarepo.reading.rows import Group, place_of, row_values

LESSONS_SHOWN = 100


def concerning_sections(
    reading: Reading, groups: list[Group], titles: dict[Kind, str], *, leave_out: Collection[Kind] = ()
) -> list[Section]:
    """A section for each kind of record that names this one, with the title that its kind gives it here."""
    made = []
    for group in sorted(groups, key=lambda group: place_of(group.kind)):
        if group.kind in leave_out:
            continue
        title = titles.get(Kind(group.kind)) or naming_title(Kind(group.kind))
        rows = [row_values(row, reading.names) for row in in_reading_order(group)]
        more = _("The newest %(shown)s of %(count)s.") % {"shown": len(rows), "count": group.count}
        values = {"rows": rows, "level": 3, "more": more if group.count > len(rows) else ""}
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


def lessons_with(field: str, pk: int, tiers: Collection[int]) -> list[dict]:
    """The lessons, from all records that readers see, whose field (subject, told_by) is this record; one query.

    Each: {"lesson": its row, "record": search-row values of where it stands}.
    """
    rows = SearchRow.objects.for_tiers(tiers).naming(pk).order_by("-sort_date", "-record_id")
    found = rows.values_list(
        "record_id", "kind", "reference", "label", "sort_keys", "snapshot_id", "snapshot__body__content__lessons"
    )
    made = []
    for *label, lessons in found.iterator(chunk_size=500):
        made += [{"lesson": lesson, "label": label} for lesson in lessons or [] if lesson.get(field) == pk]
        if len(made) >= LESSONS_SHOWN:
            break
    return made[:LESSONS_SHOWN]


def lesson_names(found: list[dict]) -> set[int]:
    """The ids of the records that the lessons name."""
    keys = ("subject", "told_by", "document")
    return {entry["lesson"][key] for entry in found for key in keys if key in entry["lesson"]}


def lesson_persons(found: list[dict]) -> set[str]:
    """The keys of the persons who stand in the lessons, and in the titles of the records that hold them."""
    texts = [text for entry in found for text in entry["lesson"]["wording"].values()]
    return persons_in(texts + [name for entry in found for name in entry["label"][3]["names"].values()])


def lessons_from_everywhere(found: list[dict], names: Names) -> list[Section]:
    lessons = []
    for entry in found:
        record = label_name(*entry["label"], language=names.language)
        record["name"] = names.fill(record["name"])
        lessons.append(lesson_values(names, entry["lesson"], entry["label"][3]["lead"], record))
    if not lessons:
        return []
    return [Section("lessons", _("Lessons from everywhere"), "lessons", {"lessons": lessons}, len(lessons))]


def pictures_of(reading: Reading) -> dict[int, dict]:
    """The pictures of the record's photos that are ready to be shown; no query where there are none."""
    ids = [row["file"] for row in reading.content.get("photos", []) if "file" in row]
    if not ids:
        return {}
    from tarepo.files import pictures

    return pictures(ids)
