"""Asking beneficiaries whether a detail may be shown to the members of all delegations."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.utils import timezone

from accounts.consent import Stand
from accounts.consents.stands import stands_of
from accounts.consents.tell import telling
from accounts.enums import ConsentState
from accounts.models import Consent
from accounts.records import beneficiaries_of
from tarepo.changes import current_change
from tarepo.locks import lock_records
from tarepo.models import Detail

if TYPE_CHECKING:
    from accounts.models import User

Pair = tuple[int, int]  # a party and a detail


def ask(*, details: Collection[int], by: "User", only: Collection[Pair] | None = None) -> int:
    """Ask every beneficiary concerned for consent to these details (ids); of some pairs only, where given. How many.

    Nobody is asked again about a text that they were asked about, or have consented to, already; nor about what
    readers cannot see yet. Their focal points are mailed (tell.py): but for that a fixed number of queries.
    """
    current_change()
    records = set(Detail.objects.filter(pk__in=details).values_list("record_id", flat=True))
    lock_records(records)
    public = beneficiaries_of(records)
    asked = [
        stand
        for stand in stands_of(Detail.objects.filter(pk__in=details).order_by("pk"))
        if stand.detail.record_id in public
        and (only is None or (stand.party, stand.detail.pk) in only)
        and is_to_be_asked(stand)
    ]
    with telling({stand.party for stand in asked}):
        said = {"state": ConsentState.ASKED, "by": by, "at": timezone.now()}
        rows = [Consent(party_id=one.party, detail=one.detail, digest=one.digest, **said) for one in asked]
        Consent.objects.bulk_create(rows)
    return len(asked)


def is_to_be_asked(stand: Stand) -> bool:
    if stand.asked and stand.asked.digest == stand.digest:
        return False
    row = stand.decisive
    if row is None or row.state != ConsentState.GRANTED or stand.is_of_another_text:
        return True
    return bool(row.ends and row.ends < timezone.localdate())
