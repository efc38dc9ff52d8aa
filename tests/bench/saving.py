"""What the index adds to a save: an activity edited and published again and again, with and without its index row.

python -m tests.bench.saving            on the database of DATABASE_URL, in which one activity gets new versions
"""

import statistics
import sys
import time
from unittest.mock import patch

import django

ROUNDS = 25


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def published(pk: int, word: str) -> float:
    """Milliseconds to write a new title and publish it."""
    from activities.models import Activity
    from tarepo.changes import change
    from tarepo.models import Text
    from tarepo.publish import publish

    began = time.perf_counter()
    with change(by=None, why="a measurement"):
        Text.objects.filter(record_id=pk, status="original").update(title=f"A seminar on {word}")
        publish(Activity.objects.get(pk=pk))
    return (time.perf_counter() - began) * 1000


def hits(word: str) -> int:
    from django.test import RequestFactory

    from activities.search import asked

    return asked(RequestFactory().get(f"/activities/?q={word}")).total


def measured() -> tuple[float, float, bool]:
    """Medians with the index and without, and whether each edit was found as soon as it was saved."""
    from activities.models import Activity

    pk = Activity.objects.filter(version__gt=0, texts__status="original").values_list("pk", flat=True).first()
    if pk is None:
        raise RuntimeError("There is no published activity")
    whole, bare, seen = [], [], True
    for place in range(ROUNDS):
        word = f"quuxa{chr(97 + place)}zzb"
        whole.append(published(pk, word))
        seen &= hits(word) == 1
        with patch("tarepo.publish.index"), patch("tarepo.publish.drain_after_commit"):
            bare.append(published(pk, f"bare{place}"))
    return statistics.median(whole), statistics.median(bare), seen


def main() -> int:
    django.setup()
    whole, bare, seen = measured()
    found = "each edit was found at once" if seen else "NOT every edit was found at once"
    say(f"A save: {whole:.1f} ms, {bare:.1f} ms without the index: {whole - bare:.1f} ms more; {found}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
