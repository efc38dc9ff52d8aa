"""Every sort of thing that waits. An app that has one says so with a Sort and a line in SORTS."""

import datetime as dt
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module

from django.utils import timezone
from django.utils.functional import Promise

from accounts.models import User
from tarepo.models import Detail

LATE_AFTER = dt.timedelta(days=30)


@dataclass(frozen=True)
class Choice:
    """One answer that may be given: the word of a button."""

    value: str
    label: Promise | str
    needs_reason: bool = False
    together: bool = True  # may be given to several at once


@dataclass(frozen=True)
class Item:
    """One thing that waits, in plain words; what a page and a mail show of it."""

    sort: str
    pk: int
    title: str
    since: dt.datetime
    url: str  # the page where it is seen whole, and answered in every way
    choices: tuple[Choice, ...]
    lines: tuple[tuple[str, str], ...] = ()  # (label, text): what they would answer to, whole
    party: int | None = None  # whose focal points answer; none: the editors do
    detail: Detail | None = None  # withheld, whose text is among the lines
    account: int | None = None  # the person whom it is about, who is never asked about themselves
    seen: str = ""  # stands for what the lines say, where that may change until it is answered

    @property
    def is_late(self) -> bool:
        return self.since < late_before()


@dataclass(frozen=True)
class Sort:
    """One sort of thing that waits, with the verbs that know it.

    answer(user=, pk=, choice=, reason=) runs inside an open change, locks what it writes, and returns a sentence that
    says what was done. It raises ValidationError, with a sentence, where it is not theirs or was answered already:
    the change is taken back then. Where items carry seen, it is given seen= too, as it was shown.
    """

    name: str  # letters and hyphens, of its addresses
    title: Promise | str
    lead: Promise | str
    waiting_for: Callable[[User], list[Item]]  # the oldest first
    everything: Callable[[], list[Item]]  # whoever it waits for, the oldest first: for the Secretariat
    answer: Callable[..., str]
    one: Callable[[User, int], Item | None]  # None: not theirs now
    settled: Callable[[User, int], str]  # how it was answered, for whom it waited; "" while it waits, and for others
    count_before: Callable[[dt.datetime], int]  # how many wait since before a moment: asked on each look at the desk
    # waiting_for() of many at once, by user id. Without it, it is everything(): to focal points by party (ask.py).
    by_user: Callable[[Collection[User]], dict[int, list[Item]]] | None = field(repr=False, default=None)


# Modules that have a SORT, in the order of the page.
SORTS: tuple[str, ...] = (
    "accounts.membership.awaiting",
    "accounts.consents.awaiting",
    "activities.confirming.awaiting",
    "tarepo.corrections.opinion_items",
    "accounts.consents.awaiting_requests",
    "tarepo.corrections.report_items",
    "tarepo.submissions.awaiting",
    "tarepo.work.awaiting",
)


def late_before() -> dt.datetime:
    """Whatever waits since before that moment is late."""
    return timezone.now() - LATE_AFTER


@cache
def sorts() -> dict[str, Sort]:
    """By name. Imported when first asked for: they know the apps, and apps know this."""
    found = [import_module(name).SORT for name in SORTS]
    return {sort.name: sort for sort in found}
