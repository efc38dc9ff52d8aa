"""Short permanent references: TA-2023-0012 for an activity, PR-0004 for a project."""

import re

from django.db import models
from django.utils import timezone

from tarepo.enums import Kind
from tarepo.models import Record

PREFIXES = {
    Kind.ACTIVITY: "TA",
    Kind.PROJECT: "PR",
    Kind.SERIES: "SE",
    Kind.AGREEMENT: "AG",
    Kind.COUNTRY: "CA",
    Kind.ORGANISATION: "OR",
    Kind.UNIT: "UN",
    Kind.SESSION: "ME",
    Kind.DOCUMENT: "DO",
    Kind.SUBJECT: "SU",
    Kind.RECOMMENDATION: "RE",
    Kind.ACTIVITY_TYPE: "TY",
    Kind.TARGET_GROUP: "TG",
    Kind.GOAL: "SD",
}


def next_reference(record: Record) -> str:
    """The next free reference of the record's kind; an activity's carries the year in which it starts, else this one.

    Call it inside a transaction: the numbering stays locked until it ends.
    """
    from tarepo.locks import lock_numbering

    lock_numbering()
    prefix = f"{PREFIXES[Kind(record.kind)]}-"
    if record.kind == Kind.ACTIVITY:
        starts = getattr(record, "starts", None)
        prefix += f"{starts.year if starts else timezone.localdate().year}-"
    return f"{prefix}{_next_number(Record.objects.filter(kind=record.kind), 'reference', prefix):04d}"


def next_person_key() -> str:
    """The next free key of a person as printed: P-0042."""
    from experts.models import Person
    from tarepo.locks import lock_numbering

    lock_numbering()
    return f"P-{_next_number(Person.objects.all(), 'key', 'P-'):04d}"


def _next_number(rows: models.QuerySet, field: str, prefix: str) -> int:
    taken = rows.filter(**{f"{field}__regex": f"^{re.escape(prefix)}[0-9]+$"}).values_list(field, flat=True)
    return max((int(value.removeprefix(prefix)) for value in taken), default=0) + 1
