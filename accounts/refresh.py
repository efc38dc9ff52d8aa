"""Consents begin and end on a day, with nobody there to save anything."""

import datetime as dt

from django.db.models import Q
from django.utils import timezone

from accounts.models import Consent
from accounts.records import records_of_parties
from tarepo.changes import change
from tarepo.publish import outdated_forms, refresh_forms

# What was published for the first time, at the very moment at which somebody answered about its kind, may have missed
# the answer: whoever answered lately is looked at again.
LATELY = dt.timedelta(hours=1)


def refresh_consents() -> int:
    """Write anew the forms of records that a consent has opened or closed by its date; how many.

    What rows show is compared with what they should, not with a last run: however long the ticker was away, and
    whatever it missed, nothing stays open whose consent has ended.
    """
    today = timezone.localdate()
    dated = Q(starts__lte=today) | Q(ends__lt=today) | Q(detail=None, at__gte=timezone.now() - LATELY)
    parties = set(Consent.objects.filter(dated).values_list("party_id", flat=True))
    ids = outdated_forms(records_of_parties(parties)) if parties else []
    if ids:
        with change(by=None, why="A consent began or ended"):
            refresh_forms(ids)
    return len(ids)
