"""What those concerned say of a correction, as an editor reads it; and for whom it is still to wait."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tarepo.corrections.opinions import awaited, ends_on
from tarepo.labels import title_of
from tarepo.models import Opinion, OpinionState, Origin, Patch, PatchState
from tarepo.reading.words import date


@dataclass(frozen=True)
class Waits:
    """Those who were asked and have not answered, and until when they may; and those who object."""

    parties: list[str]
    until: str
    objecting: list[str]

    @property
    def stops(self) -> bool:
        """Whether nobody but a chief editor, who says so, takes it over."""
        return bool(self.parties or self.objecting)

    @property
    def sentence(self) -> str:
        values = {"parties": "; ".join(self.parties), "day": self.until, "objecting": "; ".join(self.objecting)}
        waits = _("Not answered yet: %(parties)s. They were given until %(day)s.") if self.parties else ""
        objects = _("Object: %(objecting)s.") if self.objecting else ""
        return " ".join(filter(None, (waits, objects))) % values

    def told(self, is_chief: bool) -> str:
        """Why it cannot be taken over yet, and what can be done."""
        if is_chief:
            rest = _("Wait or decline, or tick the box to go on all the same.")
        else:
            rest = _("Wait or decline; a chief editor can go on all the same.")
        return f"{self.sentence} {rest}"


def opinions_on(patch: Patch) -> list[dict[str, Any]]:
    """One query; none for a submission."""
    if patch.origin != Origin.CORRECTION:
        return []
    rows = Opinion.objects.filter(patch=patch).select_related("by").annotate(party_title=title_of("party_id"))
    return [
        {
            "party": row.party_title or "",
            "state": OpinionState(row.state).label,
            "by": row.by,
            "at": row.at,
            "note": row.note,
        }
        for row in rows.order_by("pk")
    ]


def asked_first(patch: Patch) -> Waits:
    """Three queries at most; none for a submission. Nobody is waited for once two weeks have passed."""
    if patch.origin != Origin.CORRECTION or patch.state != PatchState.OPEN:
        return Waits([], "", [])
    parties = awaited(patch)
    rows = Opinion.objects.filter(patch=patch).annotate(party_title=title_of("party_id")).order_by("pk")
    said = list(rows.values_list("party_id", "state", "party_title"))
    waiting = [title or "" for party, _state, title in said if party in parties]
    objecting = [title or "" for _party, state, title in said if state == OpinionState.OBJECTS]
    return Waits(waiting, date(ends_on(patch).isoformat()), objecting)
