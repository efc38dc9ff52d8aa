"""What could be better in a record: told beside its form, and never in the way of publishing."""

import datetime as dt

from django.utils.translation import gettext as _

from activities.enums import Status
from tarepo.content import Content
from tarepo.enums import Kind, PartyRole, Precision

TAKES_PART = {PartyRole.BENEFICIARY, PartyRole.PROVIDER}
# A period of these ends; how much of a day as it is written is known.
OVER = {Precision.DAY: 10, Precision.MONTH: 7, Precision.YEAR: 4}


def hints(kind: str, content: Content, *, today: dt.date) -> list[str]:
    found = []
    if kind in (Kind.ACTIVITY, Kind.PROJECT, Kind.AGREEMENT):
        found += _period_hints(content)
        if not content.get("unit"):
            found.append(_("No unit is responsible for it: only chief editors can change it."))
        if not content.get("subjects"):
            found.append(_("It has no subject: nobody finds it by one."))
    if kind == Kind.ACTIVITY:
        found += _activity_hints(content)
        found += _status_hints(content, today.isoformat())
    if kind == Kind.AGREEMENT and not content.get("involvements"):
        found.append(_("Nobody is named who signed it."))
    return found + _source_hints(content)


def _period_hints(content: Content) -> list[str]:
    if content.get("precision") != Precision.NOT_STATED or content.get("period_printed"):
        return []
    return [_("Its period is given as not stated: it stands in no timeline.")]


def _activity_hints(content: Content) -> list[str]:
    found = []
    roles = {row["role"] for row in content.get("involvements", [])}
    if not content.get("open_to_all") and not roles & TAKES_PART:
        found.append(_("It names neither beneficiary nor provider, and is not open to all."))
    if not any(text.get(name) for text in content.get("texts", {}).values() for name in ("summary", "objective")):
        found.append(_("No text has a summary or an objective: lists show its title alone."))
    return found


def _status_hints(content: Content, today: str) -> list[str]:
    """Where the status does not go with the period."""
    status, starts = content.get("status"), content.get("starts", "")
    known = OVER.get(content.get("precision", ""), 0)
    ends = (content.get("ends") or starts)[:known]
    is_over = bool(ends) and ends < today[:known]
    if status == Status.NOT_STATED:
        return [_("Its status is not stated.")]
    if status == Status.COMPLETED and starts > today:
        return [_("It is completed, but its period is still to come.")]
    if status == Status.PLANNED and is_over:
        return [_("It is planned, but its period has passed.")]
    if status == Status.UNDER_WAY and is_over:
        return [_("It is under way, but its period has passed.")]
    if status == Status.UNDER_WAY and starts > today:
        return [_("It is under way, but its period is still to come.")]
    return []


def _source_hints(content: Content) -> list[str]:
    bare = [row for row in content.get("sources", []) if not row.get("link") and not row.get("document")]
    return [_("A source has neither a link nor a document: nobody can follow it.")] if bare else []
