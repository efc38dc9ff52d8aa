"""Lists of the reference records. A record's own page is record_view's."""

from itertools import chain

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.text import Truncator, slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from reference.enums import PartyForm
from reference.members import is_current
from tarepo.access import tiers_for
from tarepo.addresses import list_path
from tarepo.answers import answer
from tarepo.asked import Asked
from tarepo.enums import Kind
from tarepo.list_view import ListPage, list_context, show
from tarepo.models import SearchRow
from tarepo.querysets import SearchRowQuerySet
from tarepo.reading.lists import Page, by_date, by_name, whole
from tarepo.reading.names import label_name
from tarepo.reading.rows import LABELLED
from tarepo.reading.words import content_language, direction, number

WORDS = 36  # of a recommendation's text in the list


@require_safe
def countries(request: HttpRequest) -> HttpResponse:
    lead = _("Countries and areas by M49 region, under the short names that the United Nations uses.")
    return _grouped(request, Kind.COUNTRY, _("Countries and areas"), lead)


@require_safe
def subjects(request: HttpRequest) -> HttpResponse:
    lead = _("What technical assistance is about; each subject gathers its activities and lessons.")
    return _grouped(request, Kind.SUBJECT, _("Subjects"), lead)


@require_safe
def recommendations(request: HttpRequest) -> HttpResponse:
    lead = _("What committees and proposals asked for, item by item, with the activities that serve them.")
    return _grouped(request, Kind.RECOMMENDATION, _("Recommendations"), lead)


def _grouped(request: HttpRequest, kind: Kind, title: str, lead: str) -> HttpResponse:
    """A whole short list under the headings that its kind has."""
    tiers, asked = tiers_for(request), Asked(request.GET, ())
    rows = SearchRow.objects.for_tiers(tiers).filter(kind=kind)
    shown, marks = whole(rows)
    named = _named_groups(tiers) if kind == Kind.COUNTRY else []

    def context() -> dict:
        page = Page(shown)
        made = list_context(title, lead, page, asked, path=list_path(kind))
        if kind == Kind.COUNTRY:
            return made | _by_region(page, named)
        return made | {"groups": _by_parent(page, _first_words(rows) if kind == Kind.RECOMMENDATION else {})}

    marks = (*marks, *chain.from_iterable((name["mark"], name["note"]) for name in named), *asked.problems)
    return answer(request, "records/grouped.html", context, tiers=tiers, marks=marks)


def _by_region(page: Page, named: list[dict]) -> dict:
    """The regions of M49 and below them the groups, and the way to each."""
    groups = _regions(page)
    if named:
        parts = [{"title": "", "names": named}]
        groups.append({"id": "groups", "title": _("Groups"), "count": len(named), "parts": parts})
    return {"groups": groups, "contents": [{"id": group["id"], "title": group["title"]} for group in groups]}


def _regions(page: Page) -> list[dict]:
    """The regions of M49, each with its subregions and their countries and areas in the alphabet's order."""
    regions: dict[str, dict[str, list[dict]]] = {}
    for row in sorted(page.rows, key=lambda row: row["name"]["sort"]):
        region, part = row["card"].get("m49_region", ""), row["card"].get("m49_subregion", "")
        regions.setdefault(region, {}).setdefault(part, []).append(row["name"])
    return [
        {
            "id": slugify(region) or "not-stated",
            "title": region or _("Region not stated"),
            "count": sum(map(len, parts.values())),
            "parts": [{"title": part, "names": names} for part, names in sorted(parts.items())],
        }
        for region, parts in sorted(regions.items(), key=lambda entry: (not entry[0], entry[0]))
    ]


def _named_groups(tiers: frozenset[int]) -> list[dict]:
    """The groups and groupings of countries and areas, each with how many belong to it today; one query."""
    rows = SearchRow.objects.for_tiers(tiers).filter(kind=Kind.ORGANISATION, card__form=PartyForm.GROUP)
    today, found = timezone.localdate().isoformat(), []
    for *labelled, members in rows.values_list(*LABELLED, "snapshot__body__content__groupmembers"):
        count = sum(is_current(member, today) for member in members or [])
        told = ngettext("%(count)s member", "%(count)s members", count) % {"count": number(str(count))}
        found.append(label_name(*labelled, language=content_language()) | {"note": told if members else ""})
    return sorted(found, key=lambda name: name["sort"])


def _by_parent(page: Page, texts: dict[int, dict]) -> list[dict]:
    """The upper level as headings, the lower level beneath, each by position and then by name."""
    rows = sorted(page.rows, key=lambda row: (row["card"].get("position", 0), row["name"]["sort"]))
    by_id = {row["name"]["id"] for row in rows}
    lower: dict[int, list[dict]] = {}
    for row in rows:
        if row["card"].get("parent") in by_id:
            lower.setdefault(row["card"]["parent"], []).append(row["name"])
    return [
        {
            "top": row["name"],
            "text": texts.get(row["name"]["id"]) or row["summary"],
            "items": [{"name": name, "text": texts.get(name["id"])} for name in lower.get(row["name"]["id"], [])],
        }
        for row in rows
        if row["card"].get("parent") not in by_id
    ]


def _first_words(rows: SearchRowQuerySet) -> dict[int, dict]:
    """How the text of each recommendation begins, in the reader's language, else as it was written; one query."""
    found = {}
    for pk, label, texts in rows.values_list("record_id", "label", "snapshot__body__content__texts"):
        code = content_language() if content_language() in texts else label["lead"]
        words = Truncator(texts.get(code, {}).get("description", "")).words(WORDS, truncate="…")
        if words:
            found[pk] = {"text": words, "lang": code, "dir": direction(code)}
    return found


@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    lead = _("Offices, organisations, networks, schools and named groups of countries.")
    return show(request, ListPage(Kind.ORGANISATION, _("Organisations"), lead, by_name, by_name=True))


@require_safe
def units(request: HttpRequest) -> HttpResponse:
    lead = _("Units of the Secretariat, with what they do and are responsible for.")
    return show(request, ListPage(Kind.UNIT, _("Units"), lead, by_name, by_name=True))


@require_safe
def sessions(request: HttpRequest) -> HttpResponse:
    lead = _("Sessions of committees, with their documents.")
    return show(request, ListPage(Kind.SESSION, _("Sessions"), lead, by_name, by_name=True))


@require_safe
def documents(request: HttpRequest) -> HttpResponse:
    lead = _("Documents that records cite, each with all that cites it.")
    return show(request, ListPage(Kind.DOCUMENT, _("Documents"), lead, by_date))
