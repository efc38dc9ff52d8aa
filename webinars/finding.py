"""What a reader looks for among the webinars: read from the address, and found in memory, as there are some hundreds.

The page, the calendar file and the feed ask for the same.
"""

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from django.http import QueryDict
from django.utils.translation import gettext_lazy

from activities.enums import Status
from tarepo.asked import Asked
from tarepo.asked_records import Records, named, records_for
from tarepo.codes import BASE, Facet
from tarepo.enums import DeliveryMode, Kind, Precision
from tarepo.fields import split_codes
from tarepo.indexing.hits import by_index
from tarepo.languages import OFFICIAL
from tarepo.models import SearchIndex
from tarepo.reading.names import Names, load_names
from tarepo.reading.rows import SHOWN, persons_of
from tarepo.search.query import Matches, Query, parse
from tarepo.search.synonyms import widen
from webinars.access import published_webinars
from webinars.facts import is_open, is_over

FILTERS = ("year", "subject", "language", "country", "mode")
LABELS = {
    "year": gettext_lazy("Year"),
    "subject": gettext_lazy("Subject"),
    "language": gettext_lazy("Language"),
    "country": gettext_lazy("Country or area of speakers"),
    "mode": gettext_lazy("Format"),
}
NOTES = {
    "subject": gettext_lazy("A broader subject finds the webinars of its narrower ones."),
    "language": gettext_lazy("Of interpretation, or of slides, captions and other materials."),
    "country": gettext_lazy("Where speakers belong, or whose experience they tell of."),
}
SIDES = ("affiliation", "experience")  # the two countries or areas of a speaker
RECORDS = {"subject": (Kind.SUBJECT,), "country": (Kind.COUNTRY,)}  # filters whose values are records
SUBJECTS = (Facet.SUBJECT * BASE, (Facet.SUBJECT + 1) * BASE)


@dataclass
class Entry:
    """One webinar: its search row, and by what it is found (record ids for subjects and countries)."""

    row: dict[str, Any]
    codes: list[int]

    def __post_init__(self) -> None:
        self.card: dict[str, Any] = self.row["card"]
        self.own: dict[str, Any] = self.card["webinar"]

    @cached_property
    def values(self) -> dict[str, set]:
        """Filter → the values by which this webinar is found."""
        first, past = SUBJECTS
        speakers = self.own.get("speakers", [])
        return {
            "year": {self.year} - {""},
            "subject": {code - first for code in self.codes if first <= code < past},
            "language": set(split_codes(self.own.get("interpretation", "")))
            | {language for _kind, language in self.own.get("materials", []) if language},
            "country": {speaker[side] for speaker in speakers for side in SIDES if side in speaker},
            "mode": {self.card.get("delivery_mode", "")} - {"", DeliveryMode.NOT_STATED},
        }

    @property
    def named(self) -> set[int]:
        """The ids of the records whose names its row needs."""
        return self.values["subject"] | self.values["country"] | set(self.own.get("mandates", []))

    @cached_property
    def year(self) -> str:
        """By the clock of the place; of a webinar without a time, that of its period."""
        return self.day[:4]

    @cached_property
    def day(self) -> str:
        if "starts_at" not in self.own:
            return self.card.get("starts", "")
        moment = dt.datetime.fromisoformat(self.own["starts_at"])
        return moment.astimezone(ZoneInfo(self.own["time_zone"])).date().isoformat()

    @property
    def status(self) -> str:
        return self.card.get("status", Status.NOT_STATED)

    def is_past(self, now: dt.datetime) -> bool:
        """Over by its time, or, where that is not known, by its day or by what is said of it."""
        if "starts_at" in self.own:
            return is_over(self.own, now)
        return self.status == Status.COMPLETED or "" < (self.card.get("ends") or self.day) < now.date().isoformat()

    @property
    def has_day(self) -> bool:
        """Whether a calendar can show it."""
        return "starts_at" in self.own or ("starts" in self.card and self.card.get("precision") == Precision.DAY)

    def is_dated(self) -> bool:
        return bool(self.day)

    def can_register(self, now: dt.datetime) -> bool:
        return is_open({"status": self.status}, self.own, now)


@dataclass
class Found:
    """The webinars that an address asks for, in the three lists of the page."""

    asked: Asked
    tiers: Collection[int]
    now: dt.datetime
    every: list[Entry]
    names: Names
    chosen: dict[str, list] = field(default_factory=dict)
    words: Query | None = None
    worded: frozenset[int] = frozenset()  # the search rows in which the words stand
    upcoming: list[Entry] = field(default_factory=list)
    agreed: list[Entry] = field(default_factory=list)
    past: list[Entry] = field(default_factory=list)

    def __post_init__(self) -> None:
        hits = [entry for entry in self.every if self.fits(entry)]
        open_ended = [entry for entry in hits if not entry.is_past(self.now)]
        self.upcoming = sorted((entry for entry in open_ended if entry.is_dated()), key=_moment)
        self.agreed = [entry for entry in open_ended if not entry.is_dated()]
        past = [entry for entry in hits if entry.is_past(self.now)]
        self.past = sorted(past, key=_moment, reverse=True)

    def fits(self, entry: Entry, without: str = "") -> bool:
        """Whether it has the words and one value of each filter that is asked for; without: what is passed over."""
        if self.words and without != "q" and entry.row["id"] not in self.worded:
            return False
        return all(
            name == without or entry.values[name] & set(values) for name, values in self.chosen.items() if values
        )

    def left_without(self, name: str, value: Any) -> list[Entry]:
        """What would be found if one value of a filter, or the words (q), were not asked for."""
        others = set(self.chosen.get(name, ())) - {value}
        fitting = [entry for entry in self.every if self.fits(entry, without=name)]
        return [entry for entry in fitting if not others or entry.values[name] & others]

    @property
    def hits(self) -> list[Entry]:
        return [*self.upcoming, *self.agreed, *self.past]

    def counts(self, name: str) -> dict[Any, int]:
        """Value → how many webinars it would find, with the other filters as they are."""
        found: dict[Any, int] = {}
        for entry in self.every:
            if self.fits(entry, without=name):
                for value in entry.values[name]:
                    found[value] = found.get(value, 0) + 1
        return found


def _moment(entry: Entry) -> tuple[str, str, int]:
    return entry.day, entry.own.get("starts_at", ""), entry.row["record_id"]


def find(query: QueryDict, tiers: Collection[int], now: dt.datetime, *, more: tuple[str, ...] = ()) -> Found:
    """Two queries: the webinars, and the names of what they name; one more where subjects, countries or areas are
    asked for, and for words. more: parameters of the page's own."""
    asked = Asked(query, ("q", *FILTERS, *more), many=FILTERS)
    every = [
        Entry(dict(zip(SHOWN, values, strict=True)), codes or [])
        for *values, codes in published_webinars(tiers).values_list(*SHOWN, "index__codes")
    ]
    records = records_for((value, kinds) for name, kinds in RECORDS.items() for value in asked.kept(name))
    ids = {pk for entry in every for pk in entry.named} | set(records.values())
    names = load_names(ids, persons_of([entry.row for entry in every]))
    chosen = {name: list(_chosen(asked, name, every, names, records)) for name in FILTERS}
    words = _words(asked)
    return Found(asked, tiers, now, every, names, chosen, words, _worded(words, tiers) if words else frozenset())


def _words(asked: Asked) -> Query | None:
    query = parse(asked.text("q"))
    asked.problems.extend(map(str, query.problems))
    return None if query.is_empty else widen(query)


def _worded(words: Query, tiers: Collection[int]) -> frozenset[int]:
    """The rows of webinars in which the words stand, what was said in them included; one query."""
    with by_index():
        rows = SearchIndex.objects.for_tiers(tiers).filter(Matches("vector", words), row__label__has_key="slug")
        return frozenset(rows.values_list("row_id", flat=True))


def _chosen(asked: Asked, name: str, every: list[Entry], names: Names, records: Records) -> Iterator[Any]:
    """The values that some webinar has, and those that one could have; any other is said and left out."""
    texts = asked.texts(name)
    if not texts:
        return
    known: set[Any] = set().union(*(entry.values[name] for entry in every))
    written = {written_as(name, value, names).casefold(): value for value in known}
    for value in texts:
        if value.casefold() in written:
            yield written[value.casefold()]
        elif (without := _without_any(name, value, records)) is not None:
            yield without
        else:
            asked.misread(name, value)


def _without_any(name: str, value: str, records: Records) -> Any:
    """The value where it means something and no webinar has it; None for nonsense."""
    if name in RECORDS:
        found = named(value, RECORDS[name], records)
        return found[2] if found else None
    known = {
        "year": value.isascii() and value.isdigit() and len(value) == 4,
        "language": value in OFFICIAL,
        "mode": value in set(DeliveryMode) - {DeliveryMode.NOT_STATED},
    }
    return value if known[name] else None


def written_as(name: str, value: Any, names: Names) -> str:
    """A value as addresses have it: a reference for a record."""
    if name in RECORDS:
        record = names.get(value)
        return record["reference"] if record else ""
    return str(value)
