"""Which records a consent is about."""

from django.db.models import Q

from accounts.models import Consent
from tarepo.enums import PartyRole
from tarepo.models import Detail


def records_of_consent(consent: Consent) -> list[int]:
    """The ids of the records that have a detail which this answer may open or close."""
    if consent.detail:
        return [consent.detail.record_id]
    common = Q(party__isnull=True, record__involvements__party_id=consent.party_id)
    common &= Q(record__involvements__role=PartyRole.BENEFICIARY)
    rows = Detail.objects.filter(Q(party_id=consent.party_id) | common, nature=consent.nature)
    return list(rows.values_list("record_id", flat=True).distinct())
