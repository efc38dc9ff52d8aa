"""Editing several records at once: chosen in a list, said in a form, looked at record by record, written once.

Nothing is kept between the pages: the form's fields, which records and what they said travel with each page, signed.
"""

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.db import IntegrityError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tarepo.admin.base import NothingSaved
from tarepo.admin.complaints import Complaint
from tarepo.admin.forms import LONGEST_REASON, sent_key
from tarepo.admin.several_form import SeveralForm
from tarepo.admin.widgets import give_labels
from tarepo.changes import change
from tarepo.differences import Line, content_lines
from tarepo.edit_several import MOST, Done, Edit, Preview, edit_several, preview
from tarepo.labels import labels_of
from tarepo.models import Record

if TYPE_CHECKING:
    from tarepo.admin.records import RecordAdmin

A_PAGE = 50
NAMED = 10  # records in a message


@admin.action(description=gettext_lazy("Edit several"))
def edit_selected(model_admin: "RecordAdmin", request: HttpRequest, rows: QuerySet) -> None:
    """Leads to the form; nothing is written yet, so the list's own change ends without a trace."""
    ids = list(rows.order_by("pk").values_list("pk", flat=True)[: MOST + 1])
    if len(ids) > MOST:
        said = _("At most %(most)d records are edited at once: choose fewer, by a filter or a search.") % {"most": MOST}
        model_admin.message_user(request, said, messages.ERROR)
        raise NothingSaved(HttpResponseRedirect(request.get_full_path()))
    raise NothingSaved(show_form(model_admin, request, SeveralForm(model_admin, request), {"ids": ids}))


def several(model_admin: "RecordAdmin", request: HttpRequest) -> HttpResponse:
    """What the form, the preview and its pages are sent to."""
    if not model_admin.has_change_permission(request):
        raise PermissionDenied
    state = read_state(model_admin, request)
    if state is None:
        model_admin.message_user(request, _("Choose records in the list first, then “Edit several”."), messages.INFO)
        return HttpResponseRedirect(model_admin.address("changelist"))
    form = SeveralForm(model_admin, request, request.POST)
    if not form.is_valid() or "again" in request.POST:
        return show_form(model_admin, request, form, state)
    if "apply" not in request.POST:
        return show_preview(model_admin, request, form, state)
    if not request.POST.get("sent_why", "").replace("\x00", "").strip():
        complaint = _("Say why: the reason is kept in the history of each of these records.")
        return show_preview(model_admin, request, form, state, complaint)
    return apply(model_admin, request, form, state)


def salt(model_admin: "RecordAdmin", request: HttpRequest) -> str:
    """Of one editor and one list."""
    return f"several {model_admin.opts.label} {request.user.pk}"


def read_state(model_admin: "RecordAdmin", request: HttpRequest) -> dict[str, Any] | None:
    """Which records, and what they said; None where no page of ours sent it."""
    try:
        return signing.loads(request.POST.get("state", ""), salt=salt(model_admin, request))
    except signing.BadSignature:
        return None


def signed(model_admin: "RecordAdmin", request: HttpRequest, state: dict[str, Any]) -> str:
    return signing.dumps(state, salt=salt(model_admin, request), compress=True)


def context_of(
    model_admin: "RecordAdmin", request: HttpRequest, form: SeveralForm, state: dict[str, Any]
) -> dict[str, Any]:
    count = len(state["ids"])
    return {
        **model_admin.admin_site.each_context(request),
        "title": _("Edit several"),
        "subtitle": ngettext("%(n)d record", "%(n)d records", count) % {"n": count},
        "opts": model_admin.opts,
        "form": form,
        "count": count,
        "state": signed(model_admin, request, state),
        "address": model_admin.address("several"),
    }


def show_form(
    model_admin: "RecordAdmin", request: HttpRequest, form: SeveralForm, state: dict[str, Any]
) -> HttpResponse:
    give_labels(list(form))
    context = context_of(model_admin, request, form, {"ids": state["ids"]})
    context["media"] = model_admin.media + form.media
    context["complaints"] = complaints_of(form)
    return TemplateResponse(request, "admin/several.html", context)


def complaints_of(form: SeveralForm) -> list[Complaint]:
    wrong = [form[name] for name in form.errors if name in form.fields]
    return [
        Complaint([str(field.label)], str(sentence), field.id_for_label) for field in wrong for sentence in field.errors
    ]


def previewed(model_admin: "RecordAdmin", request: HttpRequest, form: SeveralForm, state: dict[str, Any]) -> Preview:
    seen = {int(pk): digest for pk, digest in state.get("seen", {}).items()}
    return preview(model_admin.model.KIND, state["ids"], form.steps, may(model_admin, request), seen)


def may(model_admin: "RecordAdmin", request: HttpRequest) -> Any:
    return lambda record: model_admin.has_change_permission(request, record)


def show_preview(
    model_admin: "RecordAdmin", request: HttpRequest, form: SeveralForm, state: dict[str, Any], complaint: str = ""
) -> HttpResponse:
    found = previewed(model_admin, request, form, state)
    page = Paginator(found.changed, A_PAGE).get_page(request.POST.get("page"))
    context = context_of(model_admin, request, form, state | {"seen": found.seen})
    context |= {
        "preview": found,
        "page": page,
        "rows": lines_of(model_admin.model.KIND, page),
        "fields": [(field.html_name, value) for field in form for value in sent_values(request, field.html_name)],
        "complaint": complaint,
        "sent_key": sent_key(request.POST),
        "why": request.POST.get("sent_why", "")[:LONGEST_REASON],
        "is_first": "publishing_shown" not in request.POST,
        "publishing": "publishing" in request.POST,
    }
    return TemplateResponse(request, "admin/several_preview.html", context)


def sent_values(request: HttpRequest, name: str) -> list[str]:
    return request.POST.getlist(name)


def lines_of(kind: str, page: Page) -> list[tuple[Edit, list[Line]]]:
    """Each record of the page with what changes in it; one query for all the names."""
    asked: set[int] = set()

    def note(ids: Collection[int]) -> dict[str, str]:
        asked.update(ids)
        return {}

    for edit in page:
        content_lines(kind, edit.old, edit.new, naming=note)
    names = labels_of(asked)
    return [(edit, content_lines(kind, edit.old, edit.new, naming=lambda _ids: names)) for edit in page]


def apply(model_admin: "RecordAdmin", request: HttpRequest, form: SeveralForm, state: dict[str, Any]) -> HttpResponse:
    why = request.POST["sent_why"].replace("\x00", "").strip()[:LONGEST_REASON]
    back = HttpResponseRedirect(model_admin.address("changelist"))
    key = sent_key(request.POST)
    try:
        with change(by=request.user, why=why, key=key):
            done = edit_several(
                kind=model_admin.model.KIND,
                ids=state["ids"],
                steps=form.steps,
                seen={int(pk): digest for pk, digest in state.get("seen", {}).items()},
                may=may(model_admin, request),
                publishing="publishing" in request.POST and model_admin.has_publish_permission(request),
            )
            if not done.written:
                raise NothingSaved(back)
    except NothingSaved:
        model_admin.message_user(request, _("Nothing was changed."), messages.WARNING)
    except IntegrityError:
        if not model_admin.was_sent(request):
            raise
        said = _("This had been sent already, and was done once.")
        model_admin.message_user(request, with_link(said, key), messages.INFO)
        return back
    else:
        say_done(model_admin, request, done, key)
    say_left(model_admin, request, done)
    return back


def with_link(said: str, key: object) -> str:
    return format_html(
        '{} <a href="{}">{}</a>', said, reverse("admin:change", args=[key]), _("See the change, or undo it")
    )


def say_done(model_admin: "RecordAdmin", request: HttpRequest, done: Done, key: object) -> None:
    many, public = len(done.written), len(done.published)
    said = ngettext("%(n)d record was changed.", "%(n)d records were changed.", many) % {"n": many}
    if public:
        said += " " + ngettext("%(n)d of them was published.", "%(n)d of them were published.", public) % {"n": public}
    model_admin.message_user(request, with_link(said, key), messages.SUCCESS)


def say_left(model_admin: "RecordAdmin", request: HttpRequest, done: Done) -> None:
    """Every record that was left as it was, by name, and why."""
    found = done.preview
    if found.moved:
        said = _("Left as they are, since somebody edited them after the preview: %(names)s")
        model_admin.message_user(request, said % {"names": named(found.moved)}, messages.WARNING)
    if found.forbidden:
        said = _("Left as they are, since you may not change them: %(names)s")
        model_admin.message_user(request, said % {"names": named(found.forbidden)}, messages.WARNING)
    for record, sentence in found.unwritable[:NAMED]:
        model_admin.message_user(request, f"{record}: {sentence}", messages.WARNING)


def named(records: list[Record]) -> str:
    shown = "; ".join(map(str, records[:NAMED]))
    more = len(records) - NAMED
    return shown + (" " + ngettext("and %(n)d more", "and %(n)d more", more) % {"n": more} if more > 0 else "")
