"""What goes on is found under every year: when one begins, its code is added to the search rows concerned."""

from django.db import transaction
from django.utils import timezone

from tarepo import cards
from tarepo.codes import Facet, code
from tarepo.locks import lock_records
from tarepo.models import SearchRow

AT_ONCE = 500


def add_begun_year() -> int:
    """Give each open-ended row the years up to this one; how many rows lacked some."""
    today = timezone.localdate()
    rows = SearchRow.objects.filter(codes__contains=[code(Facet.OPEN_ENDED, 1)], sort_date__lte=today)
    lacking = rows.exclude(codes__contains=[code(Facet.YEAR, today.year)])
    ids = list(lacking.order_by("record_id").values_list("record_id", flat=True).distinct())
    return sum(_add(ids[start : start + AT_ONCE]) for start in range(0, len(ids), AT_ONCE))


def _add(ids: list[int]) -> int:
    """Under the records' locks, as whoever publishes one meanwhile writes its rows too."""
    changed = []
    with transaction.atomic():
        lock_records(ids)
        open_ended = SearchRow.objects.filter(record_id__in=ids, codes__contains=[code(Facet.OPEN_ENDED, 1)])
        for row in open_ended.select_related("snapshot"):
            years = {code(Facet.YEAR, year) for year in cards.years(row.snapshot.body["content"])}
            if not years <= set(row.codes):
                row.codes = sorted({*row.codes, *years})
                changed.append(row)
        SearchRow.objects.bulk_update(changed, ["codes"])
    return len(changed)
