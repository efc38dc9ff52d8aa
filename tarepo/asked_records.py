"""Records that an address names by their references: all of them are looked up at once."""

from collections.abc import Collection, Iterable

from tarepo.enums import Kind
from tarepo.models import SearchRow
from tarepo.tiers import PUBLIC

LONGEST = 64  # of a reference
Records = dict[tuple[str, str], int]  # (kind, reference) → record id, of what everybody may see


def spellings(value: str, kinds: Collection[str]) -> list[tuple[str, str]]:
    """(kind, reference) of what the value may name, the very reference before a country's code in small letters."""
    return [(kind, value) for kind in kinds] + [(kind, value.upper()) for kind in kinds if kind == Kind.COUNTRY]


def named(value: str, kinds: Collection[str], records: Records) -> tuple[str, str, int] | None:
    """The kind, reference and id of the record that the value names."""
    found = next((name for name in spellings(value, kinds) if name in records), None)
    return (*found, records[found]) if found else None


def records_for(asked: Iterable[tuple[str, Collection[str]]]) -> Records:
    """The records that these values may name, each one of its kinds: one query, none where no value names any."""
    wanted = {spelling for value, kinds in asked if len(value) <= LONGEST for spelling in spellings(value, kinds)}
    if not wanted:
        return {}
    rows = SearchRow.objects.filter(
        tier=PUBLIC, kind__in={kind for kind, _ in wanted}, reference__in={reference for _, reference in wanted}
    )
    return {(kind, reference): pk for kind, reference, pk in rows.values_list("kind", "reference", "record_id")}
