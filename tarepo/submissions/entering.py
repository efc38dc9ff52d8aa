"""/submissions/new/… and …/change/: entering a submission, and changing it until an editor answers."""

from http import HTTPStatus

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.limits import is_within
from tarepo.admin.forms import sent_key
from tarepo.changes import change
from tarepo.content_check import ContentError
from tarepo.corrections.pages import TOO_OFTEN
from tarepo.enums import Kind
from tarepo.models import ChangeSet, Patch, PatchState, Record, SearchRow
from tarepo.patch import base_content
from tarepo.propose import propose, revise
from tarepo.reading.names import load_names
from tarepo.submissions.access import Submitter, for_submitters, get_submission_for, speaking
from tarepo.submissions.choosing import choose_record, published_record
from tarepo.submissions.entry import FIGURES, SORTS, Entry, with_more, with_new_key
from tarepo.submissions.reading import crumbs, form_of, is_own, party_names, path_of
from tarepo.tiers import PUBLIC

ROW_SORTS = ("party", "figure")


@require_http_methods(["GET", "HEAD", "POST"])
@for_submitters
def new(request: HttpRequest, submitter: Submitter, what: str) -> HttpResponse:
    if what not in SORTS:
        raise Http404
    speaking(submitter)
    row = None
    if what == FIGURES:
        row = published_record(request.GET.get("record", ""))
        if row is None:
            return choose_record(request)
    names = party_names(submitter.parties)
    if request.method != "POST":
        return form_page(request, Entry(what, names, row=row))
    if more := more_of(request):
        entry = Entry(what, names, data=with_more(request.POST, more), row=row)
        entry.leave_unchecked()
        return form_page(request, entry)
    entry = Entry(what, names, data=request.POST, row=row)
    if not entry.is_valid():
        return form_page(request, entry)
    return send(request, submitter, entry) if is_within(request, "write") else too_many(request, entry)


def too_many(request: HttpRequest, entry: Entry, patch: Patch | None = None) -> HttpResponse:
    """Past the limit of an hour: the form as it was typed."""
    entry.form.add_error(None, TOO_OFTEN)
    response = form_page(request, entry, patch)
    response.status_code = HTTPStatus.TOO_MANY_REQUESTS
    return response


def more_of(request: HttpRequest) -> str:
    """Of which sort somebody asks for another row."""
    asked = request.POST.get("more", "")
    return asked if asked in ROW_SORTS else ""


def send(request: HttpRequest, submitter: Submitter, entry: Entry) -> HttpResponse:
    record = Record(pk=entry.row.record_id) if entry.row else None
    try:
        with change(by=submitter.user, why=_("submitted for review"), key=sent_key(request.POST)):
            made = propose(
                kind=entry.row.kind if entry.row else entry.what,
                values=entry.values,
                by=submitter.user,
                party=entry.party,
                why=entry.note,
                record=record,
                base_version=entry.row.snapshot.number if entry.row else 0,
            )
    except ContentError as error:
        return refused(request, entry, error)
    except IntegrityError:
        return sent_before(request, submitter, entry)
    return HttpResponseRedirect(path_of(made.pk) + "?sent=1")


def refused(request: HttpRequest, entry: Entry, error: ContentError) -> HttpResponse:
    sentence = _("This cannot be taken as it stands (%(where)s): %(why)s.")
    entry.form.add_error(None, sentence % {"where": error.where, "why": error.why.rstrip(".")})
    return form_page(request, entry)


def sent_before(request: HttpRequest, submitter: Submitter, entry: Entry) -> HttpResponse:
    """A second click meets what the first has done; whoever went back and wrote something else keeps it."""
    first = ChangeSet.objects.filter(pk=sent_key(request.POST), by=submitter.user).first()
    made = first and Patch.objects.filter(by=submitter.user, made_at__gte=first.made_at).order_by("made_at").first()
    if made and made.values == entry.values:
        return HttpResponseRedirect(path_of(made.pk) + "?sent=1")
    names = party_names(submitter.parties)
    again = Entry(entry.what, names, data=with_new_key(request.POST), row=entry.row)
    again.is_valid()
    if made:
        sentence = _(
            "You sent this form before: it is submission %(number)s. What stands here is something else. To change"
            " that one, open it among your submissions; to submit this as another one, send it again."
        ) % {"number": made.pk}
    else:
        sentence = _("The database did not take this. Nothing was saved, and nothing is lost: send it again.")
    again.form.add_error(None, sentence)
    return form_page(request, again)


@require_http_methods(["GET", "HEAD", "POST"])
@for_submitters
def edit(request: HttpRequest, submitter: Submitter, pk: int) -> HttpResponse:
    patch = get_submission_for(submitter, pk)
    what = form_of(patch)
    if not is_own(submitter, patch):
        raise PermissionDenied(_("Only who made a submission can change it. Ask them, or submit your own."))
    if not what:
        raise PermissionDenied(_("This proposal was not made with a form of these pages, and cannot be changed here."))
    speaking(submitter)
    if patch.state != PatchState.OPEN and request.method != "POST":
        return HttpResponseRedirect(path_of(pk))
    return edit_form(request, submitter, patch, what)


def edit_form(request: HttpRequest, submitter: Submitter, patch: Patch, what: str) -> HttpResponse:
    base, row = {}, None
    if what == FIGURES:
        base = base_content(patch)
        rows = SearchRow.objects.filter(record__patches=patch, tier=PUBLIC).select_related("snapshot")
        row = rows.first()
    names = party_names(submitter.parties)
    if request.method != "POST":
        return form_page(request, Entry(what, names, patch=patch, row=row, base=base), patch)
    if more := more_of(request):
        entry = Entry(what, names, data=with_more(request.POST, more), patch=patch, row=row, base=base)
        entry.leave_unchecked()
        return form_page(request, entry, patch)
    entry = Entry(what, names, data=request.POST, patch=patch, row=row, base=base)
    if not entry.is_valid():
        return form_page(request, entry, patch)
    if not is_within(request, "write"):
        return too_many(request, entry, patch)
    return send_again(request, submitter, entry, patch)


def send_again(request: HttpRequest, submitter: Submitter, entry: Entry, patch: Patch) -> HttpResponse:
    try:
        with change(by=submitter.user, why=_("changed before it was reviewed"), key=sent_key(request.POST)):
            changed = revise(patch=patch, values=entry.values, party=entry.party, why=entry.note)
    except ContentError as error:
        return refused(request, entry, error)
    except IntegrityError:
        return changed_before(request, submitter, entry, patch)
    if not changed and patch.state != PatchState.OPEN:
        entry.form.add_error(
            None,
            _(
                "An editor has answered meanwhile, so this change was not taken. Your text stands below: copy what"
                " you need, and read the answer at submission %(number)s."
            )
            % {"number": patch.pk},
        )
        return form_page(request, entry, patch)
    return HttpResponseRedirect(path_of(patch.pk) + "?sent=2")


def changed_before(request: HttpRequest, submitter: Submitter, entry: Entry, patch: Patch) -> HttpResponse:
    """The same for a change of it: whoever went back and wrote something else is told that it was not taken yet."""
    patch.refresh_from_db()
    if (patch.values, patch.party_id, patch.why) == (entry.values, entry.party, entry.note):
        return HttpResponseRedirect(path_of(patch.pk) + "?sent=2")
    names = party_names(submitter.parties)
    data = with_new_key(request.POST)
    again = Entry(entry.what, names, data=data, patch=patch, row=entry.row, base=entry.base)
    again.is_valid()
    again.form.add_error(
        None,
        _("You sent this form before, and what stands here is something else. It was not taken yet: send it again."),
    )
    return form_page(request, again, patch)


def form_page(request: HttpRequest, entry: Entry, patch: Patch | None = None) -> HttpResponse:
    title = _("Change submission %(number)s") % {"number": patch.pk} if patch else str(entry.sort.title)
    context = {
        "page_title": title,
        "title": title,
        "lead": entry.sort.lead,
        "entry": entry,
        "form": entry.form,
        "is_figures": entry.what == FIGURES,
        "is_activity": entry.what == Kind.ACTIVITY,
        "about": about(entry),
        "crumbs": crumbs(patch),
        "patch": patch,
    }
    return render(request, "submissions/form.html", context)


def about(entry: Entry) -> dict | None:
    """The record that figures belong to, as a name."""
    return load_names([entry.row.record_id]).get(entry.row.record_id) if entry.row else None
