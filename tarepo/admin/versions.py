"""The versions of a record in the desk: listed, compared, looked at as readers saw them, restored."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from tarepo.admin.preview import page_for
from tarepo.admin.restoring import RestoreForm, restore_sent
from tarepo.admin.status import whose
from tarepo.asked import Asked
from tarepo.cards import persons, references
from tarepo.content import Content, digest_of, read_content
from tarepo.differences import Line, raw_lines
from tarepo.enums import State
from tarepo.labels import labels_of
from tarepo.models import ChangeSet, Record, Snapshot
from tarepo.reading.changes import told_line
from tarepo.reading.names import load_names
from tarepo.reading.words import date
from tarepo.record_history import around_version, names_in, reading_of
from tarepo.record_view import page_context
from tarepo.tiers import PUBLIC
from tarepo.versions import Versions, beside, number_asked, version_of, versions_of

if TYPE_CHECKING:
    from tarepo.admin.records import RecordAdmin

NOW = "now"  # the working form, among the numbers


def versions(model_admin: "RecordAdmin", request: HttpRequest, pk: int) -> HttpResponse:
    """The list, newest first, and what two of them say differently: ?old=, ?new= (a number, or now)."""
    found = fetched(model_admin, request, pk)
    asked = Asked(request.GET, ["before", "old", "new"])
    before = number_asked(asked, "before")
    page = versions_of(pk, before)
    now = read_content(found.kind, pk)
    newest = page.shown[0].body["content"] if page.shown and not before else None
    unpublished = len(raw_lines(found.kind, newest, now)) if newest is not None else 0
    chosen = sides(found, asked)
    compared = comparison(found, chosen, asked, now, page)
    links = beside(page, before, found.version, asked, request.path)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Versions"),
        "subtitle": str(found),
        "opts": model_admin.opts,
        "object": found,
        "rows": rows(found, page),
        "unpublished": unpublished,
        "newest": found.version,
        "compared": compared,
        "choices": choices(found, page, chosen),
        "problems": asked.problems,
        "before": before or "",
        "newer": links[0],
        "older": links[1],
    }
    return TemplateResponse(request, "admin/versions.html", context)


def fetched(model_admin: "RecordAdmin", request: HttpRequest, pk: int) -> Record:
    """The record, where this editor may look at it."""
    found = model_admin.get_object(request, str(pk))
    if found is None:
        raise Http404
    if not model_admin.has_view_or_change_permission(request, found):
        raise PermissionDenied
    return found


def rows(found: Record, page: Versions) -> list[dict]:
    """Each version with the change that made it and in how many fields it differs from the one before; one query."""
    made_by = {version.change_id for version in page.shown if version.change_id}
    changes = {change.pk: change for change in ChangeSet.objects.filter(pk__in=made_by).select_related("by")}
    made = []
    for version, earlier in page.pairs:
        old, new = earlier.body["content"] if earlier else {}, version.body["content"]
        differing = len(raw_lines(found.kind, old, new)) if earlier else None
        made.append(
            {
                "version": version,
                "change": changes.get(version.change_id),
                "earlier": earlier.number if earlier else None,
                "differing": differing,
            }
        )
    return made


def sides(found: Record, asked: Asked) -> dict[str, str]:
    """What is to be compared: "now" or a number; unless chosen, the newest version and the working form.

    Empty for what is neither, which is told.
    """
    made = {"old": str(found.version), "new": NOW}
    for side in made:
        if value := asked.text(side):
            made[side] = value if value == NOW else str(number_asked(asked, side) or "")
    return made


def choices(found: Record, page: Versions, chosen: dict[str, str]) -> dict[str, list[dict]]:
    """What can be compared from here: the working form, this page's versions, and what is chosen already."""
    numbers = {found.version, *(version.number for version in page.all)}
    numbers.update(int(value) for value in chosen.values() if value not in ("", NOW))
    values = [NOW, *map(str, sorted(numbers, reverse=True))]
    return {
        side: [{"value": value, "label": label_of(value), "selected": value == choice} for value in values]
        for side, choice in chosen.items()
    }


def label_of(value: str) -> str:
    return _("now, unpublished") if value == NOW else _("version %(n)s") % {"n": value}


def comparison(found: Record, chosen: dict[str, str], asked: Asked, now: Content, page: Versions) -> dict | None:
    """What the two say differently; None where nothing, or nothing that there is, is asked for."""
    if not (asked.text("old") or asked.text("new")) or "" in chosen.values():
        return None
    held = {NOW: now} | contents(found, [int(value) for value in chosen.values() if value != NOW], page)
    for value in dict.fromkeys(chosen.values()):
        if value not in held:
            asked.problems.append(_("There is no version %(n)s of this record.") % {"n": value})
            return None
    told = {side: label_of(value) for side, value in chosen.items()}
    differing = lines(found.kind, held[chosen["old"]], held[chosen["new"]])
    return {"title": _("From %(old)s to %(new)s") % told, "lines": differing}


def contents(found: Record, numbers: Iterable[int], page: Versions) -> dict[str, Content]:
    """By number; one query, and none where the page has them."""
    held: dict[int, Content] = {version.number: version.body["content"] for version in page.all}
    if missing := set(numbers) - held.keys():
        rows = Snapshot.objects.filter(record_id=found.pk, tier=PUBLIC, number__in=missing)
        held |= dict(rows.values_list("number", "body__content"))
    return {str(number): content for number, content in held.items()}


def lines(kind: str, old: Content, new: Content) -> list[Line]:
    """Every difference, all of it; records by their labels, persons as they are printed."""
    ids = {*references(kind, old), *references(kind, new)}
    labels, names = labels_of(ids), load_names((), {*persons(old), *persons(new)})
    return [told_line(entry, labels, names, whole=True) for entry in raw_lines(kind, old, new)]


def version(model_admin: "RecordAdmin", request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """A version as readers saw it. By POST it is restored."""
    found = fetched(model_admin, request, pk)
    held = version_of(pk, number)
    if held is None:
        raise Http404
    problem = ""
    if request.method == "POST":
        answer = restore_sent(model_admin, request, found, held[0])
        if not isinstance(answer, str):
            return answer
        problem = answer
    return TemplateResponse(
        request, "admin/version.html", version_context(model_admin, request, found, held[0], problem)
    )


def version_context(
    model_admin: "RecordAdmin", request: HttpRequest, found: Record, snapshot: Snapshot, problem: str
) -> dict:
    content = snapshot.body["content"]
    reading = reading_of(found.kind, content["reference"], snapshot, names_in([snapshot], set()))
    own = page_for(found.kind).compose(reading, around_version(reading))
    context = page_context(request, reading, own, alternates={})
    everything = model_admin.address("versions", found.pk)
    context["provenance"] |= {"address": None, "history": {"name": _("All versions"), "url": everything}}
    now = read_content(found.kind, found.pk)
    may = model_admin.has_change_permission(request, found)
    values = {"n": snapshot.number, "date": date(snapshot.body["published_on"]), "current": found.version}
    told = _("Version %(n)s of %(date)s, as readers saw it. The newest version is %(current)s.") % values
    return context | {
        "page_title": _("%(title)s, version %(n)s") % (values | {"title": context["page_title"]}),
        "crumbs": way_to(model_admin, found, everything),
        "notice": {"kind": "info", "title": told},
        "number": snapshot.number,
        "compare": f"{everything}?old={snapshot.number}&new={NOW}",
        "differing": len(raw_lines(found.kind, content, now)),
        "is_archived": found.state == State.ARCHIVED,
        "form": RestoreForm.for_page(request, digest_of(now), problem=bool(problem)) if may else None,
        "problem": problem,
        "why_not": "" if may else whose(found),
    }


def way_to(model_admin: "RecordAdmin", found: Record, everything: str) -> list[dict[str, Any]]:
    return [
        {"name": _("Editors’ desk"), "url": reverse("admin:index")},
        {"name": capfirst(str(model_admin.opts.verbose_name_plural)), "url": model_admin.address("changelist")},
        {"name": str(found), "url": model_admin.address("change", found.pk)},
        {"name": _("Versions"), "url": everything},
    ]
