"""A declared activity and its parties in words, for those who answer and those who see to it."""

from collections.abc import Collection
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from activities.confirming.standing import Declared, Standing
from activities.enums import AnswerState, Cooperation
from activities.models import PartyAnswer
from tarepo import confirmed
from tarepo.enums import PartyRole
from tarepo.labels import labels_of
from tarepo.reading.names import Names, load_names
from tarepo.reading.words import date, listed, period

BADGES = {Standing.DECLARED: "completed", Standing.CONFIRMED: "completed", Standing.DISPUTED: "cancelled"}


class Told:
    """Some declared activities in words: one query for all names.

    A party that is not public has no name here. for_desk: editors read what it is called at work, by one query more.
    """

    def __init__(self, rows: Collection[Declared], *, for_desk: bool = False) -> None:
        ids = {each.row.record_id for each in rows} | {party for each in rows for party in each.parts}
        self.names: Names = load_names(ids)
        self._others = labels_of([pk for pk in ids if not self.names.get(pk)]) if for_desk else {}

    def name(self, pk: int) -> dict:
        return self.names.get(pk) or {"name": self._others.get(str(pk), "–"), "url": "", "lang": "", "dir": ""}

    def title(self, each: Declared) -> dict:
        return self.name(each.row.record_id)

    def declared_as(self, each: Declared) -> str:
        """What was declared, and by whom."""
        values = {"what": capfirst(str(Cooperation(each.content["cooperation"]).label))}
        declaring = confirmed.declared_by(each.content)
        if not declaring:
            return values["what"]
        return _("%(what)s, declared by %(party)s") % (values | {"party": self.name(declaring)["name"]})

    def period(self, each: Declared) -> str:
        return period(each.content) or each.content.get("period_printed", "") or _("not stated")

    def roles(self, each: Declared, party: int) -> str:
        return roles_told(each.parts[party])

    def party(self, each: Declared, party: int) -> dict[str, Any]:
        """One party as a page shows it: {name, roles, standing, told, badge, answer}."""
        standing = each.standing(party)
        return {
            "id": party,
            "name": self.name(party),
            "roles": self.roles(each, party),
            "standing": standing.value,
            "told": self.standing_told(each, party),
            "badge": BADGES.get(standing, "plain"),
            "answer": each.answers.get(party),
        }

    def standing_told(self, each: Declared, party: int) -> str:
        """How it stands, with the day; of one who answered before the record was changed, that too."""
        standing, answer = each.standing(party), each.answers.get(party)
        if standing == Standing.CONFIRMED:
            return _("confirmed on %(date)s") % {"date": date(confirmed.confirmations(each.content)[party])}
        if standing == Standing.DISPUTED and answer:
            return _("disputed on %(date)s") % {"date": _day(answer)}
        if standing == Standing.OPEN and answer and answer.state != AnswerState.WITHDRAWN:
            return _("not answered since the record was changed; before, %(state)s on %(date)s") % {
                "state": answer.get_state_display(),
                "date": _day(answer),
            }
        return str(standing.label)

    def others(self, each: Declared, but: Collection[int]) -> list[dict]:
        return [self.party(each, party) for party in each.parts if party not in but]

    def lines(self, each: Declared, parties: Collection[int]) -> tuple[tuple[str, str], ...]:
        """What a party, or some that are asked together, answers to, whole."""
        own = [f"{self.name(party)['name']}: {self.roles(each, party)}" for party in parties]
        others = [f"{one['name']['name']} ({one['roles']}): {one['told']}" for one in self.others(each, parties)]
        return (
            (_("Declared as"), self.declared_as(each)),
            (_("Held"), self.period(each)),
            (_("Your part") if len(own) == 1 else _("Your parts"), "; ".join(own)),
            (_("Other parties"), "; ".join(others) or _("none is named")),
        )


def roles_told(roles: str) -> str:
    labels = {role.value: str(role.label) for role in PartyRole}
    return listed(labels.get(role, role) for role in roles.split(",")) if roles else _("declared it, no other part")


def _day(answer: PartyAnswer) -> str:
    return date(answer.at.date().isoformat())


def part_path(record: int, party: int) -> str:
    return reverse("confirmation", kwargs={"record": record, "party": party})
