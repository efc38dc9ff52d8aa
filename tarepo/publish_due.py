"""Publishing, as a day begins, what editors set for that day."""

import datetime as dt
import logging

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from tarepo.changes import change
from tarepo.enums import State
from tarepo.locks import lock_records
from tarepo.models import Record
from tarepo.outbox import post
from tarepo.publish import NotPublishable, publish
from tarepo.take_back import dated, noted
from tarepo.who_set import who_set

logger = logging.getLogger("tarepo.publish_due")


def publish_due() -> int:
    """Publish each record whose day has come, in a change of its own; how many were published.

    A killed process loses the one that it was at, whose day then still stands: it is done when the job runs again.
    """
    due = Record.objects.filter(publish_on__lte=timezone.localdate()).order_by("publish_on", "pk")
    return sum(_attempt(pk, day) for pk, day in list(due.values_list("pk", "publish_on")) if day)


def _attempt(pk: int, day: dt.date) -> bool:
    """One that fails keeps no other from being published; it is tried again the day after."""
    try:
        return publish_on_its_day(pk, day)
    except Exception:
        logger.exception("Not published on its day: record %s", pk)
        return False


def publish_on_its_day(pk: int, day: dt.date) -> bool:
    """Whether it was published now; not where somebody archived it or took the day away meanwhile.

    The change is credited to whoever set the day: by id, as everything that is kept names people.
    """
    user = who_set(pk, "publish_on", day)
    with override(user.language if user else "en"), change(by=user, why=_("published on the day that was set for it")):
        record = lock_records([pk]).get(pk)
        if record is None or record.publish_on != day:
            return False
        Record.objects.filter(pk=pk).update(publish_on=None)
        if record.state == State.ARCHIVED:
            return False
        try:
            return publish(record)
        except NotPublishable as error:
            sentences = error.found[record.reference]
            keep_for_review(record=record, day=day, sentences=sentences)
            if user and user.is_active:
                tell(record=record, day=day, sentences=sentences, to=user.email, language=user.language)
            return False


def keep_for_review(*, record: Record, day: dt.date, sentences: list[str]) -> None:
    """What is public stays public; all else waits in review, and its note says why."""
    told = _("It was to be published on %(date)s, and was not: %(problems)s")
    note = told % dated(date=day.isoformat(), problems=" ".join(sentences))
    state = record.state if record.state == State.PUBLISHED else State.IN_REVIEW
    Record.objects.filter(pk=record.pk).update(state=state, review_note=noted(note, record.review_note))


def tell(*, record: Record, day: dt.date, sentences: list[str], to: str, language: str) -> None:
    subject = _("%(record)s was not published") % {"record": record.reference}
    said = _("It was to be published on %(date)s. These stand in the way:") % {"date": day.isoformat()}
    lines = "\n".join(f"- {sentence}" for sentence in sentences)
    body = f"{said}\n\n{lines}\n"
    post(to=to, subject=subject, body=body, key=f"publish-on/{record.pk}/{day.isoformat()}", language=language)
