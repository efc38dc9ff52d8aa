"""Which details a consent opens: where each beneficiary stands on each detail, from rows that one query fetches."""

import datetime as dt
import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q

from accounts.enums import ConsentState
from accounts.models import Consent
from reference.enums import PartyForm
from reference.models import Party
from tarepo.models import Detail
from tarepo.tiers import DetailFact


def digest_of(text: str) -> str:
    """Stands for the text of a detail: a consent holds for the text that was shown, and for no other."""
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Stand:
    """Where one beneficiary stands on one detail."""

    party: int
    detail: Detail
    asked: Consent | None = None  # since the last answer
    answer: Consent | None = None  # the newest about this very detail
    standing: Consent | None = None  # the newest about its kind

    @property
    def decisive(self) -> Consent | None:
        """The newest answer about the detail itself; where there is none, the newest about its kind."""
        return self.answer or self.standing

    @property
    def newest(self) -> int:
        """The number of the newest row about this very detail: another one, and something was asked or answered."""
        return max((row.pk for row in (self.asked, self.answer) if row), default=0)

    @property
    def is_of_another_text(self) -> bool:
        """Whether what was granted is no longer what the detail says."""
        row = self.decisive
        return row is not None and row.state == ConsentState.GRANTED and row.digest not in ("", self.digest)

    @property
    def digest(self) -> str:
        return digest_of(self.detail.text)

    def is_granted(self, on: dt.date) -> bool:
        """Whether consent holds on that day. No answer is not consent."""
        row = self.decisive
        if row is None or row.state != ConsentState.GRANTED or self.is_of_another_text:
            return False
        return (row.starts or on) <= on <= (row.ends or on)

    def waits(self, on: dt.date) -> bool:
        """Whether the beneficiary was asked, and neither answered nor consented to the whole kind."""
        return self.asked is not None and not self.is_granted(on)


class Answers:
    """The newest of what was asked and answered about some details, and about their kinds. rows: the oldest first."""

    def __init__(self, rows: Iterable[Consent]) -> None:
        self._rows: dict[tuple, Consent] = {}
        for row in rows:
            about = row.detail_id or row.nature
            self._rows[row.party_id, about, row.state == ConsentState.ASKED] = row

    def stand(self, party: int, detail: Detail) -> Stand:
        asked = self._rows.get((party, detail.pk, True))
        answer = self._rows.get((party, detail.pk, False))
        if asked and answer and asked.pk < answer.pk:
            asked = None
        return Stand(party, detail, asked, answer, self._rows.get((party, detail.nature, False)))

    def about_kind(self, party: int, nature: str) -> Consent | None:
        return self._rows.get((party, nature, False))


def answers_about(details: Iterable[int], parties: Collection[int]) -> Answers:
    """One query; of however many rows the newest in each state."""
    rows = Consent.objects.filter(Q(detail_id__in=list(details)) | Q(detail=None), party_id__in=parties)
    newest = rows.order_by("party_id", "detail_id", "nature", "state", "-pk").select_related("by")
    found = newest.distinct("party_id", "detail_id", "nature", "state")
    return Answers(sorted(found, key=lambda row: row.pk))


def concerned(detail: Detail, beneficiaries: Collection[int]) -> list[int]:
    """Whose consent opens it: its beneficiary's; of what is common, that of all beneficiaries."""
    return [detail.party_id] if detail.party_id else sorted(set(beneficiaries))


def facts_of(
    details: Mapping[int, list[Detail]], beneficiaries: Mapping[int, Collection[int]], *, on: dt.date
) -> dict[int, list[DetailFact]]:
    """What tiers_of_record asks of each record: whose each detail is, and whether it is open on that day. One query.

    details, beneficiaries: by the record's id. What nobody could grant is not open.
    """
    every = [detail for some in details.values() for detail in some]
    if not every:
        return {pk: [] for pk in details}
    owners = {party for detail in every for party in concerned(detail, beneficiaries[detail.record_id])}
    answers = answers_about([detail.pk for detail in every], owners)

    def is_open(detail: Detail) -> bool:
        parties = concerned(detail, beneficiaries[detail.record_id])
        return bool(parties) and all(answers.stand(party, detail).is_granted(on) for party in parties)

    return {
        pk: [DetailFact(detail.pk, detail.party_id, is_open(detail)) for detail in some] for pk, some in details.items()
    }


def detail_facts(details: Iterable[Detail], beneficiaries: Collection[int], *, on: dt.date) -> list[DetailFact]:
    """The same for details that are looked at as if they were one record's, whichever they belong to."""
    details = list(details)
    records = {detail.record_id for detail in details}
    found = facts_of({0: details}, dict.fromkeys([0, *records], beneficiaries), on=on)
    return found[0]


def states_among(parties: Collection[int]) -> set[int]:
    """Those whose members are Member States' (tiers.py): countries and areas, and offices of one. One query."""
    if not parties:
        return set()
    rows = Party.objects.filter(pk__in=parties, form__in=(PartyForm.COUNTRY, PartyForm.OFFICE))
    return {pk for pk, form, country in rows.values_list("pk", "form", "country_id") if is_state(form, country)}


def is_state(form: str | None, country: int | None) -> bool:
    """Whether who speaks for a party of this form reads what is given to Member States."""
    return form == PartyForm.COUNTRY or (form == PartyForm.OFFICE and country is not None)
