"""What an address of /changes/ asks for: the one value that page, feed, file and mail are made from."""

import calendar
import datetime as dt
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.utils import timezone
from django.utils.translation import gettext as _

from tarepo.addresses import language_root
from tarepo.asked import Asked
from tarepo.asked_records import named, records_for
from tarepo.codes import Facet, code
from tarepo.enums import Kind, Precision
from tarepo.models import PublicAct, SearchRow
from tarepo.tiers import PUBLIC

LATELY = dt.timedelta(days=30)  # where no day is given
# Parameter → the kind of record that its values name.
NAMING = {"country": Kind.COUNTRY, "subject": Kind.SUBJECT, "organisation": Kind.ORGANISATION}
CLOSED = {"kind": tuple(Kind.values), "act": tuple(PublicAct.values)}
SEVERAL = (*NAMING, *CLOSED)
SPAN = ("since", "until", "session")
BY = ("day", "country", "subject")
PARAMETERS = (*SPAN, *SEVERAL, "by")
PLACES = ("before", "after")  # which step lies beside the page
Chosen = dict[str, dict[str, int]]  # parameter → value as our addresses write it → record id


@dataclass(frozen=True)
class Wanted:
    """Steps from since on, until before until, of the records chosen: any value of a parameter, all parameters."""

    since: dt.datetime
    until: dt.datetime | None = None
    chosen: Chosen = field(default_factory=dict)
    closed: dict[str, tuple[str, ...]] = field(default_factory=dict)
    by: str = BY[0]
    span: dict[str, str] = field(default_factory=dict)  # as the address says it; empty for the last thirty days
    session: tuple[int, str] | None = None  # its id, and its last day

    @property
    def codes(self) -> list[list[int]]:
        """A step has one of each list."""
        return [[code(Facet.REFERS, pk) for pk in values.values()] for values in self.chosen.values()]

    @property
    def kinds(self) -> tuple[str, ...]:
        return self.closed.get("kind", ())

    @property
    def acts(self) -> tuple[str, ...]:
        return self.closed.get("act", ())

    @property
    def filters(self) -> dict[str, list[str]]:
        """Of which records, as an address says it: always in the same order, so that the same is told as the same."""
        found = {name: sorted(values) for name, values in (self.chosen | self.closed).items()}
        return {name: found[name] for name in SEVERAL if name in found}

    @property
    def understood(self) -> dict[str, list[str]]:
        """All that was understood, as an address says it."""
        own = {} if self.by == BY[0] else {"by": [self.by]}
        return {**{name: [value] for name, value in self.span.items()}, **self.filters, **own}

    def query(self, **changed: str | list[str] | None) -> str:
        """The state of the page with parameters changed: empty or ?country=PE."""
        left = {name: value for name, value in (self.understood | changed).items() if value}
        return f"?{urlencode(left, doseq=True)}" if left else ""

    def url(self, file: str = "", **changed: str | list[str] | None) -> str:
        return changes_path(file) + self.query(**changed)


def changes_path(file: str = "", **asked: str) -> str:
    """The address of the page, or of a file beside it, in the active language."""
    return f"{language_root()}changes/{file}" + (f"?{urlencode(asked)}" if asked else "")


def read(asked: Asked, *, now: dt.datetime | None = None) -> Wanted:
    """A value that is not understood is named in asked.problems and left out. Two queries at most."""
    given = {name: asked.texts(name) for name in SEVERAL if name in asked.query}
    since, until = _day(asked, "since"), _day(asked, "until")
    session = _session(asked)
    if session and since:
        asked.problems.append(_("“since” names a day, so “session” is left out."))
        session = None
    if session:
        since = session[1] + dt.timedelta(days=1)
    if since and until and until < since:
        asked.problems.append(_("“until” is before “since” and is left out."))
        until = None
    span = {"session": asked.text("session")} if session else {"since": since.isoformat()} if since else {}
    span |= {"until": until.isoformat()} if until else {}
    first = since or timezone.localdate(now) - LATELY
    if until and until < first:  # no day was given to begin with
        first = until - LATELY
    return Wanted(
        since=_midnight(first),
        until=_midnight(until + dt.timedelta(days=1)) if until and until < dt.date.max else None,
        chosen=_chosen(asked, given),
        closed=_closed(asked, given),
        by=_by(asked),
        span=span,
        session=(session[0], session[1].isoformat()) if session else None,
    )


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), tzinfo=timezone.get_current_timezone())


def _day(asked: Asked, name: str) -> dt.date | None:
    value = asked.text(name)
    if not value:
        return None
    try:
        if len(value) == 10 and value.isascii():
            return max(dt.date.fromisoformat(value), dt.date(1900, 1, 1))
    except ValueError:
        pass
    asked.misread(name, value)
    return None


def _session(asked: Asked) -> tuple[int, dt.date] | None:
    """The session's id and last day."""
    value = asked.text("session")
    if not value:
        return None
    rows = SearchRow.objects.filter(tier=PUBLIC, kind=Kind.SESSION, reference__in=[value, value.upper()])
    found = rows.values_list("record_id", "card").first()
    if found is None:
        asked.misread("session", value)
        return None
    last = last_day(found[1])
    if last is None:
        told = _("It is not stated when the session “%(session)s” was held: give a day instead.")
        asked.problems.append(told % {"session": value})
        return None
    return found[0], last


def last_day(card: dict) -> dt.date | None:
    """The last day of a period as exactly as it is known; None where none is stated."""
    stated = card.get("ends") or card.get("starts")
    if not stated or card.get("precision") in (Precision.NOT_STATED, Precision.SINCE, Precision.CONTINUING):
        return None
    day = dt.date.fromisoformat(stated)
    if card["precision"] == Precision.YEAR:
        return day.replace(month=12, day=31)
    if card["precision"] == Precision.MONTH:
        return day.replace(day=calendar.monthrange(day.year, day.month)[1])
    return day


def _chosen(asked: Asked, given: dict[str, list[str]]) -> Chosen:
    records = records_for((value, (kind,)) for name, kind in NAMING.items() for value in given.get(name, ()))
    made: Chosen = {}
    for name, kind in NAMING.items():
        for value in given.get(name, ()):
            found = named(value, (kind,), records)
            if found is None:
                asked.misread(name, value)
            else:
                made.setdefault(name, {})[found[1]] = found[2]
    return made


def _closed(asked: Asked, given: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    made: dict[str, tuple[str, ...]] = {}
    for name, values in CLOSED.items():
        for value in given.get(name, ()):
            if value in values:
                made[name] = (*made.get(name, ()), value)
            else:
                asked.misread(name, value)
    return made


def _by(asked: Asked) -> str:
    value = asked.text("by")
    if value and value not in BY:
        asked.misread("by", value)
        return BY[0]
    return value or BY[0]
