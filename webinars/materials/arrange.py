"""Changing several materials at once: what they are, whose, and whether readers see them.

A material is known by what it said when its form was made: what somebody else changed or added meanwhile stays.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from activities.models import Activity
from tarepo.changes import current_change
from tarepo.content import Content, digest_of, read_content
from tarepo.content_write import write_content
from tarepo.locks import lock_records


@dataclass
class Arranged:
    changed: bool = False
    missed: list[str] = field(default_factory=list)  # the digests of which nothing was found any more


def arrange(
    *,
    record: Activity,
    edits: Mapping[str, Mapping[str, object]],
    gone: frozenset[str] = frozenset(),
    added: list[Content] | None = None,
) -> Arranged:
    """edits: digest of a material as it was shown → its columns, an empty one taken away; gone: the digests of those
    that are taken away. Raises ContentError, and has written nothing then.
    """
    current_change()
    lock_records([record.pk])
    content = read_content(record.kind, record.pk)
    held = content.get("materials", [])
    there = {digest_of(row) for row in held}
    rows: list[Content] = []
    for row in held:
        key = digest_of(row)
        if key in gone:
            continue
        said = row | edits.get(key, {})
        rows.append({name: value for name, value in said.items() if value not in ("", None, {})})
    changed = write_content(record, {"materials": [*rows, *(added or [])]}, before=content)
    return Arranged(changed, [key for key in (*edits, *gone) if key not in there])


def release_all(*, record: Activity) -> bool:
    """Release every material that is something; whether any was withheld."""
    current_change()
    lock_records([record.pk])
    content = read_content(record.kind, record.pk)
    rows = [row | {"released": True} for row in content.get("materials", [])]
    return write_content(record, {"materials": rows}, before=content)
