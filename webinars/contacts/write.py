"""Writing contacts."""

from collections.abc import Collection, Iterable

from django.db import transaction
from django.utils import timezone

from tarepo.changes import current_change
from webinars.models import Contact, ContactGroup


@transaction.atomic
def take_contacts(*, group: ContactGroup, contacts: Iterable[Contact]) -> int:
    """How many are new. One whose address the group has stays as it is, so that sending a list again is safe."""
    current_change()
    wanted = {contact.email: contact for contact in contacts}
    held = set(Contact.objects.filter(group=group, email__in=wanted).values_list("email", flat=True))
    new = [contact for email, contact in wanted.items() if email not in held]
    for contact in new:
        contact.group = group
    Contact.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


def check_contacts(*, group: ContactGroup, ids: Collection[int]) -> int:
    """Note that they were looked up today and hold; the bounces of before are over."""
    current_change()
    rows = Contact.objects.filter(group=group, pk__in=ids)
    return rows.update(checked_on=timezone.localdate(), bounces=0, bounced_on=None, bounce_told="")
