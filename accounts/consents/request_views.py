"""/activities/<reference>/details/: a member asks for the details of an activity.

The same for every activity, whether it has details or not, so that nobody learns from it which have.
"""

import datetime as dt
from typing import Any, cast

from django import forms
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.consents.access import parties_asking
from accounts.consents.requests import BELOW, request_details, withdraw_request
from accounts.enums import RequestState
from accounts.limits import is_within, too_often
from accounts.models import DetailRequest, User
from accounts.views import ask_to_sign_in
from tarepo.access import get_published_for, is_signed_in, tiers_for
from tarepo.addresses import list_path, record_path
from tarepo.asked import as_number
from tarepo.changes import change
from tarepo.enums import Kind
from tarepo.models import SearchRow
from tarepo.reading.names import Names, load_names
from tarepo.reading.words import date
from tarepo.record_view import moved

LONGEST_WHY = 2000
MOST_SHOWN = 50
STATES = {
    RequestState.OPEN: gettext_lazy("waits for an answer"),
    RequestState.ANSWERED: gettext_lazy("answered"),
    RequestState.DECLINED: gettext_lazy("declined"),
    RequestState.WITHDRAWN: gettext_lazy("withdrawn"),
}


class RequestForm(forms.Form):
    party = forms.ChoiceField(label=gettext_lazy("For"))
    why = forms.CharField(
        label=gettext_lazy("What you need, and what for"),
        help_text=gettext_lazy("The Secretariat reads it. The beneficiaries are told which country asks."),
        max_length=LONGEST_WHY,
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": LONGEST_WHY}),
        error_messages={"required": gettext_lazy("Say what you need, in a sentence.")},
    )

    def __init__(self, parties: list[int], names: Names, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(str(pk), (names.get(pk) or {}).get("name", str(pk))) for pk in parties]
        self.fields["party"] = forms.ChoiceField(label=self.fields["party"].label, choices=known, initial=known[0][0])
        if len(known) == 1:
            self.fields["party"].widget = forms.HiddenInput()


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def details_asked(request: HttpRequest, reference: str) -> HttpResponse:
    if not is_signed_in(request):
        return ask_to_sign_in(request)
    user = cast(User, request.user)
    parties = parties_asking(user)
    try:
        row = get_published_for(tiers_for(request), Kind.ACTIVITY, reference)
    except Http404:
        return moved(request, Kind.ACTIVITY, reference, BELOW)
    names = load_names([row.record_id, *parties])
    if request.method != "POST":
        return page(request, row, names, RequestForm(parties, names))
    if "withdraw" in request.POST:
        return take_back(request, row, user)
    form = RequestForm(parties, names, request.POST)
    if not form.is_valid():
        return page(request, row, names, form)
    if not is_within(request, "write"):
        return too_often(request)
    with change(by=user, why=_("asked for details")):
        request_details(
            record=row.record_id, party=int(form.cleaned_data["party"]), why=form.cleaned_data["why"], by=user
        )
    return HttpResponseRedirect(f"{path_of(row)}?sent=1")


def take_back(request: HttpRequest, row: SearchRow, user: User) -> HttpResponse:
    """One of their own; nothing is done where it was answered, or withdrawn, before."""
    found = own(user, row.record_id).filter(pk=as_number(request.POST.get("withdraw", "")) or 0).first()
    if found is None:
        raise Http404
    if not is_within(request, "write"):
        return too_often(request)
    with change(by=user, why=_("withdrew a request for details")):
        withdraw_request(request=found)
    return HttpResponseRedirect(path_of(row))


def path_of(row: SearchRow) -> str:
    return record_path(row.kind, row.reference) + BELOW


def own(user: User, record: int) -> QuerySet[DetailRequest]:
    """Their own requests about the activity, and about what was merged into it."""
    return DetailRequest.objects.filter(Q(record_id=record) | Q(record__merged_into_id=record), by=user)


def page(request: HttpRequest, row: SearchRow, names: Names, form: RequestForm) -> HttpResponse:
    found = list(own(cast(User, request.user), row.record_id).order_by("-asked_at")[:MOST_SHOWN])
    rows = [
        {
            "pk": one.pk,
            "asked": day(one.asked_at),
            "answered": day(one.answered_at),
            "state": STATES[RequestState(one.state)],
            "is_open": one.state == RequestState.OPEN,
            "why": one.why,
            "answer": one.answer,
        }
        for one in found
    ]
    waiting = next((one for one in rows if one["is_open"]), None)
    context = {
        "page_title": _("Ask for the details"),
        "record": names.get(row.record_id),
        "form": form,
        "rows": rows,
        "waiting": waiting,
        "sent": bool(waiting) and request.GET.get("sent") == "1",
        "crumbs": [{"name": _("Activities"), "url": list_path(Kind.ACTIVITY)}, names.get(row.record_id)],
    }
    return render(request, "accounts/details_asked.html", context)


def day(at: dt.datetime | None) -> str:
    return date(timezone.localdate(at).isoformat()) if at else ""
