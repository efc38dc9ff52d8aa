"""What the home page is made of, in two statements.

Written out: the ORM takes longer to make one for each list than PostgreSQL to answer it. The condition on tiers is
TierQuerySet.for_tiers, as in reading/newest.py.
"""

import datetime as dt
import json
from collections.abc import Collection

from django.db import connection
from django.utils import timezone

from tarepo.codes import LESSONS, Facet, place_code
from tarepo.enums import Kind
from tarepo.reading.newest import SEEN
from tarepo.reading.rows import SHOWN, as_row

LATELY = 200  # of the last published, the newest are sought
FEW, MOST_LESSONS = 5, 3
Held = dict[tuple[str, str], int]  # (kind, M49 region) → how many records

ACTIVITIES = "kind = 'activity' AND tier = 0"
NAMES = ("new", "coming", "planned", "lessons", "tops")
# Chosen and put in order by the public forms, whoever reads: a reader's own is made anew with each consent, and what
# moved up would tell of it. place: the order of each. new: what one day published, such as a first load, stands by the
# day when it was held. planned: nearly all that is planned has a day to come, and another year among its keys;
# sort_date + 0 keeps the planner from walking the whole index by date for the rest.
LISTS = f"""
    WITH new AS (
        SELECT latest.record_id, row_number() OVER (
            ORDER BY (made_at AT TIME ZONE %(zone)s)::date DESC, sort_date DESC, latest.record_id DESC
        ) AS place
        FROM (
            SELECT record_id, snapshot_id, sort_date FROM tarepo_searchrow
            WHERE {ACTIVITIES} ORDER BY snapshot_id DESC LIMIT {LATELY}
        ) latest JOIN tarepo_snapshot held ON held.id = snapshot_id
        ORDER BY place LIMIT {FEW}
    ),
    coming AS (
        SELECT record_id, row_number() OVER (ORDER BY sort_date, record_id) FROM tarepo_searchindex
        WHERE {ACTIVITIES} AND sort_date >= %(today)s AND NOT codes @> ARRAY[%(cancelled)s]
        ORDER BY sort_date, record_id LIMIT {FEW}
    ),
    planned AS (
        SELECT record_id, row_number() OVER (ORDER BY sort_date + 0 DESC, record_id DESC) AS place
        FROM tarepo_searchindex WHERE {ACTIVITIES} AND sort_date < %(today)s AND keys && %(begun)s::int[]
        ORDER BY place LIMIT {FEW}
    ),
    lessons AS (
        SELECT record_id, row_number() OVER (ORDER BY snapshot_id DESC) FROM tarepo_searchrow
        WHERE {ACTIVITIES} AND id IN (SELECT row_id FROM tarepo_searchindex WHERE codes && %(lessons)s::int[])
        ORDER BY snapshot_id DESC LIMIT {MOST_LESSONS}
    ),
    tops AS (
        SELECT record_id, 0 FROM tarepo_searchrow
        WHERE kind IN ('subject', 'recommendation') AND tier = 0 AND NOT card ? 'parent'
    ),
    found (list, record_id, place) AS (
        {" UNION ALL ".join(f"SELECT '{name}', {name}.* FROM {name}" for name in NAMES)}
    )
    SELECT list, {", ".join(f"shown.{name}" for name in SHOWN)},
        CASE WHEN list = 'lessons' THEN (
            SELECT body #> '{{content,lessons,0}}' FROM tarepo_snapshot held WHERE held.id = shown.snapshot_id
        ) END
    FROM found JOIN tarepo_searchrow AS shown USING (record_id) WHERE {SEEN} ORDER BY list, place, record_id
"""  # noqa: S608  # names and numbers of our own
HELD = f"""
    SELECT kind, coalesce(card->>'m49_region', ''), count(*) FROM tarepo_searchrow
    WHERE kind = ANY(%(kinds)s) AND {SEEN} GROUP BY 1, 2
"""  # noqa: S608  # a condition of our own


def lists(tiers: Collection[int], today: dt.date, begun: Collection[int]) -> dict[str, list[dict]]:
    """The rows of each list, the SHOWN columns; those that tell lessons with the first.

    new: the last published; coming: what begins today or later, the soonest first; planned: what is told as planned
    without a day to come, the latest first, by the keys of the years when it was to begin; lessons: of the activities
    last published that tell one; tops: the upper level of both vocabularies.
    """
    asked: dict[str, str | int | dt.date | list[int]] = {
        "tiers": list(tiers),
        "today": today,
        "begun": sorted(begun),
        "zone": timezone.get_current_timezone_name(),
        "cancelled": place_code(Facet.STATUS, "cancelled"),
        "lessons": [place_code(Facet.LESSON, kind) for kind in LESSONS],
    }
    made: dict[str, list[dict]] = {name: [] for name in NAMES}
    with connection.cursor() as cursor:
        cursor.execute(LISTS, asked)
        for name, *values, lesson in cursor.fetchall():
            row = as_row(values)
            made[name].append(row | {"lesson": json.loads(lesson)} if lesson else row)
    return made


def held(kinds: Collection[Kind], tiers: Collection[int]) -> Held:
    """How many records of these kinds there are, by M49 region: few beside the activities, which are counted ready."""
    with connection.cursor() as cursor:
        cursor.execute(HELD, {"kinds": list(kinds), "tiers": list(tiers)})
        return {(kind, region): count for kind, region, count in cursor.fetchall()}
