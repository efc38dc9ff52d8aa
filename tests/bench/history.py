"""What history adds to writes of 10 000 rows, and what 1 000 000 changes add to the pages of one record.

python -m tests.bench.history [--changes N]

On the database of DATABASE_URL. The writes are rolled back; the changes, of all records in turn, stay: measure on a
database that is thrown away.
"""

import argparse
import sys
import time
from collections.abc import Callable
from typing import Any

import django

ROWS = 10_000
ROUNDS = 3
PAGES = 11
TARGETS = {"insert": 2.0, "bulk_update()": 2.0, "update()": 4.0, "COPY": 4.0}
TABLE = "tarepo_point"

CHANGES = """
INSERT INTO tarepo_changeset (id, why, requested_by, made_at)
SELECT gen_random_uuid(), 'a measurement', '', now() - number * interval '1 minute'
FROM generate_series(1, %s) AS number
"""
# One row each, of all records in turn, as if edited again and again over the years.
EVENTS = """
WITH events AS (
    SELECT max(pgh_id) AS pgh_id, row_number() OVER (ORDER BY pgh_obj_id) - 1 AS place, count(*) OVER () AS many
    FROM tarepo_recordevent GROUP BY pgh_obj_id
), changes AS (
    SELECT id, made_at, row_number() OVER (ORDER BY made_at) AS place FROM tarepo_changeset WHERE why = 'a measurement'
)
INSERT INTO tarepo_recordevent (pgh_created_at, pgh_label, pgh_context_id, pgh_obj_id, {columns})
SELECT changes.made_at, 'update', changes.id, old.pgh_obj_id, {old}
FROM changes JOIN events ON events.place = changes.place %% events.many
JOIN tarepo_recordevent old ON old.pgh_id = events.pgh_id
"""


class Undo(Exception):
    """Ends a change that is to leave nothing."""


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def points(record: int) -> list[Any]:
    from tarepo.models import Point

    return [
        Point(record_id=record, order=1000 + place, kind="topic", wording={"en": f"Point {place}"})
        for place in range(ROWS)
    ]


def insert(record: int) -> Callable[[], object]:
    from tarepo.models import Point

    rows = points(record)
    return lambda: Point.objects.bulk_create(rows)


def bulk_update(record: int) -> Callable[[], object]:
    from tarepo.models import Point

    rows = Point.objects.bulk_create(points(record))
    for row in rows:
        row.wording = {"en": f"Other {row.order}"}
    return lambda: Point.objects.bulk_update(rows, ["wording"], batch_size=1000)


def update(record: int) -> Callable[[], object]:
    from tarepo.models import Point

    Point.objects.bulk_create(points(record))
    return lambda: Point.objects.filter(record_id=record).update(link="https://example.org/")


def copy(record: int) -> Callable[[], object]:
    from django.db import connection

    from tarepo.models import Point

    fields = [field for field in Point._meta.concrete_fields if not field.primary_key]
    lines = [
        [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields] for row in points(record)
    ]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    query = f"COPY {TABLE} ({columns}) FROM STDIN"

    def work() -> None:
        with connection.cursor() as cursor, cursor.copy(query) as to:
            for line in lines:
                to.write_row(line)

    return work


def write_single_rows(record: int) -> None:
    """As a session of the portal has before long: plans that fit one row are not to be kept for many."""
    from tarepo.models import Point

    for place in range(8):
        row = Point.objects.create(record_id=record, order=900 + place, kind="topic", wording={"en": "Point"})
        row.wording = {"en": "Other"}
        row.save()


WRITES = {"insert": insert, "bulk_update()": bulk_update, "update()": update, "COPY": copy}


def took(prepare: Callable[[int], Callable[[], object]], record: int, *, tracked: bool) -> float:
    """Milliseconds of one write in a change that is rolled back, with the table's triggers of history or without."""
    from django.db import connection

    from tarepo.changes import change

    milliseconds = 0.0
    try:
        with change(by=None, why="a measurement"):
            if not tracked:
                with connection.cursor() as cursor:
                    cursor.execute(
                        "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND tgname LIKE 'pgtrigger%%'",
                        [TABLE],
                    )
                    for (name,) in cursor.fetchall():
                        cursor.execute(f'ALTER TABLE {TABLE} DISABLE TRIGGER "{name}"')
            write_single_rows(record)
            work = prepare(record)
            began = time.perf_counter()
            work()
            milliseconds = (time.perf_counter() - began) * 1000
            raise Undo
    except Undo:
        return milliseconds


def writes(record: int) -> str:
    lines = ["| 10 000 rows | without history, ms | with, ms | ratio | target |", "|---|---|---|---|---|"]
    for name, prepare in WRITES.items():
        pairs = [(took(prepare, record, tracked=False), took(prepare, record, tracked=True)) for _n in range(ROUNDS)]
        bare, whole = (min(side) for side in zip(*pairs, strict=True))
        lines.append(f"| {name} | {bare:.0f} | {whole:.0f} | {whole / bare:.1f} | {TARGETS[name]:.0f} |")
    return "\n".join(lines)


def pages(record: Any) -> dict[str, float]:
    """The least milliseconds of each page of the record, asked for in turn: what a busy machine adds is not in them."""
    from django.test import Client

    from accounts.enums import RoleName
    from accounts.models import Role, User
    from accounts.sample import second_step

    user, _made = User.objects.get_or_create(email="bench@example.org", defaults={"is_active": True})
    if Role.objects.get_or_create(user=user, name=RoleName.CHIEF_EDITOR)[1]:
        second_step([user])
    client = Client(SERVER_NAME="localhost")
    client.force_login(user)
    desk = f"/admin/activities/activity/{record.pk}"
    paths = {
        "public page": record.get_absolute_url(),
        "public history": f"{record.get_absolute_url()}history/",
        "form": f"{desk}/change/",
        "history": f"{desk}/history/",
        "versions": f"{desk}/versions/",
        "all changes": "/admin/changes/",
    }
    times: dict[str, list[float]] = {name: [] for name in paths}
    for _round in range(PAGES):
        for name, path in paths.items():
            began = time.perf_counter()
            status = client.get(path).status_code
            times[name].append((time.perf_counter() - began) * 1000)
            if status != 200:
                raise RuntimeError(f"{path} answered {status}")
    return {name: min(each) for name, each in times.items()}


def make_changes(many: int) -> None:
    from django.db import connection

    from tarepo.models import Record

    columns = [f'"{field.column}"' for field in Record._meta.concrete_fields]
    events = EVENTS.format(columns=", ".join(columns), old=", ".join(f"old.{column}" for column in columns))
    with connection.cursor() as cursor:
        cursor.execute(CHANGES, [many])
        cursor.execute(events, [])
        cursor.execute("ANALYZE tarepo_changeset, tarepo_recordevent")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--changes", type=int, default=1_000_000)
    asked = parser.parse_args()
    django.setup()
    from activities.models import Activity

    record = Activity.objects.get(reference="TA-2023-0001")
    say(writes(record.pk))
    before = pages(record)
    make_changes(asked.changes)
    after = pages(record)
    say(f"\n| page of one record | ms | ms among {asked.changes} changes |\n|---|---|---|")
    for name, milliseconds in before.items():
        say(f"| {name} | {milliseconds:.1f} | {after[name]:.1f} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
