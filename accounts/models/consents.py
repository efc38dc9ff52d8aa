"""What a beneficiary answers about details, who asked for them, and who read them.

All of it lies outside the record's version, history and feeds, which must not move when a consent does (rule 1).
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.enums import ConsentState, RequestState
from tarepo.models import Detail, DetailNature, Record


class Consent(models.Model):
    """A beneficiary's answer about one detail, or its standing answer about a kind of detail for a time.

    A row is never edited: the next answer is a row of its own.
    """

    party = models.ForeignKey(
        "reference.Party", verbose_name=_("beneficiary"), on_delete=models.PROTECT, related_name="consents"
    )
    detail = models.ForeignKey(
        Detail, verbose_name=_("detail"), null=True, blank=True, on_delete=models.CASCADE, related_name="consents"
    )
    nature = models.CharField(_("kind of detail"), max_length=12, choices=DetailNature.choices, blank=True)
    state = models.CharField(_("state"), max_length=9, choices=ConsentState.choices, default=ConsentState.ASKED)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    at = models.DateTimeField(_("at"), default=timezone.now)
    starts = models.DateField(_("from"), null=True, blank=True)
    ends = models.DateField(_("to"), null=True, blank=True)
    # Of what was shown when this was answered: another text was never consented to. Empty: whatever it says.
    digest = models.CharField(max_length=64, blank=True)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        constraints = [
            models.CheckConstraint(
                condition=Q(detail__isnull=False, nature="") | (Q(detail__isnull=True) & ~Q(nature="")),
                name="consent_about_detail_or_kind",
            )
        ]
        # what a party has answered, the newest last
        indexes = [models.Index(fields=["party", "at", "id"], name="consent_of_party")]

    def __str__(self) -> str:
        return self.get_state_display()


class DetailRequest(models.Model):
    """A member who asks for the details of an activity; asked of any, so that asking tells nothing."""

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="detail_requests")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    party = models.ForeignKey(
        "reference.Party", verbose_name=_("for"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    why = models.TextField(_("what it is needed for"), blank=True)
    state = models.CharField(_("state"), max_length=9, choices=RequestState.choices, default=RequestState.OPEN)
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    answer = models.TextField(_("answer"), blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    class Meta:
        verbose_name = _("request for details")
        verbose_name_plural = _("requests for details")
        constraints = [
            models.UniqueConstraint(
                fields=["record", "by"], condition=Q(state="open"), name="detail_request_once_while_open"
            )
        ]
        # the queue of open ones, the oldest first
        indexes = [models.Index(fields=["state", "asked_at"], name="detail_request_queue")]

    def __str__(self) -> str:
        return self.get_state_display()


class RestrictedRead(models.Model):
    """Somebody was shown restricted data: one row a reader, day and sort of thing."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    record = models.ForeignKey(Record, null=True, on_delete=models.CASCADE, related_name="+")
    what = models.CharField(_("what"), max_length=20)  # "details", "people" …
    on = models.DateField(_("on"), default=timezone.localdate)
    ids = models.JSONField(default=list)  # of the rows that were shown

    class Meta:
        verbose_name = _("read of restricted data")
        verbose_name_plural = _("reads of restricted data")
        constraints = [
            models.UniqueConstraint(
                fields=["by", "record", "what", "on"], name="restricted_read_once_a_day", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.on}"
