"""What a beneficiary answers: granted, refused or withdrawn, about single details or about a kind, perhaps for a time.

The caller has made sure that whoever answers speaks for the party.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.consent import Stand, answers_about, concerned
from accounts.consents.access import capacities_of
from accounts.enums import ConsentState
from accounts.models import Consent
from accounts.records import beneficiaries_of, records_of_parties
from tarepo.changes import current_change
from tarepo.locks import lock_records
from tarepo.models import Detail
from tarepo.publish import refresh_forms
from tarepo.reading.words import date

if TYPE_CHECKING:
    from accounts.models import User


@dataclass(frozen=True)
class Shown:
    """One detail as it was shown to who answers: the digest of its text, and the newest row that they saw."""

    detail: int
    digest: str
    newest: int = 0


@dataclass
class Outcome:
    """What became of the answers to several details."""

    done: list[int] = field(default_factory=list)  # details
    same: list[int] = field(default_factory=list)  # stood so already: a second click
    refused: dict[int, str] = field(default_factory=dict)  # detail → why nothing was written

    def __bool__(self) -> bool:
        return bool(self.done)


@dataclass(frozen=True)
class Terms:
    """What is answered, for how long, and why."""

    state: ConsentState
    starts: dt.date | None = None
    ends: dt.date | None = None
    note: str = ""

    def is_said_by(self, row: Consent | None) -> bool:
        return row is not None and Terms(ConsentState(row.state), row.starts, row.ends, row.note) == self


def answer(*, party: int, shown: Collection[Shown], terms: Terms, by: "User") -> Outcome:
    """Answer for the party about details as they were shown. One that cannot be answered keeps none of the others.

    Refused is consent to a text that was changed since it was shown, and what a colleague has answered since. A fixed
    number of queries.
    """
    return answer_for({party: shown}, terms=terms, by=by)[party]


def answer_for(
    picked: Mapping[int, Collection[Shown]], *, terms: Terms, by: "User", record: int | None = None
) -> dict[int, Outcome]:
    """The same for several parties, by party; of details of one record only, where it is given.

    All that any of the answers writes is locked at once, lowest id first: two who answer at once wait for each other
    and never in a ring.
    """
    current_change()
    rows = Detail.objects.filter(pk__in={one.detail for some in picked.values() for one in some})
    records = dict((rows.filter(record_id=record) if record else rows).values_list("pk", "record_id"))
    # The parties' own records with them: of two who answer at once the second sees what the first did.
    lock_records({*picked, *records.values()})
    if record:
        picked = {party: [one for one in some if one.detail in records] for party, some in picked.items()}
    public = beneficiaries_of(set(records.values()))
    return {party: _answer(party, some, terms, by, public) for party, some in sorted(picked.items())}


def _answer(
    party: int, shown: Collection[Shown], terms: Terms, by: "User", public: Mapping[int, Collection[int]]
) -> Outcome:
    """Under the locks. public: the beneficiaries that readers see of each record."""
    ids = {one.detail for one in shown}
    answers = answers_about(ids, [party])
    every = [answers.stand(party, detail) for detail in Detail.objects.filter(pk__in=ids)]
    stands = {stand.detail.pk: stand for stand in every if is_theirs(stand, public)}
    each = {one.detail: one for one in shown}
    since = {pk: stand.answer for pk, stand in stands.items() if stand.answer and is_newer(each[pk], stand)}
    who, outcome, rows = capacities_of(since.values()), Outcome(), []
    for one in each.values():
        stand = stands.get(one.detail)
        if stand is not None and stands_so_already(stand, terms):
            outcome.same.append(one.detail)
        elif why := refusal(one, stand, terms, public, who):
            outcome.refused[one.detail] = why
        elif stand is not None:
            rows.append(row_of(stand, terms, by))
            outcome.done.append(one.detail)
    Consent.objects.bulk_create(rows)
    if rows:
        refresh_forms({row.detail.record_id for row in rows if row.detail})
    return outcome


def withdraw(*, party: int, shown: Collection[Shown], by: "User", note: str = "") -> Outcome:
    """Take consent back, whatever the text says now. What is not granted stays as it is."""
    return answer(party=party, shown=shown, terms=Terms(ConsentState.WITHDRAWN, note=note), by=by)


def is_theirs(stand: Stand, public: Mapping[int, Collection[int]]) -> bool:
    """Whether the party has a say in it, or had one: what was granted once can always be taken back."""
    beneficiaries = public.get(stand.detail.record_id, [])
    return stand.party in concerned(stand.detail, beneficiaries) or stand.answer is not None


def row_of(stand: Stand, terms: Terms, by: "User") -> Consent:
    return Consent(
        party_id=stand.party,
        detail=stand.detail,
        state=terms.state,
        by=by,
        starts=terms.starts,
        ends=terms.ends,
        digest=stand.digest,
        note=terms.note,
    )


def stands_so_already(stand: Stand, terms: Terms) -> bool:
    if terms.state == ConsentState.WITHDRAWN:
        row = stand.decisive
        return row is None or row.state != ConsentState.GRANTED
    row = stand.answer
    return stand.asked is None and row is not None and row.digest in ("", stand.digest) and terms.is_said_by(row)


def is_newer(one: Shown, stand: Stand) -> bool:
    """Whether a colleague answered since it was shown."""
    return stand.asked is None and stand.answer is not None and stand.answer.pk > one.newest


def refusal(
    one: Shown,
    stand: Stand | None,
    terms: Terms,
    public: Mapping[int, Collection[int]],
    who: Mapping[int, str],
) -> str:
    """Why this is not written; empty where nothing stands against it."""
    if stand is None:
        return gone()
    if terms.state == ConsentState.WITHDRAWN:
        return ""
    if stand.party not in concerned(stand.detail, public.get(stand.detail.record_id, [])):
        return gone()
    if stand.answer and is_newer(one, stand):
        return answered_by(stand.answer, who)
    if terms.state == ConsentState.GRANTED:
        if stand.detail.record_id not in public:
            return _("Its record is not public now: answer when readers see it again.")
        if stand.digest != one.digest:
            return _("The text was changed since: look again.")
    return ""


def gone() -> str:
    """The same whether it never was theirs or is no more: nobody learns which."""
    return _("It is no longer there, or not yours to answer.")


def answered_by(row: Consent, who: Mapping[int, str]) -> str:
    """What somebody else did meanwhile, in what capacity: never by name. who: of capacities_of()."""
    told = _("%(who)s answered it already, on %(day)s: %(state)s.")
    day = date(timezone.localdate(row.at).isoformat())
    return told % {"who": who.get(row.pk) or _("Somebody"), "day": day, "state": row.get_state_display()}


def answer_for_kinds(picked: Iterable[tuple[int, str, int | None]], *, terms: Terms, by: "User") -> list[Outcome]:
    """Answer for parties about every detail of a kind, those to come too, for a time; several at once, in their order.

    newest: the number of the answer that they saw, 0 for none; a colleague's newer one is not passed over.
    """
    current_change()
    picked = list(picked)
    records = {(party, nature): records_of_parties([party], nature=nature) for party, nature, _newest in picked}
    lock_records({party for party, _nature in records} | {pk for some in records.values() for pk in some})
    return [_answer_kind(party, nature, newest, terms, by, records[party, nature]) for party, nature, newest in picked]


def _answer_kind(
    party: int, nature: str, newest: int | None, terms: Terms, by: "User", records: Collection[int]
) -> Outcome:
    """Under the locks; what is published meanwhile is looked at again by refresh_consents."""
    standing, outcome = answers_about([], [party]).about_kind(party, nature), Outcome()
    is_nothing = standing is None or standing.state != ConsentState.GRANTED
    if terms.is_said_by(standing) or (terms.state == ConsentState.WITHDRAWN and is_nothing):
        outcome.same.append(0)
    elif newest is not None and standing and standing.pk > newest:
        outcome.refused[0] = answered_by(standing, capacities_of([standing]))
    else:
        Consent.objects.create(
            party_id=party,
            nature=nature,
            state=terms.state,
            by=by,
            starts=terms.starts,
            ends=terms.ends,
            note=terms.note,
        )
        outcome.done.append(0)
        refresh_forms(records)
    return outcome
