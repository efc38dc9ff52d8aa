"""One verb for whatever somebody proposes: a submission, a correction, an expert's own edit, an imported row."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from tarepo.changes import current_change
from tarepo.content import Content, read_content
from tarepo.content_check import ContentError, Directory, kept_rules
from tarepo.content_write import write_content
from tarepo.kinds import model_of
from tarepo.locks import lock_patch, lock_records
from tarepo.models import Patch, PatchState, Record, Snapshot
from tarepo.tiers import PUBLIC


@dataclass(frozen=True)
class Conflict:
    """A field that somebody else changed since the version that the patch was made from."""

    field: str
    base: object
    now: object
    proposed: object


def apply_patch(patch: Patch, *, despite_conflicts: bool = False, directory: Directory | None = None) -> list[Conflict]:
    """Write the patch into the working tables and mark it applied; publishing is a step of its own.

    A patch without a record makes one. Fields that moved since its base version are returned as conflicts, and
    nothing is written, unless despite_conflicts. Applying it twice, or one that was refused, does
    nothing. Raises ContentError.
    """
    current_change()
    lock_patch(patch)  # of two who apply it at once the second finds it applied
    if patch.state != PatchState.OPEN:
        return []
    if patch.record_id is None:
        patch.record_id = _new_record(patch).pk
    lock_records([patch.record_id])
    conflicts = find_conflicts(patch)
    if conflicts and not despite_conflicts:
        return conflicts
    record = model_of(patch.kind).objects.get(pk=patch.record_id)
    write_content(record, whole_fields(patch), directory=directory)
    patch.state, patch.settled_at = PatchState.APPLIED, timezone.now()
    patch.save()
    return []


def _new_record(patch: Patch) -> Record:
    """A bare record of the patch's kind; what decides on its kind and reference is set before it is numbered."""
    first = {name: patch.values[name] for name in ("reference", "form", "starts", "precision") if name in patch.values}
    record = model_of(patch.kind)(kind=patch.kind)
    try:
        for name, value in first.items():
            field: Any = record._meta.get_field(name)
            setattr(record, name, field.clean(value, record))
    except ValidationError as error:
        raise ContentError(name, " ".join(error.messages)) from error
    with kept_rules(""), transaction.atomic():
        record.save()
    return record


def find_conflicts(patch: Patch) -> list[Conflict]:
    """The fields where base, working and proposed value are three different things."""
    if not patch.base_version or patch.record_id is None:
        return []
    base = base_content(patch)
    now = read_content(patch.kind, patch.record_id)
    found = []
    for path, proposed in patch.values.items():
        was, is_now = _at(base, path), _at(now, path)
        if was != is_now and is_now != proposed:
            found.append(Conflict(path, was, is_now, proposed))
    return found


def base_content(patch: Patch) -> Content:
    """What was public when the patch was made; empty where that version is not held."""
    row = Snapshot.objects.filter(record=patch.record, tier=PUBLIC, number=patch.base_version).first()
    return row.body["content"] if row else {}


def whole_fields(patch: Patch) -> Content:
    """The patch's values as a content: "texts.es.title" goes into the texts as they are now."""
    plain = {path: value for path, value in patch.values.items() if "." not in path}
    paths = {path: value for path, value in patch.values.items() if "." in path}
    if paths:
        now = read_content(patch.kind, patch.record_id) if patch.record_id else {}
        texts = plain.get("texts") or now.get("texts", {})
        plain["texts"] = {language: dict(text) for language, text in texts.items()}
        for path, value in paths.items():
            where, _, rest = path.partition(".")
            language, _, name = rest.partition(".")
            if where != "texts" or not language or not name:
                raise ContentError(path, "no such field")
            plain["texts"].setdefault(language, {"status": "not_stated"})[name] = value
    return plain


def _at(content: Content, path: str) -> object:
    value: object = content
    for step in path.split("."):
        value = value.get(step) if isinstance(value, dict) else None
    return value
