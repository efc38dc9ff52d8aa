"""How each party stands to a declared cooperation: what readers see of it, and what the parties answered."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, Min, Q, QuerySet, TextChoices
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from activities.enums import AnswerState
from activities.models import PartyAnswer
from tarepo import confirmed
from tarepo.content import Content, digest_of
from tarepo.enums import Kind, State
from tarepo.models import SearchRow, Snapshot
from tarepo.tiers import PUBLIC


class Standing(TextChoices):
    """How a party stands to a declared cooperation; only the first two are told to the public."""

    DECLARED = "declared", _("declared it")
    CONFIRMED = "confirmed", _("confirmed")
    DISPUTED = "disputed", _("disputed")
    OPEN = "open", _("not answered")


@dataclass
class Declared:
    """A declared activity as readers see it, with what its parties answered last."""

    row: SearchRow
    answers: dict[int, PartyAnswer] = field(default_factory=dict)
    since: dt.datetime | None = None  # when it was first declared in public

    @property
    def content(self) -> Content:
        return self.row.snapshot.body["content"]

    @property
    def parts(self) -> dict[int, str]:
        return confirmed.parts_of(self.content)

    def standing(self, party: int) -> Standing:
        return standing_of(self.content, party, self.answers.get(party))


def standing_of(content: Content, party: int, answer: PartyAnswer | None) -> Standing:
    """answer: what the party said last. A dispute counts for what it was said of, as a confirmation does."""
    if disputes(answer, content):
        return Standing.DISPUTED
    if party == confirmed.declared_by(content):
        return Standing.DECLARED
    return Standing.CONFIRMED if party in confirmed.confirmations(content) else Standing.OPEN


def disputes(answer: PartyAnswer | None, content: Content) -> bool:
    return (
        answer is not None
        and answer.state == AnswerState.DISPUTED
        and answer.cooperation == content.get("cooperation")
        and answer.roles == confirmed.parts_of(content).get(answer.party_id)
    )


def seen(content: Content) -> str:
    """Stands for what a party is shown and confirms: the declaration, and every party with its roles."""
    return digest_of(
        [content.get("cooperation"), content.get("declared_by"), sorted(confirmed.parts_of(content).items())]
    )


def last_answers(records: Collection[int], parties: Collection[int] | None = None) -> dict[int, dict[int, PartyAnswer]]:
    """Record → party → what it answered last, of records that were merged into these too. One query."""
    rows = PartyAnswer.objects.filter(Q(record_id__in=records) | Q(record__merged_into_id__in=records))
    if parties is not None:
        rows = rows.filter(party_id__in=parties)
    found: dict[int, dict[int, PartyAnswer]] = {}
    for answer in rows.annotate(about=Coalesce("record__merged_into_id", "record_id")).order_by("at", "pk"):
        found.setdefault(answer.about, {})[answer.party_id] = answer
    return found


def standing_disputes(parties: Collection[int] | None = None) -> dict[int, set[int]]:
    """Record → the parties whose dispute stands today. Two queries, as disputes are few."""
    rows = PartyAnswer.objects.annotate(about=Coalesce("record__merged_into_id", "record_id"))
    if parties is not None:
        rows = rows.filter(party_id__in=parties)
    last = rows.order_by("about", "party_id", "-at", "-pk").distinct("about", "party_id")
    said = [answer for answer in last if answer.state == AnswerState.DISPUTED]
    contents = shown_contents({answer.about for answer in said})
    found: dict[int, set[int]] = {}
    for answer in said:
        if disputes(answer, contents.get(answer.about, {})):
            found.setdefault(answer.about, set()).add(answer.party_id)
    return found


def shown_contents(records: Collection[int]) -> dict[int, Content]:
    """What readers see now; nothing of what is a draft, archived or merged."""
    if not records:
        return {}
    rows = SearchRow.objects.filter(tier=PUBLIC, kind=Kind.ACTIVITY, record_id__in=records)
    return dict(rows.filter(record__state=State.PUBLISHED).values_list("record_id", F("snapshot__body__content")))


def declared(records: Collection[int]) -> list[Declared]:
    """Those of the records that are public and declared, by id, with answers and since when. Three queries."""
    rows = SearchRow.objects.filter(tier=PUBLIC, kind=Kind.ACTIVITY, record_id__in=records, card__has_key="cooperation")
    found = [Declared(row) for row in rows.select_related("snapshot").order_by("record_id")]
    ids = [each.row.record_id for each in found]
    answers, since = last_answers(ids), first_declared(ids)
    for each in found:
        each.answers, each.since = answers.get(each.row.record_id, {}), since.get(each.row.record_id)
    return found


def first_declared(records: Collection[int] | QuerySet[Any]) -> dict[int, dt.datetime]:
    rows = Snapshot.objects.filter(record_id__in=records, tier=PUBLIC, body__content__has_key="cooperation")
    return dict(rows.values("record_id").annotate(since=Min("made_at")).values_list("record_id", "since"))
