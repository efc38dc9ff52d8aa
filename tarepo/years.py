"""What goes on is found under every year: when one begins, the index rows concerned are written anew."""

from django.db import transaction
from django.utils import timezone

from tarepo.cards import UNDATED
from tarepo.codes import Facet, code
from tarepo.indexing import index
from tarepo.locks import lock_records
from tarepo.models import SearchIndex

AT_ONCE = 500


def add_begun_year() -> int:
    """Give each open-ended record the years up to this one; how many rows lacked some."""
    today = timezone.localdate()
    rows = SearchIndex.objects.keyed([code(Facet.OPEN_ENDED, 1)]).filter(sort_date__gt=UNDATED, sort_date__lte=today)
    lacking = rows.exclude(codes__contains=[code(Facet.YEAR, today.year)])
    ids = list(lacking.order_by("record_id").values_list("record_id", flat=True).distinct())
    return sum(_write(ids[start : start + AT_ONCE]) for start in range(0, len(ids), AT_ONCE))


def _write(ids: list[int]) -> int:
    """Under the records' locks, as whoever publishes one meanwhile writes its rows too."""
    with transaction.atomic():
        lock_records(ids)
        return index(ids)
