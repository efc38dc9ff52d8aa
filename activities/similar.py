"""Activities that are planned or were done by others for the same party on the same subject, and possible duplicates
of the one that somebody is entering.

Public ones come from the index, by its codes and days; those of colleagues that are not public, from the newest drafts.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from activities.models import Activity
from activities.results import Unindexed
from tarepo.codes import Facet, code
from tarepo.enums import Kind, State
from tarepo.indexing.hits import by_index
from tarepo.labels import labels_of
from tarepo.models import Involvement, Record, SearchIndex, Text
from tarepo.reading.words import date
from tarepo.search.normalise import folded, is_run, words
from tarepo.search.query import Matches, Query
from tarepo.similar import LONGEST, MOST, Like, Typed, bare, likeness, shown_name
from tarepo.tiers import PUBLIC

NEAR = dt.timedelta(days=548)  # eighteen months
SAME_TIME = dt.timedelta(days=21)
NEWEST_DRAFTS, MOST_COMPARED = 500, 2000
# How alike two titles must be to be named: less where the days are the same.
ALIKE, ALIKE_ON_THE_DAYS, ALIKE_IN_THE_PLACE = 86, 72, 45
SHORTEST, MOST_WORDS = 4, 4  # of a word that is looked for where no day is known, and of such words


@dataclass(frozen=True)
class Other:
    """Another activity, as far as it is compared."""

    pk: int
    reference: str
    names: dict[str, str]
    lead: str
    parties: frozenset[int]
    subjects: frozenset[int]
    starts: dt.date | None
    ends: dt.date | None
    venue: str
    state: str = ""

    @property
    def label(self) -> str:
        return f"{shown_name(self.names, self.lead)} ({self.reference})"


def find(typed: Typed) -> tuple[list[Like], list[Like]]:
    """Others' activities on the same, and possible duplicates; four queries at most, and two settings for them."""
    drafts = drafts_of_colleagues(typed)
    on_the_same = typed.parties and typed.subjects
    names = labels_of(typed.parties | typed.subjects) if on_the_same else {}
    with by_index():
        same = public_on_the_same(typed) if on_the_same else []
        alike = public_alike(typed) if typed.titles else []
    return others(typed, [*same, *drafts], names) if on_the_same else [], duplicates(typed, [*alike, *drafts])


def others(typed: Typed, found: list[Other], names: dict[str, str]) -> list[Like]:
    """Those with a party and a subject in common within eighteen months, the nearest first."""
    ranked = []
    for other in found:
        apart = distance(typed, other)
        shared = (typed.parties & other.parties, typed.subjects & other.subjects)
        if all(shared) and (apart is None or abs(apart) <= NEAR):
            told = ", ".join(names.get(str(pk), f"#{pk}") for each in shared for pk in sorted(each)[:2])
            when = in_words(apart) if typed.starts or apart is None else date(str(other.starts))
            like = Like(other.pk, Kind.ACTIVITY, other.label, f"{told} – {when}", other.state)
            ranked.append((abs(apart) if apart is not None else NEAR, -other.pk, like))
    return [like for _apart, _pk, like in sorted(ranked, key=lambda entry: entry[:2])[:MOST]]


def duplicates(typed: Typed, found: list[Other]) -> list[Like]:
    ranked = []
    for other in found:
        alike, apart = likeness(typed.titles, other.names.values()), distance(typed, other)
        on_the_days = apart == dt.timedelta(0) and bool(typed.starts and other.starts)
        in_the_place = bool(typed.venue and bare(typed.venue) == bare(other.venue))
        if alike < (ALIKE_IN_THE_PLACE if in_the_place else ALIKE_ON_THE_DAYS) and on_the_days:
            continue
        if alike < ALIKE and not on_the_days:
            continue
        told = [_("similar title")] if alike >= ALIKE_ON_THE_DAYS else []
        told += [_("same days") if on_the_days else in_words(apart)] if typed.starts or on_the_days else []
        told += [_("same place")] if in_the_place else []
        like = Like(other.pk, Kind.ACTIVITY, other.label, ", ".join(told), other.state)
        ranked.append((-alike, -other.pk, like))
    return [like for _alike, _pk, like in sorted(ranked, key=lambda entry: entry[:2])[:MOST]]


def distance(typed: Typed, other: Other) -> dt.timedelta | None:
    """From the one's period to the other's: negative where the other was before; None where one has no days."""
    mine = typed.starts or (None if typed.ends else timezone.localdate())
    if mine is None or other.starts is None:
        return None
    if other.starts > (last := max(mine, typed.ends or mine)):
        return other.starts - last
    if (theirs := max(other.starts, other.ends or other.starts)) < mine:
        return theirs - mine
    return dt.timedelta(0)


def in_words(apart: dt.timedelta | None) -> str:
    if apart is None:
        return _("no date stated")
    days = abs(apart.days)
    months = round(days / 30.44)
    if days == 0:
        return _("at the same time")
    if months < 2:
        before = ngettext("%(n)d day before", "%(n)d days before", days)
        return (before if apart.days < 0 else ngettext("%(n)d day later", "%(n)d days later", days)) % {"n": days}
    before = ngettext("%(n)d month before", "%(n)d months before", months)
    return (before if apart.days < 0 else ngettext("%(n)d month later", "%(n)d months later", months)) % {"n": months}


# What is public.


def public(typed: Typed) -> Any:
    """Their days by no index: a planner would walk along it, where codes and words find so few."""
    rows = SearchIndex.objects.filter(tier=PUBLIC, kind=Kind.ACTIVITY).exclude(record_id__in=typed.known)
    return rows.annotate(day=Unindexed(F("sort_date")))


def public_on_the_same(typed: Typed) -> list[Other]:
    """Those on the days first asked for come first; what is planned for no stated day comes last."""
    first = typed.starts or timezone.localdate()
    parties = {code(facet, pk) for facet in (Facet.COUNTRY, Facet.PARTNER) for pk in typed.parties}
    rows = public(typed).having(parties).having({code(Facet.SUBJECT, pk) for pk in typed.subjects})
    window = Q(day__range=(away(first, -NEAR), away(typed.ends or first, NEAR)))
    rows = rows.filter(window | Q(keys__contains=[code(Facet.PLANNED, 0)]))
    return read(rows.order_by(Apart(F("day"), first), "-record_id")[: MOST * 4])


def away(day: dt.date, by: dt.timedelta) -> dt.date:
    """So far from the day, or the calendar's end."""
    try:
        return day + by
    except OverflowError:
        return dt.date.max if by > dt.timedelta(0) else dt.date.min


class Apart(Unindexed):
    """How many days there are between two."""

    template = "abs(%(expressions)s)"
    arg_joiner = " - "


def public_alike(typed: Typed) -> list[Other]:
    """Those about the same days; where none is stated, those with two of the longest words of a title."""
    if typed.starts:
        near = SearchIndex.objects.filter(tier=PUBLIC, kind=Kind.ACTIVITY).exclude(record_id__in=typed.known)
        near = near.filter(sort_date__range=(away(typed.starts, -SAME_TIME), away(typed.starts, SAME_TIME)))
        return read(near.order_by("-sort_date", "-record_id")[:MOST_COMPARED])
    lexemes = two_of(typed.titles[0])
    if not lexemes:
        return []
    rows = public(typed).filter(Matches("vector", Query(lexemes=lexemes)))
    return read(rows.order_by("-day", "-record_id")[:NEWEST_DRAFTS])


def two_of(title: str) -> str:
    """A query for any two of the longest words, as the index has them: typed otherwise, a few are still the same."""
    found: set[str] = set()
    for word in words(title):
        if is_run(word):
            found |= {word[place : place + 2] for place in range(len(word) - 1)}
        elif len(word) >= SHORTEST:
            found.add(folded(word))
    longest = sorted(found, key=lambda word: (-len(word), word))[:MOST_WORDS]
    pairs = [f"'={one}' & '={other}'" for place, one in enumerate(longest) for other in longest[place + 1 :]]
    return " | ".join(pairs)


def read(rows: QuerySet) -> list[Other]:
    columns = ("record_id", "codes", "row__reference", "row__label", "row__card")
    return [_public(*row) for row in rows.values_list(*columns)]


def _public(pk: int, codes: list[int], reference: str, label: dict, card: dict) -> Other:
    """Parties and subjects with the countries of offices and the broader terms, as the index has them."""
    named = [divmod(each, code(1, 0)) for each in codes]
    return Other(
        pk=pk,
        reference=reference,
        names={language: name[:LONGEST] for language, name in label["names"].items()},
        lead=label["lead"],
        parties=frozenset(value for facet, value in named if facet in (Facet.COUNTRY, Facet.PARTNER)),
        subjects=frozenset(value for facet, value in named if facet == Facet.SUBJECT),
        starts=dt.date.fromisoformat(card["starts"]) if "starts" in card else None,
        ends=dt.date.fromisoformat(card["ends"]) if "ends" in card else None,
        venue=card.get("venue", ""),
    )


# What is not.


def drafts_of_colleagues(typed: Typed) -> list[Other]:
    """The newest, with what is compared of them; one query."""
    of_record = {"record_id": OuterRef("pk")}
    texts = Text.objects.filter(**of_record).order_by("language")
    through: Any = Record.subjects.through
    rows = (
        Activity.objects.filter(state__in=(State.DRAFT, State.IN_REVIEW))
        .exclude(pk__in=typed.known)
        .annotate(
            titles=ArraySubquery(texts.values(one=JSONObject(code="language", title="title", status="status"))),
            named=ArraySubquery(Involvement.objects.filter(**of_record).values("party_id")),
            about=ArraySubquery(through.objects.filter(**of_record).values("subject_id")),
        )
        .order_by("-changed_at")[:NEWEST_DRAFTS]
    )
    columns = ("pk", "reference", "titles", "named", "about", "starts", "ends", "venue", "state")
    return [_draft(*row) for row in rows.values_list(*columns)]


def _draft(pk: int, reference: str, titles: list[dict], named: list[int], about: list[int], *rest: Any) -> Other:
    starts, ends, venue, state = rest
    lead = next((text["code"] for text in titles if text["status"] == "original"), "")
    return Other(
        pk=pk,
        reference=reference,
        names={text["code"]: text["title"][:LONGEST] for text in titles},
        lead=lead,
        parties=frozenset(named),
        subjects=frozenset(about),
        starts=starts,
        ends=ends,
        venue=venue,
        state=str(State(state).label),
    )
