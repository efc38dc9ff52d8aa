"""What helps editors to keep records: links that were tried, work lists that somebody saved."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class LinkCheck(models.Model):
    """An address that records lead to, and what it answered when it was last tried."""

    url = models.TextField(unique=True)
    checked_at = models.DateTimeField(null=True, db_index=True)  # the longest unchecked come first
    status = models.PositiveSmallIntegerField(null=True)  # of HTTP; none where nothing answered
    failed_since = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.url


class SavedList(models.Model):
    """A work list as somebody filtered it, kept under a name of theirs."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_lists")
    name = models.CharField(_("name"), max_length=100)
    query = models.CharField(max_length=2000)  # path within the desk and query, as in the address

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "name"], name="savedlist_name_once")]
        ordering = ["name"]
        verbose_name = _("saved list")
        verbose_name_plural = _("saved lists")

    def __str__(self) -> str:
        return self.name
