"""Candidates are forgotten a year after their webinar."""

import datetime as dt

from django.db.models import Q
from django.utils import timezone

from webinars.models import Candidate

KEPT = dt.timedelta(days=365)


def purge_candidates() -> int:
    """How many were deleted. Of a topic that never got a time: a year after they were entered."""
    before = timezone.now() - KEPT
    timeless = Q(record__webinars__starts_at=None, made_at__lt=before)
    over = Q(record__webinars__starts_at__lt=before)
    return Candidate.objects.filter(pk__in=Candidate.objects.filter(timeless | over).values("pk")).delete()[0]
