"""A proposed change of one record: a submission, a correction, an expert's edit or an imported row."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tarepo.enums import Kind
from tarepo.models.record import Record


class PatchState(models.TextChoices):
    OPEN = "open", _("open")
    APPLIED = "applied", _("applied")
    REFUSED = "refused", _("refused")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Origin(models.TextChoices):
    SUBMISSION = "submission", _("submission")
    CORRECTION = "correction", _("correction")


class Credit(models.TextChoices):
    """By what a correction is credited: never by a name that its maker did not choose to give."""

    NOBODY = "nobody", _("nobody")
    PARTY = "party", _("the country or organisation")
    FUNCTION = "function", _("the function")
    NAME = "name", _("the name")


class OpinionState(models.TextChoices):
    ASKED = "asked", _("asked")
    AGREES = "agrees", _("agrees")
    OBJECTS = "objects", _("objects")


class Patch(models.Model):
    """Field → value on top of a base version; patch.py checks and applies it."""

    record = models.ForeignKey(Record, null=True, blank=True, on_delete=models.CASCADE, related_name="patches")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    base_version = models.PositiveIntegerField(default=0)
    values = models.JSONField(help_text=_("Field of the record's content → value, as in its snapshot."))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="patches"
    )
    party = models.ForeignKey(
        "reference.Party",
        verbose_name=_("for"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    why = models.TextField(_("reason"))
    state = models.CharField(max_length=9, choices=PatchState.choices, default=PatchState.OPEN)
    answer = models.TextField(_("answer"), blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    origin = models.CharField(max_length=10, choices=Origin.choices, default=Origin.SUBMISSION)
    credit = models.CharField(_("credited to"), max_length=8, choices=Credit.choices, default=Credit.PARTY)
    made_at = models.DateTimeField(auto_now_add=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("proposed change")
        verbose_name_plural = _("proposed changes")
        # the desk's list of one state, paged by key
        indexes = [models.Index(fields=["state", "id"], name="patch_by_state")]

    def __str__(self) -> str:
        return f"{self.kind} {self.record_id or ''} {self.state}"


class Opinion(models.Model):
    """What a party's focal point says of a correction that touches it, before an editor decides."""

    patch = models.ForeignKey(Patch, on_delete=models.CASCADE, related_name="opinions")
    party = models.ForeignKey("reference.Party", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=7, choices=OpinionState.choices, default=OpinionState.ASKED)
    note = models.TextField(_("note"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("opinion on a correction")
        verbose_name_plural = _("opinions on corrections")
        constraints = [models.UniqueConstraint(fields=["patch", "party"], name="opinion_once")]
        # what waits for a party
        indexes = [models.Index(fields=["party", "state"], name="opinion_of_party")]

    def __str__(self) -> str:
        return self.get_state_display()


class ErrorReport(models.Model):
    """Somebody, perhaps a visitor, says that a public record is wrong."""

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="error_reports")
    version = models.PositiveIntegerField()  # that they read
    language = models.CharField(max_length=12, blank=True)
    text = models.TextField(_("what is wrong"))
    email = models.EmailField(_("e-mail address"), blank=True)  # for the answer alone; emptied with it
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    state = models.CharField(max_length=9, choices=PatchState.choices, default=PatchState.OPEN)
    answer = models.TextField(_("answer"), blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("report of an error")
        verbose_name_plural = _("reports of errors")
        # the desk's list of one state, paged by key
        indexes = [models.Index(fields=["state", "id"], name="error_report_by_state")]

    def __str__(self) -> str:
        return self.get_state_display()
