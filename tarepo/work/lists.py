"""The work lists: what each holds, how many, and which rows one page of it shows."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.lookups import Exact
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tarepo.asked import Asked
from tarepo.enums import State
from tarepo.languages import OFFICIAL
from tarepo.models import WorkRow, WorkTotal
from tarepo.work.rows import BITS

PAGE = 50
PLACES = ("after", "before")
ALL, NONE, OWN = "all", "none", ""


@dataclass(frozen=True)
class WorkList:
    name: str
    title: Promise
    lead: Promise
    since: str  # the column by which the longest waiting come first
    what: Promise  # head of the column that says why a record stands here


INCOMPLETE = WorkList(
    "incomplete",
    _("Incomplete"),
    _("Drafts, records in review and published ones that lack what publishing asks, or what a good record has."),
    "entered_on",
    _("what is missing"),
)
STALE = WorkList(
    "stale",
    _("Stale"),
    _("Public for a year without having been checked; or over, and still called planned or under way."),
    "stale_on",
    _("why"),
)
UNTRANSLATED = WorkList(
    "untranslated",
    _("Untranslated"),
    _("Published records that have no text in this language."),
    "public_on",
    _("languages that it has"),
)
REVIEW = WorkList(
    "review",
    _("Awaiting review"),
    _("Records that somebody handed in to be looked at before they are published."),
    "review_on",
    _("note to the reviewer"),
)
BROKEN = WorkList(
    "broken",
    _("Broken links"),
    _("Records with links that led nowhere, three times in three days or more, or that are gone."),
    "broken_on",
    _("links"),
)
LISTS = {each.name: each for each in (INCOMPLETE, STALE, UNTRANSLATED, REVIEW, BROKEN)}


@dataclass(frozen=True)
class Scope:
    """Whose records, and of which kind."""

    unit: str = OWN
    kind: str = ""
    own: frozenset[int] = frozenset()  # the units of whoever asks; none for who cares for all

    @property
    def rows(self) -> Q:
        found = Q(kind=self.kind) if self.kind else Q()
        if self.unit == NONE:
            return found & Q(unit_id=None)
        if self.unit == OWN and self.own:
            return found & Q(unit_id__in=self.own)
        return found & Q(unit_id=int(self.unit)) if self.unit.isdigit() else found


def belongs(name: str, language: str, today: dt.date) -> Q:
    """Whether a row stands in the list."""
    if name == STALE.name:
        return Q(stale_on__lte=today)
    if name == UNTRANSLATED.name:
        return Q(state=State.PUBLISHED) & Q(Exact(F("languages").bitand(BITS[language]), 0))
    return {INCOMPLETE.name: Q(lacks__gt=0), REVIEW.name: Q(state=State.IN_REVIEW)}.get(
        name, Q(broken_on__isnull=False)
    )


def conditions(scope: Scope) -> dict[str, tuple[str, Q]]:
    """Of every list, and of the untranslated by language: "untranslated.ar"."""
    plain = {name: wanted(name, "", scope) for name in LISTS if name != UNTRANSLATED.name}
    return plain | {f"{UNTRANSLATED.name}.{code}": wanted(UNTRANSLATED.name, code, scope) for code in OFFICIAL}


def wanted(name: str, language: str, scope: Scope) -> tuple[str, Q]:
    return name, belongs(name, language, timezone.localdate()) & scope.rows


def counted(asked: dict[str, tuple[str, Q]]) -> dict[str, int]:
    """How many rows meet each condition, of the list of that name: a query for all, one more for what is stale.

    Totals are the rows in brief (triggers.py), so that conditions on either read alike.
    """
    stale = {key: rows for key, (name, rows) in asked.items() if name == STALE.name}
    others = {key: rows for key, (name, rows) in asked.items() if name != STALE.name}
    late = WorkRow.objects.filter(stale_on__lte=timezone.localdate())
    return _summed(WorkTotal.objects.all(), others, Sum("number")) | _summed(late, stale, Count("pk"))


def _summed(rows: QuerySet, asked: dict[str, Q], what: Sum | Count) -> dict[str, int]:
    if not asked:
        return {}
    keys = {f"n{place}": key for place, key in enumerate(asked)}  # keys may have any letter
    source = what.source_expressions[0]
    found = rows.aggregate(**{short: type(what)(source, filter=asked[key]) for short, key in keys.items()})
    return {keys[short]: number or 0 for short, number in found.items()}


def most_lacking(counts: dict[str, int]) -> str:
    """The language in which most are untranslated; of two the first in the official order."""
    return max(OFFICIAL, key=lambda code: counts[f"{UNTRANSLATED.name}.{code}"])


@dataclass
class Page:
    rows: list[WorkRow]
    previous: str
    next: str


def page_of(rows: QuerySet[WorkRow], since: str, asked: Asked, path: str) -> Page:
    """The longest waiting first; ?after=day.id is the page past that row, ?before= the one before it."""
    after, before = asked.place("after"), asked.place("before")
    if before:
        found = _beside(rows, since, before, "lt").order_by(f"-{since}", "-record_id")
    else:
        found = (_beside(rows, since, after, "gt") if after else rows).order_by(since, "record_id")
    taken = list(found[: PAGE + 1])
    more, taken = len(taken) > PAGE, taken[:PAGE]
    if before:
        taken.reverse()
    page = Page(taken, "", "")
    if taken and (more if before else after):
        page.previous = asked.url(path, before=_place(taken[0], since), after=None)
    if taken and (before or more):
        page.next = asked.url(path, after=_place(taken[-1], since), before=None)
    return page


def _beside(rows: QuerySet[WorkRow], since: str, place: tuple[dt.date, int], way: str) -> QuerySet[WorkRow]:
    day, pk = place
    return rows.filter(Q(**{f"{since}__{way}": day}) | Q(**{since: day, f"record_id__{way}": pk}))


def _place(row: WorkRow, since: str) -> str:
    return f"{getattr(row, since).isoformat()}.{row.record_id}"
