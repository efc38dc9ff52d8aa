"""What became of each mail of an invitation; the outbox forgets its mails after a month, the rows here do not."""

from typing import Any

from django.db.models import Case, CharField, Count, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from tarepo.enums import State
from tarepo.models import MailState, Outbox
from tarepo.outbox import server_said
from webinars.enums import Delivery
from webinars.models import Invited

ON_THEIR_WAY = (MailState.WAITING, MailState.SENDING)
WORDS_TOLD = (Delivery.ON_ITS_WAY, Delivery.NOT_DELIVERED, Delivery.CAME_BACK)


def invited_to(record: int) -> QuerySet[Any]:
    """The rows of a webinar, each with its delivery and last_error, what the outbox knows of a mail that failed."""
    mail = Outbox.objects.filter(key=OuterRef("outbox_key"))
    rows = Invited.objects.filter(invitation__record_id=record).annotate(
        mail_state=Subquery(mail.values("state")),
        last_error=Coalesce(Subquery(mail.values("last_error")), Value("")),
    )
    return rows.annotate(
        delivery=Case(
            When(bounced_at__isnull=False, then=Value(Delivery.CAME_BACK.value)),
            When(Q(written_at=None, contact=None), then=Value(Delivery.NOT_SENT.value)),
            When(Q(written_at=None) & ~Q(invitation__record__state=State.PUBLISHED), then=Value(Delivery.HELD.value)),
            When(Q(written_at=None) | Q(mail_state__in=ON_THEIR_WAY), then=Value(Delivery.ON_ITS_WAY.value)),
            When(Q(mail_state=MailState.FAILED) | ~Q(told=""), then=Value(Delivery.NOT_DELIVERED.value)),
            default=Value(Delivery.SENT.value),
            output_field=CharField(),
        )
    )


def counts(rows: QuerySet[Any]) -> list[tuple[Delivery, int]]:
    """How many of each, in the order in which a mail goes its way."""
    found = dict(rows.order_by().values_list("delivery").annotate(n=Count("pk")))
    return [(each, found[each]) for each in Delivery if each in found]


def shown(rows: QuerySet[Any], most: int) -> list[dict[str, Any]]:
    """The newest: [{row, delivery, told}], told being the words of the server or of whoever found the mail returned."""
    newest = rows.select_related("invitation__group", "contact").order_by("-pk")[:most]
    return [{"row": row, "delivery": Delivery(row.delivery), "told": _told(row)} for row in newest]


def _told(row: Any) -> str:
    return (row.told or server_said(row.last_error)) if row.delivery in WORDS_TOLD else ""
