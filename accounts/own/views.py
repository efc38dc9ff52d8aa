"""/accounts/data/ and /accounts/erase/: a person's own copy, and the end of an account."""

from typing import cast

from allauth.account.decorators import reauthentication_required
from django import forms
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.enums import STAFF_ROLES, RoleName
from accounts.erase import LastAdministrator, erase
from accounts.guard import own_page
from accounts.limits import is_within, limited, too_often
from accounts.models import User
from accounts.own.copy import counts_of, zipped
from accounts.own.held import PURPOSES
from tarepo.access import is_signed_in
from tarepo.changes import change


@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def own_data(request: HttpRequest) -> HttpResponse:
    """What is held, in numbers; by POST the whole of it, as a file."""
    return _copy(request) if request.method == "POST" else _counts(request)


def _counts(request: HttpRequest) -> HttpResponse:
    parts = [
        {"title": part, "purpose": PURPOSES[part], "facts": [{"label": title, "text": str(n)} for title, n in counts]}
        for part, counts in counts_of(cast(User, request.user)).items()
    ]
    return render(request, "accounts/data.html", {"page_title": _("Your data"), "parts": parts})


@reauthentication_required
def _copy(request: HttpRequest) -> HttpResponse:
    if not is_within(request, "copy"):
        return too_often(request)
    response = HttpResponse(zipped(cast(User, request.user)), content_type="application/zip")
    day = timezone.localdate().isoformat()
    response.headers["Content-Disposition"] = f'attachment; filename="tarepo-your-data-{day}.zip"'
    return response


class EraseForm(forms.Form):
    """The address typed once more: nobody erases themselves by a slip."""

    email = forms.CharField(
        label=gettext_lazy("Your e-mail address, once more"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: object, user: User, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.user = user

    def clean_email(self) -> str:
        typed = self.cleaned_data["email"].strip().lower()
        if typed != self.user.email:
            raise forms.ValidationError(_("This is not the address of your account. Nothing was erased."))
        return typed


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def erase_account(request: HttpRequest) -> HttpResponse:
    """Says what goes and what stays; by POST it is done, and whoever was signed in is a visitor."""
    if not is_signed_in(request) and request.method == "POST":
        # A second click, or a window that stayed open: nobody can tell any more who sent it.
        return render(request, "accounts/erased.html", {"page_title": _("You are not signed in")}, status=403)
    return _erase_account(request)


@own_page
@limited("write")
@reauthentication_required(allow_get=True)
def _erase_account(request: HttpRequest) -> HttpResponse:
    user = cast(User, request.user)
    form = EraseForm(request.POST if request.method == "POST" else None, user=user)
    if request.method == "POST" and form.is_valid():
        try:
            with change(by=user, why=_("erased their own account")):
                erase(user=user)
        except LastAdministrator:
            form.add_error(None, last_administrator())
        else:
            logout(request)
            return render(request, "accounts/erased.html", {"page_title": _("Your account is erased"), "done": True})
    context = {
        "page_title": _("Erase your account"),
        "form": form,
        "is_focal_point": user.has_role(RoleName.FOCAL_POINT),
        "is_staff": user.has_role(*STAFF_ROLES),
    }
    return render(request, "accounts/erase.html", context)


def last_administrator() -> str:
    return _("Nobody else is an administrator. Make somebody else one first: else nobody could give anybody a role.")
