"""What a report on webinars is composed from: public versions alone, in three queries however many there are."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.utils import timezone

from activities.enums import Status
from reference.models import Document, Session
from tarepo.cards import lead_language, person_token
from tarepo.content import Content
from tarepo.enums import Precision
from tarepo.models import SearchRow
from tarepo.reading.names import Names, load_names
from tarepo.tiers import PUBLIC
from webinars.access import published_webinars
from webinars.enums import SpeakerRole

NOT_HELD = (Status.CANCELLED, Status.POSTPONED)


class Told(NamedTuple):
    """A text, and its language where it is not the report's."""

    text: str
    language: str


@dataclass(frozen=True)
class Held:
    """A webinar as its public version tells of it."""

    reference: str
    content: Content
    persons: tuple[str, ...]

    @property
    def row(self) -> Content:
        return self.content["webinars"][0]

    @property
    def day(self) -> dt.date:
        return dt.date.fromisoformat(self.content["starts"])

    def at(self, name: str) -> dt.datetime | None:
        """starts_at or ends_at in the webinar's zone."""
        given = self.row.get(name)
        return dt.datetime.fromisoformat(given).astimezone(ZoneInfo(self.row["time_zone"])) if given else None

    def speakers(self, *roles: str) -> list[Content]:
        return [row for row in self.content.get("speakers", []) if row["role"] in (roles or SpeakerRole.values)]

    def has_material(self, kind: str) -> bool:
        return any(row["kind"] == kind for row in self.content.get("materials", []))

    def mandates(self) -> list[int]:
        return [row["document"] for row in self.content.get("citations", []) if row["role"] == "mandate"]


@dataclass(frozen=True)
class Gathered:
    language: str
    webinars: list[Held]
    records: dict[int, dict[str, Any]]
    names: Names

    def title(self, pk: int | None) -> str:
        """What a public record is called in the report's language, else in its own; empty where it is not public."""
        label = self.records.get(pk or 0, {}).get("label")
        if label is None:
            return ""
        return label["names"].get(self.language) or label["names"].get(label["lead"], "")

    def is_named(self, pk: int | None) -> bool:
        """Whether it is public, and has a name in the report's language."""
        return bool(self.records.get(pk or 0, {}).get("label", {}).get("names", {}).get(self.language))

    def short(self, pk: int | None) -> str:
        label = self.records.get(pk or 0, {}).get("label", {})
        shorts = label.get("short", {})
        return shorts.get(self.language) or shorts.get(label.get("lead"), "")

    def number(self, pk: int | None, name: str) -> int | None:
        """A number or id among the fields of a public record."""
        given = self.records.get(pk or 0, {}).get(name)
        return int(given) if given else None

    def text(self, webinar: Held, field: str) -> Told | None:
        """One of the texts of a webinar's record."""
        texts = {code: each[field] for code, each in webinar.content["texts"].items() if each.get(field)}
        return self.wording(webinar, texts)

    def wording(self, webinar: Held, wording: dict[str, str] | None) -> Told | None:
        """In the report's language, else in the original."""
        if not wording:
            return None
        lead = lead_language(webinar.content["texts"])
        code = self.language if self.language in wording else lead if lead in wording else next(iter(wording))
        return Told(wording[code], "" if code == self.language else code)

    def person(self, key: str) -> str:
        """A token (webinars/reporting/named.py) for the form of address, name, function and organisation as printed;
        empty for who was erased."""
        return person_token(key, "h") if self.names.person(key) else ""


def gather_session(language: str, session: Session | None) -> Gathered:
    """The names of a session and its committee alone."""
    return Gathered(language, [], _records({session.pk}) if session else {}, load_names([]))


def gather(starts: dt.date, ends: dt.date, language: str, session: Session | None) -> Gathered:
    webinars = _held(starts, ends)
    names = load_names([], {key for each in webinars for key in each.persons})
    ids = {pk for each in webinars for pk in _named(each)} | ({session.pk} if session else set())
    return Gathered(language, webinars, _records(ids), names)


def _held(starts: dt.date, ends: dt.date) -> list[Held]:
    """Those that took place from one day to the other: neither cancelled nor postponed, nor still to come."""
    ends = min(ends, timezone.localdate())
    rows = published_webinars({PUBLIC}).filter(sort_date__range=(starts, ends)).select_related("snapshot")
    found = []
    for row in rows.only("reference", "snapshot", "snapshot__body"):
        content = row.snapshot.body["content"]
        if content.get("status") not in NOT_HELD and content.get("precision") in (Precision.DAY, Precision.MONTH):
            found.append(Held(row.reference, content, tuple(row.snapshot.body.get("persons", ()))))
    return sorted(found, key=lambda held: (held.row.get("starts_at", held.content["starts"]), held.reference))


def _named(held: Held) -> Iterable[int]:
    """The records whose names the report says."""
    yield from held.mandates()
    yield from held.content.get("target_groups", [])
    yield from (row["experience_country"] for row in held.speakers() if "experience_country" in row)


def _records(ids: set[int]) -> dict[int, dict[str, Any]]:
    """These, and the sessions and committees that they belong to, as far as they are public."""
    documents = Document.objects.filter(pk__in=ids)
    sessions = Session.objects.filter(Q(pk__in=ids) | Q(pk__in=documents.values("session")))
    rows = SearchRow.objects.filter(tier=PUBLIC).filter(
        Q(record_id__in=ids) | Q(record_id__in=sessions.values("pk")) | Q(record_id__in=sessions.values("committee"))
    )
    content = KeyTransform("content", "snapshot__body")
    fields = {name: KeyTextTransform(name, content) for name in ("symbol", "session", "committee", "number")}
    found = rows.annotate(**fields).values("record_id", "reference", "label", *fields)
    return {row["record_id"]: row for row in found}
