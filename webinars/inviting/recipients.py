"""To whom an invitation goes, and who is left out, and why."""

from collections.abc import Collection
from dataclasses import dataclass, field

from webinars.models import Contact, Invited

TOO_MANY_BOUNCES = 2


@dataclass
class Recipients:
    contacts: list[Contact] = field(default_factory=list)
    not_used: int = 0
    bounced: int = 0
    doubled: int = 0  # in several groups: they get one
    invited: int = 0  # to this webinar, before


def recipients(record: int, groups: Collection[int], language: str = "", *, again: bool = False) -> Recipients:
    """language: of the contacts, any where it is empty. again: those too who were invited before. Two queries."""
    found = Recipients()
    before = set(
        Invited.objects.filter(invitation__record_id=record, contact__isnull=False).values_list(
            "contact__email", flat=True
        )
    )
    rows = Contact.objects.filter(group__in=groups).order_by("group_id", "name", "pk")
    seen: set[str] = set()
    for contact in rows.filter(language=language) if language else rows:
        email = contact.email.lower()
        if not contact.is_used:
            found.not_used += 1
        elif contact.bounces >= TOO_MANY_BOUNCES:
            found.bounced += 1
        elif email in seen:
            found.doubled += 1
        elif contact.email in before and not again:
            found.invited += 1
        else:
            seen.add(email)
            found.contacts.append(contact)
    return found
