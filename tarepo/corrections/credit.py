"""Who is credited with a correction in a record's public history: by party, function or name, or not at all.

A snapshot names the proposals by number; what is said of their makers is filled in when somebody reads, so that a name
that is taken back, or erased, is gone from every version.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.enums import MembershipState, RoleName
from accounts.models import Membership, Role
from tarepo.content import Content
from tarepo.models import Credit, Origin, Patch, PatchState, Snapshot
from tarepo.reading.names import Names
from tarepo.tiers import PUBLIC

KEY = "corrections"  # of a snapshot's body
BEHIND = (MembershipState.CONFIRMED, MembershipState.ENDED)


@dataclass(frozen=True)
class Credited:
    """What may be said of one correction. who: a name or function; empty where the party alone is credited."""

    party: int | None
    who: str = ""

    def sentence(self, names: Names) -> str:
        party = (names.get(self.party) or {}).get("name", "")
        told = ", ".join(filter(None, (self.who, party)))
        return _("Corrected on a proposal of %(whom)s.") % {"whom": told} if told else ""


def note_corrections(added: Iterable[Snapshot], before: dict[int, Snapshot]) -> None:
    """Write into new public snapshots which accepted corrections they make public; two queries.

    before: the public snapshot that each record had. A correction that an editor took over, and took back before
    anything was published, is in none.
    """
    new = {row.record_id: row for row in added if row.tier == PUBLIC and row.record_id in before}
    if not new:
        return
    rows = Patch.objects.filter(record_id__in=new, origin=Origin.CORRECTION, state=PatchState.APPLIED).order_by("pk")
    shown = [patch for patch in rows if _is_shown(patch, before[patch.record_id or 0], new[patch.record_id or 0])]
    if not shown:
        return
    earlier = Snapshot.objects.filter(record_id__in=new, tier=PUBLIC, body__has_key=KEY)
    credited_before = {pk for numbers in earlier.values_list(f"body__{KEY}", flat=True) for pk in numbers}
    for patch in shown:
        if patch.pk not in credited_before:
            new[patch.record_id or 0].body.setdefault(KEY, []).append(patch.pk)


def _is_shown(patch: Patch, earlier: Snapshot, this: Snapshot) -> bool:
    """Whether the new version is the first to have it.

    A version in between, such as that of a confirmation, may have left it to the working form: what came of it since,
    by other hands, is not known, so it has to read as it was proposed.
    """
    old, new = earlier.body["content"], this.body["content"]
    if patch.settled_at is None or not shows(patch, old, new):
        return False
    if patch.settled_at > earlier.made_at:
        return True
    return any(_at(new, path) == value != _at(old, path) for path, value in patch.values.items())


def shows(patch: Patch, old: Content, new: Content) -> bool:
    """Whether anything that the correction is about changed."""
    return any(_at(old, path) != _at(new, path) for path in patch.values)


def _at(content: Content, path: str) -> object:
    value: object = content
    for step in path.split("."):
        value = value.get(step) if isinstance(value, dict) else None
    return value


def credits_of(snapshots: Iterable[Snapshot]) -> dict[int, list[Credited]]:
    """By version's snapshot; no query where no version has a correction, three at most where some have."""
    named = {row.pk: row.body[KEY] for row in snapshots if KEY in row.body}
    if not named:
        return {}
    ids = {pk for numbers in named.values() for pk in numbers}
    patches = {patch.pk: patch for patch in Patch.objects.filter(pk__in=ids).select_related("by")}
    functions = functions_of([patch for patch in patches.values() if patch.credit == Credit.FUNCTION])
    told = {pk: credited(patch, functions.get(pk, "")) for pk, patch in patches.items()}
    return {key: [one for pk in numbers if (one := told.get(pk))] for key, numbers in named.items()}


def credited(patch: Patch, function: str) -> Credited | None:
    if patch.credit == Credit.NOBODY:
        return None
    who = {Credit.FUNCTION.value: function, Credit.NAME.value: name_of(patch)}.get(patch.credit, "")
    return Credited(patch.party_id, who)


def name_of(patch: Patch) -> str:
    """Their name today; none for an account that was erased."""
    return patch.by.name if patch.by and not patch.by.is_erased else ""


def functions_of(patches: list[Patch]) -> dict[int, str]:
    """In which function somebody spoke for the party, by patch: focal point on that day, else as a member wrote it."""
    if not patches:
        return {}
    users = {patch.by_id for patch in patches}
    appointed = list(Role.objects.filter(user__in=users, name=RoleName.FOCAL_POINT))
    members = Membership.objects.filter(~Q(function=""), user__in=users, state__in=BEHIND).order_by("pk")
    written = {(row.user_id, row.party_id): row.function for row in members}
    return {patch.pk: _function(patch, appointed, written) for patch in patches if patch.by and not patch.by.is_erased}


def _function(patch: Patch, appointed: list[Role], written: dict[tuple[int, int | None], str]) -> str:
    day = patch.made_at.date()
    for role in appointed:
        on_that_day = (role.starts is None or role.starts <= day) and (role.ends is None or day <= role.ends)
        if (role.user_id, role.party_id) == (patch.by_id, patch.party_id) and on_that_day:
            return _("a focal point")
    return written.get((patch.by_id or 0, patch.party_id)) or _("a member")
