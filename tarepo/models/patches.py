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
    made_at = models.DateTimeField(auto_now_add=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("proposed change")
        verbose_name_plural = _("proposed changes")
        # the desk's list of one state, paged by key
        indexes = [models.Index(fields=["state", "id"], name="patch_by_state")]

    def __str__(self) -> str:
        return f"{self.kind} {self.record_id or ''} {self.state}"
