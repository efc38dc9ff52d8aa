"""Who may do what, by the roles that hold today. The tables here are the portal's rights (design: People)."""

from django.contrib.auth.models import AnonymousUser
from django.db import models

from accounts.consent import is_state
from accounts.enums import SECRETARIAT_ROLES, SPEAKING, STAFF_ROLES, RoleName
from accounts.models import User
from tarepo.models import Record
from tarepo.tiers import PUBLIC, tiers_of_reader

VISITOR = frozenset({PUBLIC})

# Models of records as the admin site names them; Party, Term and Record are only looked up in.
TERMS = {"reference.subject", "reference.activitytype", "reference.targetgroup", "reference.goal"}
NAMES = {"reference.country"}
ENTERED = {
    *("activities.activity", "activities.project", "activities.series", "activities.agreement"),
    *("reference.organisation", "reference.session", "reference.document", "reference.recommendation"),
}
UNITS = {"reference.unit"}
LOOKED_UP = {"tarepo.record", "reference.party", "reference.term", "tarepo.file"}
RECORDS = TERMS | NAMES | ENTERED | UNITS
PERSONS = {"experts.person"}
ACCOUNTS = {"accounts.user", "accounts.role"}

WRITING = {"add", "change", "delete", "publish"}


def has_permission(user: User | AnonymousUser, permission: str, obj: models.Model | None = None) -> bool:
    """Whether the user may do "activities.change_activity", to this very object where one is given."""
    app, _, rest = permission.partition(".")
    action, _, model = rest.partition("_")
    if not isinstance(user, User) or not user.has_role(*STAFF_ROLES):
        return False
    name = f"{app}.{model}"
    if action == "view":
        return _may_view(user, name)
    return action in WRITING and _may_write(user, action, name, obj)


def _may_view(user: User, name: str) -> bool:
    if name in ACCOUNTS:
        return user.has_role(RoleName.ADMINISTRATOR)
    return name in RECORDS | PERSONS | LOOKED_UP


def _may_write(user: User, action: str, name: str, obj: models.Model | None) -> bool:
    if name in ACCOUNTS:
        # An account is made inactive, never deleted here: erasing has rules of its own.
        return user.has_role(RoleName.ADMINISTRATOR) and (action != "delete" or name == "accounts.role")
    if name in PERSONS:
        return user.has_role(RoleName.CHIEF_EDITOR, RoleName.UNIT_EDITOR) and action != "delete"
    if name not in RECORDS:
        return False
    if user.has_role(RoleName.CHIEF_EDITOR):
        return True
    if name in TERMS | NAMES and user.has_role(RoleName.ADMINISTRATOR):
        return True
    return _may_write_of_unit(user, action, name, obj)


def _may_write_of_unit(user: User, action: str, name: str, obj: models.Model | None) -> bool:
    """A unit editor writes the records of the unit, and the unit's own record."""
    units = units_of(user)
    if not units or name in NAMES or (name in UNITS and action in ("add", "delete")):
        return False
    if obj is None or action == "add":
        return True
    return isinstance(obj, Record) and bool({obj.unit_id, obj.pk} & units)


def units_of(user: User) -> set[int]:
    """The units whose records the user edits."""
    if not user.has_role(RoleName.UNIT_EDITOR):
        return set()
    return {role.unit_id for role in user.current_roles if role.name == RoleName.UNIT_EDITOR and role.unit_id}


def has_module_permission(user: User | AnonymousUser, app_label: str) -> bool:
    return any(
        has_permission(user, f"{app_label}.view_{name.partition('.')[2]}")
        for name in RECORDS | PERSONS | ACCOUNTS | {"tarepo.file"}
        if name.startswith(f"{app_label}.")
    )


def tiers_of(user: User | AnonymousUser) -> frozenset[int]:
    """The tiers whose forms of records the user may be shown; a visitor's are known without asking."""
    if not isinstance(user, User) or not user.is_active:
        return VISITOR
    speaking = [role for role in user.current_roles if role.name in SPEAKING]
    return tiers_of_reader(
        member_state=any(is_state(role.party_form, role.party_country) for role in speaking),
        parties={role.party_id for role in speaking if role.party_id},
        secretariat=user.has_role(*SECRETARIAT_ROLES),
    )
