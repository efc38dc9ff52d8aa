"""The desk's page of a record's details: who consents to what; asking, and keeping answers that came by letter."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.consent import Stand
from accounts.consents.answer import answer_for
from accounts.consents.ask import ask, is_to_be_asked
from accounts.consents.forms import TermsForm, chosen, token
from accounts.consents.page import day_of, said
from accounts.consents.stands import stands_of
from accounts.enums import ConsentState, RequestState, RoleName
from accounts.focal_points import focal_points_of
from accounts.models import DetailRequest, User
from accounts.reads import note_details
from accounts.records import beneficiaries_of
from tarepo.admin.status import whose
from tarepo.changes import change
from tarepo.labels import labels_of, title_of
from tarepo.models import Detail, Record

if TYPE_CHECKING:
    from tarepo.admin.records import RecordAdmin

ANSWERS = {"grant": ConsentState.GRANTED, "refuse": ConsentState.REFUSED, "withdraw": ConsentState.WITHDRAWN}


class LetterForm(TermsForm):
    """An answer that came on paper: what came, and when, is its note."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        note = self.fields["note"]
        note.required = True
        note.label, note.help_text = _("Reference and date of the letter"), _("The beneficiary's focal points see it.")
        note.error_messages["required"] = _("Give the reference of the letter: it says who answered.")


def details_page(model_admin: "RecordAdmin", request: HttpRequest, pk: int) -> HttpResponse:
    found = model_admin.get_object(request, str(pk))
    if not isinstance(found, Record):
        raise Http404
    if not model_admin.has_view_or_change_permission(request, found):
        raise PermissionDenied
    form = LetterForm()
    if request.method == "POST":
        if not model_admin.has_change_permission(request, found):
            raise PermissionDenied(whose(found))
        form = LetterForm(request.POST)
        if acted(request, found, form):
            return HttpResponseRedirect(request.path)
    return TemplateResponse(request, "admin/details.html", context_of(model_admin, request, found, form))


def context_of(model_admin: "RecordAdmin", request: HttpRequest, found: Record, form: LetterForm) -> dict[str, Any]:
    details = list(Detail.objects.filter(record_id=found.pk).order_by("pk"))
    note_details(by=cast(User, request.user), details=details)
    stands = stands_of(details)
    parties = {stand.party for stand in stands}
    names, focal_points = labels_of(parties), focal_points_of(parties)
    taken = chosen(request.POST).tokens if request.method == "POST" else set()
    may = model_admin.has_change_permission(request, found)
    return {
        **model_admin.admin_site.each_context(request),
        "title": _("Details and consents"),
        "subtitle": str(found),
        "opts": model_admin.opts,
        "object": found,
        "details": [detail_row(detail, stands, names, focal_points, taken) for detail in details],
        "can_have": "involvements" in found.PARTS,
        "is_public": found.pk in beneficiaries_of([found.pk]),
        "may_ask": may,
        "may_record": may and cast(User, request.user).has_role(RoleName.CHIEF_EDITOR),
        "why_not": "" if may else whose(found),
        "requests": open_requests(found),
        "form": form,
    }


def detail_row(
    detail: Detail, stands: list[Stand], names: dict[str, str], focal_points: dict, taken: Collection[str]
) -> dict[str, Any]:
    today = timezone.localdate()
    rows = [
        {
            "token": token(stand),
            "taken": token(stand) in taken,
            "party": names.get(str(stand.party), "–"),
            "state": state_of(stand),
            "is_open": stand.is_granted(today),
            "note": stand.decisive.note if stand.decisive else "",
            "nobody": stand.party not in focal_points,
            "is_to_be_asked": is_to_be_asked(stand),
        }
        for stand in stands
        if stand.detail.pk == detail.pk
    ]
    return {
        "pk": detail.pk,
        "nature": capfirst(detail.get_nature_display()),
        "text": detail.text,
        "is_common": detail.party_id is None,
        "rows": rows,
        "is_open": bool(rows) and all(row["is_open"] for row in rows),
    }


def state_of(stand: Stand) -> str:
    """In words, with its day: not asked, asked since, granted until, refused, withdrawn."""
    row = stand.decisive
    told = ""
    if row is not None:
        values = {"said": said(row), "day": day_of(row), "who": row.by or "–"}
        told = (
            _("%(said)s (%(day)s, %(who)s)")
            if row.detail_id
            else _("%(said)s for every detail of its kind (%(day)s, %(who)s)")
        ) % values
        if stand.is_of_another_text:
            told = _("%(told)s: the text was changed since, so this consent no longer holds") % {"told": told}
    if stand.waits(timezone.localdate()) and stand.asked:
        asked = _("asked on %(day)s") % {"day": day_of(stand.asked)}
        return f"{told}; {asked}" if told else asked
    return told or _("not asked")


def open_requests(found: Record) -> list[DetailRequest]:
    rows = DetailRequest.objects.filter(record_id=found.pk, state=RequestState.OPEN)
    return list(rows.annotate(party_title=title_of("party_id")).order_by("asked_at"))


def acted(request: HttpRequest, found: Record, form: LetterForm) -> bool:
    """Do what a button says; whether it could be done."""
    if "ask" in request.POST or "ask_all" in request.POST:
        return asked(request, found, form)
    state = next((state for name, state in ANSWERS.items() if name in request.POST), None)
    picked = chosen(request.POST).shown
    if state is None or not picked:
        form.add_error(None, _("Tick at least one answer, and choose what was answered."))
    if not form.is_valid() or state is None:
        return False
    if not cast(User, request.user).has_role(RoleName.CHIEF_EDITOR):
        raise PermissionDenied(_("Chief editors keep answers that came by letter. Ask one of them."))
    user = cast(User, request.user)
    with change(by=user, why=_("kept an answer about details that came by letter")):
        for outcome in answer_for(picked, terms=form.terms(state), by=user, record=found.pk).values():
            for why in outcome.refused.values():
                messages.warning(request, why)
            if outcome.done or outcome.same:
                messages.success(request, _("Kept: %(state)s.") % {"state": state.label})
    return True


def asked(request: HttpRequest, found: Record, form: LetterForm) -> bool:
    picked = chosen(request.POST).shown
    only = {(party, one.detail) for party, some in picked.items() for one in some}
    if "ask" in request.POST and not only:
        form.add_error(None, _("Tick whom to ask about what, or ask all."))
        return False
    own = list(Detail.objects.filter(record_id=found.pk).values_list("pk", flat=True))
    with change(by=cast(User, request.user), why=_("asked for consent to details")):
        count = ask(details=own, by=cast(User, request.user), only=None if "ask_all" in request.POST else only)
    if count:
        told = ngettext("Asked: %(n)s answer is awaited.", "Asked: %(n)s answers are awaited.", count) % {"n": count}
        messages.success(request, told)
    else:
        messages.info(
            request, _("Nobody was asked: each was asked before, has consented, or cannot see the record yet.")
        )
    return True
