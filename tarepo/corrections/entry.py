"""A correction as it is being written: forms of the chosen pieces over one public version, and what they propose."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.http import QueryDict
from django.utils.translation import gettext as _

from tarepo.cards import lead_language
from tarepo.content import Content
from tarepo.corrections.cells import Around
from tarepo.corrections.forms import EMPTY, AboutForm, PieceForm
from tarepo.corrections.pieces import Piece, Pieces, pieces_of
from tarepo.enums import TextStatus
from tarepo.languages import OFFICIAL
from tarepo.models import Snapshot
from tarepo.reading.names import load_names
from tarepo.reading.words import content_language
from tarepo.submissions.entry import anchor
from tarepo.submissions.values import sources_of

LONGEST_WHY = 6000


@dataclass
class Base:
    """One public version of a record, as somebody reads it; language: that they correct."""

    kind: str
    snapshot: Snapshot
    language: str = ""

    def __post_init__(self) -> None:
        body = self.snapshot.body
        self.content: Content = body["content"]
        self.version: int = body["version"]
        texts = self.content.get("texts", {})
        self.lead = lead_language(texts)
        if self.language not in texts and self.language not in OFFICIAL:
            read = content_language()
            self.language = read if read in texts else self.lead or read
        self.names = load_names(body["names"], body["persons"])

    @property
    def pieces(self) -> Pieces:
        return pieces_of(self.kind, self.content, self.names, self.language, self.lead)

    @property
    def is_new_text(self) -> bool:
        return self.language not in self.content.get("texts", {})


class Entry:
    """data: as it was sent; parties: those that somebody speaks for, by id and name."""

    def __init__(
        self, base: Base, chosen: list[Piece], parties: list[tuple[str, str]], name: str, data: QueryDict | None = None
    ) -> None:
        self.base = base
        around = Around(base.language, base.lead, base.names)
        self.about = AboutForm(data, parties=parties, name=name, version=base.version)
        self.forms = [PieceForm(data, piece=piece, around=around) for piece in chosen]

    def is_valid(self) -> bool:
        valid = not [form for form in (self.about, *self.forms) if not form.is_valid()]  # all complain at once
        if valid and (lacks := self._lacks()):
            self.about.add_error(None, lacks)
            return False
        return valid

    def _lacks(self) -> str:
        changed = {form.piece.key for form in self.forms if form.piece.is_text and form.changes}
        if changed and self.base.is_new_text and "texts.title" not in changed:
            return _("A text in a language that the record does not have yet needs its title: choose it too.")
        if not self.values and not self.other:
            return _("Nothing was changed: what stands in the form is what the record says already.")
        return ""

    @property
    def other(self) -> str:
        return self.about.cleaned_data.get("other", "")

    @property
    def values(self) -> Content:
        """Path → value, as a patch has them; the source that was given comes along with a change, never alone."""
        found = self._of_texts()
        rows: dict[str, list[Content | None]] = {}
        added: dict[str, list[Content]] = {}
        for form in self.forms:
            if not form.piece.part:
                found |= {} if form.piece.is_text else form.changes
                continue
            held: list[Content | None] = list(self.base.content.get(form.piece.part, []))
            held = rows.setdefault(form.piece.part, held)
            if form.piece.is_new:
                added.setdefault(form.piece.part, []).extend([form.row] if form.row else [])
            else:
                held[form.piece.place] = None if form.is_removed else with_changes(held[form.piece.place], form.changes)
        if (found or self._moved(rows, added)) and (sources := sources_of(self._source)):
            rows.setdefault("sources", list(self.base.content.get("sources", [])))
            added.setdefault("sources", []).extend(sources)
        return found | self._moved(rows, added)

    @property
    def _source(self) -> dict[str, Any]:
        return self.about.cleaned_data | {"language": self.base.language}

    def _moved(self, rows: dict[str, list[Content | None]], added: dict[str, list[Content]]) -> Content:
        made = {part: [row for row in held if row is not None] + added.get(part, []) for part, held in rows.items()}
        return {part: held for part, held in made.items() if held != self.base.content.get(part, [])}

    def _of_texts(self) -> Content:
        language = self.base.language
        changes = {name: value for form in self.forms if form.piece.is_text for name, value in form.changes.items()}
        made = {f"texts.{language}.{name}": value or "" for name, value in changes.items()}
        if made and self.base.is_new_text:
            made[f"texts.{language}.status"] = TextStatus.UNOFFICIAL.value
        return made

    @property
    def why(self) -> str:
        """What editors and focal points read."""
        other = _("Something else: %(other)s") % {"other": self.other} if self.other else ""
        return "\n".join(filter(None, (self.about.cleaned_data["why"], other)))[:LONGEST_WHY]

    @property
    def complaints(self) -> list[dict[str, str]]:
        """What stands in the way, each with the way to its field."""
        if not self.about.is_bound:
            return []
        alone = [error for form in (self.about, *self.forms) for error in form.non_field_errors()]
        found = [{"where": "", "id": "", "sentence": str(error)} for error in alone]
        for form in (*self.forms, self.about):
            title = f"{form.piece.label}: " if isinstance(form, PieceForm) else ""
            found += [
                {"where": f"{title}{form[name].label}", "id": anchor(form[name]), "sentence": str(error)}
                for name, errors in form.errors.items()
                if name in form.fields
                for error in errors
            ]
        return found

    @property
    def typed(self) -> list[tuple[str, str]]:
        """What somebody wrote, field by field, to be copied where it cannot be sent any more."""
        found = []
        for form in self.forms:
            for name in sorted(form.touched):
                value = form.fields[name].widget.value_from_datadict(form.data, form.files, form.add_prefix(name))
                said = " ".join(filter(None, value)) if isinstance(value, list) else str(value or "")
                found.append((f"{form.piece.label}: {form.fields[name].label}", said))
        for name in ("other", "why", "source_link", "source_document"):
            found.append((str(self.about.fields[name].label), str(self.about.data.get(name, ""))))
        return [(label, said) for label, said in found if said]


def with_changes(row: Content | None, changes: Content) -> Content:
    """The row with other values; what is empty is left out, as a content has it."""
    return {name: value for name, value in ((row or {}) | changes).items() if value not in EMPTY}


def with_new_key(sent: QueryDict, **more: str) -> QueryDict:
    data = sent.copy()
    data["sent_key"] = str(uuid4())
    for name, value in more.items():
        data[name] = value
    return data
