"""Mail about what changes: asked for, changed and given up by whoever gets it."""

from django.core import signing
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _

from accounts.enums import Every
from accounts.models import Subscription, User
from tarepo.asked import Asked
from tarepo.changed.asking import PARAMETERS, PLACES, SEVERAL, SPAN, Wanted, read
from tarepo.changes import current_change
from tarepo.locks import lock_account

MOST, LONGEST = 30, 500
SIGNER = "tarepo.changed.subscribe"
NOT_KEPT = (*SPAN, *PLACES, "by")


def wanted_by(query: str) -> tuple[Wanted, list[str]]:
    """What a query of /changes/ asks for, whatever its span; and what of it was not understood."""
    given = QueryDict(query, mutable=True)
    for name in NOT_KEPT:
        given.pop(name, None)
    asked = Asked(given, PARAMETERS, SEVERAL)
    return read(asked), asked.problems


def subscribe(*, user: User, query: str, every: str) -> bool:
    """Whether anything changed: who has the same query already gets it as often as asked for now.

    Raises ValidationError where the query is not understood, is too long, or is one too many.
    """
    current_change()
    wanted, problems = wanted_by(query)
    if problems:
        raise ValidationError(problems)
    kept = wanted.query()[1:]
    if len(kept) > LONGEST:
        raise ValidationError(_("This asks for more at once than can be kept. Choose fewer countries or subjects."))
    often = _often(every)
    lock_account(user)  # two windows do not write the same or one too many at once
    same = Subscription.objects.filter(user=user, query=kept).first()
    if same:
        return change_often(subscription=same, every=often)
    if Subscription.objects.filter(user=user).count() >= MOST:
        told = _("You get %(most)d such mails, as many as there can be. Delete one first.")
        raise ValidationError(told % {"most": MOST})
    Subscription.objects.create(user=user, query=kept, every=often)
    return True


def change_often(*, subscription: Subscription, every: str) -> bool:
    current_change()
    often = _often(every)
    return bool(Subscription.objects.filter(pk=subscription.pk).exclude(every=often).update(every=often))


def unsubscribe(*, pk: int) -> bool:
    """Whether there was one still."""
    current_change()
    return bool(Subscription.objects.filter(pk=pk).delete()[0])


def stop_token(pk: int) -> str:
    """What a mail's link ends the subscription with; it says nothing else and does nothing else."""
    return signing.Signer(salt=SIGNER).sign(str(pk))


def stopped_by(token: str) -> int | None:
    """The subscription that the link is for; None where it was tampered with."""
    try:
        return int(signing.Signer(salt=SIGNER).unsign(token))
    except (signing.BadSignature, ValueError):
        return None


def _often(every: str) -> str:
    if every not in Every.values:
        raise ValidationError(_("Say how often: each day, each week or each month."))
    return every
