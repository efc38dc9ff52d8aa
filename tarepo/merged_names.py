"""What a content names, as it is to be named today: a record that was merged away, by the one that was kept."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from tarepo.cards import references
from tarepo.content import Content
from tarepo.enums import State
from tarepo.kinds import Schema, names_record, schema_of
from tarepo.models import Record


@dataclass(frozen=True)
class Place:
    """Where a record that a version names is to be found today."""

    pk: int
    kind: str
    archived: bool


def places(ids: Collection[int]) -> dict[int, Place]:
    """Each record that there is, or what it was merged into, however often: a query for each step of merging."""
    rows: dict[int, tuple[str, str, int | None]] = {}
    asked = set(ids)
    while asked:
        found = Record.objects.filter(pk__in=asked).values_list("pk", "kind", "state", "merged_into_id")
        rows |= {pk: (kind, state, merged) for pk, kind, state, merged in found}
        asked = {merged for _kind, _state, merged in rows.values() if merged and merged not in rows}
    return {pk: _followed(rows, pk) for pk in ids if pk in rows}


def _followed(rows: dict[int, tuple[str, str, int | None]], pk: int) -> Place:
    passed: set[int] = set()
    while (merged := rows[pk][2]) and merged not in passed:
        passed.add(pk)
        pk = merged
    kind, state, _merged = rows[pk]
    return Place(pk, kind, state == State.ARCHIVED)


def lead_on(kind: str, content: Content) -> Content:
    """The content, naming the kept ones instead of those that were merged away since it was written."""
    moved = {pk: place.pk for pk, place in places(references(kind, content)).items() if place.pk != pk}
    return _led(schema_of(kind), content, moved) if moved else content


def _led(schema: Schema, content: Content, moved: dict[int, int]) -> Content:
    made: dict[str, Any] = dict(content)
    for name, value in content.items():
        if name in schema.links:
            made[name] = list(dict.fromkeys(moved.get(pk, pk) for pk in value))
        elif name in schema.parts:
            made[name] = [_led(schema.parts[name], row, moved) for row in value]
        elif name in schema.fields and names_record(schema.fields[name]):
            made[name] = moved.get(value, value)
    return made
