"""Batches of synthetic activities in processes of their own: while the database works for one, another thinks.

Nothing of Django's is imported before a process has set it up.
"""

import datetime as dt
import resource
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from activities.generate.load import Maker


@dataclass(frozen=True)
class Plan:
    """What decides on the activities, their numbers apart."""

    seed: int
    years: tuple[int, int]
    today: dt.date


_makers: "list[Maker]" = []


def batches_in(jobs: int, plan: Plan, batches: list[range]) -> Iterator[int]:
    """Write the batches, in their order as far as several processes can; the peak memory of a process after each."""
    if jobs == 1:
        begin_here(plan)
        yield from map(write_here, batches)
        return
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=begin, initargs=(plan,)) as pool:
        yield from pool.map(write_here, batches)


def begin(plan: Plan) -> None:
    import django

    django.setup()
    begin_here(plan)


def begin_here(plan: Plan) -> None:
    from activities.generate.load import Maker

    _makers[:] = [Maker(plan)]


def write_here(numbers: range) -> int:
    _makers[0].write(numbers)
    return peak_megabytes()


def peak_megabytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
