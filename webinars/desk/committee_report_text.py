"""One paragraph of a report, by hand beside what is composed."""

from dataclasses import replace
from typing import cast

from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.complaints import complaints
from accounts.models import User
from tarepo.changes import change
from tarepo.reading.words import direction
from webinars.enums import ReportState
from webinars.models import CommitteeReport
from webinars.reporting.access import ask_to_write, get_desk_report, may_write
from webinars.reporting.composing import FIXED, Report, compose
from webinars.reporting.forms import TextForm
from webinars.reporting.named import names_in, with_tokens
from webinars.reporting.reword import IsFinished, WrittenMeanwhile, reword, take_composed


def committee_report_text(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """The text is kept by the key of its paragraph, however the report changes around it."""
    user, report = cast(User, request.user), get_desk_report(pk)
    made = compose(report)
    block, hand = made.composed.get(key), made.by_hand.get(key)
    if request.method != "POST" and (block is None or block.sort in FIXED) and hand is None:
        raise Http404(_("This report has no such paragraph, or it is finished."))
    notes = {note.key for note in made.notes}
    if request.method == "POST":
        ask_to_write(user)
        try:
            return _written(request, user, report, made, key, notes)
        except CommitteeReport.DoesNotExist as error:
            raise Http404(_("There is no such report: perhaps it was deleted.")) from error
    stands = hand.text if hand else block.text if block else ""
    initial = {"text": names_in(stands).fill(stands)}
    initial |= {"based_on": block.digest if block else "", "seen": hand.text if hand else ""}
    return _page(request, report, made, key, TextForm(initial=initial, notes=notes))


def _written(
    request: HttpRequest, user: User, report: CommitteeReport, made: Report, key: str, notes: set[str]
) -> HttpResponse:
    form = TextForm(request.POST, notes=notes)
    back = reverse("admin:committee_report", args=[report.pk])
    try:
        if "composed" in request.POST:
            with change(by=user, why=_("took the composed text of a paragraph again")):
                done = take_composed(report=report, key=key)
            told = _("The composed text stands there again.") if done else _("It stood there already.")
            messages.success(request, told)
            return HttpResponseRedirect(f"{back}#{key}")
        if report.state == ReportState.FINISHED:
            raise IsFinished
        if key not in made.composed:
            form.add_error(None, _("The paragraph is not in the report any more: nothing can be written in its place."))
        elif form.is_valid():
            there = [made.composed[key].text, *([made.by_hand[key].text] if key in made.by_hand else [])]
            values = form.cleaned_data | {"text": with_tokens(form.cleaned_data["text"], made.shown, *there)}
            with change(by=user, why=_("wrote a paragraph of a report by hand")):
                reword(report=report, key=key, **values)
            messages.success(request, _("Saved. It stays when the report is composed anew."))
            return HttpResponseRedirect(f"{back}#{key}")
    except IsFinished:
        form.add_error(None, _("The report is finished: prepare a new version first. Nothing was saved."))
    except WrittenMeanwhile:
        form = _after_another(request, compose(report), key, notes)
    return _page(request, report, compose(report), key, form)


def _after_another(request: HttpRequest, made: Report, key: str, notes: set[str]) -> TextForm:
    """What was typed, to be sent again on top of what somebody else wrote meanwhile."""
    hand = made.by_hand.get(key)
    data = request.POST.copy()
    data["seen"] = hand.text if hand else ""
    form = TextForm(data, notes=notes)
    form.add_error(
        None,
        _(
            "Somebody else wrote this paragraph meanwhile: theirs stands below. Yours is still in the box, and saving"
            " it again puts it in the place of theirs."
        ),
    )
    return form


def _page(request: HttpRequest, report: CommitteeReport, made: Report, key: str, form: TextForm) -> HttpResponse:
    block, hand = made.composed.get(key), made.by_hand.get(key)
    language = (block.language if block else "") or report.language
    texts = [block.text if block else "", hand.text if hand else "", *(note.text for note in made.notes)]
    names = names_in(*texts)
    context = {
        **admin.site.each_context(request),
        "title": _("Paragraph %(number)s") % {"number": (block.number if block else "") or key},
        "object": report,
        "form": form,
        "composed": block and replace(block, text=names.fill(block.text)),
        "hand": hand,
        "hand_text": names.fill(hand.text) if hand else "",
        "outdated": bool(block and hand and hand.based_on != block.digest),
        "lang": language,
        "dir": direction(language),
        "notes": [replace(note, text=names.fill(note.text)) for note in made.notes],
        "may_write": may_write(cast(User, request.user)),
        "complaints": complaints(form) if form.is_bound else [],
    }
    return TemplateResponse(request, "admin/committee_reports/text.html", context)
