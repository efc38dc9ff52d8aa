"""Registrations are deleted some time after the webinar; how many there were, of whom, stays."""

import datetime as dt
from collections.abc import Collection

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Max
from django.utils import timezone

from tarepo.locks import lock_room
from webinars.models import Registration, Webinar
from webinars.registering.terms import terms_by_record

YEAR = dt.timedelta(days=365)
Counts = dict[str, dict[str, int]]
COUNTED = ("state", "kind", "country")


def forget_registrations() -> int:
    """How many were deleted."""
    before = timezone.now() - dt.timedelta(days=settings.REGISTRATION_DAYS)
    over = Webinar.objects.filter(starts_at__lt=before, record__registrations__isnull=False)
    ids = long_over(set(over.values_list("record_id", flat=True)), before)
    # A webinar that never had a time, or lost it: a year longer after the last of them.
    last = Registration.objects.values("record_id").annotate(last=Max("made_at")).filter(last__lt=before - YEAR)
    timeless = Webinar.objects.filter(starts_at=None, record_id__in=last.values("record_id"))
    return sum(_forget(pk) for pk in sorted({*ids, *timeless.values_list("record_id", flat=True)}))


def long_over(ids: Collection[int], before: dt.datetime) -> list[int]:
    """Those of the webinars whose public version ended by then too, or that have none: an editor may have mistyped a
    year in what is not published, and what is deleted is gone."""
    terms = terms_by_record(ids)
    return [pk for pk in ids if pk not in terms or ((ends := terms[pk].ends_at) is not None and ends < before)]


def _forget(record_id: int) -> int:
    with transaction.atomic():
        room = lock_room(record_id)
        rows = Registration.objects.filter(record_id=record_id)
        room.totals = with_earlier(counts_of(record_id), room.totals)
        room.save(update_fields=["totals"])
        return rows.delete()[0]


def with_earlier(counts: Counts, earlier: Counts) -> Counts:
    """The counts of registrations that there are and of those that were deleted before."""
    made: Counts = {}
    for name in COUNTED:
        now, before = counts.get(name, {}), earlier.get(name, {})
        made[name] = {value: now.get(value, 0) + before.get(value, 0) for value in sorted({*now, *before})}
    return made


def counts_of(record_id: int) -> Counts:
    """{"state": {"confirmed": 12, …}, "kind": {…}, "country": {id or "": …}}: kind and country of the confirmed."""
    rows = Registration.objects.filter(record_id=record_id)
    made = {}
    for name in COUNTED:
        of = rows if name == "state" else rows.filter(state="confirmed")
        made[name] = {
            str(value or ""): count for value, count in of.values_list(name).annotate(n=Count("pk")).order_by(name)
        }
    return made
