"""/accounts/opinions/: corrections that touch the parties somebody answers for, and what they say of them."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import BooleanField, ExpressionWrapper
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from accounts.enums import RoleName
from accounts.guard import for_signed_in
from accounts.limits import is_within
from accounts.models import User
from tarepo.changes import change
from tarepo.corrections.difference import difference_of
from tarepo.corrections.opinion_items import CHOICES, WAITING, answer, asked_of, settled
from tarepo.corrections.opinions import LONGEST_NOTE, ends_on
from tarepo.corrections.pages import TOO_OFTEN
from tarepo.models import Opinion, OpinionState, PatchState
from tarepo.reading.names import load_names
from tarepo.reading.words import date
from tarepo.submissions.forms import lines

MOST = 100


class OpinionForm(forms.Form):
    state = forms.ChoiceField(
        label=gettext_lazy("What do you say for your country or organisation?"),
        choices=[(choice.value, choice.label) for choice in CHOICES],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=gettext_lazy("Note to the editors"),
        help_text=gettext_lazy("Not published. To object, say why."),
        max_length=LONGEST_NOTE,
        required=False,
        widget=lines(LONGEST_NOTE),
    )


def for_focal_points(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(view)
    def guarded(request: HttpRequest, user: User, **parts: Any) -> HttpResponse:
        if not user.has_role(RoleName.FOCAL_POINT):
            raise PermissionDenied(
                _("Focal points answer for their country or organisation here. You are none: ask yours to answer.")
            )
        return view(request, user, **parts)

    return for_signed_in(guarded)


@require_safe
@for_focal_points
def opinions(request: HttpRequest, user: User) -> HttpResponse:
    """What waits first, then what was answered; the session, the user, offices, the rows and their names: five
    queries."""
    open_ones = ExpressionWrapper(WAITING, output_field=BooleanField())
    found = list(asked_of(user).alias(waits=open_ones).order_by("-waits", "-asked_at", "-pk")[:MOST])
    names = load_names({pk for one in found for pk in (one.patch.record_id, one.party_id) if pk})
    rows = [
        {
            "url": reverse("opinion", kwargs={"pk": one.pk}),
            "record": names.get(one.patch.record_id),
            "party": names.get(one.party_id),
            "asked": date(one.asked_at.date().isoformat()),
            "waits": waits(one),
            "state": state_of(one),
        }
        for one in found
    ]
    context = {
        "page_title": _("Corrections that touch you"),
        "rows": rows,
    }
    return render(request, "corrections/opinions.html", context)


def waits(opinion: Opinion) -> bool:
    return opinion.state == OpinionState.ASKED and opinion.patch.state == PatchState.OPEN


def state_of(opinion: Opinion) -> str:
    if waits(opinion):
        return _("waits for you")
    if opinion.state == OpinionState.ASKED:
        return _("decided without an answer")
    return str(OpinionState(opinion.state).label)


@require_http_methods(["GET", "HEAD", "POST"])
@for_focal_points
def opinion(request: HttpRequest, user: User, pk: int) -> HttpResponse:
    """One of them; another party's is not there."""
    found = asked_of(user).filter(pk=pk).select_related("patch", "by").first()
    if found is None:
        raise Http404
    form = OpinionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if not is_within(request, "answer"):
            form.add_error(None, TOO_OFTEN)
            return page(request, found, form, 429)
        state, note = form.cleaned_data["state"], form.cleaned_data["note"]
        try:
            with change(by=user, why=_("said what they think of a correction")):
                answer(user=user, pk=pk, choice=state, reason=note)
            return HttpResponseRedirect(f"{request.path}?sent=1")
        except ValidationError as error:
            found.refresh_from_db()
            if (found.state, found.by_id, found.note) == (state, user.pk, note):
                return HttpResponseRedirect(f"{request.path}?sent=1")  # a second click
            form.add_error(None, error)
    return page(request, found, form)


def page(request: HttpRequest, found: Opinion, form: OpinionForm, status: int = 200) -> HttpResponse:
    patch = found.patch
    names = load_names({pk for pk in (patch.record_id, found.party_id, patch.party_id) if pk})
    context = {
        "page_title": _("Correction %(number)s") % {"number": patch.pk},
        "record": names.get(patch.record_id),
        "party": names.get(found.party_id),
        "proposed_by": names.get(patch.party_id),
        "patch": patch,
        "lines": difference_of(patch),
        "until": date(ends_on(patch).isoformat()),
        "waits": waits(found),
        "told": settled(found.pk),
        "opinion": found,
        "state": state_of(found),
        "sent": request.GET.get("sent") == "1" and request.method != "POST",
        "form": form,
        "typed": form.data.get("note", "") if form.is_bound else "",
    }
    return render(request, "corrections/opinion.html", context, status=status)
