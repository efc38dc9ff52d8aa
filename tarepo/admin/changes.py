"""The pages of change sets: all of them, one with what it did to each record, and undoing it."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import has_permission
from accounts.models import User
from tarepo.admin.by_kind import permission
from tarepo.admin.change_records import MOST, Changed, changed_records, ids_touched
from tarepo.admin.forms import sent_key, sent_reason, sent_request
from tarepo.admin.history import moment_of
from tarepo.changes import change
from tarepo.event_tables import record_tables
from tarepo.merge_back import told as led_rows
from tarepo.models import ChangeSet, Moved, Record
from tarepo.undo import Undone, undo

ON_PAGE = 50
MOST_SPARED = 200  # sentences shown


class PreviewEnds(Exception):
    """Takes back what a preview wrote."""


def changes_page(request: HttpRequest) -> HttpResponse:
    asked = {name: request.GET.get(name, "").replace("\x00", "").strip()[:200] for name in ("who", "record", "why")}
    rows = _filtered(asked)
    if before := moment_of(request.GET.get("before", "")):
        rows = rows.filter(made_at__lt=before)
    found = list(rows[: ON_PAGE + 1])
    shown = found[:ON_PAGE]
    older = request.GET.copy()
    older["before"] = shown[-1].made_at.isoformat() if shown else ""
    return _page(
        request,
        "admin/changes.html",
        _("Changes"),
        changes=shown,
        asked=asked,
        older=older.urlencode() if len(found) > ON_PAGE else "",
    )


def _filtered(asked: dict[str, str]) -> QuerySet:
    rows = ChangeSet.objects.select_related("by", "undoes", "undone_by").order_by("-made_at")
    if who := asked["who"]:
        rows = rows.filter(Q(by__name__icontains=who) | Q(by__email__icontains=who))
    if why := asked["why"]:
        rows = rows.filter(Q(why__icontains=why) | Q(requested_by__icontains=why))
    if asked["record"]:
        rows = rows.filter(pk__in=_contexts(asked["record"]))
    return rows


def _contexts(reference: str) -> set[UUID]:
    """The changes that touched records with that reference, those that are no more too."""
    ids = list(Record.objects.filter(reference__iexact=reference).values_list("pk", flat=True))
    if not ids:
        events = record_tables()[0].event._default_manager.filter(reference__iexact=reference)
        ids = list(events.values_list("pgh_obj_id", flat=True).distinct())
    tables = record_tables() if ids else ()
    rows = [
        table.event._default_manager.filter(pgh_context__isnull=False, **{f"{table.owner}__in": ids})
        .values_list("pgh_context_id", flat=True)
        .distinct()
        for table in tables
    ]
    return set(rows[0].union(*rows[1:])) if rows else set()


def change_page(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = _get(pk)
    given = request.GET.get("after", "")
    after = int(given) if given.isascii() and given.isdigit() and len(given) < 19 else 0
    ids = ids_touched(pk, after=after, most=MOST + 1)
    return _page(
        request,
        "admin/change.html",
        _("Change"),
        change=found,
        undoings=undoings(found),
        records=changed_records(pk, ids[:MOST]),
        led=[] if after else led_rows(found.moved.all()),
        after=ids[MOST - 1] if len(ids) > MOST else 0,
        why_not="" if after else why_not(request.user, pk),
    )


def undo_page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What undoing would do; by POST it is done."""
    found = _get(pk)
    if earlier := undoings(found):
        return _say_undone(request, pk, *earlier)
    if sentence := why_not(request.user, pk):
        raise PermissionDenied(sentence)
    if request.method == "POST":
        return _undo(request, found)
    done, records = _preview(request, found)
    spared = done.spared[:MOST_SPARED]
    return _page(
        request,
        "admin/undo.html",
        _("Undo this change"),
        change=found,
        done=done,
        summary=summary(done),
        records=records,
        more=len(done.records) - len(records),
        spared=spared,
        more_spared=len(done.spared) - len(spared),
        key=sent_key({}),
    )


def _preview(request: HttpRequest, found: ChangeSet) -> tuple[Undone, list[Changed]]:
    """Undo it, look, and take that back: so the page says what will really happen."""
    try:
        with change(by=request.user, why="preview") as trial:
            done = undo(found)
            records = changed_records(trial.pk, done.records[:MOST])
            raise PreviewEnds
    except PreviewEnds:
        return done, records


def _undo(request: HttpRequest, found: ChangeSet) -> HttpResponse:
    why = request.POST.get("sent_why", "").strip()
    why = sent_reason(request.POST) if why else _("Undid: %(why)s") % {"why": found.why}
    back = reverse("admin:change", args=[found.pk])
    try:
        with change(
            by=request.user, why=why, key=sent_key(request.POST), requested_by=sent_request(request.POST)
        ) as current:
            done = undo(found)
            if done.was_undone or not done.did_anything:
                raise PreviewEnds
    except PreviewEnds:
        if done.by:
            return _say_undone(request, found.pk, done.by)
        messages.warning(request, _("Nothing was undone: all of it was edited since."))
        return HttpResponseRedirect(back)
    except IntegrityError:
        # The same form twice: the first of them has done it.
        if not ChangeSet.objects.filter(pk=sent_key(request.POST)).exists():
            said = _("Somebody wrote at the same moment: nothing was undone. Look once more, and undo it then.")
            messages.error(request, said)
        return HttpResponseRedirect(back)
    for sentence in summary(done):
        messages.success(request, sentence)
    for spared in done.spared[:20]:
        messages.warning(request, _("Left as it is: %(what)s.") % {"what": spared})
    return HttpResponseRedirect(reverse("admin:change", args=[current.pk]))


def undoings(found: ChangeSet) -> list[ChangeSet]:
    """The change that undid it, the one that undid that, and so on; a query for each but the first."""
    rows = ChangeSet.objects.select_related("by")
    chain: list[ChangeSet] = []
    last = getattr(found, "undone_by", None)
    while last:
        chain.append(last)
        last = rows.filter(undoes=last).first()
    return chain


def _say_undone(request: HttpRequest, pk: UUID, earlier: ChangeSet, *later: ChangeSet) -> HttpResponse:
    who = earlier.by or _("the portal itself")
    said = _("It was undone already, by %(who)s on %(when)s (UTC).")
    messages.info(request, said % {"who": who, "when": f"{earlier.made_at:%Y-%m-%d %H:%M}"})
    if later:
        messages.info(request, _("That was undone in turn. Undo the last of these changes to go on from there."))
    return HttpResponseRedirect(reverse("admin:change", args=[pk]))


def summary(done: Undone) -> list[str]:
    told = (
        (done.back, ngettext("%(n)d record as it was before.", "%(n)d records as they were before.", len(done.back))),
        (done.gone, ngettext("%(n)d new record deleted.", "%(n)d new records deleted.", len(done.gone))),
        (
            done.archived,
            ngettext("%(n)d new record archived.", "%(n)d new records archived.", len(done.archived)),
        ),
        (
            done.shown,
            ngettext(
                "%(n)d record shown to readers as before.", "%(n)d records shown to readers as before.", len(done.shown)
            ),
        ),
    )
    found = [sentence % {"n": len(ids)} for ids, sentence in told if ids]
    if done.led.rows:
        rows = "; ".join(led_rows(done.led.rows))
        found.append(_("What else was merged stands apart again: %(rows)s.") % {"rows": rows})
    return found


def why_not(user: User, pk: UUID) -> str:
    """Why the user may not undo the change; empty where they may."""
    ids = ids_touched(pk)
    if not ids and Moved.objects.filter(change=pk, table="experts.Person").exists():
        return "" if has_permission(user, "experts.change_person") else _("You may not change persons.")
    if not ids:
        return _(
            "This change touched no record, only what is kept apart, such as accounts, roles or consents:"
            " it cannot be undone here."
        )
    records = {record.pk: record for record in Record.objects.filter(pk__in=ids)}
    if lacking := [pk for pk in ids if pk not in records]:
        events = record_tables()[0].event._default_manager.filter(pgh_obj_id__in=lacking).order_by("pgh_id")
        for gone, kind, reference, unit in events.values_list("pgh_obj_id", "kind", "reference", "unit_id"):
            records[gone] = Record(pk=gone, kind=kind, reference=reference, unit_id=unit)
    others = [
        record.reference
        for record in records.values()
        if not has_permission(user, permission(record.kind, "change"), record)
    ]
    if not others:
        return ""
    return _("It touched records that you may not change: %(references)s. Ask a chief editor to undo it.") % {
        "references": ", ".join(others[:20])
    }


def _get(pk: UUID) -> ChangeSet:
    found = ChangeSet.objects.select_related("by", "undoes", "undone_by__by").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _page(request: HttpRequest, template: str, title: str, **more: object) -> HttpResponse:
    from django.contrib import admin

    return TemplateResponse(request, template, {**admin.site.each_context(request), "title": title, **more})
