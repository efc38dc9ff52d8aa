"""What readers see: numbered snapshots, and the row that lists and searches ask."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.db.models.fields.json import KT
from django.utils.translation import gettext_lazy as _

from tarepo.enums import Kind
from tarepo.models.record import Record
from tarepo.querysets import SearchRowQuerySet
from tarepo.tiers import PUBLIC


class Snapshot(models.Model):
    """The whole record as one tier of readers may see it, at one version. Never rebuilt, never changed."""

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="snapshots")
    tier = models.BigIntegerField(default=PUBLIC)
    number = models.PositiveIntegerField()
    body = models.JSONField()
    made_at = models.DateTimeField()
    change_id = models.UUIDField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record", "tier", "number"], name="snapshot_number")]
        indexes = [
            # whether anything names a person, asked for each; without a list of pending entries, which each would read
            GinIndex(models.F("body__persons"), name="snapshot_persons", fastupdate=False),
        ]

    def __str__(self) -> str:
        return f"{self.record_id} v{self.number} tier {self.tier}"


class PublicAct(models.TextChoices):
    """What became of a public record at one moment."""

    NEW = "new", _("new")
    CHANGED = "changed", _("changed")
    WITHDRAWN = "withdrawn", _("withdrawn")
    RETURNED = "returned", _("public again")


class PublicChange(models.Model):
    """What readers may know of one step of a record's public life; consents and details leave no trace here.

    codes: the parties, countries or areas and subjects that the version before or after it names (codes.py).
    """

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="public_changes")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    act = models.CharField(max_length=9, choices=PublicAct.choices)
    version = models.PositiveIntegerField()
    at = models.DateTimeField()
    codes = ArrayField(models.IntegerField(), default=list)

    class Meta:
        indexes = [
            # what changed since, the newest first, paged by key
            models.Index(fields=["-at", "-id"], name="publicchange_newest"),
            # the same of a country or area, a party or a subject
            GinIndex(fields=["codes"], name="publicchange_codes", fastupdate=False),
            # what one record went through
            models.Index(fields=["record", "at"], name="publicchange_of_record"),
            # how many are new since, among a hundred thousand: from the index alone
            models.Index(fields=["at", "kind"], condition=Q(act="new"), name="publicchange_new"),
            # what else became of records since: a walk that passes by a first load
            models.Index(fields=["-at", "-id"], condition=~Q(act="new"), name="publicchange_moved"),
        ]

    def __str__(self) -> str:
        return f"{self.record_id} {self.act} v{self.version}"


class SearchRow(models.Model):
    """What lists, counts and labels are made of: one row for each published record and tier.

    A reader sees the rows of their tiers that none of their tiers overrides (tiers.py). codes says which records
    it names (codes.py); what is searched and counted stands in SearchIndex. sort_date is the day a list is ordered
    by, date.min where none is stated.
    """

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="search_rows")
    tier = models.BigIntegerField(default=PUBLIC)
    overridden_by = ArrayField(models.BigIntegerField(), default=list)
    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    reference = models.CharField(max_length=64)
    label = models.JSONField()
    card = models.JSONField()
    codes = ArrayField(models.IntegerField(), default=list)
    sort_date = models.DateField()
    sort_keys = models.JSONField()

    objects = SearchRowQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record", "tier"], name="searchrow_tier")]
        indexes = [
            # the page of one record
            models.Index(fields=["kind", "reference"], name="searchrow_address"),
            # a list of one kind, newest first, paged by key
            models.Index(fields=["kind", "-sort_date", "-record"], name="searchrow_by_date"),
            # what is new on the home page: the last published
            models.Index(fields=["kind", "-snapshot"], name="searchrow_newest"),
            # everything that concerns one record
            GinIndex(fields=["codes"], name="searchrow_codes"),
            # a webinar by its address, and all of them
            models.Index(KT("label__slug"), name="searchrow_webinar", condition=Q(label__has_key="slug")),
        ]

    def __str__(self) -> str:
        return f"{self.kind}/{self.reference} tier {self.tier}"
