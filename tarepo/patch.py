"""One verb for whatever somebody proposes: a submission, a correction, an expert's own edit, an imported row."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tarepo.changes import current_change
from tarepo.content import Content, read_content
from tarepo.content_check import ContentError, Directory, kept_rules
from tarepo.content_write import write_content
from tarepo.kinds import model_of, schema_of
from tarepo.locks import lock_patch, lock_records
from tarepo.merged_names import lead_on
from tarepo.models import Patch, PatchState, Record, Snapshot
from tarepo.tiers import PUBLIC


@dataclass(frozen=True)
class Conflict:
    """A field that somebody else changed since the version that the patch was made from."""

    field: str
    base: object
    now: object
    proposed: object


def apply_patch(
    patch: Patch,
    *,
    only: Collection[str] | None = None,
    despite_conflicts: bool = False,
    directory: Directory | None = None,
) -> list[Conflict]:
    """Write the patch into the working tables and mark it applied; publishing is a step of its own.

    A patch without a record makes one. Fields that moved since its base version are returned as conflicts, and
    nothing is written, unless despite_conflicts. only: the fields to take, all where it is None. Applying it twice,
    or one that was answered otherwise, does nothing. Raises ContentError.
    """
    current_change()
    lock_patch(patch)  # of two who apply it at once the second finds it applied
    if patch.state != PatchState.OPEN:
        return []
    if patch.record_id is not None:
        lock_records([patch.record_id])
    conflicts = find_conflicts(patch, only=only)
    if conflicts and not despite_conflicts:
        return conflicts
    patch.record_id = write_patch(patch, only=only, directory=directory).pk
    patch.state, patch.settled_at = PatchState.APPLIED, timezone.now()
    patch.save()
    return []


def write_patch(patch: Patch, *, only: Collection[str] | None = None, directory: Directory | None = None) -> Record:
    """Write its fields, or some of them, into the record, else into a new one. Raises ContentError."""
    current_change()
    pk = patch.record_id or _new_record(patch, only).pk
    record = model_of(patch.kind).objects.get(pk=pk)
    if record.merged_into_id:  # read only: it leads elsewhere for ever
        raise ContentError("record", _("it was merged into another one: propose the change of that one"))
    write_content(record, lead_on(patch.kind, whole_fields(patch, only=only)), directory=directory)
    return record


def _new_record(patch: Patch, only: Collection[str] | None) -> Record:
    """A bare record of the patch's kind; what decides on its kind and reference is set before it is numbered."""
    values = _chosen(patch.values, only)
    first = {name: values[name] for name in ("reference", "form", "starts", "precision") if name in values}
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


def _chosen(values: Content, only: Collection[str] | None) -> Content:
    return {path: value for path, value in values.items() if only is None or path in only}


def find_conflicts(patch: Patch, *, only: Collection[str] | None = None) -> list[Conflict]:
    """The fields where base, working and proposed value are three different things."""
    if not patch.base_version or patch.record_id is None:
        return []
    base = base_content(patch)
    now = read_content(patch.kind, patch.record_id)
    found = []
    for path, proposed in values_on(patch, base, now, only=only).items():
        was, is_now = _at(base, path), _at(now, path)
        if was != is_now and is_now != proposed and not _only_adds(patch, path, was):
            found.append(Conflict(path, was, is_now, proposed))
    return found


def values_on(patch: Patch, base: Content, now: Content, *, only: Collection[str] | None = None) -> Content:
    """The patch's values as they are to be written on top of what the record says now.

    Whoever only added rows to a list, a figure for instance, adds them to the list as it is now: two who add to the
    same record do not stand in each other's way.
    """
    values = dict(_chosen(patch.values, only))
    for name in values:
        was: list = base.get(name, [])
        is_now: list = now.get(name, [])
        if _only_adds(patch, name, was):
            added = values[name][len(was) :]
            values[name] = [*is_now, *(row for row in added if row not in is_now)]
    return values


def _only_adds(patch: Patch, name: str, was: object) -> bool:
    """Whether what is proposed is a list that begins with all the rows that there were, in their order."""
    rows, proposed = was or [], patch.values[name]
    if name not in schema_of(patch.kind).parts or not isinstance(rows, list) or not isinstance(proposed, list):
        return False
    return proposed[: len(rows)] == rows


def base_content(patch: Patch) -> Content:
    """What was public when the patch was made; empty where that version is not held."""
    row = Snapshot.objects.filter(record=patch.record, tier=PUBLIC, number=patch.base_version).first()
    return row.body["content"] if row else {}


def whole_fields(patch: Patch, *, only: Collection[str] | None = None) -> Content:
    """The patch's values as a content, on top of what the record says now."""
    now = read_content(patch.kind, patch.record_id) if patch.record_id else {}
    base = base_content(patch) if patch.record_id and patch.base_version else {}
    return fields_on(patch, base, now, only=only)


def fields_on(patch: Patch, base: Content, now: Content, *, only: Collection[str] | None = None) -> Content:
    """The same on top of a content that is given: "texts.es.title" goes into its texts, an added row to its rows."""
    values = values_on(patch, base, now, only=only) if patch.base_version else _chosen(patch.values, only)
    plain = {path: value for path, value in values.items() if "." not in path}
    paths = {path: value for path, value in values.items() if "." in path}
    if paths:
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
