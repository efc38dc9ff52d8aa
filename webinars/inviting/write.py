"""The job: the mails of invitations that editors sent are written into the outbox."""

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from tarepo.enums import State
from tarepo.outbox import post
from webinars.inviting.mails import Wording, mail_to
from webinars.models import Invited, Webinar

BATCH = 100  # mails a transaction: one that fails, or is killed, loses no more


def write_invitations() -> int:
    """All that are due; how many mails. Several workers may do so at once, and one that dies half way is followed up:
    a mail and the note that it is written are one transaction."""
    written = 0
    while (done := _write_some()) is not None:
        written += done
    return written


def due() -> QuerySet[Invited]:
    """Whose mails are to be written: not of removed contacts, nor, for the time being, of what readers do not see."""
    pages = Webinar.objects.filter(record=OuterRef("invitation__record"))
    public = Invited.objects.filter(Exists(pages), invitation__record__state=State.PUBLISHED)
    return public.filter(written_at=None, contact__isnull=False)


def are_due() -> bool:
    return due().exists()


@transaction.atomic
def _write_some() -> int | None:
    """How many mails; None where none is left."""
    oldest = due().select_related("invitation", "contact").order_by("pk")
    rows = list(oldest.select_for_update(skip_locked=True, of=("self",))[:BATCH])
    if not rows:
        return None
    records = {row.invitation.record_id for row in rows}
    slugs = dict(Webinar.objects.filter(record_id__in=records).values_list("record_id", "slug"))
    written = sum(_write(row, slugs[row.invitation.record_id]) for row in rows)
    Invited.objects.filter(pk__in=[row.pk for row in rows]).update(written_at=timezone.now())
    return written


def _write(row: Invited, slug: str) -> bool:
    sending, contact = row.invitation, row.contact
    if contact is None:  # due() leaves them out
        return False
    mail = mail_to(contact, Wording(sending.subject, sending.body, sending.language), slug)
    return post(to=mail.to, subject=mail.subject, body=mail.body, key=row.outbox_key, language=sending.language)
