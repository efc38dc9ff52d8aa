"""Registering: seats are given in turn under the lock of the room, so that none is given twice.

Registrations are personal and untracked; what staff decide runs inside a change of theirs.
"""

from collections.abc import Collection
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


def register(*, terms: Terms, who: Who) -> Registration:
    """A seat, a place on the waiting list, or a question to the editors; mailed. Whoever is registered already is
    mailed that, and nothing changes: a page that said so would tell anybody who is registered."""
    with transaction.atomic():
        lock_room(terms.record_id)
        rows = Registration.objects.filter(record_id=terms.record_id)
        found = rows.filter(email__iexact=who.email).first()
        if found and found.state != RegistrationState.CANCELLED:
            mail.tell_again(found, terms)
            return found
        made = found or Registration(record_id=terms.record_id)
        for name in ("email", "name", "organisation", "country_id", "kind", "needs", "language", "user"):
            setattr(made, name, getattr(who, name))
        made.place = (rows.aggregate(last=Max("place"))["last"] or 0) + 1
        made.state, made.made_at = _first_state(terms), timezone.now()
        made.answered_at, made.answered_by, made.answer = None, None, ""
        made.save()
        mail.tell_state(made, terms)
        return made


def _first_state(terms: Terms) -> RegistrationState:
    if terms.by == RegisterBy.APPROVED:
        return RegistrationState.ASKED
    # Nobody overtakes those who wait, though a seat became free and was not given yet.
    waits = Registration.objects.filter(record_id=terms.record_id, state=RegistrationState.WAITING).exists()
    return RegistrationState.CONFIRMED if not waits and _free(terms) != 0 else RegistrationState.WAITING


def _free(terms: Terms) -> int | None:
    """Seats that nobody has; None where there is no end of them. Only under the lock of the room."""
    if terms.seats is None:
        return None
    taken = Registration.objects.filter(record_id=terms.record_id, state=RegistrationState.CONFIRMED).count()
    return max(0, terms.seats - taken)


def cancel(*, registration: Registration, terms: Terms) -> bool:
    """Give the seat back; the next on the waiting list has it then. Whether that changed anything."""
    with transaction.atomic():
        lock_room(registration.record_id)
        registration.refresh_from_db()
        if registration.state not in HELD:
            return False
        registration.state = RegistrationState.CANCELLED
        registration.save(update_fields=["state"])
        promote(terms=terms)
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
            if not terms.is_over(timezone.now()):
                promote(terms=terms)
    return deleted


def promote(*, terms: Terms) -> int:
    """Whoever waits longest has the seats that are free; how many."""
    with transaction.atomic():
        lock_room(terms.record_id)
        free = _free(terms)
        waiting = Registration.objects.filter(record_id=terms.record_id, state=RegistrationState.WAITING)
        chosen = list(waiting.order_by("place")[: free if free is not None else None])
        for registration in chosen:
            _set(registration, RegistrationState.CONFIRMED, terms)
    return len(chosen)


def _set(registration: Registration, state: RegistrationState, terms: Terms) -> None:
    registration.state = state
    registration.save(update_fields=["state", "answered_at", "answered_by", "answer"])
    mail.tell_state(registration, terms)


def approve(*, ids: Collection[int], terms: Terms, by: User) -> int:
    """Those who ask, and those who were declined, have a seat, or a place on the waiting list where none is free."""
    return _answer(ids, terms, by, (RegistrationState.ASKED, RegistrationState.DECLINED), "", approved=True)


def decline(*, ids: Collection[int], terms: Terms, by: User, reason: str) -> int:
    """With the reason, which is mailed; a seat that one of them had goes to the next."""
    done = _answer(ids, terms, by, HELD, reason, approved=False)
    promote(terms=terms)
    return done


def _answer(
    ids: Collection[int], terms: Terms, by: User, states: Collection[str], reason: str, *, approved: bool
) -> int:
    with transaction.atomic():
        lock_room(terms.record_id)
        if approved:
            promote(terms=terms)  # those who waited before come first
        rows = Registration.objects.filter(record_id=terms.record_id, pk__in=ids, state__in=states).order_by("place")
        for registration in rows:
            registration.answered_at, registration.answered_by, registration.answer = timezone.now(), by, reason
            seat = RegistrationState.CONFIRMED if _free(terms) != 0 else RegistrationState.WAITING
            _set(registration, seat if approved else RegistrationState.DECLINED, terms)
        return len(rows)
