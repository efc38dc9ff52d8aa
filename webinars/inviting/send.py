"""Sending an invitation."""

from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from tarepo.changes import current_change
from tarepo.content import Content
from tarepo.locks import lock_records
from tarepo.models import Record
from tarepo.outbox import post
from webinars.enums import Channel
from webinars.inviting.promotion import log_promotion
from webinars.inviting.recipients import recipients
from webinars.models import Contact, ContactGroup, Invitation, Invited


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
) -> int:
    """One mail a contact, the outbox and the promotion log in one change; how many mails.

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
        for contact in by_group[group.pk]:
            invited = Invited(invitation=sending, contact=contact)
            invited.outbox_key = f"invitation/{key.hex}/{contact.pk}"
            invited.save()
            post(to=contact.email, subject=subject, body=body, key=invited.outbox_key, language=language)
        entries.append(
            {
                "channel": Channel.INVITATION.value,
                "audience": str(group.audience),
                "on": timezone.localdate().isoformat(),
            }
        )
    log_promotion(record=record, entries=[each for n, each in enumerate(entries) if each not in entries[:n]])
    return sum(map(len, by_group.values()))
