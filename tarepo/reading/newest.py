"""What a record's page asks of others: the newest that name it and how many there are, and lessons told elsewhere.

Written out: the ORM takes longer to make such statements than PostgreSQL to answer them. The condition on tiers is
TierQuerySet.for_tiers; public rows override none, so that it holds for visitors too.
"""

import json
from collections.abc import Collection
from typing import NamedTuple

from django.db import connection

from tarepo.codes import Facet, code, of_others
from tarepo.reading.rows import JSON_COLUMNS, LABELLED, SHOWN, Group, as_row


class Reach(NamedTuple):
    """How the newest activities with a key are found.

    What many have, is found by walking the newest; what fewer have, by putting all of them in order. Neither way
    alone is fast for both: of 100,000, each takes its 3 ms where sqrt(most × 100,000) have the key. Many may also be
    of long ago: then the walk was in vain.
    """

    most: int
    many: int
    walked: int


LISTED, TOLD = Reach(20, 1_400, 2_000), Reach(100, 3_200, 4_500)
SEEN = "tier = ANY(%(tiers)s::bigint[]) AND NOT overridden_by && %(tiers)s::bigint[]"
# How many activities have the key, the stored counts say. {column}: where it stands, keys or codes. sort_date + 0: else
# the planner may walk the whole index by date for the few that there are.
NEWEST_ACTIVITIES = f"""
    counted AS MATERIALIZED (
        SELECT coalesce(sum(count), 0)::int AS others FROM (
            SELECT count FROM tarepo_searchtotal WHERE code = %(key)s
            UNION ALL SELECT sign FROM tarepo_searchdelta WHERE codes @> ARRAY[%(key)s]
        ) each
    ),
    latest AS MATERIALIZED (
        SELECT row_id, sort_date, record_id FROM (
            SELECT row_id, sort_date, record_id, {{column}} FROM tarepo_searchindex
            WHERE (SELECT others FROM counted) >= %(many)s AND kind = 'activity' AND {SEEN}
            ORDER BY sort_date DESC, record_id DESC LIMIT %(walked)s
        ) walked
        WHERE {{column}} @> ARRAY[%(key)s] ORDER BY sort_date DESC, record_id DESC LIMIT %(most)s
    ),
    activities AS MATERIALIZED (
        SELECT * FROM latest WHERE (SELECT count(*) FROM latest) = %(most)s
        UNION ALL (
            SELECT row_id, sort_date, record_id FROM tarepo_searchindex
            WHERE (SELECT count(*) FROM latest) < %(most)s
                AND kind = 'activity' AND {{column}} @> ARRAY[%(key)s] AND {SEEN}
            ORDER BY sort_date + 0 DESC, record_id DESC LIMIT %(most)s
        )
    )
"""  # noqa: S608  # parts of our own
# Records of other kinds are few, and have keys of their own.
CONCERNING = f"""
    WITH {NEWEST_ACTIVITIES},
    found AS (
        SELECT row_id AS id, row_number() OVER (ORDER BY sort_date DESC, record_id DESC) AS place, others
        FROM activities, counted
        UNION ALL
        SELECT row_id, row_number() OVER (PARTITION BY kind ORDER BY sort_date DESC, record_id DESC),
            count(*) OVER (PARTITION BY kind)
        FROM tarepo_searchindex WHERE keys @> ARRAY[%(other_key)s] AND {SEEN}
    )
    SELECT {", ".join(f"shown.{name}" for name in SHOWN)}, found.others
    FROM found JOIN tarepo_searchrow AS shown USING (id)
    WHERE found.place <= %(most)s
    ORDER BY shown.kind, found.place
"""  # noqa: S608  # column names of our own
LESSONS = f"""
    WITH {NEWEST_ACTIVITIES},
    found AS (
        SELECT * FROM activities
        UNION ALL SELECT row_id, sort_date, record_id FROM tarepo_searchindex
        WHERE keys @> ARRAY[%(other_key)s] AND {SEEN}
        ORDER BY sort_date DESC, record_id DESC LIMIT %(most)s
    )
    SELECT {", ".join(f"shown.{name}" for name in LABELLED)},
        jsonb_path_query_array(held.body, %(path)s::jsonpath)
    FROM found JOIN tarepo_searchrow AS shown ON shown.id = found.row_id
        JOIN tarepo_snapshot AS held ON held.id = shown.snapshot_id
    ORDER BY found.sort_date DESC, found.record_id DESC
"""  # noqa: S608  # column names of our own
LESSON_KEYS = {"subject": Facet.LESSON_ABOUT, "told_by": Facet.LESSON_TOLD_BY}


def concerning(pk: int, tiers: Collection[int], part: Facet | None = None) -> list[Group]:
    """All that names the record, by kind, newest first: one query.

    part: of activities only those that have the record in this facet, as the list that it opens. Every form of a
    record has the same keys, so that the stored counts of public ones are every reader's.
    """
    found: dict[str, Group] = {}
    names = code(Facet.REFERS, pk)
    column, key = ("codes", code(part, pk)) if part else ("keys", names)
    for *values, others in _rows(CONCERNING.format(column=column), key, of_others(names), tiers, LISTED):
        row = as_row(values)
        found.setdefault(row["kind"], Group(row["kind"], [], others)).rows.append(row)
    return list(found.values())


def lessons_with(field: str, pk: int, tiers: Collection[int]) -> list[dict]:
    """The lessons, from all records that readers see, whose field (subject, told_by) is this record; one query.

    Each: {"lesson": its row, "label": of the record where it stands}.
    """
    path = f"$.content.lessons[*] ? (@.{field} == {pk})"
    made = []
    key = code(LESSON_KEYS[field], pk)
    for *values, lessons in _rows(LESSONS.format(column="keys"), key, of_others(key), tiers, TOLD, path=path):
        label = [
            json.loads(value) if name in JSON_COLUMNS else value for name, value in zip(LABELLED, values, strict=True)
        ]
        made += [{"lesson": lesson, "label": label} for lesson in json.loads(lessons)]
    return made[: TOLD.most]


def _rows(
    statement: str, key: int, other_key: int, tiers: Collection[int], reach: Reach, path: str = ""
) -> list[tuple]:
    """The rows of activities with the key, and of records of other kinds with the other."""
    asked: dict[str, str | int | list[int]] = {"key": key, "other_key": other_key, "tiers": list(tiers)}
    with connection.cursor() as cursor:
        cursor.execute(statement, asked | {"path": path} | reach._asdict())
        return cursor.fetchall()
