"""Registering, a registrant's own page, and feedback. Never kept by a cache; no script is needed."""

from http import HTTPStatus
from typing import Any, cast

from django.conf import settings
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.guard import for_signed_in
from accounts.limits import is_within, too_often
from accounts.models import User
from tarepo.access import is_signed_in, tiers_for
from tarepo.addresses import language_root
from tarepo.corrections.pages import TOO_OFTEN
from tarepo.tiers import PUBLIC
from webinars.access import get_webinar_for
from webinars.enums import RegisterBy, RegistrationState
from webinars.models import Feedback, Registration, Room
from webinars.registering.forms import AGREEMENT, TRAP, FeedbackForm, RegisterForm
from webinars.registering.register import HELD, NotOpen, Who, cancel, register
from webinars.registering.terms import Terms, terms_by_record, terms_of
from webinars.registering.tokens import behind_a_link, get_registration, own_path
from webinars.times import clocks_told


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def register_page(request: HttpRequest, slug: str) -> HttpResponse:
    """/webinars/<slug>/register/: by the public version alone, whoever asks."""
    get_webinar_for(tiers_for(request), slug)
    terms = terms_of(get_webinar_for({PUBLIC}, slug))
    user = cast(User, request.user) if is_signed_in(request) else None
    mine = user and Registration.objects.filter(record_id=terms.record_id, user=user, state__in=HELD).first()
    if mine:
        return HttpResponseRedirect(own_path(mine))
    if not terms.is_open(timezone.now()):
        return _page(request, terms, {"closed": closed_line(terms)})
    if request.method != "POST":
        initial = {"name": user.name, "email": user.email} if user else {}
        return _page(request, terms, {"form": RegisterForm(initial=initial), "sent": request.GET.get("sent") == "1"})
    form = RegisterForm(request.POST)
    if not form.is_valid():
        return _page(request, terms, {"form": form})
    if not is_within(request, "register"):
        form.add_error(None, TOO_OFTEN)
        return _page(request, terms, {"form": form}, HTTPStatus.TOO_MANY_REQUESTS)
    typed = form.cleaned_data
    is_own = user is not None and typed["email"].lower() == user.email.lower()
    try:
        made = register(terms=terms, who=_who(typed, user if is_own else None))
    except NotOpen:
        form.add_error(None, _("Registration was closed while you filled in the form."))
        return _page(request, terms, {"form": form})
    return HttpResponseRedirect(own_path(made) if is_own else f"{request.path}?sent=1")


def _who(typed: dict[str, Any], user: User | None) -> Who:
    return Who(
        email=typed["email"],
        name=typed["name"],
        organisation=typed["organisation"],
        country_id=int(typed["country"]),
        kind=typed["kind"],
        needs=typed["needs"],
        language=get_language() or settings.LANGUAGE_CODE,
        user=user,
        agreed_to=AGREEMENT,
    )


def closed_line(terms: Terms) -> str:
    """Why nobody can register here now."""
    if terms.by == RegisterBy.ELSEWHERE:
        return _("Registration is not here, but at the address below.")
    if terms.is_cancelled:
        return _("The webinar is cancelled.")
    if terms.is_over(timezone.now()):
        return _("The webinar is over.")
    if terms.is_here:
        return _("Registration is closed.")
    return _("No registration is needed.")


def _page(request: HttpRequest, terms: Terms, more: dict, status: int = HTTPStatus.OK) -> HttpResponse:
    form = more.get("form")
    context = {
        **_around(terms),
        "page_title": _("Register"),
        "path": request.path,
        "elsewhere": terms.row.get("register_at", "") if terms.by == RegisterBy.ELSEWHERE else "",
        "approved": terms.by == RegisterBy.APPROVED,
        "days": settings.REGISTRATION_DAYS,
        "trap": form[TRAP] if form else None,
        **more,
    }
    return render(request, "webinars/register.html", context, status=status)


def _around(terms: Terms) -> dict[str, Any]:
    url = f"{language_root()}webinars/{terms.row['slug']}/"
    return {"webinar": {"name": terms.title(), "url": url}, "when": clocks_told(terms.row)}


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@behind_a_link
def registration_page(request: HttpRequest, token: str) -> HttpResponse:
    """/webinars/registration/<token>/: how it stands; the way in, for those who are confirmed; cancelling."""
    found = get_registration(token)
    terms = terms_by_record([found.record_id]).get(found.record_id)
    if terms is None:
        return render(request, "webinars/registration.html", {"page_title": _("Your registration"), "withdrawn": True})
    if request.method == "POST":
        if is_within(request, "link"):
            cancel(registration=found, terms=terms)
            return HttpResponseRedirect(request.path)
        return too_often(request)
    is_confirmed = found.state == RegistrationState.CONFIRMED and not terms.is_cancelled
    room = Room.objects.filter(record_id=found.record_id).first() if is_confirmed else None
    before = Registration.objects.filter(record_id=found.record_id, state=found.state, place__lt=found.place)
    context = {
        **_around(terms),
        "page_title": _("Your registration"),
        "registration": found,
        "state": RegistrationState(found.state).label,
        "place": before.count() + 1 if found.state == RegistrationState.WAITING else 0,
        "join_link": room.join_link if room else "",
        "room_note": room.note if room else "",
        "is_confirmed": is_confirmed,
        "is_over": terms.is_over(timezone.now()),
        "is_cancelled": terms.is_cancelled,
        "can_cancel": found.state in HELD and not terms.is_over(timezone.now()),
        "calendar": f"{language_root()}webinars/{terms.row['slug']}/calendar.ics",
        "path": request.path,
    }
    return render(request, "webinars/registration.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@behind_a_link
def feedback_page(request: HttpRequest, token: str) -> HttpResponse:
    """/webinars/feedback/<token>/: once for each who was confirmed, after the webinar."""
    found = get_registration(token)
    terms = terms_by_record([found.record_id]).get(found.record_id)
    context: dict[str, Any] = {"page_title": _("Feedback"), "path": request.path, **(_around(terms) if terms else {})}
    if terms is None or found.state != RegistrationState.CONFIRMED or not terms.is_over(timezone.now()):
        return render(request, "webinars/feedback.html", context | {"closed": True})
    if Feedback.objects.filter(registration=found).exists():
        return render(request, "webinars/feedback.html", context | {"done": True})
    if request.method != "POST":
        return render(request, "webinars/feedback.html", context | {"form": FeedbackForm()})
    form = FeedbackForm(request.POST)
    if not form.is_valid():
        return render(request, "webinars/feedback.html", context | {"form": form})
    if not is_within(request, "link"):
        form.add_error(None, TOO_OFTEN)
        return render(request, "webinars/feedback.html", context | {"form": form}, status=HTTPStatus.TOO_MANY_REQUESTS)
    try:
        with transaction.atomic():
            language = get_language() or settings.LANGUAGE_CODE
            Feedback.objects.create(
                record_id=found.record_id, registration=found, language=language, **form.cleaned_data
            )
    except IntegrityError:  # the second click
        pass
    return HttpResponseRedirect(request.path)


@for_signed_in
def own_registrations(request: HttpRequest, user: User) -> HttpResponse:
    """/accounts/registrations/"""
    rows = list(Registration.objects.filter(user=user).order_by("-made_at")[:200])
    terms = terms_by_record({row.record_id for row in rows})
    shown = [
        {
            **(_around(terms[row.record_id]) if row.record_id in terms else {"webinar": {"name": _("not public now")}}),
            "state": RegistrationState(row.state).label,
            "url": own_path(row),
        }
        for row in rows
    ]
    return render(request, "webinars/own.html", {"page_title": _("Registrations"), "rows": shown})
