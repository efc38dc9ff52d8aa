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


def tiers_of_reader(*, member_state: bool, parties: Collection[int], secretariat: bool) -> frozenset[int]:
    """The tiers whose forms a reader may be shown. A visitor has only the public one.

    member_state: whether the reader speaks for a country or area, or an office of one, to which open details are given;
    parties: all for which the reader speaks, organisations too.
    """
    if secretariat:
        return frozenset({PUBLIC, MEMBERS, SECRETARIAT})
    return frozenset({PUBLIC, *([MEMBERS] if member_state else []), *parties})


def tiers_of_record(
    details: Iterable[DetailFact], beneficiaries: Collection[int], states: Collection[int]
) -> dict[int, list[int]]:
    """For each tier that has a form of its own, the ids of the details in it; the public form has none.

    states: those of the beneficiaries whose members read what is open to Member States. An organisation's read what is
    its own, or common to all beneficiaries, and nothing of another's, open or not.
    """
    details = list(details)
    forms: dict[int, list[int]] = {PUBLIC: []}
    if not details:
        return forms
    opened = [detail.id for detail in details if detail.open]
    if opened:
        forms[MEMBERS] = opened
    for party in beneficiaries:
        given = opened if party in states else []
        own = [detail.id for detail in details if detail.id in given or detail.party in (party, None)]
        if own != given:
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
