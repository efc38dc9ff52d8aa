"""The home page: what is new, what is coming, what was learned lately, and the ways into everything else."""

from itertools import chain

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tarepo import home_lists
from tarepo.access import tiers_for
from tarepo.addresses import list_path
from tarepo.answers import answer
from tarepo.asked import Asked
from tarepo.codes import STATUSES, Facet, code, place_code
from tarepo.enums import Kind
from tarepo.home_lists import Held
from tarepo.indexing import counts
from tarepo.reading.names import Names, load_names
from tarepo.reading.rows import LABELLED, named_in, persons_of, row_values
from tarepo.reading.sections import lesson_names, lesson_persons, lessons_told
from tarepo.reading.words import number

FIRST_YEAR = 1900  # nothing that is told as planned was to begin before


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Every list is short; all that they name of others is asked for at once."""
    tiers, asked, today = tiers_for(request), Asked(request.GET, ()), timezone.localdate()
    statuses, plans = _statuses(), _plans(today.year)
    stored = counts.totals([*statuses, *plans])
    lists = home_lists.lists(tiers, today, stored.keys() & plans)
    held = home_lists.held(set(_kinds()) - {Kind.ACTIVITY}, tiers)
    held[Kind.ACTIVITY, ""] = sum(stored.get(status, 0) for status in statuses)  # each has exactly one
    lessons = [{"label": [row[name] for name in LABELLED], "lesson": row["lesson"]} for row in lists.pop("lessons")]
    rows = list(chain.from_iterable(lists.values()))
    names = load_names(named_in(rows) | lesson_names(lessons), persons_of(rows) | lesson_persons(lessons))
    marks = [
        *([row["snapshot_id"] for row in part] for part in lists.values()),
        [entry["label"][-1] for entry in lessons],
        sorted(name["mark"] for name in names.records.values()),
        sorted(map(repr, names.persons.values())),
        sorted(held.items()),
        today,
        *asked.problems,
    ]
    return answer(
        request,
        "home.html",
        lambda: _context(lists, lessons, names, held) | {"problems": asked.problems},
        tiers=tiers,
        marks=marks,
    )


def _context(lists: dict[str, list[dict]], lessons: list[dict], names: Names, held: Held) -> dict:
    shown = {name: [row_values(row, names) for row in rows] for name, rows in lists.items()}
    tops = shown.pop("tops")
    return shown | {
        "counts": _counts(held),
        "lessons": lessons_told(lessons, names),
        "regions": _regions(held),
        "subjects": _names(tops, Kind.SUBJECT),
        "points": _names(tops, Kind.RECOMMENDATION),
    }


def _statuses() -> list[int]:
    return [place_code(Facet.STATUS, status) for status in STATUSES]


def _plans(last: int) -> set[int]:
    """The keys of what is planned and begins no later than in this year, or in none that is stated."""
    return {code(Facet.PLANNED, year) for year in (0, *range(FIRST_YEAR, last + 1))}


def _names(rows: list[dict], kind: Kind) -> list[dict]:
    """The upper level of a vocabulary, by its own order and then by name."""
    own = [row for row in rows if row["name"]["kind"] == kind]
    own.sort(key=lambda row: (row["card"].get("position", 0), row["name"]["sort"]))
    return [row["name"] for row in own]


def _kinds() -> dict[Kind, str]:
    """What the page counts, in its order."""
    return {
        Kind.ACTIVITY: _("activities"),
        Kind.PROJECT: _("projects"),
        Kind.AGREEMENT: _("agreements"),
        Kind.ORGANISATION: _("organisations"),
        Kind.COUNTRY: _("countries and areas"),
        Kind.DOCUMENT: _("documents"),
    }


def _counts(held: Held) -> list[dict]:
    labels = _kinds()
    total = {kind: sum(count for (its, _region), count in held.items() if its == kind) for kind in labels}
    return [
        {"label": label, "url": list_path(kind), "count": number(str(total[kind]))}
        for kind, label in labels.items()
        if total[kind]
    ]


def _regions(held: Held) -> list[dict]:
    path = list_path(Kind.COUNTRY)
    return [
        {"name": region, "url": f"{path}#{slugify(region)}", "note": number(str(count))}
        for (kind, region), count in sorted(held.items())
        if kind == Kind.COUNTRY and region
    ]
