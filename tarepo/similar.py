"""What somebody is entering, as far as others may have entered or done the same; and how alike two names are."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils.dateparse import parse_date
from django.utils.translation import get_language
from rapidfuzz import fuzz

from tarepo.content import Content
from tarepo.search.common import COMMON
from tarepo.search.normalise import fold, plain

MOST = 5  # of each list
MOST_VALUES, LONGEST = 60, 300


@dataclass(frozen=True)
class Typed:
    """The values of a form so far."""

    kind: str
    known: frozenset[int] = frozenset()  # the record itself, and those that it names as related
    titles: tuple[str, ...] = ()
    parties: frozenset[int] = frozenset()
    subjects: frozenset[int] = frozenset()
    starts: dt.date | None = None
    ends: dt.date | None = None
    venue: str = ""


@dataclass(frozen=True)
class Like:
    """Another record that may be the same or about the same, and why it is named."""

    pk: int
    kind: str
    label: str
    why: str
    state: str = ""  # of a colleague's that is not public


def typed_of(kind: str, pk: int, content: Content) -> Typed:
    """Of a record as it was saved."""
    return Typed(
        kind=kind,
        known=frozenset({pk, *content.get("related", [])}),
        titles=tuple(text.get("title", "")[:LONGEST] for text in content.get("texts", {}).values()),
        parties=frozenset(row["party"] for row in content.get("involvements", [])[:MOST_VALUES]),
        subjects=frozenset(content.get("subjects", [])[:MOST_VALUES]),
        starts=day(content.get("starts", "")),
        ends=day(content.get("ends", "")),
        venue=content.get("venue", ""),
    )


def typed_in(query: Any) -> Typed:
    """Of a form that nobody has saved yet, from its address; what makes no sense counts as not typed."""
    texts = [text.strip()[:LONGEST] for text in query.getlist("title")[:MOST_VALUES]]
    return Typed(
        kind=query.get("kind", ""),
        known=frozenset(ids(query.getlist("known"))),
        titles=tuple(text for text in texts if text),
        parties=frozenset(ids(query.getlist("party"))),
        subjects=frozenset(ids(query.getlist("subject"))),
        starts=day(query.get("starts", "")),
        ends=day(query.get("ends", "")),
        venue=query.get("venue", "").strip()[:LONGEST],
    )


def ids(values: Iterable[str]) -> list[int]:
    """Record ids that fit in a code."""
    found = [int(value) for value in values if value.isascii() and value.isdigit() and len(value) < 8]
    return found[:MOST_VALUES]


def day(written: str) -> dt.date | None:
    try:
        return parse_date(written)
    except ValueError:
        return None


@lru_cache(maxsize=20_000)
def bare(name: str) -> str:
    """A name as names are compared: its folded words without the small ones."""
    words = fold(plain(name[:LONGEST])).split()
    return " ".join([word for word in words if word not in COMMON] or words)


def likeness(some: Iterable[str], others: Iterable[str]) -> float:
    """How alike the likest two of these names are, from 0 to 100; order of words is as good as none."""
    mine, theirs = ([bare(name) for name in names if name] for names in (some, others))
    return max((_likeness(one, other) for one in mine for other in theirs), default=0)


def _likeness(one: str, other: str) -> float:
    if not one or not other:
        return 0
    return max(fuzz.ratio(one, other), fuzz.token_sort_ratio(one, other))


def shown_name(names: Mapping[str, str], lead: str = "") -> str:
    """The name in the reader's language, else in its own."""
    language = (get_language() or "en").partition("-")[0]
    return names.get(language) or names.get(lead) or next(iter(names.values()), "")
