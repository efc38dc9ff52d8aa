"""Users and their roles."""

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as told
from django.utils.translation import gettext_lazy as _

from accounts.addresses import vouch_for
from accounts.enums import STAFF_ROLES, RoleName
from tarepo.history import tracked_without

WITH_ROLES = """
    SELECT accounts_user.*, coalesce((
        SELECT json_agg(role) FROM (
            SELECT id, user_id, name, party_id, unit_id, language, letter,
                form AS party_form, country_id AS party_country
            FROM accounts_role LEFT JOIN reference_party ON reference_party.record_id = party_id
            WHERE user_id = accounts_user.id AND coalesce(accounts_role.starts, %(today)s) <= %(today)s
                AND coalesce(accounts_role.ends, %(today)s) >= %(today)s
        ) role
    ), '[]') AS held,
    EXISTS (
        SELECT 1 FROM mfa_authenticator WHERE user_id = accounts_user.id AND type IN ('totp', 'webauthn')
    ) AS has_second_factor
    FROM accounts_user WHERE id = %(pk)s AND is_active
"""


ERASED_ADDRESS = "@erased.invalid"


def role_held(row: dict) -> "Role":
    """The role of a row of WITH_ROLES: with the form of its party, and the country where an office belongs."""
    joined = {name: row.pop(name) for name in ("party_form", "party_country")}
    role = Role(**row)
    role.party_form, role.party_country = joined["party_form"], joined["party_country"]
    return role


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: object) -> "User":
        """By whoever answers for the address: it needs no code."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save()
        vouch_for(user)
        return user

    def with_roles(self, pk: int) -> "User | None":
        """The active user of that number with the roles that hold today, by one query: it comes before each page."""
        found = next(iter(self.raw(WITH_ROLES, {"pk": pk, "today": timezone.localdate()})), None)
        if found is not None:
            found.held_roles = [role_held(role) for role in found.__dict__["held"]]
        return found

    def get_by_natural_key(self, email: str | None) -> "User":
        return self.get(email__iexact=email)


class User(AbstractBaseUser):
    """Somebody with an account. Personal data: untracked; history names a user by id."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=200, blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    language = models.CharField(
        _("language of the admin site"), max_length=7, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    joined_at = models.DateTimeField(_("joined"), auto_now_add=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    objects = UserManager()

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")

    def __str__(self) -> str:
        return told("somebody who has left") if self.is_erased else self.name or self.email

    @property
    def is_erased(self) -> bool:
        """Whether the person asked to be forgotten (erase.py)."""
        return self.email.endswith(ERASED_ADDRESS)

    @cached_property
    def held_roles(self) -> "list[Role]":
        """The roles that hold today, whether they have effect or not: `with_roles` brings them along."""
        return list(self.roles.current().with_party())

    @cached_property
    def has_second_factor(self) -> bool:
        """Whether each sign-in asks for more than a password; `with_roles` brings it along."""
        from allauth.mfa.models import Authenticator

        kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
        return bool(Authenticator.objects.filter(user_id=self.pk, type__in=kinds).exists())

    @cached_property
    def current_roles(self) -> "list[Role]":
        """The roles that have effect today: those of staff rest while their holder has no second factor."""
        resting = self.resting_roles
        return [role for role in self.held_roles if role not in resting]

    @cached_property
    def resting_roles(self) -> "list[Role]":
        staff = [role for role in self.held_roles if role.name in STAFF_ROLES]
        return staff if staff and not self.has_second_factor else []

    @property
    def is_of_secretariat(self) -> bool:
        """Whether they hold a role of staff, resting or not: whoever does answers nothing by a link from a mail."""
        return any(role.name in STAFF_ROLES for role in self.held_roles)

    @property
    def lacks_second_factor(self) -> bool:
        """Whether a role of theirs rests until they set up a second step."""
        return self.is_active and bool(self.resting_roles)

    def has_role(self, *names: RoleName) -> bool:
        return self.is_active and any(role.name in names for role in self.current_roles)

    @property
    def is_staff(self) -> bool:
        return self.has_role(*STAFF_ROLES)

    def has_perm(self, permission: str, obj: models.Model | None = None) -> bool:
        from accounts.access import has_permission

        return has_permission(self, permission, obj)

    def has_module_perms(self, app_label: str) -> bool:
        from accounts.access import has_module_permission

        return has_module_permission(self, app_label)


class RoleQuerySet(models.QuerySet):
    def current(self) -> "RoleQuerySet":
        today = timezone.localdate()
        return self.filter(Q(starts__isnull=True) | Q(starts__lte=today), Q(ends__isnull=True) | Q(ends__gte=today))

    def with_party(self) -> "RoleQuerySet":
        """Each knows what its party is, as WITH_ROLES has it."""
        return self.annotate(party_form=F("party__form"), party_country=F("party__country"))


@tracked_without("institution")  # where somebody works
class Role(models.Model):
    """A user's role, perhaps bound to a party, a unit or a language, from one day to another (both included).

    A focal point is appointed by an official communication, whose reference is kept, with an institution and a scope;
    a deputy has the same rights. A member's role is made when a membership is confirmed.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="roles")
    name = models.CharField(_("role"), max_length=13, choices=RoleName.choices)
    party = models.ForeignKey(
        "reference.Party", verbose_name=_("party"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    unit = models.ForeignKey(
        "reference.Unit", verbose_name=_("unit"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    language = models.CharField(_("language"), max_length=12, blank=True)
    starts = models.DateField(_("from"), null=True, blank=True)
    ends = models.DateField(_("to"), null=True, blank=True)
    letter = models.CharField(_("reference of the appointing letter"), max_length=200, blank=True)
    institution = models.CharField(_("institution"), max_length=200, blank=True)
    scope = models.CharField(_("scope"), max_length=200, blank=True, help_text=_("What for: “patents”. Empty: all."))
    deputy_of = models.ForeignKey(
        "self", verbose_name=_("deputy of"), null=True, blank=True, on_delete=models.SET_NULL, related_name="deputies"
    )

    party_form: str | None = None  # of with_party()
    party_country: int | None = None

    objects = RoleQuerySet.as_manager()

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        constraints = [
            models.CheckConstraint(
                condition=~Q(name="unit_editor") | Q(unit__isnull=False), name="role_unit_editor_has_unit"
            ),
            models.CheckConstraint(
                condition=~Q(name="focal_point") | Q(party__isnull=False), name="role_focal_point_has_party"
            ),
        ]

    def __str__(self) -> str:
        return self.get_name_display()
