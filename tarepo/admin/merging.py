"""Merging two records: found in a list or by name, laid side by side, looked at, written once."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tarepo.admin.base import NothingSaved, PortalAdmin
from tarepo.admin.forms import LONGEST_REASON, sent_key
from tarepo.admin.record_pages import PAGES
from tarepo.admin.several import with_link
from tarepo.admin.widgets import OneOf, give_labels
from tarepo.changes import change
from tarepo.content_check import ContentError
from tarepo.differences import content_lines
from tarepo.labels import labelled, labels_of
from tarepo.merge import Merge, merge, prepare
from tarepo.merge_checks import MERGEABLE, CannotMerge
from tarepo.merge_choices import Choice, choices
from tarepo.models import Detail, Record
from tarepo.problems import problems
from tarepo.publish import NotPublishable

if TYPE_CHECKING:
    from tarepo.admin.records import RecordAdmin

PICK = "pick:"
SHOWN = 50  # of the records that name the other


@admin.action(description=gettext_lazy("Merge two"))
def merge_selected(model_admin: PortalAdmin, request: HttpRequest, rows: QuerySet) -> HttpResponse:
    """Of exactly two the older is kept, unless the editor turns it round."""
    ids = list(rows.order_by("pk").values_list("pk", flat=True)[:3])
    if len(ids) != 2:
        model_admin.message_user(request, _("Choose exactly two that are the same thing."), messages.ERROR)
        return HttpResponseRedirect(request.get_full_path())
    return HttpResponseRedirect(f"{model_admin.address('merge', ids[0])}?with={ids[1]}")


@admin.action(description=gettext_lazy("Merge two"))
def merge_selected_records(model_admin: PortalAdmin, request: HttpRequest, rows: QuerySet) -> None:
    """Nothing is written yet: the list's own change ends without a trace."""
    raise NothingSaved(merge_selected(model_admin, request, rows))


class SameKind(OneOf):
    """A record of the kind of the form that it stands in (LookUpAdmin)."""

    def __init__(self, model_admin: "RecordAdmin") -> None:
        super().__init__(Record._meta.get_field("merged_into"), model_admin.admin_site)
        self.opts = model_admin.opts

    def build_attrs(self, base_attrs: dict, extra_attrs: dict | None = None) -> dict:
        found = super().build_attrs(base_attrs, extra_attrs)
        return found | {"data-app-label": self.opts.app_label, "data-model-name": self.opts.model_name}


def asked_for(request: HttpRequest) -> int | None:
    written = request.GET.get("with", "")
    return int(written) if written.isascii() and written.isdigit() and len(written) < 19 else None


def merging(model_admin: "RecordAdmin", request: HttpRequest, pk: int) -> HttpResponse:
    """The record at the address is kept; ?with= names the other."""
    kept = labelled(Record.objects.filter(pk=pk, kind=model_admin.model.KIND)).first()
    if kept is None or kept.kind not in MERGEABLE:
        raise Http404
    check_right(model_admin, request, kept)
    if "apply" in request.POST and model_admin.was_sent(request):
        return say_sent(model_admin, request, pk)
    other = labelled(Record.objects.filter(pk=asked_for(request))).first() if "with" in request.GET else None
    if other is None:
        complaint = _("There is no such record: choose one from the list.") if "with" in request.GET else ""
        return ask_for_other(model_admin, request, kept, complaint)
    try:
        if other.kind == kept.kind:
            check_right(model_admin, request, other)
        return answer(model_admin, request, prepare(kept.pk, other.pk, picked_in(request)))
    except CannotMerge as error:
        return ask_for_other(model_admin, request, kept, str(error))


def check_right(model_admin: "RecordAdmin", request: HttpRequest, record: Record) -> None:
    """Whoever merges changes the one and archives the other."""
    rights = (model_admin.has_change_permission, model_admin.has_publish_permission)
    if not record.merged_into_id and not all(right(request, record) for right in rights):
        raise PermissionDenied(
            _("“%(record)s” belongs to another unit: its editors or a chief editor can merge it.") % {"record": record}
        )


def picked_in(request: HttpRequest) -> dict[str, str]:
    return {name.removeprefix(PICK): value for name, value in request.POST.items() if name.startswith(PICK)}


def base_context(model_admin: PortalAdmin, request: HttpRequest, kept: Any) -> dict[str, Any]:
    return {
        **model_admin.admin_site.each_context(request),
        "title": _("Merge"),
        "subtitle": str(kept),
        "opts": model_admin.opts,
        "object": kept,
        "kept": kept,
    }


def ask_for_other(model_admin: Any, request: HttpRequest, kept: Any, complaint: str) -> HttpResponse:
    """A form with the choice of the other one; complaint: why the one that was chosen cannot be it."""
    form, rows = forms.Form(), type(kept)._default_manager.all()
    form.fields["with"] = forms.ModelChoiceField(rows, widget=model_admin.other_widget(), label=_("It is the same as"))
    give_labels([form["with"]])
    context = base_context(model_admin, request, kept) | {
        "field": form["with"],
        "complaint": complaint,
        "media": model_admin.media + form.media,
    }
    return TemplateResponse(request, "admin/merge_find.html", context)


def answer(model_admin: "RecordAdmin", request: HttpRequest, found: Merge) -> HttpResponse:
    if request.method != "POST" or "again" in request.POST:
        return side_by_side(model_admin, request, found)
    if "apply" not in request.POST:
        return show_preview(model_admin, request, found)
    if not reason(request):
        return show_preview(model_admin, request, found, [_("Say why: the reason is kept in the history.")])
    return apply(model_admin, request, found)


def reason(request: HttpRequest) -> str:
    return request.POST.get("sent_why", "").replace("\x00", "").strip()[:LONGEST_REASON]


def side_by_side(model_admin: "RecordAdmin", request: HttpRequest, found: Merge) -> HttpResponse:
    """Every thing in which the two differ, with what was picked, else what stands ready."""
    picked = picked_in(request)
    rows = [
        (choice, picked[choice.key] if picked.get(choice.key) in choice.options else choice.default)
        for choice in choices(found.kept.kind, found.left, found.right, labels_of)
    ]
    context = merge_context(model_admin, request, found)
    context["rows"] = [(choice, sides_of(choice, value)) for choice, value in rows]
    return TemplateResponse(request, "admin/merge.html", context)


def sides_of(choice: Choice, picked: str) -> list[dict[str, Any]]:
    """What can be picked, as the template shows it: the two, and both of them where they can stand together."""
    labels = {"left": _("The kept one says"), "right": _("The other says"), "both": _("Both")}
    said = {"left": choice.left, "right": choice.right, "both": []}
    return [
        {"value": option, "label": labels[option], "lines": said[option], "picked": option == picked}
        for option in ("left", "right", "both")
        if option in choice.options
    ]


def merge_context(model_admin: "RecordAdmin", request: HttpRequest, found: Merge) -> dict[str, Any]:
    address = model_admin.address
    return base_context(model_admin, request, found.kept) | {
        "other": found.other,
        "address": f"{address('merge', found.kept.pk)}?with={found.other.pk}",
        "turned": f"{address('merge', found.other.pk)}?with={found.kept.pk}",
        "naming": len(found.naming),
        "files": len(found.files),
        "details": Detail.objects.filter(record_id=found.other.pk).count(),
        "becomes_public": found.becomes_public,
        "publishes_edits": found.publishes_edits,
        "old_address": found.other.get_absolute_url(),
    }


def show_preview(
    model_admin: "RecordAdmin", request: HttpRequest, found: Merge, complaints: list[str] | None = None
) -> HttpResponse:
    lacks = problems(found.kept.kind, found.new) if found.becomes_public else []
    shown = sorted(found.naming)[:SHOWN]
    names = labels_of(shown)
    context = merge_context(model_admin, request, found) | {
        "lines": content_lines(found.kept.kind, found.left, found.new),
        "shown": [names[str(pk)] for pk in shown if str(pk) in names],
        "more": len(found.naming) - len(shown),
        "lacks": lacks,
        "picked": [(f"{PICK}{key}", value) for key, value in picked_in(request).items()],
        "seen": found.seen,
        "sent_key": sent_key(request.POST),
        "why": request.POST.get("sent_why", "")[:LONGEST_REASON],
        "complaints_of_merge": complaints or [],
    }
    return TemplateResponse(request, "admin/merge_preview.html", context)


def apply(model_admin: "RecordAdmin", request: HttpRequest, found: Merge) -> HttpResponse:
    key, back = sent_key(request.POST), HttpResponseRedirect(model_admin.address("change", found.kept.pk))
    kept, other, picked = found.kept.pk, found.other.pk, picked_in(request)
    try:
        with change(by=request.user, why=reason(request), key=key):
            done = merge(kept=kept, other=other, picked=picked, seen=request.POST.get("seen", ""))
            if done is None:
                raise NothingSaved(back)
    except NothingSaved:
        newer = _("Somebody edited one of the two since you saw this. Nothing was merged: look at it anew.")
        return show_preview(model_admin, request, prepare(kept, other, picked), [newer])
    except NotPublishable as error:
        return show_preview(model_admin, request, found, [line for lines in error.found.values() for line in lines])
    except ContentError as error:
        return show_preview(model_admin, request, found, [f"{error.where}: {error.why}"])
    except IntegrityError:  # two clicks at once
        if not model_admin.was_sent(request):
            raise
        return say_sent(model_admin, request, kept)
    say_merged(model_admin, request, len(done.naming), key)
    return back


def say_merged(model_admin: PortalAdmin, request: HttpRequest, naming: int, key: object) -> None:
    said = ngettext(
        "Merged. %(n)d record that named the other names this one now.",
        "Merged. %(n)d records that named the other name this one now.",
        naming,
    ) % {"n": naming}
    model_admin.message_user(request, with_link(said, key), messages.SUCCESS)


def say_sent(model_admin: PortalAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    said = _("This had been sent already, and was done once.")
    model_admin.message_user(request, with_link(said, sent_key(request.POST)), messages.INFO)
    return HttpResponseRedirect(model_admin.address("change", pk))


PAGES["merge/"] = merging
