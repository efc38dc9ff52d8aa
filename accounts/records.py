"""Which records an answer is about, and who their beneficiaries are."""

from collections.abc import Collection

from django.db.models import Q

from tarepo.codes import Facet, code
from tarepo.models import Detail, SearchRow
from tarepo.tiers import PUBLIC


def records_of_parties(parties: Collection[int], **which: str) -> list[int]:
    """The ids of the records with details of these parties, or common to all beneficiaries of what names them.

    It is what is published that names them: an editor may have taken a beneficiary out of the working form already.
    """
    codes = [code(Facet.REFERS, party) for party in parties]
    naming = SearchRow.objects.filter(tier=PUBLIC, codes__overlap=codes).values("record_id")
    rows = Detail.objects.filter(Q(party_id__in=parties) | Q(party=None, record_id__in=naming), **which)
    return sorted(set(rows.values_list("record_id", flat=True)))


def beneficiaries_of(records: Collection[int]) -> dict[int, list[int]]:
    """The beneficiaries that readers see of each record that is public; one query."""
    rows = SearchRow.objects.filter(tier=PUBLIC, record_id__in=records)
    named = rows.values_list("record_id", "snapshot__body__content__involvements")
    return {
        pk: [row["party"] for row in involvements or [] if row["role"] == "beneficiary"] for pk, involvements in named
    }
