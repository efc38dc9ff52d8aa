"""/admin/memberships/: all of them; a chief editor answers where there is no focal point, administrators look."""

from typing import cast

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.enums import RoleName
from accounts.membership.answering import Answering, made, send
from accounts.membership.listing import listed
from accounts.membership.members import done_line
from accounts.membership.querysets import answered_by, for_desk
from accounts.membership.reading import answered_line, row_of
from accounts.models import Membership, User
from accounts.reads import note_accounts

LOOKING = (RoleName.CHIEF_EDITOR, RoleName.ADMINISTRATOR)


def looking(request: HttpRequest) -> User:
    """Who looks; PermissionDenied for who has nothing to do with people's requests: they say who somebody is."""
    user = cast(User, request.user)
    if not user.has_role(*LOOKING):
        raise PermissionDenied(
            _("Memberships and focal points are for chief editors, who answer, and administrators. Ask one of them.")
        )
    return user


def memberships_page(request: HttpRequest) -> HttpResponse:
    user = looking(request)
    found = listed(request, Membership.objects.all(), desk=True)
    note_accounts(by=user, accounts=[row["membership"].user_id for row in found.rows])
    context = {
        **admin.site.each_context(request),
        "title": _("Memberships"),
        "listed": found,
        "rows": found.rows,
    }
    return TemplateResponse(request, "admin/memberships.html", context)


def membership_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them; what a POST may do, the verbs ask again."""
    user = looking(request)
    found = for_desk(Membership.objects.filter(pk=pk)).first()
    if found is None:
        raise Http404
    note_accounts(by=user, accounts=[found.user_id])
    is_post = request.method == "POST"
    answering = made(found, user, request if is_post else None)
    if is_post:
        if not answered_by(user).filter(pk=pk).exists():
            raise PermissionDenied(why_not(user, found))
        if verb := send(answering):
            messages.success(request, done_line(verb))
            return HttpResponseRedirect(reverse("admin:membership", args=[pk]))
        if answering.told:
            messages.warning(request, answering.told)
            return HttpResponseRedirect(reverse("admin:membership", args=[pk]))
    return page(request, user, answering)


def why_not(user: User, membership: Membership) -> str:
    """Why the user does not decide about it, and who does; empty where they do."""
    if answered_by(user).filter(pk=membership.pk).exists():
        return ""
    if membership.user_id == user.pk:
        return _("This is your own: another chief editor answers it.")
    if user.has_role(RoleName.CHIEF_EDITOR):
        return _("There are focal points for this party: they answer its requests, and end its memberships.")
    return _("Chief editors answer what no focal point answers. You may look.")


def page(request: HttpRequest, user: User, answering: Answering) -> HttpResponse:
    row = row_of(answering.membership)
    refusal = why_not(user, answering.membership)
    context = {
        **admin.site.each_context(request),
        "title": row["person"] or row["email"],
        "row": row,
        "answered": answered_line(answering.membership, user),
        "answering": answering,
        "forms": {} if refusal else answering.forms,
        "why_not": refusal,
    }
    return TemplateResponse(request, "admin/membership.html", context)
