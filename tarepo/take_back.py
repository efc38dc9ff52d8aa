"""Taking an archived record, or one in review, back to a draft."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from tarepo.changes import current_change
from tarepo.enums import State
from tarepo.locks import lock_records
from tarepo.models import Record
from tarepo.outbox import post
from tarepo.who_set import who_set

LONGEST_NOTE = 20_000


def take_back(record: Record, *, answer: str = "") -> bool:
    """Make it a draft that can be edited and published again; its versions stay. Whether it was something else.

    A published record is archived first: readers must not lose a page by a slip. The answer of a reviewer is kept with
    the note, without a name, and mailed to whoever sent the record to review.
    """
    change = current_change()
    locked = lock_records([record.pk])[record.pk]
    if locked.state not in (State.ARCHIVED, State.IN_REVIEW):
        return False
    asked = who_set(record.pk, "state", State.IN_REVIEW) if locked.state == State.IN_REVIEW else None
    values: dict[str, object] = {"state": State.DRAFT}
    if answer:
        values["review_note"] = noted(_("Answer of %(day)s: %(answer)s") % dated(answer=answer), locked.review_note)
    Record.objects.filter(pk=record.pk).update(**values)
    if answer and asked and asked.is_active and asked.pk != change.by_id:
        with override(asked.language):
            subject = _("%(record)s goes back to draft") % {"record": locked.reference}
            body = _("The reviewer answers:\n\n%(answer)s") % {"answer": answer}
            post(to=asked.email, subject=subject, body=body, key=f"back/{change.pk}", language=asked.language)
    return True


def dated(**values: object) -> dict[str, object]:
    return {"day": timezone.localdate().isoformat(), **values}


def noted(newer: str, note: str) -> str:
    """The newer words above what stood there."""
    return f"{newer}\n\n{note}".strip()[:LONGEST_NOTE]
