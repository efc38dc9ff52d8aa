"""At the desk: erasing somebody on request, and who was shown restricted data."""

from typing import Any

from django.contrib import messages
from django.contrib.admin import site
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.enums import RoleName
from accounts.erase import LastAdministrator, erase
from accounts.models import RestrictedRead, User
from accounts.own.views import EraseForm, last_administrator
from accounts.reads import ACCOUNT, ACCOUNTS, ATTENDANCE, CANDIDATES, DETAILS, FILE, REGISTRATIONS
from accounts.strike_out import places_of
from tarepo.admin.forms import sent_reason
from tarepo.asked import as_number
from tarepo.changes import change
from webinars.reporting.forget import texts_with

ON_PAGE = 50
WHAT = {
    DETAILS: gettext_lazy("details"),
    FILE: gettext_lazy("a file that is not public"),
    ACCOUNT: gettext_lazy("an account"),
    ACCOUNTS: gettext_lazy("the list of accounts"),
    ATTENDANCE: gettext_lazy("who attended a webinar"),
    REGISTRATIONS: gettext_lazy("who registered for a webinar"),
    CANDIDATES: gettext_lazy("who was thought of as a speaker"),
}


def erase_page(model_admin: Any, request: HttpRequest, pk: int) -> HttpResponse:
    """Asks for the address of the account, and why; by POST it is erased. Administrators only."""
    if not request.user.has_role(RoleName.ADMINISTRATOR):
        raise PermissionDenied(_("Administrators erase accounts. Ask one of them."))
    found = User.objects.filter(pk=pk).first()
    if found is None:
        raise Http404
    address = reverse("admin:accounts_user_change", args=[pk])
    if found.is_erased:
        messages.info(request, _("This account was erased already."))
        return HttpResponseRedirect(address)
    form = EraseForm(request.POST if request.method == "POST" else None, user=found)
    form.fields["email"].label = _("E-mail address of the account")
    everywhere = "name_everywhere" in request.POST
    if request.method == "POST" and form.is_valid():
        try:
            with change(by=request.user, why=sent_reason(request.POST, _("erased an account"))):
                erase(user=found, name_everywhere=everywhere)
        except LastAdministrator:
            form.add_error(None, last_administrator())
        else:
            messages.success(request, _("Erased: nothing here names this person any more."))
            return HttpResponseRedirect(address)
    context = {**site.each_context(request), "title": _("Erase an account"), "form": form, "found": found}
    context |= {"places": places_of(found.name) + texts_with(found.name), "everywhere": everywhere}
    return TemplateResponse(request, "admin/erase_user.html", context | {"back": address})


def reads_page(request: HttpRequest) -> HttpResponse:
    """/admin/reads/: who was shown what, the newest first. Administrators only."""
    if not request.user.has_role(RoleName.ADMINISTRATOR):
        raise PermissionDenied(_("Administrators see who read what. Ask one of them."))
    names = ("who", "record", "what", "since", "until", "before")
    asked = {name: request.GET.get(name, "").replace("\x00", "").strip()[:200] for name in names}
    problems: list[str] = []
    rows = _filtered(asked, problems)
    found = list(rows[: ON_PAGE + 1])
    shown = found[:ON_PAGE]
    older = request.GET.copy()
    older["before"] = str(shown[-1].pk) if shown else ""
    context = {
        **site.each_context(request),
        "title": _("Reads of restricted data"),
        "reads": [{"row": row, "what": WHAT.get(row.what, row.what), "count": len(row.ids)} for row in shown],
        "asked": asked,
        "kinds": WHAT.items(),
        "problems": problems,
        "older": older.urlencode() if len(found) > ON_PAGE else "",
    }
    return TemplateResponse(request, "admin/reads.html", context)


def _filtered(asked: dict[str, str], problems: list[str]) -> QuerySet[RestrictedRead]:
    rows = RestrictedRead.objects.select_related("by", "record").order_by("-pk")
    if who := asked["who"]:
        rows = rows.filter(Q(by__name__icontains=who) | Q(by__email__icontains=who))
    if asked["record"]:
        rows = rows.filter(record__reference__iexact=asked["record"])
    if asked["what"] in WHAT:
        rows = rows.filter(what=asked["what"])
    for name, lookup in (("since", "on__gte"), ("until", "on__lte")):
        if asked[name] and (day := _day(asked[name])):
            rows = rows.filter(**{lookup: day})
        elif asked[name]:
            problems.append(_("“%(value)s” is no day: it was left out.") % {"value": asked[name]})
    before = as_number(asked["before"])
    return rows if before is None else rows.filter(pk__lt=before)


def _day(value: str) -> Any:
    try:
        return parse_date(value)
    except ValueError:
        return None
