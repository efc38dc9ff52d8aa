"""/accounts/members/: a focal point's requests and members."""

from typing import cast

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.enums import MembershipState
from accounts.focal_points import answers_for
from accounts.limits import limited
from accounts.membership.access import for_focal_points, get_membership_for
from accounts.membership.answering import CONFIRM, DECLINE, END, Answering, made, send
from accounts.membership.listing import listed
from accounts.membership.reading import answered_line, row_of
from accounts.membership.views import crumbs
from accounts.models import Membership, User
from accounts.reads import note_accounts


def path_of(pk: int) -> str:
    return reverse("member", args=[pk])


def done_line(verb: str) -> str:
    """What was done, for the page that is shown after it."""
    told = {
        CONFIRM: _("Confirmed. The person is told by mail."),
        DECLINE: _("Declined. The person reads your reason, and is told by mail."),
        END: _("The last day is set. The member is told by mail."),
    }
    return told.get(verb, "")


@require_safe
@for_focal_points
def members(request: HttpRequest) -> HttpResponse:
    user = cast(User, request.user)
    found = listed(request, Membership.objects.filter(party__in=answers_for(user)).exclude(user=user))
    note_accounts(by=user, accounts=[row["membership"].user_id for row in found.rows])
    context = {
        "page_title": _("Members"),
        "title": _("Members"),
        "lead": _("Who asks to be confirmed for the country or organisation that you speak for, and who is a member."),
        "crumbs": crumbs(),
        "listed": found,
        "rows": [row | {"url": path_of(row["pk"])} for row in found.rows],
    }
    return render(request, "accounts/members.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_focal_points
@limited("answer")
def member(request: HttpRequest, pk: int) -> HttpResponse:
    user = cast(User, request.user)
    found = get_membership_for(user, pk)
    note_accounts(by=user, accounts=[found.user_id])
    answering = made(found, user, request if request.method == "POST" else None)
    if request.method == "POST":
        if verb := send(answering):
            return HttpResponseRedirect(f"{path_of(pk)}?done={verb}")
        if not answering.complaints:
            answering = refreshed(answering)
    return member_page(request, answering)


def refreshed(answering: Answering) -> Answering:
    """As it stands now, with the sentence why nothing was done."""
    again = made(get_membership_for(answering.by, answering.membership.pk), answering.by)
    again.told = answering.told
    return again


def member_page(request: HttpRequest, answering: Answering) -> HttpResponse:
    row = row_of(answering.membership)
    title = row["person"] or row["email"]
    context = {
        "page_title": title,
        "title": title,
        "crumbs": crumbs((_("Members"), reverse("members"))),
        "row": row,
        "answered": answered_line(answering.membership, answering.by),
        "answering": answering,
        "waits": answering.membership.state == MembershipState.ASKED,
        "done": done_line(request.GET.get("done", "")),
    }
    return render(request, "accounts/member.html", context)
