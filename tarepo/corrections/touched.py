"""Whom a correction touches: pure questions over what a record says and would say."""

from collections.abc import Iterable

from tarepo.content import Content
from tarepo.enums import Kind

# Part → the column that names a party, where only the rows that change touch it.
TOLD_BY = {"lessons": "told_by", "undertakings": "by_party", "groupmembers": "member"}


def parties_touched(kind: str, pk: int, old: Content, new: Content) -> set[int]:
    """The parties that have a part in the record, before or after; those behind the rows that change; a party itself.

    Any change of a record touches whoever has a part in it: no program tells a mended word from another fact.
    """
    if old == new:
        return set()
    found = {row["party"] for content in (old, new) for row in content.get("involvements", [])}
    found |= {content[name] for content in (old, new) for name in ("declared_by", "reported_by") if name in content}
    for part, column in TOLD_BY.items():
        found |= {row[column] for row in changed_rows(old.get(part, []), new.get(part, [])) if row.get(column)}
    if kind in (Kind.COUNTRY, Kind.ORGANISATION):
        found |= {pk, *(content["country"] for content in (old, new) if content.get("country"))}
    return found


def changed_rows(old: list[Content], new: list[Content]) -> Iterable[Content]:
    """Rows that stand in one of the two only."""
    return [*(row for row in old if row not in new), *(row for row in new if row not in old)]
