"""What a party's focal point answers to a declared cooperation: confirmed, disputed, or taken back.

The answer is kept with what it was about. A confirmation is public at once, on top of what readers see already: no
editor's unpublished edit goes out with it. A dispute is never public.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils import timezone

from activities.confirming.standing import Standing, disputes, last_answers, seen, standing_of
from activities.enums import AnswerState
from activities.models import Confirmation, PartyAnswer
from tarepo import confirmed
from tarepo.changes import current_change
from tarepo.content import Content
from tarepo.enums import Kind, State
from tarepo.locks import lock_records
from tarepo.publish import public_contents, publish_as

if TYPE_CHECKING:
    from accounts.models import User


@dataclass(frozen=True)
class Part:
    """A party's part in one record; seen: the digest of what was shown (None: whatever it says now)."""

    record: int
    party: int
    seen: str | None = None


@dataclass
class Answered:
    """Each of the parts asked about stands in one of these."""

    done: list[Part] = field(default_factory=list)
    before: list[Part] = field(default_factory=list)  # answered so already
    moved: list[Part] = field(default_factory=list)  # it says something else than what was shown
    gone: list[Part] = field(default_factory=list)  # no such part: withdrawn, merged, not declared any more


@dataclass
class _Held:
    """What stands of the records under their locks."""

    contents: dict[int, Content]
    answers: dict[int, dict[int, PartyAnswer]]
    found: Answered = field(default_factory=Answered)

    def standing(self, part: Part) -> Standing:
        return standing_of(self.contents[part.record], part.party, self.last(part))

    def last(self, part: Part) -> PartyAnswer | None:
        return self.answers.get(part.record, {}).get(part.party)

    def usual(self, parts: Iterable[Part]) -> list[Part]:
        """Those that are there as they were shown."""
        kept = []
        for part in dict.fromkeys(parts):
            content = self.contents.get(part.record, {})
            if part.party not in confirmed.parts_of(content):
                self.found.gone.append(part)
            elif part.seen is not None and part.seen != seen(content):
                self.found.moved.append(part)
            else:
                kept.append(part)
        return kept


def confirm(*, parts: Collection[Part], by: "User") -> Answered:
    """Confirm each part as it was shown, in a fixed number of queries however many; who declared it has nothing to do.

    What was confirmed already, or is not what was shown, is left as it is and named.
    """
    held = _hold(parts)
    wanted: list[Part] = []
    for part in held.usual(parts):
        done = held.standing(part) in (Standing.CONFIRMED, Standing.DECLARED)
        (held.found.before if done else wanted).append(part)
    if wanted:
        _keep(wanted, held, AnswerState.CONFIRMED, by)
        confirming = [part for part in wanted if part.party != confirmed.declared_by(held.contents[part.record])]
        _write(confirming, held)
        _show({part.record for part in confirming}, held)
    held.found.done = wanted
    return held.found


def dispute(*, parts: Collection[Part], by: "User", note: str) -> Answered:
    """Say that parts, or the declaration, are not as they stand. A confirmation of one no longer holds then."""
    held = _hold(parts)
    taken: list[Part] = []
    for part in held.usual(parts):
        answer = held.last(part)
        if answer and disputes(answer, held.contents[part.record]) and answer.note == note:
            held.found.before.append(part)
            continue
        if held.standing(part) == Standing.CONFIRMED:
            taken.append(part)
        held.found.done.append(part)
    _keep(held.found.done, held, AnswerState.DISPUTED, by, note)
    _take_away(taken, held)
    return held.found


def withdraw(*, parts: Collection[Part], by: "User") -> Answered:
    """Take back what was answered last: the party has not answered then. Who declared it can only dispute that."""
    held = _hold(parts)
    taken: list[Part] = []
    for part in held.usual(parts):
        answer = held.last(part)
        confirming = Confirmation.objects.filter(record_id=part.record, party_id=part.party).exists()
        if not confirming and (answer is None or answer.state == AnswerState.WITHDRAWN):
            held.found.before.append(part)
            continue
        if confirming:
            taken.append(part)
        held.found.done.append(part)
    _keep(held.found.done, held, AnswerState.WITHDRAWN, by)
    _take_away(taken, held)
    return held.found


def _hold(parts: Collection[Part]) -> _Held:
    """Lock the records: of two who answer at once the second finds what the first said."""
    current_change()
    locked = lock_records({part.record for part in parts})
    public = [pk for pk, record in locked.items() if record.kind == Kind.ACTIVITY and record.state == State.PUBLISHED]
    return _Held(public_contents(public), last_answers(public))


def _write(parts: list[Part], held: _Held) -> None:
    """The rows of the working tables; one that was void says the new thing."""
    rows = Confirmation.objects.filter(record_id__in={part.record for part in parts})
    there = {(row.record_id, row.party_id): row for row in rows}
    fresh: list[Confirmation] = []
    mended: list[Confirmation] = []
    for part in parts:
        content = held.contents[part.record]
        key = (part.record, part.party)
        row = there.get(key) or Confirmation(record_id=part.record, party_id=part.party)
        row.cooperation, row.roles = content["cooperation"], confirmed.parts_of(content)[part.party]
        row.confirmed_on = timezone.localdate()
        (mended if key in there else fresh).append(row)
    if mended:
        Confirmation.objects.bulk_update(mended, ["cooperation", "roles", "confirmed_on"])
    Confirmation.objects.bulk_create(fresh)


def _keep(parts: list[Part], held: _Held, state: AnswerState, by: "User", note: str = "") -> None:
    PartyAnswer.objects.bulk_create(
        PartyAnswer(
            record_id=part.record,
            party_id=part.party,
            state=state,
            cooperation=held.contents[part.record]["cooperation"],
            roles=confirmed.parts_of(held.contents[part.record])[part.party],
            note=note,
            by=by,
        )
        for part in parts
    )


def _take_away(parts: list[Part], held: _Held) -> None:
    """Their confirmations; one version of each record, however many."""
    for part in parts:
        Confirmation.objects.filter(record_id=part.record, party_id=part.party).delete()
    if parts:
        _show({part.record for part in parts}, held)


def _show(records: Collection[int], held: _Held) -> None:
    """What is public, with the confirmations as they are now and nothing else; what waits still waits."""
    rows: dict[int, list[Content]] = {pk: [] for pk in records}
    for row in Confirmation.objects.filter(record_id__in=records):
        said = {"party": row.party_id, "cooperation": row.cooperation, "roles": row.roles}
        rows[row.record_id].append(said | {"confirmed_on": row.confirmed_on.isoformat()})
    contents = {}
    for pk, told in rows.items():
        contents[pk] = {name: value for name, value in held.contents[pk].items() if name != "confirmations"}
        if told:
            contents[pk]["confirmations"] = told
    publish_as(Kind.ACTIVITY, contents, settles=False)
