"""Sending an invitation."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from tarepo.changes import current_change
from tarepo.content import Content, read_content
from tarepo.locks import lock_records
from tarepo.models import Record
from tarepo.tasks import queue_once, write_invitations
from webinars.enums import Channel
from webinars.inviting.promotion import log_promotion
from webinars.inviting.recipients import recipients
from webinars.models import Contact, ContactGroup, Invitation, Invited


@dataclass(frozen=True)
class Sending:
    """logged: whether the promotion log tells all of it apart from what was sent before."""

    mails: int
    logged: bool


@transaction.atomic
def send_invitation(
    *,
    record: Record,
    groups: Collection[ContactGroup],
    subject: str,
    body: str,
    language: str,
    only: str,
    again: bool,
    key: UUID,
    by: User,
) -> Sending:
    """Who gets a mail, and the promotion log, in one change; a job writes the mails (webinars/inviting/write.py).

    Under the record's lock: of two editors who invite at once the second leaves out whom the first invited.
    """
    current_change()
    lock_records([record.pk])
    by_group: dict[int, list[Contact]] = defaultdict(list)
    for contact in recipients(record.pk, [group.pk for group in groups], only, again=again).contacts:
        by_group[contact.group_id].append(contact)
    entries: list[Content] = []
    for group in groups:
        if not by_group[group.pk]:
            continue
        sending = Invitation.objects.create(
            record=record, group=group, audience=group.audience, subject=subject, body=body, language=language,
            key=f"{key.hex}-{len(entries)}", by=by,
        )  # fmt: skip
        Invited.objects.bulk_create(
            Invited(invitation=sending, contact=contact, outbox_key=f"invitation/{key.hex}/{contact.pk}")
            for contact in by_group[group.pk]
        )
        entries.append(
            {
                "channel": Channel.INVITATION.value,
                "audience": str(group.audience),
                "on": timezone.localdate().isoformat(),
            }
        )
    queue_once(write_invitations)
    logged = [each for n, each in enumerate(entries) if each not in entries[:n]]
    before = read_content(record.kind, record.pk).get("promotions", [])
    log_promotion(record=record, entries=logged)
    return Sending(sum(map(len, by_group.values())), logged=not any(each in before for each in logged))
