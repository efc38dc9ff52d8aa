"""Where beneficiaries stand on details: what waits for whom, and what was answered."""

import datetime as dt
from collections.abc import Collection, Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from accounts.consent import Stand, answers_about, concerned
from accounts.enums import ConsentState
from accounts.models import Consent
from accounts.records import beneficiaries_of
from tarepo.models import Detail, SearchRow
from tarepo.tiers import PUBLIC

MOST = 2000  # of what waits for one reader at a time: the oldest


def stands_of(details: Iterable[Detail]) -> list[Stand]:
    """One for each detail and beneficiary concerned, in the order of the details. Two queries.

    What is common to all concerns those whom readers see: nobody, where the record is not public.
    """
    details = list(details)
    if not details:
        return []
    named = beneficiaries_of({detail.record_id for detail in details})
    pairs = [(party, detail) for detail in details for party in concerned(detail, named.get(detail.record_id, []))]
    answers = answers_about([detail.pk for detail in details], {party for party, _detail in pairs})
    return [answers.stand(party, detail) for party, detail in pairs]


def unanswered() -> QuerySet[Consent]:
    """What was asked, and neither answered nor asked again since; the oldest first.

    Left out is what a standing consent covers today, and what nobody can see as the record is not public.
    """
    newer = Consent.objects.filter(party=OuterRef("party"), detail=OuterRef("detail"), pk__gt=OuterRef("pk"))
    public = SearchRow.objects.filter(tier=PUBLIC, record_id=OuterRef("detail__record_id"))
    rows = Consent.objects.filter(~Exists(newer), Exists(public), state=ConsentState.ASKED, detail__isnull=False)
    own = Consent.objects.filter(party=OuterRef("party"), detail=OuterRef("detail"))
    of_kind = Consent.objects.filter(party=OuterRef("party"), detail=None, nature=OuterRef("detail__nature"))
    newest = of_kind.exclude(state=ConsentState.ASKED).order_by("-pk").values("pk")[:1]
    today = timezone.localdate()
    granting = Consent.objects.filter(
        Q(starts=None) | Q(starts__lte=today), Q(ends=None) | Q(ends__gte=today), state=ConsentState.GRANTED
    )
    covered = ~Exists(own.exclude(state=ConsentState.ASKED)) & Exists(granting.filter(pk=OuterRef("standing")))
    return rows.alias(standing=Subquery(newest)).exclude(covered).order_by("pk")


def waiting(parties: Collection[int] | None = None, *, pk: int = 0, since: dt.datetime | None = None) -> list[Stand]:
    """What waits for these parties, or for any, the oldest first; that of one record stands together. Four queries.

    Left out is what a standing consent covers, what the record that readers see no longer concerns, and what nobody
    can see as the record is not public. pk: of one question alone; since: of what was asked from then on.
    """
    rows = unanswered() if parties is None else unanswered().filter(party__in=parties)
    if pk:
        rows = rows.filter(pk=pk)
    if since:
        rows = rows.filter(at__gte=since)
    asked = list(rows.values_list("party_id", "detail_id", "pk")[:MOST])
    wanted = {(party, detail) for party, detail, _pk in asked}
    details = list(Detail.objects.filter(pk__in={detail for _party, detail in wanted}))
    public = beneficiaries_of({detail.record_id for detail in details})
    today = timezone.localdate()
    found = [
        stand
        for stand in stands_of(details)
        if (stand.party, stand.detail.pk) in wanted and stand.detail.record_id in public and stand.waits(today)
    ]
    first: dict[int, int] = {}
    for stand in found:
        record = stand.detail.record_id
        first[record] = min(first.get(record, stand.newest), stand.newest)
    return sorted(found, key=lambda stand: (first[stand.detail.record_id], stand.detail.pk, stand.newest))
