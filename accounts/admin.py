"""Accounts and their roles. Consents have pages of their own (accounts/consents)."""

from functools import partial
from typing import Any

from allauth.account.models import EmailAddress
from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.core.exceptions import ValidationError
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.addresses import vouch_for
from accounts.appointing.rules import problems
from accounts.enums import RoleName
from accounts.models import Role, User
from accounts.own.admin import erase_page
from accounts.reads import ACCOUNT, ACCOUNTS, note_read
from tarepo.admin import PortalAdmin
from tarepo.admin.base import Fields, context_of
from tarepo.admin.forms import SentForm
from tarepo.admin.parts import RowForm
from tarepo.changes import change
from tarepo.labels import title_of


class EmailForm(SentForm):
    """An address is kept in small letters: nobody remembers how they wrote it."""

    def clean_email(self) -> str:
        email = self.cleaned_data["email"].strip().lower()
        others = EmailAddress.objects.filter(email=email, verified=True).exclude(user=self.instance.pk)
        if User.objects.filter(email=email).exclude(pk=self.instance.pk).exists() or others.exists():
            raise ValidationError(_("Somebody has an account with this address already."))
        return email


class NewUserForm(EmailForm, AdminUserCreationForm):
    class Meta:
        model = User
        fields = ("email", "name", "language")


class UserForm(EmailForm):
    class Meta:
        model = User
        fields = ("email", "name", "language", "is_active")


class RoleForm(RowForm):
    def clean(self) -> dict | None:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("name") == RoleName.UNIT_EDITOR and not cleaned.get("unit"):
            raise ValidationError({"unit": _("A unit editor needs a unit.")})
        if cleaned.get("name") == RoleName.FOCAL_POINT:
            self._check_appointment(cleaned)
        elif cleaned.get("deputy_of"):
            raise ValidationError({"deputy_of": _("Only a focal point is somebody’s deputy.")})
        starts, ends = cleaned.get("starts"), cleaned.get("ends")
        if starts and ends and ends < starts:
            raise ValidationError({"ends": _("The role ends before it begins.")})
        return cleaned

    def _check_appointment(self, cleaned: dict) -> None:
        party = cleaned.get("party")
        wrong = problems(
            user=self.instance.user_id,
            party=party.pk if party else None,
            letter=cleaned.get("letter", ""),
            starts=cleaned.get("starts"),
            ends=cleaned.get("ends"),
            deputy_of=cleaned.get("deputy_of"),
        )
        wrong = {name: told for name, told in wrong.items() if name not in self.errors}
        if wrong:
            raise ValidationError(wrong)


class FocalPointField(forms.ModelChoiceField):
    """A focal point by name, with the rows' own queries brought along."""

    def label_from_instance(self, obj: Role) -> str:
        return f"{obj.user} ({obj.party_title})"


class RoleInline(Fields, admin.StackedInline):
    model = Role
    form = RoleForm
    template = "admin/rows.html"
    extra = 0
    fields = (
        *("name", ("party", "unit", "language"), ("starts", "ends"), "letter"),
        ("institution", "scope", "deputy_of"),
    )

    def get_formset(self, request: HttpRequest, obj: User | None = None, **kwargs: Any) -> Any:
        """A deputy is one of another focal point of the same parties: those of the others are not offered."""
        request.focal_points = _beside(obj)
        return super().get_formset(request, obj, **kwargs)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "deputy_of":
            label = capfirst(db_field.verbose_name)
            return FocalPointField(request.focal_points, required=False, label=label)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


def _beside(user: User | None) -> QuerySet[Role]:
    """The other focal points of the parties that the user is one of."""
    focal = Role.objects.filter(name=RoleName.FOCAL_POINT)
    own = focal.filter(user=user).values("party") if user else []
    rows = focal.filter(party__in=own).exclude(user=user).select_related("user")
    return rows.annotate(party_title=title_of("party_id")).order_by("party_title", "pk")


@admin.register(User)
class UserAdmin(PortalAdmin, DjangoUserAdmin):
    form, add_form = UserForm, NewUserForm
    inlines = (RoleInline,)
    list_display = ("email", "name", "roles_column", "is_active", "last_login", "joined_at")
    list_filter = ("is_active", "roles__name")
    search_fields = ("email", "name")
    ordering = ("email",)
    filter_horizontal = ()
    readonly_fields = ("last_login", "joined_at")
    change_form_template = "admin/user_change_form.html"
    add_form_template = "admin/portal_change_form.html"
    fieldsets = (
        (None, {"fields": ("email", "name", "language", "is_active")}),
        (gettext_lazy("Dates"), {"fields": (("joined_at", "last_login"),)}),
    )
    add_fieldsets = ((None, {"fields": ("email", "name", "language", "usable_password", "password1", "password2")}),)

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: dict | None = None) -> HttpResponse:
        """Django's opens a transaction of its own, in which no change can begin."""
        return self._add_view(request, form_url, extra_context)

    def changelist_view(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        response = super().changelist_view(request, extra_context)
        listed = context_of(response).get("cl")
        if listed:  # not rendered yet
            note_read(by=request.user, what=ACCOUNTS, ids=[user.pk for user in listed.result_list])
        return response

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: dict | None = None
    ) -> HttpResponse:
        response = super().changeform_view(request, object_id, form_url, extra_context)
        self.note(request, context_of(response).get("original"))
        return response

    def history_view(self, request: HttpRequest, object_id: str, extra_context: dict | None = None) -> HttpResponse:
        response = super().history_view(request, object_id, extra_context)
        self.note(request, context_of(response).get("object"))
        return response

    def note(self, request: HttpRequest, found: User | None) -> None:
        """That an account is shown: in a page that is not rendered yet."""
        if found and not found.is_erased:
            note_read(by=request.user, what=ACCOUNT, ids=[found.pk])

    def get_urls(self) -> list[URLPattern]:
        erase = path("<int:pk>/erase/", self.admin_site.admin_view(partial(erase_page, self)), name="erase_user")
        return [erase, *super().get_urls()]

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if not change or "email" in form.changed_data:
            vouch_for(obj)

    def get_inlines(self, request: HttpRequest, obj: User | None) -> tuple:
        return self.inlines

    def get_inline_instances(self, request: HttpRequest, obj: User | None = None) -> list:
        """Roles when the account is made, too."""
        return admin.ModelAdmin.get_inline_instances(self, request, obj)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).prefetch_related(Prefetch("roles", Role.objects.current(), "held"))

    @admin.display(description=gettext_lazy("roles"))
    def roles_column(self, user: User) -> str:
        return ", ".join(str(role) for role in user.held) or "–"

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:  # noqa: A002
        if request.method != "POST":
            return super().user_change_password(request, id, form_url)
        with change(by=request.user, why=_("set a password")):
            return super().user_change_password(request, id, form_url)
