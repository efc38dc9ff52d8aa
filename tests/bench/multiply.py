"""Ten times as many activities from those that there are: to measure a size that would take hours to load.

    python -m tests.bench.multiply 10 [--desk]        on the database of DATABASE_URL, which is changed

What readers' pages are made of (record, snapshot, search row, index row) is copied by SQL under new ids and references;
with --desk what lists of the desk are made of too. Neither is history. Words, codes and their shares stay as they are;
each text stands several times.
"""

import sys

import django
from django.db import connection, transaction

SHIFTED = {
    "tarepo_record": ("id",),
    "tarepo_snapshot": ("id", "record_id"),
    "tarepo_searchrow": ("id", "record_id", "snapshot_id"),
    "tarepo_searchindex": ("row_id", "record_id"),
}
WHICH = {
    "tarepo_record": "kind = 'activity'",
    "tarepo_snapshot": "record_id IN (SELECT id FROM tarepo_record WHERE kind = 'activity')",
    "tarepo_searchrow": "kind = 'activity'",
    "tarepo_searchindex": "kind = 'activity'",
}
DESK = {
    "activities_activity": ("record_id",),
    "activities_activity_types": ("id", "activity_id"),
    "tarepo_text": ("id", "record_id"),
    "tarepo_source": ("id", "record_id"),
    "tarepo_involvement": ("id", "record_id"),
    "tarepo_record_subjects": ("id", "record_id"),
    "tarepo_workrow": ("record_id",),
}
# Between the ids of one copy and the next: more than there are. A record's id has to stay below ten million.
STRIDE = """SELECT greatest((SELECT max(id) FROM tarepo_record), (SELECT max(id) FROM tarepo_snapshot),
    (SELECT max(id) FROM tarepo_searchrow), (SELECT max(id) FROM tarepo_text), (SELECT max(id) FROM tarepo_source),
    (SELECT max(id) FROM tarepo_involvement), (SELECT max(id) FROM tarepo_record_subjects),
    (SELECT max(id) FROM activities_activity_types)) + 1"""


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def copied(table: str, copy: int, columns: list[str], stride: int) -> str:
    """The statement that adds one copy of the activities' rows of a table."""
    shifted = (SHIFTED | DESK)[table]
    made = {name: f"{name} + {copy * stride}" for name in shifted}
    if "reference" in columns:
        made["reference"] = f"reference || '-{copy}'"
    values = ", ".join(made.get(name, f'"{name}"') for name in columns)
    names = ", ".join(f'"{name}"' for name in columns)
    record = f"{shifted[-1]} IN (SELECT id FROM tarepo_record WHERE kind = 'activity')"  # noqa: S608
    first = f"{shifted[0]} < {stride}"
    which = f"{WHICH.get(table, record)} AND {first}"
    return f"INSERT INTO {table} ({names}) SELECT {values} FROM {table} WHERE {which}"  # noqa: S608


def multiply(times: int, *, desk: bool = False) -> None:
    """The big index is made anew at the end: entry by entry it would take much longer."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")  # neither history nor deltas
        cursor.execute(STRIDE)
        (stride,) = cursor.fetchone()
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = 'searchindex_asked'")
        (definition,) = cursor.fetchone()
        cursor.execute("DROP INDEX searchindex_asked")
        for table in SHIFTED | (DESK if desk else {}):
            cursor.execute("SELECT column_name FROM information_schema.columns WHERE table_name = %s", [table])
            columns = [name for (name,) in cursor.fetchall()]
            for copy in range(1, times):
                cursor.execute(copied(table, copy, columns, stride))
            say(f"{table} copied {times - 1} times")
        for table in (name for name, columns in (SHIFTED | DESK).items() if "id" in columns):
            following = f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}"  # noqa: S608
            cursor.execute(following)
        cursor.execute("SET LOCAL maintenance_work_mem = '2GB'")
        cursor.execute(definition)
        say("indexed")


def main() -> int:
    django.setup()
    from tarepo.indexing import make_totals

    multiply(int(sys.argv[1]), desk="--desk" in sys.argv[2:])
    make_totals(anew=True)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    say("counted")
    return 0


if __name__ == "__main__":
    sys.exit(main())
