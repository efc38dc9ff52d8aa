"""What is mailed to somebody, because they asked for it or because it waits for them."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.enums import Every


class Notices(models.Model):
    """A user's choices about mail; without a row all are as they are here."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    awaiting = models.BooleanField(_("a monthly mail with what waits for me"), default=True)
    awaiting_sent_on = models.DateField(null=True)
    # The mail that tells of consents as they are asked for: the last one, and since when some wait for the next.
    consents_sent_at = models.DateTimeField(null=True)
    consents_since = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("choice about mail")
        verbose_name_plural = _("choices about mail")
        indexes = [
            # those for whom consents are gathered, which the ticker asks for each minute
            models.Index(
                fields=["consents_sent_at"],
                condition=models.Q(consents_since__isnull=False),
                name="notices_consents_gathered",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id}"


class Subscription(models.Model):
    """Mail about what changes among the records that a search of /changes/ finds."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="subscriptions")
    query = models.CharField(_("what"), max_length=500, blank=True)  # of /changes/, without since
    every = models.CharField(_("how often"), max_length=5, choices=Every.choices, default=Every.WEEK)
    told_until = models.DateTimeField(default=timezone.now)  # what changed before was mailed, or was not asked for
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        constraints = [models.UniqueConstraint(fields=["user", "query"], name="subscription_once")]

    def __str__(self) -> str:
        return self.query
