"""Changes for measuring: records that moved since the first load; and what noting them costs a bulk publication.

DJANGO_SETTINGS_MODULE=tarepo.settings python -m tests.bench.changed
                                         on the database of DATABASE_URL, where a thousand activities get new versions
"""

import datetime as dt
import statistics
import sys
import time
from unittest.mock import patch

import django
from django.db.models import F

MOVED, WITHDRAWN = 2_000, 100
MANY, ROUNDS = 1_000, 3


def lay_changes() -> None:
    """The load was a year ago; since then some of the activities were changed in bulk, and some of these withdrawn."""
    from activities.models import Activity
    from tarepo.changes import change
    from tarepo.enums import Kind, State
    from tarepo.models import PublicChange
    from tarepo.publish import archive, publish_many

    PublicChange.objects.update(at=F("at") - dt.timedelta(days=400))
    ids = list(Activity.objects.filter(state=State.PUBLISHED).order_by("-pk").values_list("pk", flat=True)[:MOVED])
    with change(by=None, why="a measurement"):
        Activity.objects.filter(pk__in=ids).update(venue="Another hall")
        publish_many(Kind.ACTIVITY, ids)
        for record in Activity.objects.filter(pk__in=ids[:: MOVED // WITHDRAWN]):
            archive(record)


def published(ids: list[int], word: str) -> float:
    """Seconds to publish a new version of each in bulk."""
    from activities.models import Activity
    from tarepo.changes import change
    from tarepo.enums import Kind
    from tarepo.publish import publish_many

    with change(by=None, why="a measurement"):
        Activity.objects.filter(pk__in=ids).update(venue=word)
        began = time.perf_counter()
        publish_many(Kind.ACTIVITY, ids)
        return time.perf_counter() - began


def main() -> int:
    django.setup()
    from activities.models import Activity

    ids = list(Activity.objects.filter(version__gt=0).order_by("pk").values_list("pk", flat=True)[:MANY])
    whole, bare = [], []
    published(ids, "warm")
    for place in range(ROUNDS):
        whole.append(published(ids, f"whole {place}"))
        with patch("tarepo.publish.note_shown"), patch("tarepo.publish.codes_before", return_value={}):
            bare.append(published(ids, f"bare {place}"))
    with_steps, without = statistics.median(whole), statistics.median(bare)
    sys.stdout.write(
        f"{len(ids)} published in {with_steps:.2f} s, in {without:.2f} s without steps: "
        f"{with_steps - without:.2f} s more\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
