"""Who registered and what they thought of it. Personal data: untracked, in no version, deleted after its time."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tarepo.fields import LinkField
from tarepo.models import Record
from webinars.enums import ParticipantKind, RegistrationState


class Room(models.Model):
    """How registrants join. In no version, page, feed or export: confirmed registrants alone are shown it."""

    record = models.OneToOneField(Record, on_delete=models.CASCADE, primary_key=True, related_name="room")
    join_link = LinkField(_("join link"))
    note = models.TextField(_("what else they need to know"), blank=True)
    told = models.CharField(max_length=80, blank=True)  # time and standing that registrants were told last
    totals = models.JSONField(default=dict)  # of registrations that are deleted: how many of whom

    class Meta:
        verbose_name = _("room")
        verbose_name_plural = _("rooms")

    def __str__(self) -> str:
        return str(self.record_id)


class Registration(models.Model):
    """One person's registration, with or without an account. place: their turn, given once under the record's lock.

    They hold a link of their own, signed, which shows the way in and cancels (webinars/registering).
    """

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="registrations")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="registrations"
    )
    email = models.EmailField(_("e-mail"), max_length=254)
    name = models.CharField(_("name"), max_length=200)
    organisation = models.CharField(_("organisation"), max_length=200, blank=True)
    country = models.ForeignKey(
        "reference.Country",
        verbose_name=_("country or area"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    kind = models.CharField(_("as"), max_length=8, choices=ParticipantKind.choices)
    needs = models.TextField(_("what you need to take part"), blank=True)
    language = models.CharField(max_length=12, default="en")  # of the mails
    state = models.CharField(_("state"), max_length=9, choices=RegistrationState.choices)
    place = models.PositiveIntegerField(_("place"))
    made_at = models.DateTimeField(default=timezone.now)
    agreed_to = models.CharField(_("agreed to"), max_length=20, blank=True)  # which words about what is kept
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    answer = models.TextField(_("reason"), blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("record", Lower("email"), name="registration_once"),
            models.UniqueConstraint(fields=["record", "place"], name="registration_place"),
        ]
        indexes = [
            # how many seats are taken, and who is next on the waiting list
            models.Index(fields=["record", "state", "place"], name="registration_in_turn"),
        ]
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")

    def __str__(self) -> str:
        return f"{self.record_id}/{self.place}"


class Feedback(models.Model):
    """What somebody who took part answered; whose it is, is known only as long as registrations are kept."""

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="feedback")
    registration = models.OneToOneField(
        Registration, null=True, blank=True, on_delete=models.SET_NULL, related_name="feedback"
    )
    useful = models.PositiveSmallIntegerField(
        _("how useful it was"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    heard_all = models.BooleanField(_("whether they could follow"), null=True, blank=True)
    text = models.TextField(_("what was good, what was missing"), blank=True)
    topic = models.TextField(_("a topic for another webinar"), blank=True)
    language = models.CharField(max_length=12, default="en")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(useful__isnull=True) | Q(useful__gte=1, useful__lte=5), name="feedback_useful"
            )
        ]
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")

    def __str__(self) -> str:
        return str(self.at)
