"""Every stored file, whatever it is for."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tarepo.models.record import Record
from tarepo.tiers import PUBLIC


class FileState(models.TextChoices):
    WAITING = "waiting", _("being checked")
    READY = "ready", _("ready")
    REFUSED = "refused", _("refused")


class File(models.Model):
    """A file by its content: hash, type as found in its bytes, size. Served only by the one view of files.py."""

    record = models.ForeignKey(Record, null=True, blank=True, on_delete=models.SET_NULL, related_name="files")
    tier = models.BigIntegerField(default=PUBLIC)
    language = models.CharField(_("language"), max_length=12, blank=True)
    name = models.CharField(_("name"), max_length=200)
    sha256 = models.CharField(max_length=64, db_index=True)
    media_type = models.CharField(_("type"), max_length=100)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    stored = models.FileField(_("file"), upload_to="files/%Y/%m/")
    variants = models.JSONField(default=dict, help_text=_("Width in pixels → stored name, for pictures."))
    state = models.CharField(max_length=8, choices=FileState.choices, default=FileState.WAITING)
    refused_because = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")

    def __str__(self) -> str:
        return self.name
