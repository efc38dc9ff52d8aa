"""Mail that waits to be sent, is being sent, or was: written in the transaction that caused it."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class MailState(models.TextChoices):
    WAITING = "waiting", _("waiting")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("sent")
    FAILED = "failed", _("failed")


class Outbox(models.Model):
    """One mail to one address. Personal data: untracked, and deleted thirty days after it was made (tidy.py)."""

    to = models.EmailField(_("to"))
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"))
    language = models.CharField(_("language"), max_length=12, blank=True)
    stop_address = models.CharField(max_length=300, blank=True)  # a POST there ends such mail, by whoever has it
    key = models.CharField(_("key"), max_length=200, unique=True, help_text=_("What it is about: sent once a key."))
    state = models.CharField(_("state"), max_length=7, choices=MailState.choices, default=MailState.WAITING)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    next_try_at = models.DateTimeField(_("next try"), default=timezone.now)
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(_("sent"), null=True)
    last_error = models.CharField(_("last error"), max_length=300, blank=True)
    made_at = models.DateTimeField(_("written"), auto_now_add=True)

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("outbox")
        indexes = [
            # the next mail that is due
            models.Index(fields=["next_try_at"], condition=Q(state="waiting"), name="outbox_due"),
            # those of a process that died
            models.Index(fields=["claimed_at"], condition=Q(state="sending"), name="outbox_sending"),
        ]

    def __str__(self) -> str:
        return self.subject
