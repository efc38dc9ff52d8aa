"""The office: Django's admin site, entered by role, speaking the editor's language."""

from collections.abc import Callable, Iterable
from functools import update_wrapper

from django.apps import apps
from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

OURS = {"tarepo", "reference", "accounts", "experts", "activities"}
# Signing out is /accounts/logout/; pages of records have addresses of their own.
WITHOUT = {"logout", "view_on_site"}


class PortalAdminSite(AdminSite):
    site_header = site_title = "tarepo"
    index_title = gettext_lazy("Editors’ desk")
    enable_nav_sidebar = False
    password_change_template = "admin/password_change.html"  # noqa: S105
    password_change_done_template = "admin/password_changed.html"  # noqa: S105

    def register(self, model_or_iterable: type | Iterable[type], *args: object, **options: object) -> None:
        """Only the portal's own models: groups and task results of others are no business of editors."""
        models = [model_or_iterable] if isinstance(model_or_iterable, type) else list(model_or_iterable)
        ours = [model for model in models if model._meta.app_label in OURS]
        if ours:
            super().register(ours, *args, **options)

    def get_urls(self) -> list[URLPattern | URLResolver]:
        from tarepo.admin.site_pages import PAGES

        ours: list[URLPattern | URLResolver] = [
            path(address, self.admin_view(view), name=name) for address, view, name in PAGES
        ]
        return ours + [entry for entry in super().get_urls() if getattr(entry, "name", None) not in WITHOUT]

    def admin_view(self, view: Callable[..., HttpResponse], cacheable: bool = False) -> Callable[..., HttpResponse]:
        inner = super().admin_view(view, cacheable)

        def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            if not request.user.is_authenticated:
                from accounts.views import ask_to_sign_in

                return ask_to_sign_in(request)
            speak(request)
            if request.user.lacks_second_factor:
                return lead_to_second_step(request)
            if not self.has_permission(request):
                raise PermissionDenied(_("This part is for editors and administrators. Ask one of them for a role."))
            try:
                response = inner(request, *args, **kwargs)
            except PermissionDenied as error:
                raise PermissionDenied(str(error) or what_to_do(request)) from error
            response.headers["Content-Language"] = translation.get_language()
            return response

        return update_wrapper(guarded if cacheable else never_cache(guarded), view)

    def login(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        target = request.GET.get("next") or reverse("admin:index", current_app=self.name)
        return redirect_to_login(target, reverse("account_login"))

    def index(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        from tarepo.admin.desk import desk_context

        return super().index(request, {**desk_context(request), **(extra_context or {})})

    def password_change(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        from tarepo.changes import change

        if request.method != "POST":
            return super().password_change(request, extra_context)
        with change(by=request.user, why=_("changed their own password")):
            return super().password_change(request, extra_context)

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[dict]:
        """Apps in the order in which they are installed: what editors enter most comes first."""
        found = super().get_app_list(request, app_label)
        order = ["activities", *[config.label for config in apps.get_app_configs()]]
        return sorted(found, key=lambda app: order.index(app["app_label"]))


def lead_to_second_step(request: HttpRequest) -> HttpResponse:
    """Whoever works here has a second step of signing in; the page where it is set up says so, and why."""
    if request.method in ("GET", "HEAD"):
        return redirect("mfa_index")
    raise PermissionDenied(
        _("Nothing was saved: your role rests until you set up a second step of signing in, under “Your account”.")
    )


def speak(request: HttpRequest) -> None:
    """The office has no language in its address: each user chooses one in their account."""
    code = request.user.language
    translation.activate(code if code in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE)
    request.LANGUAGE_CODE = translation.get_language()


def what_to_do(request: HttpRequest) -> str:
    """A sentence for a refusal that Django words with nothing."""
    roles = ", ".join(str(role) for role in request.user.current_roles)
    return _(
        "Your role (%(roles)s) does not reach this: unit editors write the records of their own unit, chief editors"
        " all records, administrators accounts and names of countries. Ask one of them to make the change."
    ) % {"roles": roles}
