"""What came back of invitations."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from tarepo.changes import change, current_change
from tarepo.models import MailState, Outbox
from tarepo.outbox import refused_for_ever, server_said
from webinars.models import Contact, Invited


def note_returned() -> int:
    """Each minute, before the outbox forgets the mails: with what words each failed that was given up; how many.

    Only a mail that the server refused for ever is a bounce, which counts with its contact, once.
    """
    failed = Outbox.objects.filter(state=MailState.FAILED, key__startswith="invitation/")
    errors = dict(failed.values_list("key", "last_error"))
    rows = list(Invited.objects.filter(outbox_key__in=errors, bounced_at=None, told="")) if errors else []
    if not rows:
        return 0
    with change(by=None, why=_("mails of invitations came back, or were not delivered")):
        for row in rows:
            error = errors[row.outbox_key]
            told = server_said(error) or "–"
            if refused_for_ever(error):
                mark_bounced(invited=row, told=told)
            else:
                Invited.objects.filter(pk=row.pk, bounced_at=None).update(told=told[:300])
    return len(rows)


@transaction.atomic
def mark_bounced(*, invited: Invited, told: str) -> bool:
    """Count a mail that came back with its contact; False where it is counted already."""
    current_change()
    noted = {"bounced_at": timezone.now(), "told": told[:300]}
    if not Invited.objects.filter(pk=invited.pk, bounced_at=None).update(**noted):
        return False
    fields = {"bounced_on": timezone.localdate(), "bounce_told": told[:300]}
    theirs = Contact.objects.filter(pk__in=[invited.contact_id], bounces__lt=30000)
    theirs.update(bounces=F("bounces") + 1, **fields)
    return True
