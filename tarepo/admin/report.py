"""/admin/reports/<number>/: an editor answers a report of an error, or puts it aside."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tarepo.admin.proposal import admin_of
from tarepo.admin.reports import STATES
from tarepo.admin.status import whose
from tarepo.admin.widgets import LinesWidget
from tarepo.changes import change
from tarepo.corrections.report_items import ANSWER, DISMISS, LONGEST_ANSWER, answer, answered_by
from tarepo.labels import labelled, title_of
from tarepo.models import ErrorReport, PatchState, Record
from tarepo.reading.words import language_name

BUTTONS = {"reply": ANSWER, "dismiss": DISMISS}


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label=gettext_lazy("Answer"),
        help_text=gettext_lazy("Mailed to who reported it, if they gave an address; 2000 characters at most."),
        max_length=LONGEST_ANSWER,
        required=False,
        widget=LinesWidget(attrs={"maxlength": LONGEST_ANSWER}),
    )


def error_report(request: HttpRequest, pk: int) -> HttpResponse:
    found = ErrorReport.objects.select_related("by", "answered_by").filter(pk=pk).first()
    if found is None:
        raise Http404
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        does = next((choice for button, choice in BUTTONS.items() if button in request.POST), "")
        try:
            with change(by=request.user, why=_("answered report %(number)s of an error") % {"number": pk}):
                told = answer(user=request.user, pk=pk, choice=does, reason=form.cleaned_data["answer"])
        except ValidationError as error:
            found.refresh_from_db()
            form.add_error(None, error)
        else:
            messages.success(request, told)
            return HttpResponseRedirect(reverse("admin:reports"))
    return page(request, found, form)


def page(request: HttpRequest, found: ErrorReport, form: AnswerForm) -> HttpResponse:
    rows = labelled(Record.objects.filter(pk=found.record_id)).annotate(unit_title=title_of("unit_id"))
    record: Any = rows.get()
    may = answered_by(request.user).filter(pk=found.pk).exists()
    context = {
        **admin.site.each_context(request),
        "title": _("Report %(number)s of an error") % {"number": found.pk},
        "subtitle": record.title_shown or record.reference,
        "report": found,
        "record": record,
        "record_address": admin_of(record.kind).address("change", record.pk),
        "state": STATES.get(found.state, found.state),
        "language": language_name(found.language) if found.language else "",
        "is_open": found.state == PatchState.OPEN,
        "may_answer": may,
        "why_not": "" if may else whose(record),
        "form": form,
    }
    return TemplateResponse(request, "admin/report.html", context)
