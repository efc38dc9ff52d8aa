"""Where somebody is signed in, and signing out there."""

from dataclasses import dataclass

from allauth.account.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import last_seen
from accounts.guard import for_signed_in
from accounts.models import User
from accounts.user_agents import device
from tarepo.asked import as_number


@dataclass(frozen=True)
class Place:
    """A session as its owner knows it."""

    row: UserSession
    is_here: bool

    @property
    def device(self) -> str:
        return device(self.row.user_agent)


@require_http_methods(["GET", "HEAD", "POST"])
@for_signed_in
def sessions(request: HttpRequest, user: User) -> HttpResponse:
    if request.method == "POST":
        ended = end(user, request.POST.get("session", ""), but=request.session.session_key or "")
        told = _("Signed out there.") if ended else _("Nobody is signed in there any more.")
        messages.success(request, told)
        return redirect("usersessions_list")
    places = places_of(user, request.session.session_key or "")
    context = {"places": places, "others": sum(not place.is_here for place in places)}
    return render(request, "usersessions/usersession_list.html", context)


def note_session(request: HttpRequest, user: User) -> None:
    """Where somebody signs in now: by one statement, whether the session has a row already or not."""
    request.session[last_seen.KEY] = last_seen.hour_now()
    longest = UserSession._meta.get_field("user_agent").max_length
    row = UserSession(
        user=user,
        session_key=request.session.session_key,
        ip=get_adapter().get_client_ip(request),
        user_agent=request.headers.get("User-Agent", "")[:longest],
    )
    told = ["user", "ip", "user_agent", "last_seen_at"]
    UserSession.objects.bulk_create([row], update_conflicts=True, unique_fields=["session_key"], update_fields=told)


def places_of(user: User, here: str) -> list[Place]:
    """The sessions that are good still, this one first: two queries, however many there are."""
    rows = list(UserSession.objects.filter(user=user).order_by("-created_at"))
    stored = Session.objects.filter(session_key__in=[row.session_key for row in rows], expire_date__gt=timezone.now())
    expected = user.get_session_auth_hash()
    good = {
        session.session_key
        for session in stored
        if constant_time_compare(session.get_decoded().get(HASH_SESSION_KEY, ""), expected)
    }
    places = [Place(row, row.session_key == here) for row in rows if row.session_key in good]
    return sorted(places, key=lambda place: not place.is_here)


def end(user: User, which: str, *, but: str) -> int:
    """End one of the user's sessions, or all others where none is named; how many. The one that asks goes on."""
    rows = UserSession.objects.filter(user=user).exclude(session_key=but)
    if which:
        rows = rows.filter(pk=as_number(which))
    keys = list(rows.values_list("session_key", flat=True))
    with transaction.atomic():
        Session.objects.filter(session_key__in=keys).delete()
        UserSession.objects.filter(session_key__in=keys).delete()
    return len(keys)
