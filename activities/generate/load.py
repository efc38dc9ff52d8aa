"""Loading synthetic activities in batches, by the path that imports take. Memory does not grow with their number."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from django.db.models import Func, IntegerField, Max, QuerySet, Value
from django.db.models.functions import Cast
from django.utils import timezone

from activities.generate import SYSTEM
from activities.generate.activities import Activities
from activities.generate.frame import frame
from activities.generate.process import Plan, batches_in, peak_megabytes
from activities.generate.vocabulary import Vocabulary
from tarepo.changes import change
from tarepo.content_new import New, create_records, write_new_contents
from tarepo.content_write import Directory
from tarepo.enums import Kind, State
from tarepo.indexing import drain_all, make_totals
from tarepo.models import Identifier, Record
from tarepo.publish import publish_many
from tarepo.work import bring_all_up_to_date

BATCH = 1000
WHY = "Loading synthetic activities"
REAL = (Kind.ACTIVITY, Kind.PROJECT, Kind.SERIES, Kind.AGREEMENT)  # the rest is what activities lean on
Say = Callable[[str], object]


class RefusedToMix(Exception):
    """Why no synthetic records are made here."""


@dataclass(frozen=True)
class Made:
    activities: int
    seconds: float
    peak_megabytes: int  # of one process; the database has its own

    @property
    def a_second(self) -> float:
        return self.activities / self.seconds


class Maker:
    """Makes and writes the activities of a plan, by their numbers."""

    def __init__(self, plan: Plan) -> None:
        self.vocabulary = Vocabulary()
        self.activities = Activities(plan.seed, plan.years, self.vocabulary, plan.today)

    def write(self, numbers: range) -> None:
        write_batch((self.activities.one(number) for number in numbers), self.vocabulary.directory)


def make(
    count: int, *, seed: int, years: tuple[int, int], among_real: bool = False, jobs: int = 1, say: Say = print
) -> Made:
    """Add so many activities to those that there are. Raises RefusedToMix, NothingToSpeakOf."""
    refuse_to_mix(among_real=among_real)
    began = time.monotonic()
    lay_frame(seed)
    first, peak = next_number(), peak_megabytes()
    batches = [range(start, min(start + BATCH, first + count)) for start in range(first, first + count, BATCH)]
    plan = Plan(seed, years, timezone.localdate())
    for numbers, held in zip(batches, batches_in(jobs, plan, batches), strict=True):
        peak = max(peak, held)
        done, seconds = numbers.stop - first, time.monotonic() - began
        say(f"{done} of {count}, {done / seconds:.0f} a second, {peak} MB at most")
    settle()
    return Made(count, time.monotonic() - began, peak)


def refuse_to_mix(*, among_real: bool) -> None:
    if settings.PRODUCTION:
        raise RefusedToMix("Synthetic records are not for production.")
    real = Record.objects.filter(kind__in=REAL, state=State.PUBLISHED).exclude(identifiers__system=SYSTEM)
    if not among_real and (many := real.count()):
        raise RefusedToMix(
            f"{many} real records are published here. Use a database of its own, or --among-real-records."
        )


def lay_frame(seed: int) -> None:
    """The offices, projects and series, where they are not there yet."""
    news = frame(seed, vocabulary := Vocabulary())
    known = set(marked().values_list("value", flat=True))
    if lacking := [new for new in news if new.reference not in known]:
        write_batch(lacking, vocabulary.directory)


def write_batch(news: Iterable[New], directory: Directory) -> None:
    """One change of its own: created, written and published, or not at all. Their references are nobody else's."""
    news = list(news)
    with change(by=None, why=WHY):
        create_records(news)
        write_new_contents(news, directory)
        for kind in sorted({new.kind for new in news}):
            publish_many(kind, [new.pk for new in news if new.kind == kind])


def settle() -> None:
    """What the worker and the database's own housekeeping would do in time: a measurement begins with it done."""
    drain_all()
    make_totals(anew=True)
    bring_all_up_to_date()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def marked() -> QuerySet[Identifier]:
    return Identifier.objects.filter(system=SYSTEM)


def next_number() -> int:
    """Past the greatest there is: TA-2021-S000123 has the number 123."""
    told = Func("value", Value(r"S(\d+)$"), function="substring")
    rows = marked().filter(record__kind=Kind.ACTIVITY).annotate(number=Cast(told, IntegerField()))
    return (rows.aggregate(most=Max("number"))["most"] or 0) + 1
