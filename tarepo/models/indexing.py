"""What searches and counts are made of: a narrow row beside each search row, and counts kept ready."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Q

from tarepo.enums import Kind
from tarepo.models.publishing import SearchRow
from tarepo.querysets import SearchIndexQuerySet
from tarepo.tiers import PUBLIC


class SearchIndex(models.Model):
    """One row for each search row, written with it (tarepo/indexing).

    kind, record, tier, overridden_by and sort_date repeat the search row's. codes are counted in facets, keys only
    filtered by (codes.py). vector holds the words that readers of this tier may find the record by; names those of
    the record's own names, ready to be joined to the vectors of the records that name it.
    """

    row = models.OneToOneField(SearchRow, on_delete=models.CASCADE, primary_key=True, related_name="index")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    record_id = models.BigIntegerField()
    tier = models.BigIntegerField(default=PUBLIC)
    overridden_by = ArrayField(models.BigIntegerField(), default=list)
    sort_date = models.DateField()
    codes = ArrayField(models.IntegerField(), default=list)
    keys = ArrayField(models.IntegerField(), default=list)
    vector = SearchVectorField(null=True)
    names = SearchVectorField(null=True)

    objects = SearchIndexQuerySet.as_manager()

    class Meta:
        indexes = [
            # any search: words and filters in one scan (make_totals() empties its list of pending entries)
            GinIndex(fields=["vector", "codes", "keys"], name="searchindex_asked"),
            # a list of one kind, newest first, paged by key
            models.Index(fields=["kind", "-sort_date", "-record_id"], name="searchindex_by_date"),
            # the names of what a record names
            models.Index(fields=["record_id"], name="searchindex_named", condition=Q(names__isnull=False)),
            # what members, beneficiaries and the Secretariat see otherwise than visitors
            models.Index(fields=["tier"], name="searchindex_own", condition=~Q(tier=PUBLIC)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.record_id} tier {self.tier}"


class SearchDirty(models.Model):
    """A record whose index rows must be written anew, since something that it names has changed.

    Rows are added without waiting for one another; a record may stand here several times (indexing/dirty.py).
    """

    record_id = models.BigIntegerField()

    def __str__(self) -> str:
        return str(self.record_id)


class SearchChanged(models.Model):
    """What others' index rows are made of has changed: whoever has one of these codes is to be marked (dirty.py).

    spread: those who could be seen are marked; whoever was being published meanwhile is not yet.
    """

    codes = ArrayField(models.IntegerField())
    spread = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{len(self.codes)} codes"


class SearchDelta(models.Model):
    """The codes and keys that a public activity gained (sign 1) or lost (−1) since the counts were last made up.

    Written by a trigger with every change of the index; a count is totals and deltas together, always exact.
    """

    sign = models.SmallIntegerField()
    record_id = models.BigIntegerField()
    codes = ArrayField(models.IntegerField())

    def __str__(self) -> str:
        return f"{self.sign:+d}: {len(self.codes)} codes"


class SearchTotal(models.Model):
    """How many public activities have a code or key. has_pairs: those of each other code among them are kept too."""

    code = models.IntegerField(primary_key=True)
    count = models.IntegerField()
    has_pairs = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.code}: {self.count}"


class SearchPair(models.Model):
    """How many public activities that have a code of many have another one too."""

    pk = models.CompositePrimaryKey("code", "other")
    code = models.IntegerField()
    other = models.IntegerField()
    count = models.IntegerField()

    def __str__(self) -> str:
        return f"{self.code}, {self.other}: {self.count}"


class Bits(models.Field):
    """A string of bits, which the database combines and counts; Python sees it as text of 0 and 1."""

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        return "bit varying"


class SearchBitmap(models.Model):
    """Which public activities have a code: a bit for each record id of a block (indexing/bitmaps.py)."""

    pk = models.CompositePrimaryKey("code", "block")
    code = models.IntegerField()
    block = models.IntegerField()
    bits = Bits()

    def __str__(self) -> str:
        return f"{self.code} in block {self.block}"
