"""What the desk's page shows of each material: what it is, and how far it is from its readers."""

from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext as _

from activities.models import Activity
from tarepo.cards import lead_language
from tarepo.content import Content, digest_of, read_content
from tarepo.differences import Line, content_lines
from tarepo.enums import State
from tarepo.file_types import ENDINGS
from tarepo.kinds import for_readers
from tarepo.labels import labels_of
from tarepo.languages import OFFICIAL
from tarepo.models import File
from tarepo.publish import public_contents
from webinars.enums import MaterialKind
from webinars.materials.intake import names_of
from webinars.materials.size import size_of

IS_IT = ("document", "link", "file", "chapters")  # the columns by which a material is the same one
MOST_ALONG = 12


@dataclass(frozen=True)
class ShownRow:
    key: str  # the digest of what it says
    row: Content
    name: str
    url: str
    told: str  # type and size of a file
    state: str
    mark: str  # of the state: withheld, waiting, public, leaving


@dataclass(frozen=True)
class Shown:
    rows: list[ShownRow]
    speakers: dict[str, str]
    lead: str
    is_published: bool
    along: list[Line]  # what else publishing would show

    def counts(self) -> list[tuple[str, int]]:
        return [*Counter(each.state for each in self.rows).items()]


def shown_materials(record: Activity) -> Shown:
    """By kind and language; the same number of queries however many."""
    content = read_content(record.kind, record.pk)
    published = record.state == State.PUBLISHED
    public = public_contents([record.pk]).get(record.pk, {}) if published else {}
    rows = {digest_of(row): row for row in content.get("materials", [])}
    files = File.objects.in_bulk([row["file"] for row in rows.values() if "file" in row])
    documents = labels_of([row["document"] for row in rows.values() if "document" in row])
    shown = [
        _shown_row(key, row, files, documents, public.get("materials", []))
        for key, row in sorted(rows.items(), key=lambda pair: _place(pair[1]))
    ]
    lines = content_lines(record.kind, public, for_readers(record.kind, content)) if published else []
    along = [line for line in lines if line.path != "materials"][:MOST_ALONG]
    lead = lead_language(content.get("texts", {})) or "en"
    return Shown(shown, names_of(content), lead, published, along)


def _place(row: Content) -> tuple[int, int]:
    language = row.get("language", "")
    spoken = [*OFFICIAL].index(language) if language in OFFICIAL else len(OFFICIAL)
    return MaterialKind.values.index(row["kind"]), spoken


def _shown_row(
    key: str, row: Content, files: dict[int, File], documents: dict[str, str], public: list[Content]
) -> ShownRow:
    file = files.get(row.get("file", 0))
    name, url, told = row.get("link", "") or _("lines of text"), row.get("link", ""), ""
    if "document" in row:
        name = documents.get(str(row["document"]), "")
    if file:
        ending = ENDINGS.get(file.media_type, "").upper()
        name, url = file.name, file.get_absolute_url()
        told = f"{ending}, {size_of(file.size)}"
    mark = _mark(row, public)
    return ShownRow(key, row, name, url, told, state_of(mark), mark)


def _mark(row: Content, public: list[Content]) -> str:
    if row.get("released"):
        return "public" if row in public else "waiting"
    same = any(row.get(name) and row.get(name) == other.get(name) for name in IS_IT for other in public)
    return "leaving" if same else "withheld"


def state_of(mark: str) -> str:
    return {
        "withheld": _("withheld"),
        "waiting": _("released, but not yet public"),
        "public": _("public"),
        "leaving": _("withheld, but public until the record is published"),
    }[mark]
