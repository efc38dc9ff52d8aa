"""Exports of everything against COPY alone: the same statement to nowhere, and the bare snapshots.

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
BARE = """COPY (SELECT snapshot.body FROM tarepo_searchrow JOIN tarepo_snapshot AS snapshot
    ON snapshot.id = snapshot_id WHERE tarepo_searchrow.kind = 'activity' AND tarepo_searchrow.tier = 0) TO STDOUT"""


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def timed(work: Callable[[], int]) -> tuple[float, int]:
    began = time.perf_counter()
    size = work()
    return time.perf_counter() - began, size


def copy_alone() -> int:
    """The table's own statement, its lines thrown away."""
    from django.db import transaction

    from activities.exports.labels import load_labels
    from activities.exports.rows import copied, ordered_ids
    from activities.exports.statement import TABLE
    from tarepo.models import SearchRow

    with transaction.atomic():
        ids = ordered_ids(SearchRow.objects.filter(kind="activity", tier=0))
        return sum(len(line) for line in copied(TABLE, ids, load_labels("http://localhost/activities/")))


def bare_copy() -> int:
    from django.db import connection

    connection.ensure_connection()
    with connection.connection.cursor() as cursor, cursor.copy(BARE) as copy:
        return sum(len(line) for line in copy)


def export(form: str) -> int:
    from django.test import Client

    response = Client(headers={"host": "localhost"}).get(f"/activities/export.{form}")
    return sum(len(part) for part in response.streaming_content)  # type: ignore[attr-defined]


def one(name: str) -> dict[str, float]:
    """Seconds, bytes and peak memory of one of them, here and now."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tarepo.settings")
    django.setup()
    works: dict[str, Callable[[], int]] = {"copy": copy_alone, "bare": bare_copy}
    seconds, size = timed(works.get(name, lambda: export(name)))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": seconds, "megabytes": size / 1e6, "peak": peak}


def measured(rounds: int = 2) -> dict[str, dict[str, float]]:
    """The quickest of some rounds, by turns: what a busy machine adds is not in it."""
    best: dict[str, dict[str, float]] = {}
    for _round in range(rounds):
        for name in ("bare", "copy", *FORMS):
            words = [sys.executable, "-m", "tests.bench.exports", name]
            told = subprocess.run(words, check=True, capture_output=True, text=True).stdout.splitlines()[-1]
            found = json.loads(told)
            if name not in best or found["seconds"] < best[name]["seconds"]:
                best[name] = found
    return best


def table(best: dict[str, dict[str, float]]) -> str:
    lines = ["| what | seconds | × COPY alone | MB | peak memory, MB |", "|---|---|---|---|---|"]
    for name, found in best.items():
        told = {"bare": "COPY of the bare snapshots", "copy": "COPY alone"}.get(name, name.upper())
        times = found["seconds"] / best["copy"]["seconds"]
        lines.append(
            f"| {told} | {found['seconds']:.1f} | {times:.1f} | {found['megabytes']:.0f} | {found['peak']:.0f} |"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        say(json.dumps(one(sys.argv[1])))
    else:
        say(table(measured()))
