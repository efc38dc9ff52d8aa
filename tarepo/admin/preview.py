"""A record's page as readers will see it once it is published, in any language; for whoever may see its form."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from tarepo import cards
from tarepo.access import VISITOR
from tarepo.addresses import label_path
from tarepo.content import Content, read_content
from tarepo.enums import Kind
from tarepo.kinds import for_readers
from tarepo.models import Record, SearchRow, Snapshot, Text
from tarepo.reading.facts import shared_facts
from tarepo.reading.names import Names, label_name, load_names
from tarepo.reading.page import Reading, every_text, heading, text_sections
from tarepo.reading.rows import Around
from tarepo.reading.sections import concerning_sections, downloads_of, pictures_of
from tarepo.reading.words import content_language
from tarepo.record_view import KindPage, named_on, page_context, surroundings
from tarepo.tiers import PUBLIC

if TYPE_CHECKING:
    from tarepo.admin.records import RecordAdmin


def preview(model_admin: "RecordAdmin", request: HttpRequest, pk: int) -> HttpResponse:
    """Made of what stands in the tables by the code that makes readers' pages; nothing is written."""
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    found = model_admin.get_object(request, str(pk))
    if found is None:
        raise Http404(_("There is no such record."))
    if not model_admin.has_view_or_change_permission(request, found):
        raise PermissionDenied
    code = request.GET.get("language", "")
    if code in dict(settings.LANGUAGES):  # else in the editor's own
        translation.activate(code)
        request.LANGUAGE_CODE = code
    page = page_for(found.kind)
    row = unsaved_row(found, for_readers(found.kind, read_content(found.kind, found.pk)))
    around = surroundings(page, found.pk, VISITOR)
    ids, persons = named_on(row.snapshot.body, around)
    names = load_names(ids, persons)
    name_unpublished(names, ids)
    reading = Reading(row, names)
    around.pictures, around.downloads = pictures_of(reading), downloads_of(reading)
    context = page_context(request, reading, page.compose(reading, around))
    response = HttpResponse(
        render_to_string("admin/preview.html", context | about(request, found, row.label, context), request)
    )
    response["X-Robots-Tag"] = "noindex"
    return response


def page_for(kind: str) -> KindPage:
    """What makes the page of a kind; a plain one for vocabularies, whose words stand in others' pages only."""
    from tarepo.record_urls import page_of

    return page_of(kind) or KindPage(Kind(kind), plain_page)


def plain_page(reading: Reading, around: Around) -> dict:
    sections = [*text_sections(reading, every_text()), *concerning_sections(reading, around.groups, {})]
    return {"crumbs": [], "heading": heading(reading), "facts": shared_facts(reading), "sections": sections}


def unsaved_row(record: Record, content: Content) -> SearchRow:
    """The public form that publishing would write, as a row that is in no table."""
    newest = Snapshot.objects.filter(record_id=record.pk, tier=PUBLIC).order_by("-number")
    same = newest.values_list("body__content", flat=True).first() == content if record.version else False
    body = {
        "kind": record.kind,
        "id": record.pk,
        "version": record.version if same else record.version + 1,
        "published_on": timezone.localdate(record.published_at if same else None).isoformat(),
        "content": content,
        "names": cards.references(record.kind, content),
        "persons": cards.persons(content),
    }
    return SearchRow(
        record_id=record.pk,
        tier=PUBLIC,
        kind=record.kind,
        reference=record.reference,
        label=cards.label(content),
        snapshot=Snapshot(record_id=record.pk, tier=PUBLIC, number=body["version"], body=body),
    )


def name_unpublished(names: Names, ids: Collection[int]) -> None:
    """What readers do not know yet is named as it will be, marked, and leads nowhere; two queries."""
    missing = set(ids) - names.records.keys()
    if not missing:
        return
    texts: dict[int, dict[str, dict]] = {}
    for pk, language, *said in Text.objects.filter(record_id__in=missing).values_list(
        "record_id", "language", "status", "title", "short_title"
    ):
        texts.setdefault(pk, {})[language] = dict(zip(("status", "title", "short_title"), said, strict=True))
    for pk, kind, reference in Record.objects.filter(pk__in=missing).values_list("pk", "kind", "reference"):
        content = {"texts": texts.get(pk, {})}
        label, keys = cards.label(content), cards.sort_keys(content)
        name = label_name(pk, kind, reference, label, keys, 0, language=names.language)
        shown = _("%(name)s (not public)") % {"name": names.fill(name["name"])}
        names.records[pk] = name | {"name": shown, "url": ""}


def about(request: HttpRequest, found: Record, label: dict, context: dict) -> dict:
    """What the page says of itself: its languages, the address that it will have, the way back to the form."""
    interface = {content_language(code): code for code, _name in settings.LANGUAGES}
    path = label_path(found.kind, found.reference, label)
    url = request.build_absolute_uri(path)
    return {
        "versions": [
            version | {"url": f"?language={interface[version['lang']]}" if version["lang"] in interface else ""}
            for version in context["versions"]
        ],
        "provenance": context["provenance"] | {"address": {"url": url, "shown": url} if path else None},
        "preview_languages": [
            {"code": code, "name": name, "current": code == translation.get_language()}
            for code, name in settings.LANGUAGES
        ],
        "is_published": found.state == "published",
    }
