"""Short permanent references: TA-2023-0012 for an activity, PR-0004 for a project; or words of a title."""

import re

from django.db import models
from django.utils import timezone
from django.utils.text import slugify

from tarepo.addresses import FOLDERS
from tarepo.enums import Kind
from tarepo.models import OldAddress, Record

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

# Their addresses are read, and typed: words of the title serve better than a number.
READABLE = {
    *(Kind.SUBJECT, Kind.ACTIVITY_TYPE, Kind.TARGET_GROUP, Kind.DOCUMENT),
    *(Kind.ORGANISATION, Kind.UNIT, Kind.SERIES, Kind.PROJECT),
}
LONGEST_SLUG = 60  # leaves room in a reference for "-2" and the like


def slug_reference(record: Record, title: str) -> str:
    """A free readable reference from a title; empty for other kinds, and where no Latin letter of it is left.

    Call it inside a transaction, as the next.
    """
    from tarepo.locks import lock_numbering

    slug = cut(slugify(title))
    if record.kind not in READABLE or not slug:
        return ""
    lock_numbering()
    taken = taken_references(record.kind, slug)
    free = (f"{slug}-{n}" for n in range(2, len(taken) + 3))
    return slug if slug not in taken else next(name for name in free if name not in taken)


def cut(slug: str) -> str:
    """Whole words, as many as there is room for."""
    whole = slug if len(slug) <= LONGEST_SLUG else slug[: LONGEST_SLUG + 1].rpartition("-")[0]
    return (whole or slug[:LONGEST_SLUG]).strip("-_")


def taken_references(kind: str, start: str) -> set[str]:
    """References with this beginning, in whatever capitals, that a record of the kind has, or had: an old address
    redirects for ever. In small letters."""
    folder = FOLDERS.get(kind, "")
    rows = Record.objects.filter(kind=kind, reference__istartswith=start).values_list("reference", flat=True)
    old = OldAddress.objects.filter(path__istartswith=f"{folder}/{start}").values_list("path", flat=True)
    return {name.lower() for name in (*rows, *(path.strip("/").rpartition("/")[2] for path in old))}


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
    taken = rows.filter(**{f"{field}__iregex": f"^{re.escape(prefix)}[0-9]+$"}).values_list(field, flat=True)
    return max((int(value[len(prefix) :]) for value in taken), default=0) + 1
