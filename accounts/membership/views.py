"""/accounts/memberships/: one's own: asked for, confirmed, ended, and asking for one."""

from typing import cast

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.enums import MembershipState, RoleName
from accounts.guard import own_page
from accounts.limits import is_within, limited, too_often
from accounts.membership.access import get_own_membership
from accounts.membership.ask import ask, leave, withdraw
from accounts.membership.forms import AskForm
from accounts.membership.querysets import for_list
from accounts.membership.reading import answered_line, named, row_of, state_of
from accounts.models import Membership, User
from tarepo.addresses import language_root
from tarepo.changes import change
from tarepo.submissions.parties import Parties

MOST = 100  # of one person are shown


def own_path(pk: int) -> str:
    return reverse("membership", args=[pk])


def crumbs(*more: tuple[str, str]) -> list[dict]:
    first = [(_("Home"), language_root()), (_("Your account"), reverse("account"))]
    return [{"name": name, "url": url} for name, url in (*first, *more)]


@require_safe
@own_page
def memberships(request: HttpRequest) -> HttpResponse:
    user = cast(User, request.user)
    rows = for_list(Membership.objects.filter(user=user)).order_by("-pk")[:MOST]
    context = {
        "page_title": _("Memberships"),
        "title": _("Memberships"),
        "lead": _("For whom you speak in the portal, who you take part as, and since when."),
        "crumbs": crumbs(),
        "rows": [row_of(membership) | {"url": own_path(membership.pk)} for membership in named(rows)],
        "focal": user.has_role(RoleName.FOCAL_POINT),
    }
    return render(request, "accounts/memberships.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def new(request: HttpRequest) -> HttpResponse:
    form = AskForm(request.POST if request.method == "POST" else None, parties=Parties())
    if request.method != "POST" or not form.is_valid():
        return form_page(request, form)
    if not is_within(request, "write"):
        return too_often(request)
    values, user = form.cleaned_data, cast(User, request.user)
    try:
        with change(by=user, why=_("asked to be confirmed as a member")):
            made, is_new = ask(
                user=user,
                category=values["category"],
                party=values.get("party"),
                institution=values["institution"],
                function=values["function"],
                note=values["note"],
            )
    except ValidationError as error:
        form.add_error(None, error)
        return form_page(request, form)
    return HttpResponseRedirect(f"{own_path(made.pk)}?sent={'new' if is_new else 'again'}")


def form_page(request: HttpRequest, form: AskForm) -> HttpResponse:
    title = _("Ask to be confirmed")
    complaints = [{"where": "", "id": "", "sentence": str(error)} for error in form.non_field_errors()]
    complaints += [
        {
            "where": str(form[name].label),
            "id": form[name].id_for_label or f"{form[name].auto_id}_0",
            "sentence": str(error),
        }
        for name, errors in form.errors.items()
        if name in form.fields
        for error in errors
    ]
    context = {
        "page_title": title,
        "title": title,
        "lead": _(
            "The focal point of the country, area or organisation answers, an editor where there is none. They see your"
            " name, your e-mail address and what you write here."
        ),
        "crumbs": crumbs((_("Memberships"), reverse("memberships"))),
        "form": form,
        "complaints": complaints,
    }
    return render(request, "accounts/membership_new.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@own_page
@limited("write")
def membership(request: HttpRequest, pk: int) -> HttpResponse:
    """One's own; by POST it is withdrawn (withdraw) or left (leave)."""
    user = cast(User, request.user)
    own = get_own_membership(user, pk)
    if request.method != "POST":
        return shown(request, own)
    done = False
    if "withdraw" in request.POST:
        with change(by=user, why=_("withdrew a request to be confirmed")):
            done = withdraw(membership=own)
    elif "leave" in request.POST:
        with change(by=user, why=_("ended their own membership")):
            done = leave(membership=own)
    return HttpResponseRedirect(f"{own_path(pk)}{'' if done else '?sent=late'}")


def shown(request: HttpRequest, own: Membership) -> HttpResponse:
    state = state_of(own)
    row = row_of(own)
    context = {
        "page_title": row["what"],
        "title": row["what"],
        "crumbs": crumbs((_("Memberships"), reverse("memberships"))),
        "row": row,
        "answered": answered_line(own, cast(User, request.user)),
        "sent": request.GET.get("sent", ""),
        "may_withdraw": state == MembershipState.ASKED,
        "may_leave": state == MembershipState.CONFIRMED,
        "path": own_path(own.pk),
    }
    return render(request, "accounts/membership.html", context)
