"""The published versions of a record, newest first and a page at a time: for the desk and for readers alike.

A version is the public snapshot: what other tiers see besides is no part of any history.
"""

from dataclasses import dataclass

from tarepo.asked import Asked
from tarepo.models import Snapshot
from tarepo.tiers import PUBLIC

PAGE = 20
MOST_DIGITS = 9  # of a version's number: what the column holds


@dataclass(frozen=True)
class Versions:
    """One page of versions; earlier: the version before the last of them, with which that one is compared."""

    shown: list[Snapshot]
    earlier: Snapshot | None

    @property
    def all(self) -> list[Snapshot]:
        return [*self.shown, self.earlier] if self.earlier else self.shown

    @property
    def pairs(self) -> list[tuple[Snapshot, Snapshot | None]]:
        """Each with the version before it; None for the first of all."""
        return list(zip(self.shown, [*self.shown[1:], self.earlier], strict=True)) if self.shown else []


def number_asked(asked: Asked, name: str) -> int | None:
    """The number of a version; what is none is told."""
    value = asked.text(name)
    if not value:
        return None
    if value.isascii() and value.isdigit() and len(value) <= MOST_DIGITS and int(value):
        return int(value)
    asked.misread(name, value)
    return None


def versions_of(record_id: int, before: int | None = None) -> Versions:
    """A page of the versions, or of those before a number; one query."""
    rows = Snapshot.objects.filter(record_id=record_id, tier=PUBLIC)
    if before:
        rows = rows.filter(number__lt=before)
    found = list(rows.order_by("-number")[: PAGE + 1])
    return Versions(found[:PAGE], found[PAGE] if len(found) > PAGE else None)


def beside(versions: Versions, before: int | None, newest: int, asked: Asked, path: str) -> tuple[str, str]:
    """The addresses of the newer and the older page; empty for none."""
    newer = older = ""
    if before and before <= newest:
        start = before + PAGE
        newer = asked.url(path, before=str(start) if start <= newest else None)
    if versions.earlier:
        older = asked.url(path, before=str(versions.shown[-1].number))
    return newer, older


def version_of(record_id: int, number: int) -> tuple[Snapshot, Snapshot | None] | None:
    """A version and the one before it; None where there is no such version. One query."""
    if not 0 < number < 10**MOST_DIGITS:
        return None
    rows = Snapshot.objects.filter(record_id=record_id, tier=PUBLIC, number__lte=number)
    found = list(rows.order_by("-number")[:2])
    if not found or found[0].number != number:
        return None
    return found[0], found[1] if len(found) > 1 else None
