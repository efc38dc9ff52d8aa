"""Every stored file, whatever it is for."""

from urllib.parse import quote

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tarepo.history import tracked
from tarepo.models.record import Record
from tarepo.tiers import PUBLIC


class FileState(models.TextChoices):
    WAITING = "waiting", _("being checked")
    READY = "ready", _("ready")
    REFUSED = "refused", _("refused")


@tracked
class File(models.Model):
    """A file by its content: hash, type as found in its bytes, size. Served only by the one view of files_views.py."""

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
    variants = models.JSONField(
        default=dict, help_text=_("For pictures: width in pixels → [height, stored name, size in bytes].")
    )
    state = models.CharField(max_length=8, choices=FileState.choices, default=FileState.WAITING)
    refused_because = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        constraints = [
            models.UniqueConstraint(
                fields=["record", "tier", "sha256"], condition=Q(record__isnull=False), name="file_once_a_record"
            )
        ]
        indexes = [
            # what the ticker looks for each minute: pictures that no job has finished
            models.Index(fields=["made_at"], condition=Q(state="waiting"), name="file_waiting")
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"/files/{self.pk}/{quote(self.served_name)}"

    @property
    def is_picture(self) -> bool:
        return self.media_type.startswith("image/")

    @property
    def served_name(self) -> str:
        """Its name in its address. A picture goes out as WebP, whatever it came in as."""
        return f"{self.name.rpartition('.')[0]}.webp" if self.is_picture else self.name
