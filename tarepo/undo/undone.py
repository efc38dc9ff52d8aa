"""What undoing did, and what it left as it is."""

from dataclasses import dataclass, field
from typing import NamedTuple

from tarepo.merge_back import LedBack
from tarepo.models import ChangeSet


class Spared(NamedTuple):
    record: int
    name: str
    why: str

    def __str__(self) -> str:
        return f"{self.name}: {self.why}"


@dataclass
class Undone:
    """Records by id; one stands in several lists where several things were done to it."""

    change: ChangeSet
    by: ChangeSet | None = None  # the change that undid it; an earlier one where it had been undone already
    was_undone: bool = False
    back: list[int] = field(default_factory=list)  # rows of it came back as they were
    gone: list[int] = field(default_factory=list)  # the change had made it; deleted, as no reader ever saw it
    archived: list[int] = field(default_factory=list)  # the change had made and published it
    shown: list[int] = field(default_factory=list)  # readers see again what they saw before
    spared: list[Spared] = field(default_factory=list)
    led: LedBack = field(default_factory=LedBack)  # what a merge had led elsewhere in tables without triggers

    @property
    def did_anything(self) -> bool:
        return bool(self.records or self.led.rows)

    @property
    def records(self) -> list[int]:
        return sorted({*self.back, *self.gone, *self.archived, *self.shown})
