"""What is measured, and what each page has to reach (design: Budgets; search: Targets)."""

from dataclasses import dataclass

from django.db import connection

from tarepo.addresses import record_path
from tarepo.enums import Kind
from tests.bench.webinars import MANY, SLUG
from tests.pages import kinds

RECORD, LIST = 10.0, 10.0  # times the floor
CHANGES = 20.0
WEBINARS = 20.0
FIRST_VISIT, REPEAT = 60_000, 15_000  # bytes
FIRST_PAINT = 2.5  # seconds

# The record of each kind that most others name: its page has most to show.
MOST_NAMED = """
    SELECT DISTINCT ON (named.kind) named.kind, named.reference, count(*) AS others
    FROM tarepo_searchrow AS naming CROSS JOIN unnest(naming.codes) AS code
    JOIN tarepo_searchrow AS named ON named.record_id = code - 10000000 AND named.tier = 0
    WHERE code BETWEEN 10000000 AND 19999999 AND naming.tier = 0
    GROUP BY named.kind, named.reference
    ORDER BY named.kind, others DESC, named.reference
"""


@dataclass(frozen=True)
class Target:
    name: str
    path: str
    times: float


def full_records() -> None:
    kinds.neighbours()
    for kind in kinds.FOLDERS:
        kinds.full(kind)


def targets() -> list[Target]:
    """The lists, a real activity, one with everything, and the record of each kind that most others name."""
    busiest = most_named()
    country = busiest.get(Kind.COUNTRY, ("PE", 0))[0]
    found = [
        Target("home", "/", LIST),
        Target("activities", "/activities/", LIST),
        Target("activities, one country", f"/activities/?country={country}", LIST),
        Target("activities, one year", "/activities/?year=2015", LIST),
        Target("activities, both", f"/activities/?country={country}&year=2015", LIST),
        Target("activities, far back", "/activities/?before=2008-01-01.1", LIST),
        *(
            Target(f"list of {folder}", f"/{folder}/", LIST)
            for folder in kinds.FOLDERS.values()
            if folder != "activities"
        ),
        *changes(country),
        *webinars(),
        Target("activity, the meeting in Mexico", "/activities/TA-2023-0001/", RECORD),
        Target("activity with everything", kinds.path(Kind.ACTIVITY), RECORD),
        Target("activity with everything, in Arabic", f"/ar{kinds.path(Kind.ACTIVITY)}", RECORD),
    ]
    for kind in kinds.FOLDERS:
        if kind in busiest and kind != Kind.ACTIVITY:
            reference, others = busiest[kind]
            found.append(Target(f"{kind} that {others} name", record_path(kind, reference), RECORD))
    return found


def changes(country: str) -> list[Target]:
    """2 000 records have moved lately (tests/bench/changed.py); since 2000, all that was loaded is new."""
    return [
        Target("changes: all, lately", "/changes/", CHANGES),
        Target("changes: all, since 2000", "/changes/?since=2000-01-01", CHANGES),
        Target("changes: one country", f"/changes/?country={country}", CHANGES),
        Target("changes: one country, since 2000", f"/changes/?country={country}&since=2000-01-01", CHANGES),
        Target("changes: one country, by subject", f"/changes/?country={country}&by=subject", CHANGES),
        Target("changes: what changed", "/changes/?act=changed&act=withdrawn", CHANGES),
        Target("changes: feed", "/changes/feed.atom?act=changed", CHANGES),
        Target("changes: feed of one country", f"/changes/feed.atom?country={country}", CHANGES),
    ]


def webinars() -> list[Target]:
    """Of tests/bench/webinars.py, and those of the seed records."""
    held = SLUG.format(MANY - 1)
    return [
        Target("webinars, 200", "/webinars/", WEBINARS),
        Target("webinars, 200: in Arabic", "/ar/webinars/", WEBINARS),
        Target("webinars, 200: one language", "/webinars/?language=fr", WEBINARS),
        Target("webinars, 200: a page back", "/webinars/?page=3", WEBINARS),
        Target("webinars, 200: calendar", "/webinars/calendar.ics", WEBINARS),
        Target("webinars, 200: feed", "/webinars/feed.atom", WEBINARS),
        Target("a webinar", f"/webinars/{held}/", RECORD),
        Target("a webinar to come", f"/webinars/{SLUG.format(0)}/", RECORD),
    ]


def most_named() -> dict[Kind, tuple[str, int]]:
    with connection.cursor() as cursor:
        cursor.execute(MOST_NAMED)
        return {Kind(kind): (reference, others) for kind, reference, others in cursor.fetchall()}
