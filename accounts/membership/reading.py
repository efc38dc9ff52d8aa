"""What is told of a membership: where it stands, who answered in what capacity, the rows of lists."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.authors import part_line, part_of
from accounts.enums import Category, MembershipState, RoleName
from accounts.models import Membership, User
from tarepo.reading.names import Names, load_names
from tarepo.reading.words import date

ENDED = MembershipState.ENDED
STATES = {
    MembershipState.ASKED: gettext_lazy("waiting for an answer"),
    MembershipState.CONFIRMED: gettext_lazy("confirmed"),
    MembershipState.DECLINED: gettext_lazy("declined"),
    MembershipState.WITHDRAWN: gettext_lazy("withdrawn"),
    MembershipState.ENDED: gettext_lazy("ended"),
}
BADGES = {
    MembershipState.ASKED: "planned",
    MembershipState.CONFIRMED: "completed",
    MembershipState.DECLINED: "cancelled",
}


def what_of(membership: Membership, party: str = "") -> str:
    """ "member of the delegation of Peru", in the active language; party: its name, where that is known already."""
    if membership.party_id and not party:
        party = getattr(membership, "party_title", "") or _name(load_names([membership.party_id]), membership.party_id)
    form = getattr(membership, "party_form", None) or (membership.party.form if membership.party else None)
    part = part_of(membership.category, form)
    if membership.category in (Category.ACADEMIC, Category.PRIVATE, Category.CIVIL) and membership.institution:
        return _("%(part)s, %(institution)s") % {
            "part": part_line(part, party),
            "institution": membership.institution,
        }
    return part_line(part, party)


def named(memberships: Iterable[Membership]) -> list[Membership]:
    """They know their parties' names as readers do, never a title that an editor is at work on. One query."""
    found = list(memberships)
    names = load_names({row.party_id for row in found if row.party_id})
    for row in found:
        if row.party_id:
            row.party_title = _name(names, row.party_id)  # type: ignore[attr-defined]
    return found


def _name(names: Names, party: int) -> str:
    known = names.get(party)
    return known["name"] if known else _("a country or organisation that is not public")


def state_of(membership: Membership) -> MembershipState:
    """As it stands today: a period ends by itself, and with a role that an administrator ended."""
    state = MembershipState(membership.state)
    if state != MembershipState.CONFIRMED:
        return state
    role = membership.role
    is_over = role is None or (role.ends is not None and role.ends < timezone.localdate())
    return ENDED if is_over else state


def last_day(membership: Membership) -> dt.date | None:
    """Never before the first: who leaves on the day of the confirmation was a member on that day."""
    ends = membership.role.ends if membership.role else membership.ends
    return max(ends, membership.starts) if ends and membership.starts else ends


def written(day: dt.date | dt.datetime | None) -> str:
    """The day in words, in the portal's zone."""
    if isinstance(day, dt.datetime):
        day = timezone.localdate(day)
    return date(day.isoformat()) if day else ""


def answered_line(membership: Membership, reader: User) -> str:
    """Who answered, and when: never by name. Empty while it waits."""
    if membership.state == MembershipState.ASKED or not membership.answered_at:
        return ""
    values = {"state": STATES[MembershipState(_answer_state(membership))], "day": written(membership.answered_at)}
    if membership.state == MembershipState.WITHDRAWN:
        return _("%(state)s on %(day)s by who asked") % values
    if membership.answered_by_id == reader.pk:
        return _("%(state)s by you on %(day)s") % values
    if membership.answered_by_id is None:
        return _("%(state)s on %(day)s") % values
    if membership.party_id and _by_focal_point(membership):
        other = reader.has_role(RoleName.FOCAL_POINT) and membership.user_id != reader.pk
        told = _("%(state)s by another focal point on %(day)s")
        return (told if other else _("%(state)s by a focal point on %(day)s")) % values
    return _("%(state)s by an editor on %(day)s") % values


def _answer_state(membership: Membership) -> str:
    """What was answered at first, of one that ended since, too."""
    return MembershipState.CONFIRMED if membership.state == ENDED else membership.state


def _by_focal_point(membership: Membership) -> bool:
    from accounts.membership.access import was_focal_point

    by = membership.answered_by
    return by is not None and was_focal_point(by)


def row_of(membership: Membership) -> dict[str, Any]:
    """The values of a row; the membership comes from for_list() and named(), or for_desk()."""
    state = state_of(membership)
    return {
        "pk": membership.pk,
        "what": what_of(membership),
        "state": STATES[state],
        "badge": BADGES.get(state, "plain"),
        "asked": written(membership.asked_at),
        "answer": membership.answer,
        "period": period_of(membership),
        "person": membership.user.name,
        "email": membership.user.email,
        "institution": membership.institution,
        "function": membership.function,
        "membership": membership,
    }


def period_of(membership: Membership) -> str:
    starts, ends = written(membership.starts), written(last_day(membership))
    if starts and ends:
        return _("from %(starts)s to %(ends)s") % {"starts": starts, "ends": ends}
    return _("since %(starts)s") % {"starts": starts} if starts else ""
