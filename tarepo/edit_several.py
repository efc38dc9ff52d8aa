"""Editing several records at once: what it would do to each, and doing exactly that."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from tarepo.bulk import Step, changed_fields, edited, originals
from tarepo.changes import current_change
from tarepo.content import Content, digest_of, read_contents
from tarepo.content_bulk import write_contents
from tarepo.content_check import ContentError, Directory
from tarepo.content_write import assign, fill_text
from tarepo.enums import State
from tarepo.kinds import schema_of
from tarepo.labels import labelled
from tarepo.locks import lock_records
from tarepo.models import Record, Text
from tarepo.problems import problems
from tarepo.publish import public_contents, publish_many

MOST = 1000  # records in one edit
May = Callable[[Record], bool]  # whether the editor may change it


@dataclass
class Edit:
    """What the steps make of one record."""

    record: Record  # knows its title
    old: Content
    new: Content
    lacks: list[str] = field(default_factory=list)  # what it could not be published for any more, in sentences


@dataclass
class Preview:
    """Every record asked for stands in one of these."""

    changed: list[Edit] = field(default_factory=list)
    same: list[Record] = field(default_factory=list)
    forbidden: list[Record] = field(default_factory=list)
    moved: list[Record] = field(default_factory=list)  # somebody edited it since it was shown
    unwritable: list[tuple[Record, str]] = field(default_factory=list)  # and why
    gone: int = 0
    seen: dict[int, str] = field(default_factory=dict)  # the digest of what each record said

    @property
    def unpublishable(self) -> list[Edit]:
        return [edit for edit in self.changed if edit.lacks]


@dataclass
class Done:
    """What an edit of several records wrote."""

    preview: Preview
    written: list[int] = field(default_factory=list)
    published: list[int] = field(default_factory=list)


def preview(
    kind: str, ids: Collection[int], steps: list[Step], may: May, seen: Mapping[int, str] | None = None
) -> Preview:
    """What would be done, in a fixed number of queries; seen: what the records said when they were first shown."""
    found = Preview()
    records = {record.pk: record for record in labelled(Record.objects.filter(pk__in=ids, kind=kind))}
    contents = read_contents(kind, records.keys())
    found.gone = len(set(ids)) - len(records)
    for pk in [pk for pk in ids if pk in records]:
        record, old = records[pk], contents[pk]
        found.seen[pk] = seen[pk] if seen and pk in seen else digest_of(old)
        if not may(record):
            found.forbidden.append(record)
        elif digest_of(old) != found.seen[pk]:
            found.moved.append(record)
        else:
            _place(found, Edit(record, old, edited(kind, old, steps)), kind)
    return found


def _place(found: Preview, edit: Edit, kind: str) -> None:
    if edit.new == edit.old:
        found.same.append(edit.record)
    elif why := _stands_against(kind, edit):
        found.unwritable.append((edit.record, why))
    else:
        before = problems(kind, edit.old)
        edit.lacks = [sentence for sentence in problems(kind, edit.new) if sentence not in before]
        found.changed.append(edit)


def _stands_against(kind: str, edit: Edit) -> str:
    """Why the working tables would not take it; asks no query."""
    schema, given = schema_of(kind), changed_fields(edit.old, edit.new)
    try:
        assign(schema.model(), schema, {name: given[name] for name in schema.fields if name in given}, Directory(), "")
        for language, text in edit.new.get("texts", {}).items():
            if text != edit.old["texts"][language]:
                fill_text(Text(language=language), text)
    except ContentError as error:
        return error.why
    if originals(edit.new) > 1:
        return _("Exactly one of its texts must be marked as the original.")
    if edit.new.get("cooperation") and not edit.new.get("declared_by"):
        return _("Who declared it? The portal does not derive it.")
    return ""


def edit_several(
    *, kind: str, ids: Collection[int], steps: list[Step], seen: Mapping[int, str], may: May, publishing: bool
) -> Done:
    """Write what was previewed; a record that says something else by now is left as it is, and named.

    publishing: what was public without unpublished edits becomes public as it is now. Doing it twice writes nothing.
    """
    current_change()
    states = {pk: record.state for pk, record in lock_records(ids).items()}
    done = Done(preview(kind, ids, steps, may, seen))
    changed = {edit.record.pk: edit for edit in done.preview.changed}
    refused = write_contents(
        kind, {pk: edit.old for pk, edit in changed.items()}, {pk: edit.new for pk, edit in changed.items()}
    )
    done.preview.unwritable += [(changed[pk].record, error.why) for pk, error in refused.items()]
    done.written = [pk for pk in changed if pk not in refused]
    if publishing:
        ready = [pk for pk in done.written if states[pk] == State.PUBLISHED and not problems(kind, changed[pk].new)]
        public = public_contents(ready)
        clean = [pk for pk in ready if public.get(pk) == changed[pk].old]
        done.published = publish_many(kind, clean) if clean else []
    return done
