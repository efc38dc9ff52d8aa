"""Exports of everything against two floors: COPY of the bare snapshots, and of the table's own statement to nowhere.

"COPY alone" of the target is the first. The second already does all that the database does for a CSV file, so that
what stands above it is what Python adds.

    python -m tests.bench.exports            on the database of DATABASE_URL

Each form is made in a process of its own, so that its peak memory is its own.
"""

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable

import django

FORMS = ("csv", "xlsx", "json")
FLOORS = {"bare": "COPY alone: the bare snapshots", "own": "COPY of the table's own statement, to nowhere"}
BARE = """COPY (SELECT snapshot.body FROM tarepo_searchrow JOIN tarepo_snapshot AS snapshot
    ON snapshot.id = snapshot_id WHERE tarepo_searchrow.kind = 'activity' AND tarepo_searchrow.tier = 0) TO STDOUT"""


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def timed(work: Callable[[], int]) -> tuple[float, int]:
    began = time.perf_counter()
    size = work()
    return time.perf_counter() - began, size


def own_statement() -> int:
    """The table's own statement, its lines thrown away."""
    from django.db import transaction
    from django.test import RequestFactory

    from activities.exports.labels import load_labels
    from activities.exports.rows import copied, ordered_ids
    from activities.exports.statement import TABLE
    from activities.search import asked

    with transaction.atomic():
        ids = ordered_ids(asked(RequestFactory().get("/activities/")))
        return sum(len(line) for line in copied(TABLE, ids, load_labels("http://localhost/")))


def bare_copy() -> int:
    from django.db import connection

    connection.ensure_connection()
    with connection.connection.cursor() as cursor, cursor.copy(BARE) as copy:
        return sum(len(line) for line in copy)


def export(form: str, query: str = "") -> int:
    from django.test import Client

    response = Client(headers={"host": "localhost"}).get(f"/activities/export.{form}{query}")
    return sum(len(part) for part in response.streaming_content)  # type: ignore[attr-defined]


def one(name: str) -> dict[str, float]:
    """Seconds, bytes and peak memory of one of them, here and now."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tarepo.settings")
    django.setup()
    works: dict[str, Callable[[], int]] = {"bare": bare_copy, "own": own_statement}
    export("csv", "?year=1801")  # an empty one: what a process does once is no part of a file's cost
    seconds, size = timed(works.get(name, lambda: export(name)))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": seconds, "megabytes": size / 1e6, "peak": peak}


def measured(rounds: int = 2) -> dict[str, dict[str, float]]:
    """The quickest of some rounds, by turns: what a busy machine adds is not in it."""
    best: dict[str, dict[str, float]] = {}
    for _round in range(rounds):
        for name in ("bare", "own", *FORMS):
            words = [sys.executable, "-m", "tests.bench.exports", name]
            told = subprocess.run(words, check=True, capture_output=True, text=True).stdout.splitlines()[-1]
            found = json.loads(told)
            if name not in best or found["seconds"] < best[name]["seconds"]:
                best[name] = found
    return best


def table(best: dict[str, dict[str, float]]) -> str:
    lines = [
        "| what | seconds | × bare snapshots | × own statement | MB | peak memory, MB |",
        "|---|---|---|---|---|---|",
    ]
    for name, found in best.items():
        seconds = found["seconds"]
        ratios = [f"{seconds / best[floor]['seconds']:.1f}" for floor in ("bare", "own")]
        cells = [FLOORS.get(name, name.upper()), f"{seconds:.1f}", *ratios]
        cells += [f"{found['megabytes']:.0f}", f"{found['peak']:.0f}"]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        say(json.dumps(one(sys.argv[1])))
    else:
        say(table(measured()))
