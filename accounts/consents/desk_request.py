"""/admin/detail-requests/<number>/: an editor answers a member who asked for the details of an activity."""

from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.access import has_permission
from accounts.consents.desk_list import details_url
from accounts.consents.request_views import STATES
from accounts.consents.requests import answer_request
from accounts.enums import RequestState
from accounts.models import DetailRequest, User
from tarepo.admin.status import whose
from tarepo.admin.widgets import LinesWidget
from tarepo.changes import change
from tarepo.labels import labelled, labels_of, title_of
from tarepo.models import Detail, Record

LONGEST_ANSWER = 2000
BUTTONS = {"give": RequestState.ANSWERED, "decline": RequestState.DECLINED}


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label=gettext_lazy("Answer"),
        help_text=gettext_lazy(
            "Who asked reads it on the portal: that consent was given and the details stand on the page, or why not."
            " Do not write a detail here: consent opens details, an answer does not."
        ),
        max_length=LONGEST_ANSWER,
        widget=LinesWidget(attrs={"maxlength": LONGEST_ANSWER}),
        error_messages={"required": gettext_lazy("Write an answer: whoever asked reads it.")},
    )


def may_answer(user: User, record: Record) -> bool:
    """Chief editors, and the editors of the record's unit."""
    from tarepo.kinds import model_of

    opts = model_of(record.kind)._meta
    return has_permission(user, f"{opts.app_label}.change_{opts.model_name}", record)


def request_page(request: HttpRequest, pk: int) -> HttpResponse:
    rows = DetailRequest.objects.select_related("by", "answered_by").annotate(party_title=title_of("party_id"))
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    record = labelled(Record.objects.all()).annotate(unit_title=title_of("unit_id")).get(pk=found.record_id)
    user = cast(User, request.user)
    may = may_answer(user, record)
    if request.method != "POST":
        return page(request, found, record, AnswerForm(), may=may)
    if not may:
        raise PermissionDenied(whose(record))
    form = AnswerForm(request.POST)
    state = next((state for name, state in BUTTONS.items() if name in request.POST), None)
    if state is None:
        form.add_error(None, _("Choose whether to answer or to decline."))
    if not form.is_valid() or state is None:
        return page(request, found, record, form, may=may)
    with change(by=user, why=_("answered a request for details")):
        done = answer_request(request=found, state=state, answer=form.cleaned_data["answer"], by=user)
    if done:
        messages.success(request, _("Answered: who asked is told by mail, and reads the answer on the portal."))
        return HttpResponseRedirect(reverse("admin:consents"))
    who = found.answered_by or _("who asked")
    told = _("This request was settled already, by %(who)s: %(state)s.")
    messages.info(request, told % {"who": who, "state": STATES[RequestState(found.state)]})
    return HttpResponseRedirect(request.path)


def page(request: HttpRequest, found: DetailRequest, record: Record, form: AnswerForm, *, may: bool) -> HttpResponse:
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": _("Request for details %(number)s") % {"number": found.pk},
        "subtitle": labels_of([record.pk])[str(record.pk)],
        "asked": found,
        "record": record,
        "details_url": details_url(record.kind, record.pk),
        "details": Detail.objects.filter(record_id=record.pk).count(),
        "state": STATES[RequestState(found.state)],
        "is_open": found.state == RequestState.OPEN,
        "may": may,
        "why_not": "" if may else whose(record),
        "form": form,
    }
    return TemplateResponse(request, "admin/detail_request.html", context)
