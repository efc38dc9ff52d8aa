"""/admin/proposals/: what waits for an editor's answer, the oldest first."""

from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tarepo.asked import Asked, options
from tarepo.enums import Kind
from tarepo.labels import labels_of, title_of
from tarepo.models import Origin, Patch, PatchState, Record

PAGE = 50
MOST_PARTIES = 300
STATES = {
    PatchState.OPEN.value: gettext_lazy("open"),
    PatchState.APPLIED.value: gettext_lazy("accepted"),
    PatchState.REFUSED.value: gettext_lazy("declined"),
    PatchState.WITHDRAWN.value: gettext_lazy("withdrawn"),
}

ORIGINS = {
    Origin.SUBMISSION.value: gettext_lazy("submissions"),
    Origin.CORRECTION.value: gettext_lazy("corrections"),
}


def proposals(request: HttpRequest) -> HttpResponse:
    """Five queries at most, whatever there is."""
    from django.contrib import admin

    asked = Asked(request.GET, ("state", "origin", "kind", "party", "after"))
    state = asked.one_of("state", STATES) or PatchState.OPEN.value
    origin, kind = asked.one_of("origin", Origin.values), asked.one_of("kind", Kind.values)
    party = asked.number("party")
    chosen = {"origin": origin, "kind": kind, "party": party}
    rows = Patch.objects.filter(state=state, **{name: value for name, value in chosen.items() if value})
    shown, older = page_of(rows, asked, oldest_first=state == PatchState.OPEN)
    context = {
        **admin.site.each_context(request),
        "title": _("Proposals"),
        "rows": rows_of(shown),
        "more": asked.url(request.path, after=str(older)) if older else "",
        "first": asked.url(request.path, after=None) if asked.text("after") else "",
        "filters": filters(state, origin, kind, party),
        "problems": asked.problems,
    }
    return TemplateResponse(request, "admin/proposals.html", context)


def page_of(rows: QuerySet[Patch], asked: Asked, *, oldest_first: bool) -> tuple[list[Patch], int]:
    """The rows of a page, and the number of its last row where there are more."""
    after = asked.number("after")
    if after:
        rows = rows.filter(pk__gt=after) if oldest_first else rows.filter(pk__lt=after)
    named = rows.annotate(record_title=title_of("record_id"), party_title=title_of("party_id"))
    reference = Record.objects.filter(pk=OuterRef("record_id")).values("reference")
    named = named.annotate(record_reference=Subquery(reference)).select_related("by")
    found = list(named.order_by("pk" if oldest_first else "-pk")[: PAGE + 1])
    return found[:PAGE], found[PAGE - 1].pk if len(found) > PAGE else 0


def rows_of(patches: list[Patch]) -> list[dict[str, Any]]:
    return [
        {
            "patch": patch,
            "title": patch.record_title or proposed_title(patch),
            "reference": patch.record_reference or "",
            "is_new": patch.base_version == 0,
            "is_correction": patch.origin == Origin.CORRECTION,
            "kind": Kind(patch.kind).label,
            "party": patch.party_title or "",
        }
        for patch in patches
    ]


def proposed_title(patch: Patch) -> str:
    texts = patch.values.get("texts", {})
    titles = [text.get("title", "") for text in texts.values()] if isinstance(texts, dict) else []
    return next(filter(None, titles), "") or _("(without a title)")


def filters(state: str, origin: str, kind: str, party: int) -> list[dict[str, Any]]:
    """What the list can be narrowed by; the parties that proposed something."""
    held = Patch.objects.filter(party__isnull=False).order_by("party").values_list("party", flat=True).distinct()
    parties = sorted(labels_of([*held[:MOST_PARTIES]]).items(), key=lambda pair: pair[1])
    every = [("", _("all"))]
    return [
        {"name": "state", "label": _("State"), "options": options([*STATES.items()], state)},
        {"name": "origin", "label": _("What"), "options": options([*every, *ORIGINS.items()], origin)},
        {"name": "kind", "label": _("Kind"), "options": options([*every, *Kind.choices], kind)},
        {"name": "party", "label": _("For"), "options": options([*every, *parties], str(party or ""))},
    ]
