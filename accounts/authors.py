"""How whoever wrote something for a party is named among members: by what they are for it, or were.

What was written for a delegation stays the delegation's: it names the party, and by id the user, who may have left.
"""

from collections.abc import Collection, Iterable

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.enums import SPEAKING, Category, RoleName
from accounts.models import Role
from reference.enums import PartyForm
from tarepo.reading.names import load_names

Author = tuple[int | None, int | None]  # the ids of the user and of the party
COUNTRY_OFFICE = "country_office"  # of an office that is not named, of a country
FOCAL_POINT, REPRESENTATIVE, PARTICIPANT = "focal_point", "representative", "participant"

# What somebody is for a party, and was.
PARTS = {
    FOCAL_POINT: (gettext_lazy("focal point of %(party)s"), gettext_lazy("former focal point of %(party)s")),
    Category.DELEGATION: (
        gettext_lazy("member of the delegation of %(party)s"),
        gettext_lazy("former member of the delegation of %(party)s"),
    ),
    Category.OFFICE: (gettext_lazy("staff of %(party)s"), gettext_lazy("former staff of %(party)s")),
    COUNTRY_OFFICE: (
        gettext_lazy("staff of an office of %(party)s"),
        gettext_lazy("former staff of an office of %(party)s"),
    ),
    REPRESENTATIVE: (gettext_lazy("representative of %(party)s"), gettext_lazy("former representative of %(party)s")),
    Category.ACADEMIC: (gettext_lazy("academic participant"), gettext_lazy("former academic participant")),
    Category.PRIVATE: (gettext_lazy("private sector participant"), gettext_lazy("former private sector participant")),
    Category.CIVIL: (gettext_lazy("civil society participant"), gettext_lazy("former civil society participant")),
    PARTICIPANT: (gettext_lazy("participant"), gettext_lazy("former participant")),
}


def part_line(part: str, party: str, *, former: bool = False) -> str:
    return str(PARTS[part][former]) % {"party": party}


def part_of(category: str, form: str | None) -> str:
    """The part of a member: by what they were confirmed as, else by what the party is."""
    if category in (Category.ACADEMIC, Category.PRIVATE, Category.CIVIL):
        return category
    if form == PartyForm.COUNTRY:
        return COUNTRY_OFFICE if category == Category.OFFICE else Category.DELEGATION
    if form == PartyForm.OFFICE:
        return Category.OFFICE
    return REPRESENTATIVE if form else PARTICIPANT


def author_lines(authors: Iterable[Author]) -> dict[Author, str]:
    """For members: what each author is for the party that they wrote for. Two queries at most, however many."""
    authors = set(authors)
    parties = {party for _user, party in authors if party}
    names = load_names(parties)
    roles = _roles({user for user, _party in authors if user})
    return {
        (user, party): _line(roles.get((user, party)), user, (names.get(party) or {}).get("name", ""))
        for user, party in authors
    }


def _line(role: Role | None, user: int | None, party: str) -> str:
    if role is None:
        # Never of the party, as far as the portal knows, or an account that is gone.
        if not party:
            return part_line(PARTICIPANT, "", former=user is None)
        return _("on behalf of %(party)s") % {"party": party}
    membership = getattr(role, "membership", None)
    category = membership.category if membership else ""
    is_focal = role.name == RoleName.FOCAL_POINT
    part = FOCAL_POINT if is_focal else part_of(category, role.party_form)
    return part_line(part, party, former=not is_current(role) or not role.user.is_active)


def is_current(role: Role) -> bool:
    today = timezone.localdate()
    return (role.starts or today) <= today <= (role.ends or today)


def _roles(users: Collection[int]) -> dict[Author, Role]:
    """Of each user and party the role that says most: one that holds before one that ended, a focal point's first."""
    if not users:
        return {}
    rows = Role.objects.filter(user__in=users, name__in=SPEAKING).with_party().select_related("user", "membership")
    ranked = sorted(rows, key=lambda role: (not is_current(role), SPEAKING.index(RoleName(role.name)), -role.pk))
    found: dict[Author, Role] = {}
    for role in ranked:
        found.setdefault((role.user_id, role.party_id), role)
    return found
