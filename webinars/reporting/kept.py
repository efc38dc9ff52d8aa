"""The finished version of a report, as it is kept for readers: what it says, and what it was on."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from webinars.models import CommitteeReport
from webinars.reporting.blocks import Block, Composed, Footnote, Sort


@dataclass(frozen=True)
class Kept:
    """made: with tokens for persons (webinars/reporting/named.py)."""

    made: Composed
    subject: str
    starts: dt.date
    ends: dt.date
    symbol: str
    session: int | None
    dated: dt.date | None
    finished_at: dt.datetime

    @property
    def language(self) -> str:
        return self.made.language


def keep(report: CommitteeReport, made: Composed) -> dict[str, Any]:
    """The body of a report that is finished now."""
    about = {name: getattr(report, name) for name in ("subject", "starts", "ends", "symbol", "dated")}
    about |= {"session": report.session_id, "finished_at": timezone.now()}
    days = {name: value.isoformat() for name, value in about.items() if isinstance(value, dt.date)}
    return made.as_json() | about | days


def kept(report: CommitteeReport) -> Kept:
    """Of a report that has such a version."""
    body: dict[str, Any] = report.body
    return Kept(
        made=_composed(body),
        subject=body["subject"],
        starts=dt.date.fromisoformat(body["starts"]),
        ends=dt.date.fromisoformat(body["ends"]),
        symbol=body["symbol"],
        session=body["session"],
        dated=dt.date.fromisoformat(body["dated"]) if body["dated"] else None,
        finished_at=dt.datetime.fromisoformat(body["finished_at"]),
    )


def _composed(body: dict[str, Any]) -> Composed:
    return Composed(
        language=body["language"],
        title=body["title"],
        head=tuple((label, value) for label, value in body["head"]),
        blocks=tuple(_block(row) for row in body["blocks"]),
        footnotes=tuple(Footnote(**row) for row in body["footnotes"]),
    )


def _block(row: dict[str, Any]) -> Block:
    return Block(**row | {"sort": Sort(row["sort"]), "rows": tuple(tuple(cells) for cells in row["rows"])})
