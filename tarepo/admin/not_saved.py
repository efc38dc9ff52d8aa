"""What somebody typed into a form of what they can no longer change: merged away, deleted or another unit's by now."""

from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from tarepo.admin.both import read, unseal
from tarepo.admin.both_shown import Names, Shown, Writer
from tarepo.admin.said import ONE, OWN, Row, Said, sections
from tarepo.admin.status import whose
from tarepo.admin.three_way import Met, Moved
from tarepo.models import Record


def not_saved(admin: Any, request: HttpRequest, found: models.Model | None) -> HttpResponse | None:
    """Why nothing was saved, and what they changed, to be copied; None for what no form of ours was filled in with.

    A form says what it was filled in from only to those who could change the object then.
    """
    seen: Said = unseal(request.POST.get("sent_seen", ""))["said"]
    if not seen or not admin.has_view_permission(request):
        return None
    context = {
        **admin.admin_site.each_context(request),
        "title": _("Nothing was saved"),
        "opts": admin.opts,
        "found": found,
        "why": reason(found),
        "typed": typed(admin, request, seen),
    }
    return TemplateResponse(request, "admin/not_saved.html", context, status=404 if found is None else 403)


def reason(found: models.Model | None) -> str:
    if found is None:
        return _("Somebody deleted it while you were writing.")
    if isinstance(found, Record):
        return whose(found)
    return _("You can no longer change it.")


def typed(admin: Any, request: HttpRequest, seen: Said) -> list[Shown]:
    """Each field that says something else than when the form was opened, and each row that was added."""
    parts = sections(admin, request, None)
    sent = read(parts, request)
    if sent is None:
        return []
    said: dict[str, dict[str, Row | None]] = {OWN: {ONE: sent.own}}
    places = {}
    for name, entries in sent.rows.items():
        said[name] = {}
        for place, entry in enumerate(entries):
            key = entry.key or f"new-{place}"
            if not entry.deleted:
                said[name][key], places[f"{name}/{key}"] = entry.row, place
    moved = [one for name, rows in said.items() for key, row in rows.items() for one in changed(seen, name, key, row)]
    writer = Writer(parts, Met(said), places, Names(parts, moved))
    return [shown for shown in map(writer.shown, moved) if shown.mine]


def changed(seen: Said, section: str, key: str, row: Row | None) -> list[Moved]:
    was = seen.get(section, {}).get(key)
    if was is None:
        return [Moved(section, key, "", None, None, row)]
    return [
        Moved(section, key, name, None, None, value) for name, value in (row or {}).items() if value != was.get(name)
    ]
