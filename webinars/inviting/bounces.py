"""What came back of invitations."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from tarepo.changes import change, current_change
from tarepo.models import MailState, Outbox
from webinars.models import Contact, Invited

REFUSED = ("SMTPRecipientsRefused", "SMTPDataError")


def note_bounces() -> int:
    """Once a day: count a mail that the server refused for ever with its contact, once; how many.

    What failed for our own server's sake is no bounce.
    """
    failed = Outbox.objects.filter(state=MailState.FAILED, key__startswith="invitation/")
    errors = {key: told for key, told in failed.values_list("key", "last_error") if told.startswith(REFUSED)}
    rows = Invited.objects.filter(outbox_key__in=errors, bounced_at=None, contact__isnull=False)
    if not rows.exists():
        return 0
    with change(by=None, why="mails came back"):
        return sum(mark_bounced(contact=row.contact_id, told=errors[row.outbox_key], invited=row) for row in rows)


@transaction.atomic
def mark_bounced(*, contact: int | None, told: str, invited: Invited | None = None) -> bool:
    """Count a mail that came back. invited: its mail, which is counted once."""
    current_change()
    if invited and not Invited.objects.filter(pk=invited.pk, bounced_at=None).update(bounced_at=timezone.now()):
        return False
    fields = {"bounced_on": timezone.localdate(), "bounce_told": told[:300]}
    return bool(Contact.objects.filter(pk__in=[contact], bounces__lt=30000).update(bounces=F("bounces") + 1, **fields))
