"""What is exported, in the order of the list, and a mark that changes with anything that an export shows."""

from array import array
from collections.abc import Iterator

from django.db import connection
from django.db.models import Count, Exists, Func, Max, OuterRef, Sum, TextField, Value
from django.db.models.fields import BigIntegerField
from django.db.models.functions import Concat
from psycopg import ClientCursor

from activities.exports.labels import Labels
from activities.search import Found
from tarepo.enums import Kind
from tarepo.indexing.hits import looking
from tarepo.models import SearchRow
from tarepo.tiers import PUBLIC

BATCH = 2000  # rows a statement: few enough to sort in memory
# Within the transaction: look rows up one by one, and keep no results by a key that has the dictionary of all names.
PLAN = ("enable_hashjoin", "enable_mergejoin", "enable_memoize", "jit")
INTEGER = BigIntegerField()
NAMED = [kind for kind in Kind if kind != Kind.ACTIVITY]  # the index by kind holds all that their versions need


def ordered_ids(found: Found) -> array:
    """The rows' keys, the newest first: 8 bytes each, so that a million of them is little."""
    rows = found.rows.order_by("-sort_date", "-record_id").values_list("pk", flat=True)
    with looking(found.index):
        return array("q", rows.iterator(chunk_size=BATCH * 5))


def copied(statement: str, ids: array, labels: Labels) -> Iterator[bytes]:
    """The lines that the database copies out, a batch after the other. Call it inside a transaction."""
    connection.ensure_connection()
    with ClientCursor(connection.connection) as cursor:
        cursor.execute("; ".join(f"SET LOCAL {setting} = off" for setting in PLAN))
        for start in range(0, len(ids), BATCH):
            values = labels.parameters | {"rows": ids[start : start + BATCH].tolist()}
            with connection.wrap_database_errors, cursor.copy(statement, values) as copy:
                for line in copy:
                    yield bytes(line)


def marks(found: Found) -> list[object]:
    """Versions of the hits, of all names but activities', and of the persons whom these readers see named.

    None of them is read. A person whom only drafts name moves no tag.
    """
    from experts.models import Person

    told = {"many": Count("pk"), "newest": Max("snapshot_id"), "sum": Sum("snapshot_id")}
    printed = Concat("key", "name", Value("|"), "function", Value("|"), "affiliation", output_field=TextField())
    said = Func(printed, function="hashtext", output_field=INTEGER)
    naming = SearchRow.objects.for_tiers(found.tiers).filter(snapshot__body__persons__has_key=OuterRef("key"))
    persons = Person.objects.filter(Exists(naming)).aggregate(many=Count("pk"), sum=Sum(said))
    named = SearchRow.objects.filter(tier=PUBLIC, kind__in=NAMED)
    with looking(found.index):
        hits = found.rows.order_by().aggregate(**told)
    return [sorted(values.items()) for values in (hits, named.aggregate(**told), persons)]
