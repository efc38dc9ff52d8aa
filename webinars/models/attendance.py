"""Who attended, by the files of platforms. Rows of persons are deleted after their time; the totals stay."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tarepo.models import Record
from webinars.enums import ImportState, KnownBy, Platform


class AttendanceFile(models.Model):
    """A file of a platform, by its content: the same bytes for one webinar are read once.

    problems: [{"row": 12, "code": "negative", "count": 1}], row 0 for the file; recognised: how it was read, or why it
    cannot be; totals: what stays of it (webinars/attendance/totals.py). No name and no address in any of them.
    """

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="attendance_files")
    platform = models.CharField(_("platform"), max_length=6, choices=Platform.choices, blank=True)
    name = models.CharField(_("name"), max_length=200)
    sha256 = models.CharField(max_length=64)
    data = models.BinaryField(null=True)  # until its rows are made; it holds every name
    state = models.CharField(_("state"), max_length=9, choices=ImportState.choices, default=ImportState.READING)
    rows = models.PositiveIntegerField(_("rows"), default=0)
    rows_read = models.PositiveIntegerField(default=0)  # progress
    recognised = models.JSONField(default=dict)
    problems = models.JSONField(default=list)
    totals = models.JSONField(default=dict)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    taken_at = models.DateTimeField(null=True)
    purge_on = models.DateField(_("rows of persons are deleted on"), null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record", "sha256"], name="attendancefile_once")]
        indexes = [
            # whose rows are due to be deleted
            models.Index(fields=["purge_on"], name="attendancefile_purge")
        ]
        verbose_name = _("attendance file")
        verbose_name_plural = _("attendance files")

    def __str__(self) -> str:
        return self.name


class Attendee(models.Model):
    """One person of a file, however often they joined again. Personal data."""

    file = models.ForeignKey(AttendanceFile, on_delete=models.CASCADE, related_name="attendees")
    name = models.CharField(_("name"), max_length=300)
    email = models.CharField(_("e-mail"), max_length=254, blank=True)
    joined_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)
    minutes = models.PositiveIntegerField(null=True)
    joins = models.PositiveIntegerField(default=1)
    rows = models.JSONField(default=list)  # numbers of the rows that tell of them
    host = models.BooleanField(default=False)  # hosts, organisers and panellists by the file: counted as the others
    country = models.ForeignKey("reference.Country", null=True, on_delete=models.PROTECT, related_name="+")
    known_by = models.CharField(max_length=12, choices=KnownBy.choices, default=KnownBy.NOT_KNOWN)
    # The same for all rows of one who was erased, by chance: who was in two rooms is still one person.
    erased_as = models.UUIDField(null=True)

    class Meta:
        indexes = [models.Index(fields=["file", "known_by"], name="attendee_by_country")]

    def __str__(self) -> str:
        return f"{self.file_id}/{self.pk}"
