"""Registering: seats are given in turn under the lock of the room, so that none is given twice.

Registrations are personal and untracked; what staff decide runs inside a change of theirs.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from accounts.models import User
from tarepo.changes import current_change
from tarepo.locks import lock_room
from webinars.enums import RegisterBy, RegistrationState
from webinars.models import Registration
from webinars.registering import mail
from webinars.registering.terms import Terms, terms_by_record

HELD = (RegistrationState.ASKED, RegistrationState.CONFIRMED, RegistrationState.WAITING)


@dataclass(frozen=True)
class Who:
    """What somebody wrote of themselves."""

    email: str
    name: str
    organisation: str
    country_id: int | None
    kind: str
    needs: str
    language: str
    user: User | None = None
    agreed_to: str = ""  # version of the text about what is kept


class NotOpen(Exception):
    """Meanwhile nobody can register any more; nothing was written."""


def register(*, terms: Terms, who: Who) -> Registration:
    """A seat, a place on the waiting list, or a question to the editors; mailed. Whoever is registered already is
    mailed that, and nothing changes: a page that said so would tell anybody who is registered. Raises NotOpen."""
    with transaction.atomic():
        terms = _locked(terms)
        if not terms.is_open(timezone.now()):
            raise NotOpen
        rows = Registration.objects.filter(record_id=terms.record_id)
        found = rows.filter(email__iexact=who.email).first()
        if found and found.state != RegistrationState.CANCELLED:
            mail.tell_again(found, terms)
            return found
        made = found or Registration(record_id=terms.record_id)
        for name in ("email", "name", "organisation", "country_id", "kind", "needs", "language", "user", "agreed_to"):
            setattr(made, name, getattr(who, name))
        made.place = (rows.aggregate(last=Max("place"))["last"] or 0) + 1
        made.state, made.made_at = _first_state(terms), timezone.now()
        made.answered_at, made.answered_by, made.answer = None, None, ""
        made.save()
        _give_seats(terms)
        made.refresh_from_db()
        if made.state != RegistrationState.CONFIRMED:  # who has a seat was mailed with it
            mail.tell_state(made, terms)
        return made


def _locked(terms: Terms) -> Terms:
    """What the public version says once nobody else gives seats; the same where there is none any more."""
    lock_room(terms.record_id)
    return terms_by_record([terms.record_id]).get(terms.record_id, terms)


def _first_state(terms: Terms) -> RegistrationState:
    """Everybody comes to the end of the list first: whoever waits longer has a free seat before them."""
    return RegistrationState.ASKED if terms.by == RegisterBy.APPROVED else RegistrationState.WAITING


def _give_seats(terms: Terms) -> int:
    """Whoever waits longest has the seats that are free; none of what is over or called off. Only under the lock."""
    if not terms.is_here or terms.is_over(timezone.now()) or terms.is_called_off:
        return 0
    rows = Registration.objects.filter(record_id=terms.record_id)
    free = None
    if terms.seats is not None:
        free = max(0, terms.seats - rows.filter(state=RegistrationState.CONFIRMED).count())
    chosen = list(rows.filter(state=RegistrationState.WAITING).order_by("place")[:free])
    for registration in chosen:
        _set(registration, RegistrationState.CONFIRMED, terms)
    return len(chosen)


def cancel(*, registration: Registration, terms: Terms) -> bool:
    """Give the seat back, until the webinar is over; the next on the waiting list has it then. Whether that changed
    anything."""
    with transaction.atomic():
        terms = _locked(terms)
        registration.refresh_from_db()
        if registration.state not in HELD or terms.is_over(timezone.now()):
            return False
        _set(registration, RegistrationState.CANCELLED, terms)
        _give_seats(terms)
    return True


def give_up(*, rows: QuerySet[Registration]) -> int:
    """Delete registrations of whoever is erased; who waits longest has their seats at once. How many."""
    current_change()
    records = sorted(set(rows.order_by().values_list("record_id", flat=True)))
    if not records:
        return 0
    with transaction.atomic():
        for record in records:
            lock_room(record)
        deleted = rows.delete()[1].get(Registration._meta.label, 0)
        for terms in terms_by_record(records).values():
            _give_seats(terms)
    return deleted


def promote(*, terms: Terms) -> int:
    """Give the seats that became free, by an edit or by somebody who is deleted; how many."""
    with transaction.atomic():
        return _give_seats(_locked(terms))


def _set(registration: Registration, state: RegistrationState, terms: Terms) -> None:
    registration.state = state
    registration.save(update_fields=["state", "answered_at", "answered_by", "answer"])
    mail.tell_state(registration, terms)


def approve(*, ids: Collection[int], terms: Terms, by: User) -> int:
    """Those who ask, and those who were declined, have a seat, or a place on the waiting list where none is free."""
    asked = (RegistrationState.ASKED, RegistrationState.DECLINED)
    with transaction.atomic():
        terms = _locked(terms)
        rows = list(_answered(ids, terms, by, asked, ""))
        for registration in rows:
            registration.state = RegistrationState.WAITING
            registration.save(update_fields=["state", "answered_at", "answered_by", "answer"])
        _give_seats(terms)
        for registration in rows:
            registration.refresh_from_db()
            if registration.state == RegistrationState.WAITING:
                mail.tell_state(registration, terms)
    return len(rows)


def decline(*, ids: Collection[int], terms: Terms, by: User, reason: str) -> int:
    """With the reason, which is mailed; a seat that one of them had goes to the next."""
    with transaction.atomic():
        terms = _locked(terms)
        rows = list(_answered(ids, terms, by, HELD, reason))
        for registration in rows:
            _set(registration, RegistrationState.DECLINED, terms)
        _give_seats(terms)
    return len(rows)


def _answered(
    ids: Collection[int], terms: Terms, by: User, states: Collection[str], reason: str
) -> Iterator[Registration]:
    rows = Registration.objects.filter(record_id=terms.record_id, pk__in=ids, state__in=states)
    for registration in rows.order_by("place"):
        registration.answered_at, registration.answered_by, registration.answer = timezone.now(), by, reason
        yield registration
