"""/admin/webinars/…/speakers/: candidates and the balance of those chosen. For whoever may change the record alone."""

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.complaints import complaints
from accounts.models import User
from tarepo.admin.forms import sent_key
from tarepo.admin.widgets import give_labels
from tarepo.asked import as_number
from tarepo.changes import change
from tarepo.content_check import ContentError
from tarepo.models import ChangeSet
from webinars.access import DeskWebinar, get_desk_webinar
from webinars.desk.tabs import desk_context
from webinars.enums import Perspective
from webinars.models import Candidate, Speaker
from webinars.planning.balance import COLUMNS, balance_tables, titles_of
from webinars.planning.forms import CandidateForm
from webinars.planning.take import take_speaker

MOST_CANDIDATES = 200


def speakers_page(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_desk_webinar(cast(User, request.user), pk, write=True)
    if request.method == "POST":
        return _answer(request, found)
    chosen = _chosen(request.GET.get("edit", ""), found)
    return _page(request, found, CandidateForm(instance=chosen))


def _chosen(sent: str, found: DeskWebinar) -> Candidate | None:
    number = as_number(sent)
    if number is None:
        return None
    return Candidate.objects.filter(record_id=found.record.pk, pk=number).select_related("person").first()


def _answer(request: HttpRequest, found: DeskWebinar) -> HttpResponse:
    here = HttpResponseRedirect(reverse("admin:webinar_speakers", args=[found.record.pk]))
    sent = request.POST.get("candidate", "")
    candidate = _chosen(sent, found)
    if sent and candidate is None:
        messages.warning(request, _("Somebody removed this candidate meanwhile: nothing was changed."))
        return here
    if candidate and "accept" in request.POST:
        return _accept(request, found, candidate, here)
    if candidate and "remove" in request.POST:
        with change(by=cast(User, request.user), why=_("removed a candidate")):
            candidate.delete()
        messages.success(request, _("The candidate is removed. A speaker of the record stays one."))
        return here
    form = CandidateForm(request.POST, instance=candidate)
    if candidate is None and Candidate.objects.filter(record_id=found.record.pk).count() >= MOST_CANDIDATES:
        form.add_error(None, _("There are %(n)d candidates already: remove some first.") % {"n": MOST_CANDIDATES})
    if not form.is_valid():
        return _page(request, found, form)
    key = sent_key(request.POST)
    try:
        with change(by=cast(User, request.user), why=_("entered a candidate"), key=key):
            form.instance.record_id, form.instance.by = found.record.pk, form.instance.by or request.user
            form.save()
    except IntegrityError:
        if ChangeSet.objects.filter(pk=key).exists():
            messages.info(request, _("This form had been sent already: it was saved once."))
            return here
        form.add_error(None, _("Somebody removed what was chosen here meanwhile. Choose again, and save."))
        return _page(request, found, form)
    messages.success(request, _("Saved."))
    return here


def _accept(request: HttpRequest, found: DeskWebinar, candidate: Candidate, here: HttpResponseRedirect) -> HttpResponse:
    try:
        with change(by=cast(User, request.user), why=_("a candidate accepted to speak")):
            done = take_speaker(record=found.record, candidate=candidate.pk)
    except ContentError as error:
        messages.error(request, _("The record does not take this speaker: %(why)s") % {"why": error})
        return here
    told = (
        _("Among the speakers now; readers see it once the record is published.") if done else _("Nothing to change.")
    )
    (messages.success if done else messages.info)(request, told)
    return here


def _page(request: HttpRequest, found: DeskWebinar, form: CandidateForm) -> HttpResponse:
    if not found.may_write:
        raise PermissionDenied
    candidates = list(
        Candidate.objects.filter(record_id=found.record.pk).select_related("person").order_by("state", "name", "pk")
    )
    what_if = {number for sent in request.GET.getlist("with")[:MOST_CANDIDATES] if (number := as_number(sent))}
    brought = {pk for each in candidates for pk in _ids(each) if pk}
    titles = titles_of(brought)
    rows = Speaker.objects.filter(record_id=found.record.pk)
    speakers = list(rows.select_related("person").order_by("order", "pk"))
    give_labels([form["person"]])
    context: dict[str, Any] = {
        **desk_context(request, found, _("Speakers"), "webinar_speakers"),
        "candidates": [(each, _brings(each, titles)) for each in candidates],
        "what_if": what_if,
        "columns": [label for _name, label in COLUMNS],
        "tables": balance_tables(candidates, speakers, what_if),
        "speakers": speakers,
        "media": form.media,
        "form": form,
        "key": sent_key({}),
        "complaints": complaints(form) if form.is_bound else [],
    }
    return TemplateResponse(request, "admin/webinars/speakers.html", context)


def _ids(candidate: Candidate) -> list[int | None]:
    return [candidate.affiliation_country_id, candidate.experience_country_id, candidate.expertise_id]


def _brings(candidate: Candidate, titles: dict[int, str]) -> list[str]:
    """What a panel would gain by them, in words, each once."""
    words = [titles[pk] for pk in _ids(candidate) if pk in titles]
    if candidate.perspective != Perspective.NOT_STATED:
        words.append(str(candidate.get_perspective_display()))
    return list(dict.fromkeys(words))
