"""Restoring: what an old version says is written back into the working tables. Publishing it is a step of its own."""

from collections.abc import Collection
from dataclasses import dataclass, field

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from tarepo.changes import current_change
from tarepo.content import Content, read_content
from tarepo.content_write import write_content
from tarepo.enums import State
from tarepo.kinds import answered_parts, model_of, schema_of, withheld
from tarepo.labels import labels_of
from tarepo.locks import lock_records
from tarepo.models import Record, Snapshot
from tarepo.restore_links import Mending
from tarepo.take_back import take_back


class NotRestorable(Exception):
    """Why the record cannot be restored, in a sentence; nothing was written."""


@dataclass
class Restored:
    changed: bool
    taken_back: bool = False  # it was archived, and is a draft now
    told: list[str] = field(default_factory=list)  # what is not as it was in that version, in sentences


def restore(*, record: Record, snapshot: Snapshot, keep: Collection[str] = ()) -> Restored:
    """Make the working form say what the version said; fields that it does not mention are emptied.

    What it names and what was merged since goes to what that was merged into; what is gone is left out, and both are
    told. Its reference, what parties confirmed, and the fields to keep, stay as they are. An archived record becomes a
    draft. Raises NotRestorable and ContentError, and has written nothing then.
    """
    current_change()
    locked = lock_records([record.pk])[record.pk]
    if locked.merged_into_id:
        other = labels_of([locked.merged_into_id])[str(locked.merged_into_id)]
        raise NotRestorable(
            _("This record was merged into “%(name)s”: restore that one, or undo the merge first.") % {"name": other}
        )
    now = read_content(locked.kind, locked.pk)
    mending = Mending(locked, snapshot.body["content"], now)
    content, told = mending.content(), mending.told()
    told += _keep(locked.kind, content, now, {"reference", *keep})
    # What parties confirm they say of today's record: it holds where what is restored says the same.
    content |= {name: now.get(name, []) for name in answered_parts(schema_of(locked.kind))}
    # What was never released is in no version, and nobody asked to lose it.
    content |= {name: [*content.get(name, []), *rows] for name, rows in withheld(locked.kind, now).items()}
    changed = write_content(model_of(locked.kind)._base_manager.get(pk=locked.pk), whole_content(locked.kind, content))
    back = locked.state == State.ARCHIVED and take_back(locked)
    return Restored(changed or back, back, told)


def _keep(kind: str, content: Content, now: Content, names: Collection[str]) -> list[str]:
    told = []
    fields = schema_of(kind).fields
    for name in sorted(names & fields.keys()):
        if content.get(name) != now.get(name):
            told.append(_("“%(field)s” stays as it is.") % {"field": capfirst(str(fields[name].verbose_name))})
        content[name] = now.get(name)
    return told


def whole_content(kind: str, content: Content) -> Content:
    """The content with everything that it does not mention, as empty."""
    schema = schema_of(kind)
    lists: Content = {name: [] for name in (*schema.links, *schema.parts)}
    return dict.fromkeys(schema.fields) | lists | {"texts": {}} | content
