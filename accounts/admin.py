"""Accounts, their roles, and consents as rows; the flow of asking and answering comes with its own issue."""

from typing import Any

from allauth.account.models import EmailAddress
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.core.exceptions import ValidationError
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.addresses import vouch_for
from accounts.enums import RoleName
from accounts.models import Consent, Role, User
from accounts.records import records_of_consent
from tarepo.admin import LookUpAdmin, PortalAdmin
from tarepo.admin.base import Fields
from tarepo.admin.forms import SentForm
from tarepo.admin.parts import RowForm
from tarepo.changes import change
from tarepo.labels import title_of
from tarepo.models import Detail
from tarepo.publish import refresh_forms


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
        if cleaned.get("name") == RoleName.FOCAL_POINT and not cleaned.get("party"):
            raise ValidationError({"party": _("A focal point needs a country or organisation.")})
        starts, ends = cleaned.get("starts"), cleaned.get("ends")
        if starts and ends and ends < starts:
            raise ValidationError({"ends": _("The role ends before it begins.")})
        return cleaned


class RoleInline(Fields, admin.StackedInline):
    model = Role
    form = RoleForm
    template = "admin/rows.html"
    extra = 0
    fields = ("name", ("party", "unit", "language"), ("starts", "ends"), "letter")


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


class ConsentForm(SentForm):
    def clean(self) -> dict | None:
        cleaned = super().clean() or self.cleaned_data
        if bool(cleaned.get("detail")) == bool(cleaned.get("nature")):
            sentence = _("A consent is about one detail, or about a kind of detail: give one of the two.")
            raise ValidationError({"nature": sentence})
        return cleaned


@admin.register(Detail)
class DetailAdmin(LookUpAdmin):
    """Found by its record's reference or by a beneficiary's; entered in the record's own form."""

    search_fields = ("record__reference", "party__reference")
    ordering = ("record__reference", "pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return admin.ModelAdmin.get_queryset(self, request).select_related("record", "party")

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple[QuerySet, bool]:
        return admin.ModelAdmin.get_search_results(self, request, queryset, search_term)


@admin.register(Consent)
class ConsentAdmin(PortalAdmin):
    form = ConsentForm
    list_display = ("party_column", "about_column", "state", "at", "starts", "ends")
    list_filter = ("state", "nature")
    ordering = ("-at",)
    fields = ("party", ("detail", "nature"), "state", ("starts", "ends"))

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = super().get_queryset(request).select_related("detail__record", "detail__party")
        return rows.annotate(party_title=title_of("party_id"))

    @admin.display(description=Consent._meta.get_field("party").verbose_name)
    def party_column(self, consent: Consent) -> str:
        return consent.party_title or "–"

    @admin.display(description=gettext_lazy("about"))
    def about_column(self, consent: Consent) -> str:
        if consent.detail:
            return str(consent.detail)
        return _("every detail of the kind “%(kind)s”") % {"kind": consent.get_nature_display()}

    def save_model(self, request: HttpRequest, obj: Consent, form: Any, change: bool) -> None:
        obj.by = request.user
        super().save_model(request, obj, form, change)
        refresh_forms(records_of_consent(obj))
