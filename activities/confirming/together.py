"""Parties of one record for which the same focal points answer, as for a country and its office: asked once, and each
party has the answer for itself."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from accounts.focal_points import focal_points_of
from activities.confirming.answer import Part
from activities.confirming.standing import Declared, Standing
from activities.confirming.standing import seen as seen_of
from tarepo.content import digest_of


@dataclass(frozen=True)
class Together:
    """Parties of one record that are asked as one: they stand alike, and the same people answer."""

    each: Declared
    parties: tuple[int, ...]  # in the order of the record

    @property
    def lead(self) -> int:
        """The party by whose number they are addressed."""
        return self.parties[0]

    @property
    def standing(self) -> Standing:
        return self.each.standing(self.lead)

    @property
    def seen(self) -> str:
        """Stands for what is shown and answered: of several also which they are."""
        digest = seen_of(self.each.content)
        return digest if len(self.parties) == 1 else digest_of([digest, *self.parties])

    @property
    def parts(self) -> list[Part]:
        digest = seen_of(self.each.content)
        return [Part(self.each.row.record_id, party, digest) for party in self.parties]


def together(rows: Iterable[Declared], among: Collection[int] | None = None) -> list[Together]:
    """All parties of the records, or those among some, as they are asked. Two queries; none where each has one."""
    parties = [(each, [one for one in each.parts if among is None or one in among]) for each in rows]
    several = {party for _each, some in parties if len(some) > 1 for party in some}
    answering = focal_points_of(several) if several else {}
    found = []
    for each, some in parties:
        alike: dict[tuple, list[int]] = {}
        for party in some:
            who = frozenset(user.pk for user in answering.get(party, ()))
            alike.setdefault((who or party, each.standing(party)), []).append(party)
        found += [Together(each, tuple(group)) for group in alike.values()]
    return found


def together_with(each: Declared, party: int, among: Collection[int] | None = None) -> Together:
    """Those that are asked together with this party of the record."""
    return next(group for group in together([each], among) if party in group.parties)
