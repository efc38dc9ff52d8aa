"""Erasing what the portal holds of a person, who stays as a number: history and texts name people by id or key."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import Q

from accounts.models import User
from experts.models import Person
from tarepo.changes import current_change
from tarepo.models import Moved, Outbox


def erase(*, user: User | None = None, person: Person | None = None) -> None:
    """Take away name and address, and end the account's sessions. Doing it twice changes nothing.

    A person who stood twice, and was merged, is erased in every row.
    """
    current_change()
    if user is not None:
        _erase_user(User.objects.select_for_update().get(pk=user.pk))
    if person is not None:
        same = {person.pk, person.merged_into_id} - {None}
        rows = Person.objects.filter(Q(pk__in=same) | Q(merged_into__in=same))
        # Nor where the person belonged before two organisations were merged.
        Moved.objects.filter(table=Person._meta.label, column="organisation_id", row__in=rows.values("pk")).delete()
        rows.update(name="", function="", affiliation="", organisation=None)


def _erase_user(user: User) -> None:
    opaque = f"erased-{user.pk}"
    _end_sessions(user)
    addresses = {user.email, *EmailAddress.objects.filter(user=user).values_list("email", flat=True)}
    for address in addresses:
        Outbox.objects.filter(to__iexact=address).delete()
    for theirs in (EmailAddress, Authenticator, SocialAccount, UserSession):
        theirs.objects.filter(user=user).delete()
    if user.name == opaque:
        return
    user.name, user.email, user.is_active = opaque, f"{opaque}@erased.invalid", False
    user.set_unusable_password()
    user.save()


def _end_sessions(user: User) -> None:
    """A session names its user inside only."""
    for session in Session.objects.iterator(chunk_size=500):
        if session.get_decoded().get("_auth_user_id") == str(user.pk):
            session.delete()
