"""The home page: what is new, what is coming, and where to look."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from tarepo.access import tiers_for
from tarepo.answers import answer
from tarepo.asked import Asked
from tarepo.codes import Facet, place_code
from tarepo.enums import Kind
from tarepo.models import SearchRow
from tarepo.reading.lists import whole

NEW, COMING = 6, 6


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Activities last published, and those planned, the soonest first."""
    tiers, asked = tiers_for(request), Asked(request.GET, ())
    rows = SearchRow.objects.for_tiers(tiers).filter(kind=Kind.ACTIVITY)
    planned = rows.filter(index__codes__contains=[place_code(Facet.STATUS, "planned")])
    coming = whole(planned.order_by("sort_date", "record_id")[:COMING])
    new = whole(rows.order_by("-snapshot_id")[:NEW])
    context = {"new": new.rows, "coming": coming.rows, "problems": asked.problems}
    return answer(request, "home.html", context, tiers=tiers, marks=[*new.marks, "|", *coming.marks, *asked.problems])
