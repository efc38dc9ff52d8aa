"""/admin/proposals/<number>/: an editor takes a proposal over, whole or in part, or declines it with a reason."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.access import has_permission, units_of
from accounts.enums import RoleName
from accounts.models import User
from reference.models import Unit
from tarepo.admin.forms import sent_key
from tarepo.admin.opinions import asked_first, opinions_on
from tarepo.admin.proposal_view import Judged, judged, left_out
from tarepo.admin.proposals import STATES, proposed_title
from tarepo.admin.status import status_of, whose
from tarepo.admin.widgets import LinesWidget
from tarepo.changes import change
from tarepo.content import read_content
from tarepo.content_check import ContentError
from tarepo.enums import Kind
from tarepo.labels import labelled, labels_of, title_of
from tarepo.locks import lock_patch, lock_records
from tarepo.models import ChangeSet, Origin, Patch, PatchState, Record
from tarepo.publish import NotPublishable, publish
from tarepo.settle import accept, decline

LONGEST_ANSWER = 2000
LONGEST_NAME = 200  # ChangeSet.requested_by
ACCEPT, PUBLISH, DECLINE = "accept", "publish", "decline"


class OutOfDate(Exception):
    """Ends an open change without a trace: somebody else wrote between the editor's look and the answer."""


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label=gettext_lazy("Answer to who submitted it"),
        help_text=gettext_lazy("They see it beside their submission. To decline, say why: 2000 characters at most."),
        max_length=LONGEST_ANSWER,
        required=False,
        widget=LinesWidget(attrs={"maxlength": LONGEST_ANSWER}),
    )
    unit = forms.ChoiceField(label=gettext_lazy("Responsible unit"), required=False)

    def __init__(self, *args: Any, units: list[tuple[str, str]] | None, declining: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if units is None:
            del self.fields["unit"]
        else:
            self.fields["unit"].choices = units
        if declining:
            self.fields["answer"].required = True
            self.fields["answer"].error_messages["required"] = _("Say why: who submitted it reads this.")


class Rights:
    """What the user may do with a proposal: chief editors all, unit editors what is their unit's or becomes it."""

    def __init__(self, user: User, patch: Patch, record: Record | None) -> None:
        model_admin = admin_of(patch.kind)
        name = f"{model_admin.opts.app_label}.{{}}_{model_admin.opts.model_name}"
        self.is_chief = user.has_role(RoleName.CHIEF_EDITOR)
        self.units = units_of(user)
        action = "change" if record else "add"
        self.may_accept = has_permission(user, name.format(action), record)
        self.may_publish = has_permission(user, name.format("publish"), record)
        # A new one that nobody has taken into a unit is the chief editors' to decline.
        self.may_decline = self.may_accept and (record is not None or self.is_chief)


def admin_of(kind: str) -> Any:
    """The desk's admin of a kind's records."""
    for model, model_admin in admin.site._registry.items():
        if issubclass(model, Record) and kind == model.KIND:  # type: ignore[attr-defined]
            return model_admin
    raise Http404


def proposal(request: HttpRequest, pk: int) -> HttpResponse:
    patch = Patch.objects.select_related("by", "answered_by").filter(pk=pk).first()
    if patch is None:
        raise Http404
    records = labelled(Record.objects.filter(pk=patch.record_id)).annotate(unit_title=title_of("unit_id"))
    record = records.first() if patch.record_id else None
    rights = Rights(request.user, patch, record)
    if request.method == "POST":
        return answer(request, patch, record, rights)
    return page(request, patch, record, rights, AnswerForm(units=units_for(rights, record)))


def units_for(rights: Rights, record: Record | None) -> list[tuple[str, str]] | None:
    """The units that a new record may be taken into; None where there is no choice."""
    if record is not None or not rights.may_accept:
        return None
    rows = Unit.objects.all() if rights.is_chief else Unit.objects.filter(pk__in=rights.units)
    found = sorted(((str(unit.pk), str(unit)) for unit in labelled(rows)), key=lambda pair: pair[1])
    return [("", _("no unit")), *found] if rights.is_chief else found


def answer(request: HttpRequest, patch: Patch, record: Record | None, rights: Rights) -> HttpResponse:
    does = next((name for name in (PUBLISH, ACCEPT, DECLINE) if name in request.POST), "")
    may = {ACCEPT: rights.may_accept, PUBLISH: rights.may_accept and rights.may_publish, DECLINE: rights.may_decline}
    waits = asked_first(patch)
    form = AnswerForm(request.POST, units=units_for(rights, record), declining=does == DECLINE)
    taken = set(request.POST.getlist("take"))
    if patch.state != PatchState.OPEN:
        return say_settled(request, patch)
    if not may.get(does):
        form.add_error(None, not_yours(record) if does else _("Choose what is to be done with it."))
        return page(request, patch, record, rights, form, taken)
    shown = judged(patch)
    if request.POST.get("seen") != shown.token:
        return out_of_date(request, patch, record, rights, form)
    if does != DECLINE and not taken:
        form.add_error(None, _("Choose at least one field to take over, or decline the proposal."))
    if does != DECLINE and waits.stops and not (rights.is_chief and "go_on" in request.POST):
        form.add_error(None, waits.told(rights.is_chief))
    if not form.is_valid():
        return page(request, patch, record, rights, form, taken)
    return settle(request, patch, record, rights, form, shown, does)


def out_of_date(
    request: HttpRequest, patch: Patch, record: Record | None, rights: Rights, form: AnswerForm
) -> HttpResponse:
    form.add_error(
        None,
        _(
            "The proposal, or the record, was changed while you were reading. Nothing was done: look at it as it"
            " stands below, and answer again."
        ),
    )
    return page(request, patch, record, rights, form, set(request.POST.getlist("take")))


def hold(patch: Patch, seen: str) -> None:
    """From here to the end of the change nobody writes the proposal or its record. OutOfDate where somebody did."""
    lock_patch(patch)
    if patch.record_id:
        lock_records([patch.record_id])
    if patch.state == PatchState.OPEN and judged(patch).token != seen:
        raise OutOfDate


def settle(
    request: HttpRequest,
    patch: Patch,
    record: Record | None,
    rights: Rights,
    form: AnswerForm,
    shown: Judged,
    does: str,
) -> HttpResponse:
    taken = set(request.POST.getlist("take"))
    why = _("declined proposal %(number)s") if does == DECLINE else _("took over proposal %(number)s")
    party = labels_of([patch.party_id] if patch.party_id else []).get(str(patch.party_id), "")
    try:
        with change(by=request.user, why=why % {"number": patch.pk}, key=sent_key(request.POST)) as made:
            made.requested_by = party[:LONGEST_NAME]
            made.save(update_fields=["requested_by"])
            hold(patch, shown.token)
            done = write_answer(request, patch, form, shown, does, taken)
    except OutOfDate:
        patch.refresh_from_db()
        return out_of_date(request, patch, record, rights, form)
    except ContentError as error:
        told = _("This cannot be taken over as it stands (%(where)s): %(why)s.")
        form.add_error(None, told % {"where": error.where, "why": error.why.rstrip(".")})
        patch.refresh_from_db()
        return page(request, patch, record, rights, form, taken)
    except IntegrityError:
        patch.refresh_from_db()
        if ChangeSet.objects.filter(pk=sent_key(request.POST), by=request.user).exists():
            return say_settled(request, patch)
        form.add_error(None, _("The database did not take this. Nothing was done: answer again."))
        return page(request, patch, record, rights, form, taken)
    return done or say_settled(request, patch)


def write_answer(
    request: HttpRequest, patch: Patch, form: AnswerForm, shown: Judged, does: str, taken: set[str]
) -> HttpResponse | None:
    """Inside the open change; None where somebody else was faster."""
    said = form.cleaned_data["answer"]
    if does == DECLINE:
        if not decline(patch=patch, by=request.user, answer=said):
            return None
        messages.success(request, _("Declined: who submitted it reads your answer."))
        return HttpResponseRedirect(reverse("admin:proposals"))
    paths = {path for choice in shown.choices if choice.name in taken for path in choice.paths}
    unit = int(form.cleaned_data["unit"]) if form.cleaned_data.get("unit") else None
    answered = "\n".join(filter(None, (said, left_out(shown.choices, taken))))
    if not accept(patch=patch, by=request.user, only=paths, unit=unit, answer=answered):
        return None
    record = Record.objects.get(pk=patch.record_id)
    messages.success(request, _("Taken over. Readers see it when it is published."))
    if does == PUBLISH:
        publish_and_say(request, record)
    model_admin = admin_of(patch.kind)
    return HttpResponseRedirect(model_admin.address("change", record.pk))


def publish_and_say(request: HttpRequest, record: Record) -> None:
    try:
        publish(record)
    except NotPublishable as error:
        messages.warning(request, _("It cannot be published yet:"))
        for sentence in error.found.get(record.reference, []):
            messages.warning(request, sentence)
        return
    messages.success(request, _("Published."))


def say_settled(request: HttpRequest, patch: Patch) -> HttpResponse:
    """Of two who answer at once the second reads what the first did."""
    patch.refresh_from_db()
    who = str(patch.answered_by or _("who submitted it"))
    told = _("This proposal has been settled already, by %(who)s: %(state)s.")
    messages.info(request, told % {"who": who, "state": STATES[patch.state]})
    return HttpResponseRedirect(reverse("admin:proposal", kwargs={"pk": patch.pk}))


def not_yours(record: Record | None) -> str:
    if record is not None:
        return whose(record)
    return _("Chief editors answer proposals of new records; a unit editor can take one into the unit.")


def page(
    request: HttpRequest,
    patch: Patch,
    record: Record | None,
    rights: Rights,
    form: AnswerForm,
    taken: set[str] | None = None,
) -> HttpResponse:
    is_open = patch.state == PatchState.OPEN
    shown = judged(patch) if is_open else None
    party = labels_of([patch.party_id]).get(str(patch.party_id), "") if patch.party_id else ""
    title = getattr(record, "title_shown", "") or proposed_title(patch)
    choices = [
        {"choice": choice, "taken": choice.name in taken if taken is not None else not choice.moved}
        for choice in (shown.choices if shown else [])
    ]
    context = {
        **admin.site.each_context(request),
        "title": _("Proposal %(number)s") % {"number": patch.pk},
        "subtitle": title,
        "patch": patch,
        "record": record,
        "record_address": admin_of(patch.kind).address("change", record.pk) if record else "",
        "kind": Kind(patch.kind).label,
        "party": party,
        "state": STATES[patch.state],
        "is_open": is_open,
        "judged": shown,
        "is_correction": patch.origin == Origin.CORRECTION,
        "opinions": opinions_on(patch),
        "waits": asked_first(patch),
        "choices": choices,
        "has_moved": any(entry["choice"].moved for entry in choices),
        "differs": bool(record and is_open and status_of(record, read_content(patch.kind, record.pk)).differs),
        "rights": rights,
        "why_not": "" if rights.may_accept else not_yours(record),
        "form": form,
        "sent_key": sent_key({}),
    }
    return TemplateResponse(request, "admin/proposal.html", context)
