"""How people register for a webinar, as its public version says; what editors have not published yet counts nothing."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from activities.enums import Status
from tarepo.cards import lead_language
from tarepo.models import SearchRow
from tarepo.reading.words import content_language
from tarepo.tiers import PUBLIC
from webinars.access import published_webinars
from webinars.enums import RegisterBy
from webinars.facts import CALLED_OFF, is_open, is_over


@dataclass(frozen=True)
class Terms:
    """content: the public version's; row: its row of webinars."""

    record_id: int
    content: dict
    row: dict

    @property
    def by(self) -> str:
        return self.row.get("register_by", RegisterBy.NOWHERE)

    @property
    def is_here(self) -> bool:
        return self.by in (RegisterBy.HERE, RegisterBy.APPROVED)

    @property
    def seats(self) -> int | None:
        return self.row.get("seats")

    @property
    def starts_at(self) -> dt.datetime | None:
        return dt.datetime.fromisoformat(self.row["starts_at"]) if "starts_at" in self.row else None

    @property
    def ends_at(self) -> dt.datetime | None:
        last = self.row.get("ends_at") or self.row.get("starts_at")
        return dt.datetime.fromisoformat(last) if last else None

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.row["time_zone"])

    @property
    def is_cancelled(self) -> bool:
        return self.content.get("status") == Status.CANCELLED

    @property
    def is_called_off(self) -> bool:
        return self.content.get("status") in CALLED_OFF

    @property
    def standing(self) -> str:
        """What registrants are told anew when it changes: the time, and whether it takes place."""
        called_off = self.content["status"] if self.is_called_off else ""
        return f"{self.row.get('starts_at', '')} {called_off}".strip()

    def is_open(self, now: dt.datetime) -> bool:
        return self.is_here and is_open(self.content, self.row, now)

    def is_over(self, now: dt.datetime) -> bool:
        return is_over(self.row, now)

    def title(self) -> str:
        """In the active language, else in the original's."""
        texts = self.content.get("texts", {})
        language = content_language()
        return texts.get(language if language in texts else lead_language(texts), {}).get("title", "")


def terms_of(row: SearchRow) -> Terms:
    content = row.snapshot.body["content"]
    return Terms(row.record_id, content, content["webinars"][0])


def terms_by_record(ids: Collection[int]) -> dict[int, Terms]:
    """Of those of the records that are public; one query."""
    rows = published_webinars({PUBLIC}).filter(record_id__in=ids).select_related("snapshot")
    return {row.record_id: terms_of(row) for row in rows}
