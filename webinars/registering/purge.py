"""Registrations are deleted some time after the webinar; how many there were, of whom, stays."""

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Max
from django.utils import timezone

from tarepo.locks import lock_room
from webinars.models import Registration, Webinar

YEAR = dt.timedelta(days=365)
COUNTED = ("state", "kind", "country")


def forget_registrations() -> int:
    """How many were deleted."""
    before = timezone.now() - dt.timedelta(days=settings.REGISTRATION_DAYS)
    over = Webinar.objects.filter(starts_at__lt=before, record__registrations__isnull=False)
    # A webinar that never had a time, or lost it: a year longer after the last of them.
    last = Registration.objects.values("record_id").annotate(last=Max("made_at")).filter(last__lt=before - YEAR)
    ahead = Webinar.objects.filter(starts_at__gte=before).values("record_id")
    ids = {*over.values_list("record_id", flat=True)}
    ids |= {*last.exclude(record_id__in=ahead).values_list("record_id", flat=True)}
    return sum(_forget(pk) for pk in sorted(ids))


def _forget(record_id: int) -> int:
    with transaction.atomic():
        room = lock_room(record_id)
        rows = Registration.objects.filter(record_id=record_id)
        room.totals = counts_of(record_id)
        room.save(update_fields=["totals"])
        return rows.delete()[0]


def counts_of(record_id: int) -> dict[str, dict[str, int]]:
    """{"state": {"confirmed": 12, …}, "kind": {…}, "country": {id or "": …}}: kind and country of the confirmed."""
    rows = Registration.objects.filter(record_id=record_id)
    made = {}
    for name in COUNTED:
        of = rows if name == "state" else rows.filter(state="confirmed")
        made[name] = {
            str(value or ""): count for value, count in of.values_list(name).annotate(n=Count("pk")).order_by(name)
        }
    return made
