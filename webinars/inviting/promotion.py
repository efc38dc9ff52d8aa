"""Writing the promotion log, which is a part of the record."""

from django.db import transaction

from tarepo.changes import current_change
from tarepo.content import Content, read_content
from tarepo.content_write import write_content
from tarepo.locks import lock_records
from tarepo.models import Record


@transaction.atomic
def log_promotion(*, record: Record, entries: list[Content]) -> bool:
    """Append the entries that do not stand there already."""
    current_change()
    lock_records([record.pk])
    content = read_content(record.kind, record.pk)
    rows = content.get("promotions", [])
    new = [entry for entry in entries if entry not in rows]
    return bool(new) and write_content(record, {"promotions": [*rows, *new]}, before=content)


@transaction.atomic
def replace_promotion(*, record: Record, old: Content, new: Content | None) -> bool:
    """Put new in old's place, or remove it; False where old no longer stands there, or new stands there already."""
    current_change()
    lock_records([record.pk])
    content = read_content(record.kind, record.pk)
    rows = list(content.get("promotions", []))
    if old not in rows or new in rows:
        return False
    place = rows.index(old)
    rows[place : place + 1] = [] if new is None else [new]
    return write_content(record, {"promotions": rows}, before=content)
