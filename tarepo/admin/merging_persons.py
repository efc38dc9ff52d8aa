"""Merging two persons as printed: one of the two is kept as it stands, since what two sources print is not mixed."""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from experts.merge import PersonMerge, merge_persons, prepare_persons
from experts.models import Person
from tarepo.admin.base import NothingSaved
from tarepo.admin.forms import LONGEST_REASON, sent_key
from tarepo.admin.merging import SHOWN, ask_for_other, asked_for, base_context, reason, say_merged, say_sent
from tarepo.changes import change
from tarepo.labels import labels_of
from tarepo.merge_checks import CannotMerge

if TYPE_CHECKING:
    from experts.admin import PersonAdmin

PRINTED = ("name", "function", "affiliation", "organisation", "document", "paragraph")


def merging_persons(model_admin: "PersonAdmin", request: HttpRequest, pk: int) -> HttpResponse:
    """The person at the address is kept; ?with= names the other."""
    kept = Person.objects.filter(pk=pk).first()
    if kept is None:
        raise Http404
    if not model_admin.has_change_permission(request):
        raise PermissionDenied
    if "apply" in request.POST and model_admin.was_sent(request):
        return say_sent(model_admin, request, pk)
    other = Person.objects.filter(pk=asked_for(request)).first() if "with" in request.GET else None
    if other is None:
        complaint = _("There is no such person: choose one from the list.") if "with" in request.GET else ""
        return ask_for_other(model_admin, request, kept, complaint)
    try:
        found = prepare_persons(kept.pk, other.pk)
        if "apply" in request.POST and reason(request):
            return apply(model_admin, request, found)
    except CannotMerge as error:
        return ask_for_other(model_admin, request, kept, str(error))
    complaint = _("Say why: the reason is kept in the history.") if "apply" in request.POST else ""
    return show(model_admin, request, found, complaint)


def show(model_admin: "PersonAdmin", request: HttpRequest, found: PersonMerge, complaint: str = "") -> HttpResponse:
    """The two side by side, and what would happen."""
    shown = sorted(found.naming)[:SHOWN]
    printed = {row.organisation_id for row in (found.kept, found.other)}
    printed |= {row.document_id for row in (found.kept, found.other)}
    names = labels_of({*shown, *printed} - {None})
    address = model_admin.address
    context = base_context(model_admin, request, found.kept) | {
        "other": found.other,
        "rows": [
            (capfirst(str(Person._meta.get_field(name).verbose_name)), *said)
            for name in PRINTED
            if any(said := [printed_as(row, name, names) for row in (found.kept, found.other)])
        ],
        "address": f"{address('merge', found.kept.pk)}?with={found.other.pk}",
        "turned": f"{address('merge', found.other.pk)}?with={found.kept.pk}",
        "naming": len(found.naming),
        "shown": [names[str(pk)] for pk in shown if str(pk) in names],
        "more": len(found.naming) - len(shown),
        "seen": found.seen,
        "sent_key": sent_key(request.POST),
        "why": request.POST.get("sent_why", "")[:LONGEST_REASON],
        "complaint": complaint,
    }
    return TemplateResponse(request, "admin/merge_persons.html", context)


def printed_as(person: Person, name: str, names: dict[str, str]) -> str:
    field: Any = Person._meta.get_field(name)
    value = getattr(person, field.attname)
    return names.get(str(value), "") if field.remote_field else value


def apply(model_admin: "PersonAdmin", request: HttpRequest, found: PersonMerge) -> HttpResponse:
    key, kept, other = sent_key(request.POST), found.kept.pk, found.other.pk
    back = HttpResponseRedirect(model_admin.address("change", kept))
    try:
        with change(by=request.user, why=reason(request), key=key):
            done = merge_persons(kept=kept, other=other, seen=request.POST.get("seen", ""))
            if done is None:
                raise NothingSaved(back)
    except NothingSaved:
        newer = _("Somebody edited one of the two since you saw this. Nothing was merged: look at it anew.")
        return show(model_admin, request, prepare_persons(kept, other), newer)
    except IntegrityError:  # two clicks at once
        if not model_admin.was_sent(request):
            raise
        return say_sent(model_admin, request, kept)
    say_merged(model_admin, request, len(done.naming), key)
    return back
