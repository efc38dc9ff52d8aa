"""Mail: written into the outbox with what causes it, sent later by the worker, tried again when it fails.

A mail goes out once, with one exception: where a process dies between the mail server's yes and our own note of it,
the ticker puts the row back and it goes out again, under the same Message-ID, so that a mailbox can tell.
"""

import datetime as dt
import logging
import re
import smtplib

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection, transaction
from django.utils import timezone

from tarepo.models import MailState, Outbox
from tarepo.tasks import queue_once, send_mail

logger = logging.getLogger("tarepo.outbox")

MOST_TRIES = 16  # within two days
LONGEST_WAIT = dt.timedelta(hours=6)
STALE_AFTER = dt.timedelta(minutes=15)  # far longer than one mail takes to send or to time out
REPLY = re.compile(  # as note_failure notes what smtplib says: "SMTPDataError: (554, b'no')"
    r"SMTP(?:RecipientsRefused|DataError): .*?\((?P<code>\d{3}), b?(?P<mark>['\"])(?P<words>.*?)(?:(?P=mark)\)|$)", re.S
)
ROUND = 500  # then the worker takes another job


def post(*, to: str, subject: str, body: str, key: str, language: str = "", stop_address: str = "") -> bool:
    """Write a mail that goes out when the transaction commits; whether it is new: a key is used once.

    Only inside a transaction, that of what the mail tells of: either both happen or neither. stop_address: where a POST
    alone ends mail of this sort (RFC 8058), for a mailbox's own button.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("Mail is posted inside the change that it tells of.")
    fields = {"to": to, "subject": " ".join(subject.split())[:200], "body": body, "language": language}
    fields["stop_address"] = stop_address
    _row, made = Outbox.objects.get_or_create(key=key, defaults=fields)
    if made:
        queue_once(send_mail)
    return made


def send_due() -> int:
    """Send what is due, over one connection; how many went out. Several workers may do so at once."""
    server: BaseEmailBackend | None = None
    sent = 0
    try:
        for _round in range(ROUND):
            row = claim()
            if row is None:
                return sent
            try:
                if server is None:
                    server = get_connection()
                    server.open()
                server.send_messages([message(row)])
            except Exception as error:
                note_failure(row, error)
                if is_servers(error):
                    return sent
            else:
                Outbox.objects.filter(pk=row.pk).update(state=MailState.SENT, sent_at=timezone.now(), last_error="")
                sent += 1
        queue_once(send_mail)
        return sent
    finally:
        if server is not None:
            server.close()


def claim() -> Outbox | None:
    """The mail that has been due longest, now ours: committed before the server is asked."""
    with transaction.atomic():
        due = Outbox.objects.filter(state=MailState.WAITING, next_try_at__lte=timezone.now()).order_by("next_try_at")
        row = due.select_for_update(skip_locked=True).first()
        if row is not None:
            row.state, row.claimed_at, row.tries = MailState.SENDING, timezone.now(), row.tries + 1
            row.save(update_fields=["state", "claimed_at", "tries"])
    return row


def message(row: Outbox) -> EmailMessage:
    headers = {
        "Message-ID": f"<outbox-{row.pk}-{row.made_at:%Y%m%d%H%M%S}@{settings.MAIL_DOMAIN}>",
        "Auto-Submitted": "auto-generated",
    }
    if row.language:
        headers["Content-Language"] = row.language
    if row.stop_address:
        headers["List-Unsubscribe"] = f"<{row.stop_address}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return EmailMessage(row.subject, row.body, settings.DEFAULT_FROM_EMAIL, [row.to], headers=headers)


def note_failure(row: Outbox, error: Exception) -> None:
    """Try again later, twice as long each time; give up where the server will never take it, or after many tries."""
    hopeless = is_hopeless(error) or row.tries >= MOST_TRIES
    wait = min(dt.timedelta(minutes=2 ** min(row.tries - 1, 20)), LONGEST_WAIT)
    logger.warning("Mail %s was not sent: %s", row.pk, type(error).__name__, extra={"given_up": hopeless})
    Outbox.objects.filter(pk=row.pk).update(
        state=MailState.FAILED if hopeless else MailState.WAITING,
        next_try_at=timezone.now() + wait,
        last_error=f"{type(error).__name__}: {error}"[:300],
    )


def refused_for_ever(last_error: str) -> bool:
    """Whether the mail failed for its address's sake, by what note_failure noted; what failed for our server's sake, or
    for a refusal that was meant for the time being, did not."""
    reply = REPLY.match(last_error)
    return reply is not None and reply["code"].startswith("5")


def server_said(last_error: str) -> str:
    """The code and the words of the server, else the error as it was noted."""
    reply = REPLY.match(last_error)
    if reply is None:
        return last_error
    words = re.sub(r"(\\[rnt])+", " ", reply["words"])
    return f"{reply['code']} {words}".strip()


def is_hopeless(error: Exception) -> bool:
    """A refusal that is meant for ever, or a mail that cannot be written at all; not a server's bad day."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(500 <= code < 600 for code, _told in error.recipients.values())
    if isinstance(error, smtplib.SMTPDataError):
        return 500 <= error.smtp_code < 600
    return not isinstance(error, OSError)


def is_servers(error: Exception) -> bool:
    """The server is not there, hangs up or does not let us in: the other mails need not try now."""
    if isinstance(error, (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError)):
        return False
    return isinstance(error, OSError)


def put_back() -> int:
    """Rows that a dead process was sending wait again; how many."""
    stale = Outbox.objects.filter(state=MailState.SENDING, claimed_at__lt=timezone.now() - STALE_AFTER)
    return stale.update(state=MailState.WAITING)


def is_due() -> bool:
    return Outbox.objects.filter(state=MailState.WAITING, next_try_at__lte=timezone.now()).exists()
