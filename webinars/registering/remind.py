"""Each minute: reminders that are due, thanks after the end, news of what changed, seats that became free."""

import datetime as dt
from collections.abc import Callable

from django.db import transaction
from django.utils import timezone

from tarepo.locks import lock_room
from tarepo.models import Outbox
from webinars.enums import RegistrationState
from webinars.models import Registration
from webinars.registering import mail
from webinars.registering.register import HELD, promote
from webinars.registering.terms import Terms, terms_by_record

# From the nearest on: where several were missed, only that one goes out.
BEFORE = {"hour": dt.timedelta(hours=1), "day": dt.timedelta(days=1), "week": dt.timedelta(days=7)}
AFTER = dt.timedelta(days=7)  # thanks that were not sent by then are not sent


def tell_registrants(now: dt.datetime | None = None) -> int:
    """How many mails were written. Asks of the rows themselves: twice in a minute changes nothing."""
    now = now or timezone.now()
    ids = set(Registration.objects.filter(state__in=HELD).values_list("record_id", flat=True))
    written = 0
    for terms in terms_by_record(ids).values() if ids else ():
        if terms.ends_at is not None and terms.ends_at < now - AFTER:
            continue
        written += _tell_changed(terms) + _remind(terms, now) + _thank(terms, now)
        written += promote(terms=terms)
    return written


def _tell_changed(terms: Terms) -> int:
    """Everybody once for each time it changes; what registrants were told first is what stood when the first did."""
    with transaction.atomic():
        room = lock_room(terms.record_id)
        if room.told == terms.standing:
            return 0
        first, room.told = not room.told, terms.standing
        room.save(update_fields=["told"])
        rows = [] if first else list(Registration.objects.filter(record_id=terms.record_id, state__in=HELD))
        for registration in rows:
            mail.tell_changed(registration, terms)
    return len(rows)


def _confirmed(terms: Terms) -> list[Registration]:
    return list(Registration.objects.filter(record_id=terms.record_id, state=RegistrationState.CONFIRMED))


def _remind(terms: Terms, now: dt.datetime) -> int:
    if terms.starts_at is None or terms.starts_at <= now or terms.is_called_off:
        return 0
    due = next((name for name, span in BEFORE.items() if now >= terms.starts_at - span), "")
    if not due:
        return 0
    moment = terms.starts_at - BEFORE[due]
    rows = {mail.reminder_key(row.pk, due, terms): row for row in _confirmed(terms) if row.made_at < moment}
    return _send(rows, lambda row: mail.remind(row, terms, due))


def _thank(terms: Terms, now: dt.datetime) -> int:
    if terms.ends_at is None or not terms.ends_at < now < terms.ends_at + AFTER or terms.is_called_off:
        return 0
    rows = {mail.thanks_key(row.pk): row for row in _confirmed(terms)}
    return _send(rows, lambda row: mail.thank(row, terms))


def _send(rows: dict[str, Registration], write: Callable[[Registration], bool]) -> int:
    """Those that were not written before; one query tells which."""
    written = set(Outbox.objects.filter(key__in=rows).values_list("key", flat=True))
    left = [row for key, row in rows.items() if key not in written]
    with transaction.atomic():
        return sum(write(row) for row in left)
