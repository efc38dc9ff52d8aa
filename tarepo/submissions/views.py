"""/submissions/: what somebody submitted, and what became of it."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.authors import author_lines
from accounts.limits import limited
from tarepo.asked import Asked
from tarepo.changes import change
from tarepo.models import Origin, Patch, PatchState
from tarepo.propose import withdraw
from tarepo.reading.names import load_names
from tarepo.reading.words import date
from tarepo.submissions.access import Submitter, for_submitters, get_submission_for
from tarepo.submissions.entry import SORTS
from tarepo.submissions.reading import (
    BADGES,
    STATES,
    about_of,
    author_of,
    by_line,
    crumbs,
    form_of,
    is_own,
    lines_of,
    list_path,
    number_of,
    path_of,
    rows_of,
    title_of,
)

PAGE = 25


@require_safe
@for_submitters
def submissions(request: HttpRequest, submitter: Submitter) -> HttpResponse:
    asked = Asked(request.GET, ("before",))
    before = asked.number("before")
    found = submitter.submissions.order_by("-pk")
    if before:
        found = found.filter(pk__lt=before)
    shown = list(found[: PAGE + 1])
    older = f"{list_path()}?before={shown[PAGE - 1].pk}" if len(shown) > PAGE else ""
    context = {
        "page_title": _("Submissions"),
        "title": _("Submissions"),
        "lead": _("What you and your colleagues submitted, where it stands, and what the editors answered."),
        "crumbs": crumbs()[:1],
        "problems": asked.problems,
        "rows": rows_of(submitter, shown[:PAGE]),
        "older": older,
        "newer": list_path() if before else "",
        "ask": {"name": _("Ask to be confirmed"), "url": reverse("memberships")},
        "sorts": [{"title": sort.title, "what": what} for what, sort in SORTS.items()] if submitter.parties else [],
    }
    return render(request, "submissions/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_submitters
@limited("write")
def submission(request: HttpRequest, submitter: Submitter, pk: int) -> HttpResponse:
    """One of them; by POST it is withdrawn."""
    patch = get_submission_for(submitter, pk)
    if request.method == "POST":
        if not is_own(submitter, patch):
            raise PermissionDenied(_("Only who made a submission can withdraw it."))
        with change(by=submitter.user, why=_("withdrawn by who submitted it")):
            withdraw(patch=patch)
        return HttpResponseRedirect(path_of(pk))
    return render(request, "submissions/submission.html", page_of(request, submitter, patch))


def page_of(request: HttpRequest, submitter: Submitter, patch: Patch) -> dict:
    names = load_names({pk for pk in (patch.record_id, patch.party_id) if pk})
    is_open = patch.state == PatchState.OPEN
    own = is_own(submitter, patch)
    return {
        "page_title": number_of(patch),
        "title": title_of(patch, names),
        "number": number_of(patch),
        "about": about_of(patch),
        "crumbs": crumbs(),
        "sent": request.GET.get("sent", ""),
        "patch": patch,
        "is_correction": patch.origin == Origin.CORRECTION,
        "state": STATES[PatchState(patch.state)],
        "badge": BADGES.get(PatchState(patch.state), "plain"),
        "made": date(patch.made_at.date().isoformat()),
        "settled": date(patch.settled_at.date().isoformat()) if patch.settled_at else "",
        "party": names.get(patch.party_id),
        "record": names.get(patch.record_id),
        "by": by_line(submitter, patch, author_lines([author_of(patch)]) if not own else {}),
        "is_open": is_open,
        "is_taken": patch.state == PatchState.APPLIED,
        "can_change": is_open and own and bool(submitter.parties) and bool(form_of(patch)),
        "can_withdraw": is_open and own,
        "lines": lines_of(patch),
        "path": path_of(patch.pk),
    }
