"""Consents begin and end on a day, with nobody there to save anything."""

import datetime as dt

from django.db.models import Q
from django.utils import timezone

from accounts.models import Consent
from accounts.records import records_of_parties
from tarepo.changes import change
from tarepo.publish import refresh_forms

LOOK_BACK = dt.timedelta(days=7)  # so long may the ticker have been away


def refresh_consents() -> int:
    """Write anew the forms of records for which a consent began or ended lately; how many were looked at."""
    today = timezone.localdate()
    since = today - LOOK_BACK
    moved = Q(starts__gt=since, starts__lte=today) | Q(ends__gte=since, ends__lt=today)
    parties = set(Consent.objects.filter(moved).values_list("party_id", flat=True))
    if not parties:
        return 0
    ids = records_of_parties(parties)
    with change(by=None, why="A consent began or ended"):
        refresh_forms(ids)
    return len(ids)
