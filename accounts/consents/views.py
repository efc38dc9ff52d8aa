"""/accounts/consents/: a focal point answers what the Secretariat asks, many at once, on a telephone too."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.complaints import complaints
from accounts.consents.access import Reader, get_reader
from accounts.consents.answer import Outcome, answer_for, answer_for_kinds, gone
from accounts.consents.forms import KindForm, TermsForm, chosen, chosen_kinds
from accounts.consents.page import context_of, title_of
from accounts.enums import ConsentState
from accounts.guard import for_signed_in
from accounts.limits import limited
from accounts.models import User
from accounts.reads import note_details
from tarepo.asked import Asked
from tarepo.changes import change
from tarepo.models import Detail
from tarepo.reading.names import load_names

MOST_TOLD = 10
BUTTONS = {
    "grant": ConsentState.GRANTED,
    "refuse": ConsentState.REFUSED,
    "withdraw": ConsentState.WITHDRAWN,
    "grant-kind": ConsentState.GRANTED,
    "withdraw-kind": ConsentState.WITHDRAWN,
}


@require_http_methods(["GET", "HEAD", "POST"])
@for_signed_in
@limited("answer")
def consents(request: HttpRequest, user: User) -> HttpResponse:
    reader = get_reader(user)
    if request.method != "POST":
        return shown(request, reader)
    button = next((name for name in BUTTONS if name in request.POST), "")
    if button.endswith("-kind"):
        return answer_kinds(request, reader, button)
    return answer_details(request, reader, button)


def shown(
    request: HttpRequest,
    reader: Reader,
    form: TermsForm | None = None,
    kind_form: KindForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page; a form that was refused comes back as it was sent, with what was ticked."""
    asked = Asked(request.GET, ("page", "before"))
    taken = chosen(request.POST).tokens if request.method == "POST" else set()
    context = context_of(reader, page=asked.number("page"), before=asked.number("before"), taken=taken)
    note_details(by=reader.user, details=context.pop("details"))
    path = reverse("consents")
    context |= {
        "page_title": _("Consents"),
        "problems": asked.problems,
        "form": form or TermsForm(),
        "kind_form": kind_form or KindForm(),
        "complaints": complaints(form, kind_form),
        "taken_kinds": request.POST.getlist("nature"),
        "crumbs": [{"name": _("Your account"), "url": reverse("account")}],
        "earlier_url": f"{path}?page={context['page'] - 1}" if context["page"] > 1 else "",
        "later_url": f"{path}?page={context['page'] + 1}" if context["page"] < context["pages"] else "",
        "older_url": f"{path}?before={context['older']}#answered" if context["older"] else "",
        "newest_url": f"{path}#answered" if context["before"] else "",
    }
    return render(request, "accounts/consents.html", context, status=status)


def answer_details(request: HttpRequest, reader: Reader, button: str) -> HttpResponse:
    form, picked = TermsForm(request.POST), chosen(request.POST)
    if button == "withdraw":  # for which no length is asked
        form = TermsForm({"length": "always", "note": request.POST.get("note", "")})
    if not button:
        form.add_error(None, _("Choose whether to grant or to refuse."))
    elif not picked.shown:
        form.add_error(None, _("Tick at least one detail, or “all” of a record or kind."))
    if not form.is_valid():
        return shown(request, reader, form)
    for_others(set(picked.shown) - reader.answering)
    state, outcome = BUTTONS[button], Outcome()
    with change(by=reader.user, why=_("answered about details")):
        for found in answer_for(picked.shown, terms=form.terms(state), by=reader.user).values():
            outcome.done += found.done
            outcome.same += found.same
            outcome.refused |= found.refused
    tell(request, state, outcome)
    return HttpResponseRedirect(f"{reverse('consents')}#waiting")


def for_others(parties: set[int]) -> None:
    """Another country's details are nobody else's to answer: nothing is written, not even of one's own."""
    if parties:
        raise PermissionDenied(
            _("Only the focal points of a country, area or organisation answer for it. Nothing was changed.")
        )


def answer_kinds(request: HttpRequest, reader: Reader, button: str) -> HttpResponse:
    form, picked = KindForm(request.POST), chosen_kinds(request.POST)
    if button == "withdraw-kind":
        form = KindForm({"kind-length": "always", "kind-note": request.POST.get("kind-note", "")})
    if not picked:
        form.add_error(None, _("Tick at least one kind."))
    if not form.is_valid():
        return shown(request, reader, kind_form=form)
    for_others({party for party, _nature, _newest in picked} - reader.answering)
    state, done = BUTTONS[button], 0
    with change(by=reader.user, why=_("answered about kinds of details")):
        for found in answer_for_kinds(sorted(set(picked)), terms=form.terms(state), by=reader.user):
            done += len(found.done) + len(found.same)
            for why in found.refused.values():
                messages.warning(request, why)
    if done:
        granted, withdrawn = _("Your consent to whole kinds is kept."), _("Consent to whole kinds is withdrawn.")
        messages.success(request, granted if state == ConsentState.GRANTED else withdrawn)
    return HttpResponseRedirect(f"{reverse('consents')}#standing")


def tell(request: HttpRequest, state: ConsentState, outcome: Outcome) -> None:
    """What was done, and what of it was not and why, by the record's title."""
    count = len(outcome.done) + len(outcome.same)
    sentences = {
        ConsentState.GRANTED: ngettext("%(n)s detail granted.", "%(n)s details granted.", count),
        ConsentState.REFUSED: ngettext("%(n)s detail refused.", "%(n)s details refused.", count),
        ConsentState.WITHDRAWN: ngettext(
            "Consent to %(n)s detail withdrawn.", "Consent to %(n)s details withdrawn.", count
        ),
    }
    if count:
        messages.success(request, sentences[state] % {"n": count})
    rows = Detail.objects.filter(pk__in=list(outcome.refused)[:MOST_TOLD]).values_list("pk", "record_id")
    records = dict(rows) if outcome.refused else {}
    names = load_names(set(records.values()))
    for detail, why in list(outcome.refused.items())[:MOST_TOLD]:
        is_theirs = detail in records and why != gone()
        messages.warning(request, f"{title_of(names, records[detail])}: {why}" if is_theirs else why)
    if len(outcome.refused) > MOST_TOLD:
        messages.warning(request, _("%(n)s more were not answered either.") % {"n": len(outcome.refused) - MOST_TOLD})
