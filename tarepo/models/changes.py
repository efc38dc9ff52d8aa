"""One change set behind every edit, bulk action, command, merge and import."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ChangeSet(models.Model):
    """Who changed something, when and why. The event rows that the triggers write carry its id as their context."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    why = models.TextField(_("reason"))
    requested_by = models.CharField(
        _("on request of"),
        max_length=200,
        blank=True,
        help_text=_("Who asked for it: a letter, a mission, a colleague."),
    )
    undoes = models.OneToOneField(
        "self", verbose_name=_("undoes"), null=True, blank=True, on_delete=models.PROTECT, related_name="undone_by"
    )
    made_at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        # the list of changes, newest first, page by page
        indexes = [models.Index(fields=["-made_at"], name="changeset_newest")]
        verbose_name = _("change")
        verbose_name_plural = _("changes")

    def __str__(self) -> str:
        return self.why
