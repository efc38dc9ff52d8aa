"""One work list: its filters, its rows, and the one thing that is done right there."""

from uuid import uuid4

from django.conf import settings
from django.contrib import messages
from django.contrib.admin import site
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import has_permission
from tarepo.admin.by_kind import permission
from tarepo.admin.desk import own_units, scope_of, unit_choices
from tarepo.admin.forms import sent_key
from tarepo.admin.work_rows import shown
from tarepo.asked import Asked
from tarepo.changes import change
from tarepo.checked import Checked, check_today
from tarepo.enums import Kind, State
from tarepo.indexing.hits import one_state
from tarepo.languages import OFFICIAL
from tarepo.models import ChangeSet, Record, WorkRow
from tarepo.work import bring_up_to_date, many_wait
from tarepo.work.lists import (
    ALL,
    BROKEN,
    LISTS,
    OWN,
    PAGE,
    PLACES,
    STALE,
    UNTRANSLATED,
    Scope,
    WorkList,
    belongs,
    conditions,
    counted,
    most_lacking,
    page_of,
)


def work_list(request: HttpRequest, name: str) -> HttpResponse:
    """All kinds together, the longest waiting first. A POST tells that the chosen records were checked today."""
    listed = LISTS.get(name)
    if listed is None:
        raise Http404
    if request.method == "POST":
        if listed is STALE:
            checked_today(request)
        return HttpResponseRedirect(request.get_full_path())
    bring_up_to_date()
    with one_state():
        context = context_of(request, listed)
    return TemplateResponse(request, "admin/work_list.html", context)


def context_of(request: HttpRequest, listed: WorkList) -> dict:
    known = ("unit", "kind", *(("language",) if listed is UNTRANSLATED else ()))
    asked = Asked(request.GET, (*known, *PLACES))
    units = unit_choices(request.user)
    scope = scope_of(asked, request.user, units)
    counts = counted(conditions(scope))
    language = language_of(asked, listed, counts)
    key = f"{listed.name}.{language}" if language else listed.name
    path = reverse("admin:work_list", args=[listed.name])
    page = page_of(rows_of(listed, language, scope), listed.since, asked, path)
    rows = shown(request, listed, page.rows)
    return {
        **site.each_context(request),
        "title": listed.title,
        "listed": listed,
        "count": counts[key],
        "rows": rows,
        "page": page,
        "units": units,
        "unit": scope.unit or (OWN if own_units(request.user) else ALL),
        "kinds": Kind.choices,
        "kind": scope.kind,
        "languages": languages(counts) if listed is UNTRANSLATED else [],
        "language": language,
        "problems": asked.problems,
        "can_check": listed is STALE and any(row.may_write for row in rows),
        "is_untried": listed is BROKEN and not settings.CHECK_LINKS,
        "many_wait": many_wait(),
        "sent_key": uuid4(),
        "others": [each for each in LISTS.values() if each is not listed],
    }


def rows_of(listed: WorkList, language: str, scope: Scope) -> QuerySet[WorkRow]:
    return WorkRow.objects.filter(belongs(listed.name, language, timezone.localdate()) & scope.rows)


def languages(counts: dict[str, int]) -> list[tuple[str, str, int]]:
    return [(code, name, counts[f"{UNTRANSLATED.name}.{code}"]) for code, name in OFFICIAL.items()]


def language_of(asked: Asked, listed: WorkList, counts: dict[str, int]) -> str:
    """The one asked for, else that which most of these records lack."""
    if listed is not UNTRANSLATED:
        return ""
    language = asked.text("language")
    if language in OFFICIAL:
        return language
    if language:
        asked.misread("language", language)
    return most_lacking(counts)


def checked_today(request: HttpRequest) -> None:
    ids = {int(value) for value in request.POST.getlist("record")[:PAGE] if value.isascii() and value.isdigit()}
    records = list(Record.objects.filter(pk__in=[pk for pk in ids if pk < 2**63]).exclude(state=State.ARCHIVED))
    if not records:
        messages.warning(request, _("Choose records first, by the boxes before their titles."))
        return
    refuse_others(request, records)
    key = sent_key(request.POST)
    try:
        with change(by=request.user, why=_("looked at, and still so"), key=key):
            done = check_today(ids=[record.pk for record in records])
    except IntegrityError:
        if not ChangeSet.objects.filter(pk=key, by=request.user).exists():
            raise
        messages.info(request, _("This form had been sent already, and was saved once."))
        return
    tell(request, done)


def refuse_others(request: HttpRequest, records: list[Record]) -> None:
    """Whoever may not change one of them tells nothing of any."""
    others = [
        record.reference
        for record in records
        if not has_permission(request.user, permission(record.kind, "change"), record)
    ]
    if others:
        raise PermissionDenied(
            _("These are records of another unit: %(references)s. Take them out of the selection and try again.")
            % {"references": ", ".join(others[:20])}
        )


def tell(request: HttpRequest, done: Checked) -> None:
    said = ngettext(
        "%(n)d record says that it was checked today.",
        "%(n)d records say that they were checked today.",
        len(done.changed),
    )
    messages.success(request, said % {"n": len(done.changed)})
    if done.unseen:
        said = ngettext(
            "%(n)d of them has edits that are not public: readers are told when it is published.",
            "%(n)d of them have edits that are not public: readers are told when they are published.",
            len(done.unseen),
        )
        messages.warning(request, said % {"n": len(done.unseen)})
