"""Erasing what the portal holds of a person, who stays as a number: history and texts name people by id or key."""

import datetime as dt

from django.contrib.sessions.models import Session
from django.db.models import Q
from django.utils import timezone

from accounts.enums import MembershipState, RequestState, RoleName
from accounts.models import DetailRequest, Membership, Role, User
from accounts.models.user import ERASED_ADDRESS
from accounts.own.held import When, addresses_of, every_table
from accounts.strike_out import is_striking, strike_out
from experts.models import Person
from tarepo.changes import current_change
from tarepo.locks import lock_account
from tarepo.models import ErrorReport, Moved, Outbox
from webinars.attendance.purge import forget_address
from webinars.models import Candidate, Registration
from webinars.registering.register import give_up
from webinars.reporting.forget import forget_names, forget_words

ERASED = "erased-"


class LastAdministrator(Exception):
    """Nobody could give anybody a role any more."""


def erase(*, user: User | None = None, person: Person | None = None, name_everywhere: bool = False) -> None:
    """Take away name and address, and end the account's sessions, roles and memberships. Twice changes nothing.

    What was written for a country or an organisation stays its own (held.py says of each table what becomes of it).
    name_everywhere: the name goes from what others wrote too, whoever it means there (strike_out.py).
    A person who stood twice, and was merged, is erased in every row. Raises LastAdministrator.
    """
    current_change()
    if user is not None:
        lock_account(user)
        _erase_user(User.objects.get(pk=user.pk), name_everywhere=name_everywhere)
    if person is not None:
        same = {person.pk, person.merged_into_id} - {None}
        rows = Person.objects.filter(Q(pk__in=same) | Q(merged_into__in=same))
        Candidate.objects.filter(person__in=rows.values("pk")).delete()
        # Nor where the person belonged before two organisations were merged.
        Moved.objects.filter(table=Person._meta.label, column="organisation_id", row__in=rows.values("pk")).delete()
        forget_names(list(rows))
        rows.update(honorific="", name="", function="", affiliation="", organisation=None)


def _erase_user(user: User, *, name_everywhere: bool) -> None:
    opaque = f"{ERASED}{user.pk}"
    if is_last_administrator(user):
        raise LastAdministrator
    _end_sessions(user)
    if user.is_erased:
        return
    addresses = addresses_of(user)
    for address in addresses:
        ErrorReport.objects.filter(by=None, email__iexact=address).update(email="")
        give_up(rows=Registration.objects.filter(email__iexact=address))
        Candidate.objects.filter(email__iexact=address).delete()
    everywhere = user.name if name_everywhere and is_striking(user.name) else ""
    forget_address(addresses=addresses, name=everywhere)
    _end_roles(user)
    DetailRequest.objects.filter(by=user, state=RequestState.OPEN).update(
        state=RequestState.WITHDRAWN, answered_at=timezone.now()
    )
    give_up(rows=Registration.objects.filter(user=user))
    for held in every_table():
        rows = held.model._default_manager.filter(**{held.user: user})
        if held.when == When.DELETED:
            rows.delete()
        elif held.when == When.EMPTIED:
            rows.update(**dict.fromkeys(held.emptied, ""))
    for address in addresses:
        Outbox.objects.filter(to__iexact=address).delete()
    strike_out(name=user.name, addresses=addresses, everywhere=name_everywhere)
    forget_words([*addresses, *filter(None, [everywhere])])
    user.name, user.email, user.is_active = opaque, opaque + ERASED_ADDRESS, False
    user.set_unusable_password()
    user.save()


def is_last_administrator(user: User) -> bool:
    """Whether nobody else could give anybody a role. Holds the administrators' roles until the transaction ends."""
    rows = Role.objects.current().filter(name=RoleName.ADMINISTRATOR, user__is_active=True).order_by("pk")
    holders = set(rows.select_for_update(of=("self",)).values_list("user_id", flat=True))
    return holders == {user.pk}


def _end_roles(user: User) -> None:
    """They end with yesterday: who held what, and until when, stays on record by number."""
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    for role in user.roles.filter(Q(ends__isnull=True) | Q(ends__gt=yesterday)):
        role.ends = max(yesterday, role.starts or yesterday)
        role.save()
    mine = Membership.objects.filter(user=user)
    mine.filter(state=MembershipState.ASKED).update(state=MembershipState.WITHDRAWN)
    mine.filter(state=MembershipState.CONFIRMED).update(state=MembershipState.ENDED, ends=yesterday)


def _end_sessions(user: User) -> None:
    """A session names its user inside only."""
    for session in Session.objects.iterator(chunk_size=500):
        if session.get_decoded().get("_auth_user_id") == str(user.pk):
            session.delete()
