"""Who may see what: the tiers of a reader and of a record, as two pure functions.

A tier is a number: PUBLIC, MEMBERS and SECRETARIAT, or a party's own, which is that party's record id.
A record always has its public form. It has a form for another tier only where details make that form differ.
A reader sees, of one record, the form of the first of their tiers in precedence() that the record has.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

PUBLIC = 0
MEMBERS = -1
SECRETARIAT = -2


@dataclass(frozen=True)
class DetailFact:
    """What decides on one detail: whose it is (None: all beneficiaries'), and whether consent opens it."""

    id: int
    party: int | None
    open: bool


def tiers_of_reader(*, signed_in_member: bool, parties: Collection[int], secretariat: bool) -> frozenset[int]:
    """The tiers whose forms a reader may be shown. A visitor has only the public one."""
    if secretariat:
        return frozenset({PUBLIC, MEMBERS, SECRETARIAT})
    if not signed_in_member:
        return frozenset({PUBLIC})
    return frozenset({PUBLIC, MEMBERS, *parties})


def tiers_of_record(details: Iterable[DetailFact], beneficiaries: Collection[int]) -> dict[int, list[int]]:
    """For each tier that has a form of its own, the ids of the details in it; the public form has none."""
    details = list(details)
    forms: dict[int, list[int]] = {PUBLIC: []}
    if not details:
        return forms
    opened = [detail.id for detail in details if detail.open]
    if opened:
        forms[MEMBERS] = opened
    for party in beneficiaries:
        own = [detail.id for detail in details if detail.open or detail.party in (party, None)]
        if own != opened:
            forms[party] = own
    forms[SECRETARIAT] = [detail.id for detail in details]
    return forms


def overridden_by(tier: int, forms: Collection[int]) -> list[int]:
    """The tiers whose readers see another form of the record instead of this one."""
    return sorted(other for other in forms if _rank(other) > _rank(tier))


def seen_by(reader: Collection[int], forms: Collection[int]) -> int:
    """Which of a record's forms a reader sees."""
    return max((tier for tier in forms if tier in reader), key=_rank)


def _rank(tier: int) -> tuple[int, int]:
    """Fuller forms rank higher. Of two parties' forms a reader of both sees that of the newer party record."""
    fixed = {PUBLIC: 0, MEMBERS: 1, SECRETARIAT: 3}
    return (fixed.get(tier, 2), tier)
