"""What helps editors to keep records: what waits to be done, links that were tried, lists that somebody saved."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tarepo.enums import Kind, State


class WorkRow(models.Model):
    """What of a record that is not archived waits to be done; made of the working tables (tarepo/work/rows.py).

    It repeats what the lists filter by, so that all of them are counted in one scan of a narrow table. A bit of lacks
    is a need that it does not meet (work/needs.py), one of languages an official language that it has a text in.
    """

    record_id = models.BigIntegerField(primary_key=True)  # no key: whoever deletes a record need not know of this
    kind = models.CharField(max_length=20, choices=Kind.choices)
    unit_id = models.BigIntegerField(null=True)
    state = models.CharField(max_length=10, choices=State.choices)
    lacks = models.IntegerField()
    languages = models.SmallIntegerField()
    entered_on = models.DateField()
    public_on = models.DateField(null=True)  # empty for what is not public now
    review_on = models.DateField(null=True)  # since when it has been in review
    stale_on = models.DateField(null=True)  # the day from which somebody should look at it again
    broken_on = models.DateField(null=True)  # since when one of its links has led nowhere

    class Meta:
        indexes = [
            # how many are stale, and the longest waiting of them: the one list that each new day adds to by itself
            models.Index(fields=["stale_on", "record_id"], include=["unit_id", "kind"], name="workrow_stale"),
            # the longest waiting of the incomplete and of the untranslated, which may be nearly all
            models.Index(fields=["entered_on", "record_id"], condition=Q(lacks__gt=0), name="workrow_incomplete"),
            models.Index(fields=["public_on", "record_id"], condition=Q(state="published"), name="workrow_public"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.record_id}"


class WorkTotal(models.Model):
    """How many work rows are alike in all that lists are counted by, but for stale_on; a trigger on them adds rows.

    Several rows may tell of the same: their numbers are added up, and now and then made one (tarepo/work/rows.py).
    """

    unit_id = models.BigIntegerField(null=True)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    state = models.CharField(max_length=10, choices=State.choices)
    lacks = models.SmallIntegerField()  # 1: something
    languages = models.SmallIntegerField()
    broken_on = models.DateField(null=True)
    number = models.IntegerField()

    def __str__(self) -> str:
        return f"{self.number} {self.kind}"


class WorkMark(models.Model):
    """A record that was written since its row was made. Triggers add marks without waiting for one another."""

    record_id = models.BigIntegerField()

    def __str__(self) -> str:
        return str(self.record_id)


class LinkCheck(models.Model):
    """An address that records lead to, and what it answered when it was last tried."""

    url = models.TextField(unique=True)
    checked_at = models.DateTimeField(null=True, db_index=True)  # the longest unchecked come first
    status = models.PositiveSmallIntegerField(null=True)  # of HTTP; none where nothing answered
    failed_since = models.DateTimeField(null=True)
    failures = models.PositiveSmallIntegerField(default=0)  # one after another, up to the last try
    gone = models.PositiveSmallIntegerField(default=0)  # those of them that said 404 or 410
    broken_since = models.DateTimeField(null=True)  # once that is enough to tell an editor (links/check.py)

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
