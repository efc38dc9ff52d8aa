"""Sample people for a portal on one's own machine: one account for each role, all with the same known password."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from accounts.addresses import vouch_for_new
from accounts.enums import STAFF_ROLES, Category, MembershipState, RoleName
from accounts.models import Membership, Role, User
from tarepo.changes import change
from tarepo.models import Record

PASSWORD = "tarepo-on-my-machine"  # noqa: S105  known to all, and never loaded in production
# The second step of those who have a staff role: an authenticator app takes it, and its page shows the code.
SECRET = "TAREPOONMYMACHINETAREPOONMYMACHI"  # noqa: S105
SEED = "tarepo-on-my-machine"  # of their recovery codes
WHY = "Sample people for a portal on one's own machine"


@dataclass(frozen=True)
class SamplePerson:
    email: str
    name: str
    role: RoleName | None
    party: str = ""  # kind/reference
    unit: str = ""
    deputy_of: str = ""  # by address; earlier in the list
    asks: str = ""  # kind/reference: for which they wait to be confirmed

    @property
    def needs(self) -> set[str]:
        return {self.party, self.unit, self.asks} - {""}


# Peru is a beneficiary in the source documents; New Zealand is not named in them.
PEOPLE = (
    SamplePerson("member@example.org", "Member from Peru", RoleName.MEMBER, party="country/PE"),
    SamplePerson("other-member@example.org", "Member from New Zealand", RoleName.MEMBER, party="country/NZ"),
    SamplePerson("focal-point@example.org", "Focal point of Peru", RoleName.FOCAL_POINT, party="country/PE"),
    SamplePerson("expert@example.org", "Expert", RoleName.EXPERT),
    SamplePerson(
        "unit-editor@example.org",
        "Editor of the South-South unit",
        RoleName.UNIT_EDITOR,
        unit="unit/south-south-cooperation-and-special-projects",
    ),
    SamplePerson("chief-editor@example.org", "Chief editor", RoleName.CHIEF_EDITOR),
    SamplePerson("coordinator@example.org", "South-South coordinator", RoleName.COORDINATOR),
    SamplePerson("moderator@example.org", "Moderator", RoleName.MODERATOR),
    SamplePerson("administrator@example.org", "Administrator", RoleName.ADMINISTRATOR),
    SamplePerson(
        "deputy@example.org",
        "Deputy focal point of Peru",
        RoleName.FOCAL_POINT,
        party="country/PE",
        deputy_of="focal-point@example.org",
    ),
    SamplePerson("asks-to-join@example.org", "Newcomer, waits to be confirmed for Peru", None, asks="country/PE"),
)
SINCE = dt.date(2026, 1, 12)  # of appointments and memberships
LETTER = "Note verbale 2026/7 (sample)"


@dataclass(frozen=True)
class Present:
    """Who is there now, and who is not because the record that their role is bound to is not loaded."""

    people: list[SamplePerson]
    left_out: list[SamplePerson]


def load_people() -> Present:
    """Add those who are not there yet; whoever is there is left as they are."""
    ids = record_ids(name for person in PEOPLE for name in person.needs)
    here = [person for person in PEOPLE if person.needs <= ids.keys()]
    known = set(User.objects.filter(email__in=[one.email for one in PEOPLE]).values_list("email", flat=True))
    new = [person for person in here if person.email not in known]
    if new:
        with change(by=None, why=WHY):
            add(new, ids)
    staff = User.objects.filter(email__in=[person.email for person in here if person.role in STAFF_ROLES])
    Authenticator.objects.filter(user__in=staff, data__seed=SEED).update(data=recovery())  # usable again
    second_step(staff.exclude(authenticator__isnull=False))
    return Present(here, [person for person in PEOPLE if person not in here])


def add(people: list[SamplePerson], ids: dict[str, int]) -> None:
    password = make_password(PASSWORD)  # once for all: it takes a good part of a second
    users = User.objects.bulk_create(User(email=one.email, name=one.name, password=password) for one in people)
    vouch_for_new(users)
    roles: dict[str, Role] = {}
    for user, one in zip(users, people, strict=True):
        if one.role:
            roles[one.email] = role_of(user, one, one.role, ids, roles)
        if one.role == RoleName.MEMBER or one.asks:
            member(user, ids[one.asks or one.party], roles.get(one.email))


def role_of(user: User, one: SamplePerson, name: RoleName, ids: dict[str, int], roles: dict[str, Role]) -> Role:
    role = Role(user=user, name=name, party_id=ids.get(one.party), unit_id=ids.get(one.unit))
    if name == RoleName.FOCAL_POINT:
        role.letter, role.starts, role.institution = LETTER, SINCE, "INDECOPI"
        role.deputy_of = roles.get(one.deputy_of)
    role.save()
    return role


def member(user: User, party: int, role: Role | None) -> None:
    """Confirmed where there is a role; else still to be answered."""
    made = Membership(user=user, party_id=party, category=Category.DELEGATION, function="Adviser", role=role)
    if role:
        made.state, made.answered_at, made.starts = MembershipState.CONFIRMED, timezone.now(), SINCE
    else:
        made.note = "We met at the regional seminar."
    made.save()


def second_step(users: Iterable[User]) -> None:
    """An app with the known secret, and known recovery codes."""
    kinds = {Authenticator.Type.TOTP: {"secret": SECRET}, Authenticator.Type.RECOVERY_CODES: recovery()}
    Authenticator.objects.bulk_create(
        Authenticator(user=user, type=kind, data=data) for user in users for kind, data in kinds.items()
    )


def recovery() -> dict[str, object]:
    return {"seed": SEED, "used_mask": 0}


def record_ids(names: Iterable[str]) -> dict[str, int]:
    """The ids of those that are loaded, by kind/reference."""
    references = {name.partition("/")[2] for name in names}
    rows = Record.objects.filter(reference__in=references).values_list("kind", "reference", "pk")
    return {f"{kind}/{reference}": pk for kind, reference, pk in rows}
