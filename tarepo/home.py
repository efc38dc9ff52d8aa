"""The home page: what is new, what is coming, what was learned lately, and the ways into everything else."""

from django.db.models import Count, Q, TextField, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce, TruncDate
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tarepo.access import tiers_for
from tarepo.addresses import list_path
from tarepo.answers import answer
from tarepo.asked import Asked
from tarepo.codes import Facet, place_code
from tarepo.enums import Kind
from tarepo.models import SearchRow
from tarepo.querysets import SearchRowQuerySet
from tarepo.reading.lists import several
from tarepo.reading.names import load_names
from tarepo.reading.rows import LABELLED
from tarepo.reading.sections import lesson_names, lesson_persons, lessons_told
from tarepo.reading.words import number

NEW, COMING, LESSONS = 5, 5, 3
LATELY = 200  # of the last published, the newest are sought


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Every list is short; all that they name of others is asked for at once."""
    tiers, asked = tiers_for(request), Asked(request.GET, ())
    rows = SearchRow.objects.for_tiers(tiers)
    activities = rows.filter(kind=Kind.ACTIVITY)
    tops = rows.filter(kind__in=(Kind.SUBJECT, Kind.RECOMMENDATION)).exclude(card__has_key="parent")
    (new, ahead, upper), marks = several(_new(activities), _ahead(activities), tops)
    lessons, lesson_marks = _lately(activities)
    held, today = _held(rows), timezone.localdate()
    context = {
        "counts": _counts(held),
        "coming": [row for row in ahead if row["sort_date"] >= today],
        "planned": [row for row in ahead if row["sort_date"] < today],
        "new": new,
        "lessons": lessons,
        "regions": _regions(held),
        "subjects": _names(upper, Kind.SUBJECT),
        "points": _names(upper, Kind.RECOMMENDATION),
        "problems": asked.problems,
    }
    marks = (*marks, *lesson_marks, today, sorted(held.items()), *asked.problems)
    return answer(request, "home.html", context, tiers=tiers, marks=marks)


def _new(activities: SearchRowQuerySet) -> SearchRowQuerySet:
    """By the day of publication; what one day published, such as a first load, by the day when it was held."""
    lately = activities.order_by("-snapshot_id").values("pk")[:LATELY]
    rows = activities.filter(pk__in=lately).alias(day=TruncDate("snapshot__made_at"))
    return rows.order_by("-day", "-sort_date", "-record_id")[:NEW]


def _ahead(activities: SearchRowQuerySet) -> SearchRowQuerySet:
    """What begins today or later, the soonest first; then what is told as planned without a date to come."""
    cancelled = [place_code(Facet.STATUS, "cancelled")]
    planned = Q(index__codes__contains=[place_code(Facet.STATUS, "planned")])
    dated = activities.filter(planned | Q(sort_date__gte=timezone.localdate())).exclude(
        index__codes__contains=cancelled
    )
    return dated.order_by("sort_date", "record_id")[:COMING]


def _lately(activities: SearchRowQuerySet) -> tuple[list[dict], list[object]]:
    """The first lesson of each of the activities last published that tell one, and the marks of what they show."""
    told = activities.filter(snapshot__body__content__lessons__0__isnull=False).order_by("-snapshot_id")
    rows = told.values_list(*LABELLED, "snapshot__body__content__lessons__0")[:LESSONS]
    found = [{"label": label, "lesson": lesson} for *label, lesson in rows]
    names = load_names(lesson_names(found), lesson_persons(found))
    marks: list[object] = [entry["label"][-1] for entry in found]
    marks += sorted(name["mark"] for name in names.records.values())
    return lessons_told(found, names), [*marks, *sorted(map(repr, names.persons.values()))]


def _names(rows: list[dict], kind: Kind) -> list[dict]:
    """The upper level of a vocabulary, by its own order and then by name."""
    own = [row for row in rows if row["name"]["kind"] == kind]
    own.sort(key=lambda row: (row["card"].get("position", 0), row["name"]["sort"]))
    return [row["name"] for row in own]


def _held(rows: SearchRowQuerySet) -> dict[tuple[str, str], int]:
    """How many records of each kind, and of each M49 region, this reader sees."""
    region = Coalesce(KT("card__m49_region"), Value(""), output_field=TextField())
    counted = rows.order_by().values_list("kind", region).annotate(Count("pk"))
    return {(kind, name): count for kind, name, count in counted}


def _counts(held: dict[tuple[str, str], int]) -> list[dict]:
    labels = {
        Kind.ACTIVITY: _("activities"),
        Kind.PROJECT: _("projects"),
        Kind.AGREEMENT: _("agreements"),
        Kind.ORGANISATION: _("organisations"),
        Kind.COUNTRY: _("countries and areas"),
        Kind.DOCUMENT: _("documents"),
    }
    total = {kind: sum(count for (its, _region), count in held.items() if its == kind) for kind in labels}
    return [
        {"label": label, "url": list_path(kind), "count": number(str(total[kind]))}
        for kind, label in labels.items()
        if total[kind]
    ]


def _regions(held: dict[tuple[str, str], int]) -> list[dict]:
    path = list_path(Kind.COUNTRY)
    return [
        {"name": region, "url": f"{path}#{slugify(region)}", "note": number(str(count))}
        for (kind, region), count in sorted(held.items())
        if kind == Kind.COUNTRY and region
    ]
