"""Rows of work lists, made anew for whatever is marked: by the page that is looked at, or by the ticker.

A mark is seen once its write is committed, and taken away before the record is read: what is written meanwhile
leaves a mark of its own. So a list is exact for all that is committed when it is opened.
"""

from django.db import connection, transaction

from tarepo.enums import Kind
from tarepo.languages import OFFICIAL
from tarepo.links.columns import links_sql
from tarepo.locks import lock_work
from tarepo.models import WorkMark
from tarepo.work.needs import needs_sql

IN_REQUEST, AT_ONCE = 3_000, 10_000  # marks
BITS = {code: 1 << place for place, code in enumerate(OFFICIAL)}
# Words of a vocabulary and the wording of a recommendation do not grow old.
AGELESS = (Kind.SUBJECT, Kind.ACTIVITY_TYPE, Kind.TARGET_GROUP, Kind.GOAL, Kind.RECOMMENDATION)

TAKE = """
    DELETE FROM tarepo_workmark WHERE id IN (SELECT id FROM tarepo_workmark ORDER BY id LIMIT %s) RETURNING record_id
"""
FORGET = """
    DELETE FROM tarepo_workrow WHERE record_id = ANY(%(ids)s) AND NOT EXISTS (
        SELECT 1 FROM tarepo_record r WHERE r.id = record_id AND r.state <> 'archived')
"""
JOIN_TOTALS = """
    WITH told AS (DELETE FROM tarepo_worktotal RETURNING unit_id, kind, state, languages, lacks, broken_on, number)
    INSERT INTO tarepo_worktotal (unit_id, kind, state, languages, lacks, broken_on, number)
    SELECT unit_id, kind, state, languages, lacks, broken_on, sum(number) FROM told
    GROUP BY 1, 2, 3, 4, 5, 6 HAVING sum(number) <> 0
"""
COLUMNS = (
    *("kind", "unit_id", "state", "lacks", "languages"),
    *("entered_on", "public_on", "review_on", "stale_on", "broken_on"),
)


def make_sql() -> str:
    known = " ".join(f"WHEN '{code}' THEN {bit}" for code, bit in BITS.items())
    ageless = ", ".join(f"'{kind!s}'" for kind in AGELESS)
    return f"""
        INSERT INTO tarepo_workrow (record_id, {", ".join(COLUMNS)})
        SELECT r.id, r.kind, r.unit_id, r.state, {needs_sql()},
            coalesce((SELECT bit_or(CASE split_part(t.language, '-', 1) {known} ELSE 0 END)
                FROM tarepo_text t WHERE t.record_id = r.id), 0),
            {_day("r.created_at")},
            CASE WHEN r.state = 'published' THEN {_day("coalesce(r.published_at, r.changed_at)")} END,
            CASE WHEN r.state = 'in_review' THEN {_day(f"coalesce(({REVIEWED}), r.changed_at)")} END,
            least(
                CASE WHEN r.state = 'published' AND r.kind NOT IN ({ageless})
                    THEN (coalesce(r.checked_on, {_day("r.published_at")}) + interval '1 year')::date END,
                CASE WHEN a.status IN ('planned', 'under_way') THEN {PASSED} + 1 END
            ),
            {_day("broken.since")}
        FROM tarepo_record r
        LEFT JOIN activities_activity a ON a.record_id = r.id
        LEFT JOIN activities_project p ON p.record_id = r.id
        LEFT JOIN activities_agreement g ON g.record_id = r.id
        LEFT JOIN reference_session s ON s.record_id = r.id
        LEFT JOIN (
            SELECT link.record_id, min(tried.broken_since) AS since
            FROM ({links_sql("record_id = ANY(%(ids)s)")}) link JOIN tarepo_linkcheck tried ON tried.url = link.url
            WHERE tried.broken_since IS NOT NULL GROUP BY link.record_id
        ) broken ON broken.record_id = r.id
        WHERE r.id = ANY(%(ids)s) AND r.state <> 'archived'
        ON CONFLICT (record_id) DO UPDATE SET {", ".join(f"{name} = excluded.{name}" for name in COLUMNS)}
    """  # noqa: S608  # names of ours


def _day(moment: str) -> str:
    return f"({moment} AT TIME ZONE 'UTC')::date"


# The last day of a period: Period.last_day in SQL.
PASSED = """CASE a.precision WHEN 'day' THEN coalesce(a.ends, a.starts)
    WHEN 'month' THEN (date_trunc('month', coalesce(a.ends, a.starts)) + interval '1 month - 1 day')::date
    WHEN 'year' THEN (date_trunc('year', coalesce(a.ends, a.starts)) + interval '1 year - 1 day')::date
    ELSE a.ends END"""
# The first event of its last time in review: the history knows it, whoever wrote the state.
REVIEWED = """
    SELECT min(e.pgh_created_at) FROM tarepo_recordevent e
    WHERE e.pgh_obj_id = r.id AND e.state = 'in_review' AND e.pgh_id > coalesce((
        SELECT max(o.pgh_id) FROM tarepo_recordevent o WHERE o.pgh_obj_id = r.id AND o.state <> 'in_review'), 0)
"""


def bring_up_to_date(most: int = IN_REQUEST) -> int:
    """Make the rows of what is marked; how many marks were taken. One query where there are none."""
    if not WorkMark.objects.exists():
        return 0
    with transaction.atomic(), connection.cursor() as cursor:
        lock_work()
        cursor.execute(TAKE, [most])
        marks = [record_id for (record_id,) in cursor.fetchall()]
        given = {"ids": sorted(set(marks))}
        cursor.execute(FORGET, given)
        cursor.execute(make_sql(), given)
    return len(marks)


def many_wait() -> bool:
    """Whether more wait than a page makes anew: lists are behind until the ticker has been."""
    return WorkMark.objects.all()[IN_REQUEST : IN_REQUEST + 1].exists()


def bring_all_up_to_date() -> int:
    done = 0
    while taken := bring_up_to_date(AT_ONCE):
        done += taken
    if done:
        join_totals()
    return done


def join_totals() -> None:
    """Make one row of those that count the same; once a day, for each save leaves one or two."""
    with transaction.atomic(), connection.cursor() as cursor:
        lock_work()
        cursor.execute(JOIN_TOTALS)
