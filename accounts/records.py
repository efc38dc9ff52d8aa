"""Which records a consent is about."""

from collections.abc import Collection

from django.db.models import Q

from accounts.models import Consent
from tarepo.codes import Facet, code
from tarepo.models import Detail, SearchRow
from tarepo.tiers import PUBLIC


def records_of_consent(consent: Consent) -> list[int]:
    """The ids of the records that have a detail which this answer may open or close."""
    if consent.detail:
        return [consent.detail.record_id]
    return records_of_parties([consent.party_id], nature=consent.nature)


def records_of_parties(parties: Collection[int], **which: str) -> list[int]:
    """The ids of the records with details of these parties, or common to all beneficiaries of what names them.

    It is what is published that names them: an editor may have taken a beneficiary out of the working form already.
    """
    codes = [code(Facet.REFERS, party) for party in parties]
    naming = SearchRow.objects.filter(tier=PUBLIC, codes__overlap=codes).values("record_id")
    rows = Detail.objects.filter(Q(party_id__in=parties) | Q(party=None, record_id__in=naming), **which)
    return sorted(set(rows.values_list("record_id", flat=True)))
