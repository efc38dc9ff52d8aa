"""/<folder>/<reference>/report/: whoever reads says what is wrong; an account is not needed."""

from http import HTTPStatus
from typing import cast
from uuid import uuid4

from django import forms
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.limits import is_within
from accounts.models import User
from tarepo.access import get_published_for, is_signed_in, tiers_for
from tarepo.admin.forms import sent_key
from tarepo.changes import change
from tarepo.corrections.pages import TOO_OFTEN, Place, gone, once_public
from tarepo.corrections.reports import report_error
from tarepo.models import ChangeSet, ErrorReport, Record
from tarepo.record_view import KindPage, moved
from tarepo.submissions.forms import lines

BELOW = "report/"
LONGEST_TEXT = 4000
TRAP = "website"  # no person sees it: what fills in every field fills it in too


class ReportForm(forms.Form):
    sent_key = forms.CharField(required=False, widget=forms.HiddenInput, initial=uuid4)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=1, max_value=10**9)
    text = forms.CharField(
        label=gettext_lazy("What is wrong?"),
        help_text=gettext_lazy("Which sentence or number, what it should be, and how you know."),
        max_length=LONGEST_TEXT,
        widget=lines(LONGEST_TEXT),
    )
    email = forms.EmailField(
        label=gettext_lazy("Your e-mail address, if you want an answer"),
        help_text=gettext_lazy("Used for the answer alone, and deleted with it."),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"dir": "ltr", "autocomplete": "email"}),
    )
    website = forms.CharField(
        label=gettext_lazy("Leave this field empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    def clean_website(self) -> str:
        if self.cleaned_data[TRAP]:
            raise forms.ValidationError(_("Empty this field: programmes fill it in, people do not see it."))
        return ""


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def report(request: HttpRequest, reference: str, page: KindPage) -> HttpResponse:
    try:
        row = get_published_for(tiers_for(request), page.kind, reference)
    except Http404:
        found = once_public(page.kind, reference) if request.method == "POST" else None
        if found is None:
            return moved(request, page.kind, reference, BELOW)
        return gone(request, *found, [(str(ReportForm.base_fields["text"].label), request.POST.get("text", ""))])
    user = cast(User, request.user) if is_signed_in(request) else None
    place = Place(row.kind, row.reference, row.snapshot)
    version = row.snapshot.body["version"]
    if request.method != "POST":
        return form_page(request, place, ReportForm(initial={"version": version, "email": user.email if user else ""}))
    form = ReportForm(request.POST)
    if not form.is_valid():
        return form_page(request, place, form)
    if not is_within(request, "report"):
        form.add_error(None, TOO_OFTEN)
        return form_page(request, place, form, status=HTTPStatus.TOO_MANY_REQUESTS)
    return take_down(request, place, form, user, version)


def take_down(request: HttpRequest, place: Place, form: ReportForm, user: User | None, version: int) -> HttpResponse:
    typed = form.cleaned_data
    try:
        with change(by=user, why=_("reported an error"), key=sent_key(request.POST)):
            report_error(
                record=Record(pk=place.snapshot.record_id),
                version=min(typed["version"] or version, version),
                language=get_language() or "",
                text=typed["text"],
                email=typed["email"],
                by=user,
            )
    except IntegrityError:
        if not was_sent(request, place, form):
            data = request.POST.copy()
            data["sent_key"] = str(uuid4())
            again = ReportForm(data)
            again.is_valid()
            again.add_error(None, _("You sent this form before, with something else in it: to send this, press again."))
            return form_page(request, place, again)
    return HttpResponseRedirect(place.path(BELOW) + "?sent=1")


def was_sent(request: HttpRequest, place: Place, form: ReportForm) -> bool:
    """Whether it is the second click on the same words."""
    first = ChangeSet.objects.filter(pk=sent_key(request.POST)).first()
    same = ErrorReport.objects.filter(record=place.snapshot.record_id, text=form.cleaned_data["text"])
    return first is not None and same.filter(made_at__gte=first.made_at).exists()


def form_page(request: HttpRequest, place: Place, form: ReportForm, status: int = HTTPStatus.OK) -> HttpResponse:
    context = place.context(_("Report an error")) | {
        "form": form,
        "sent": request.method != "POST" and request.GET.get("sent") == "1",
        "path": place.path(BELOW),
        "trap": form[TRAP],
    }
    return render(request, "corrections/report.html", context, status=status)
