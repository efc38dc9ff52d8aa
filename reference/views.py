"""Lists of the reference records. A record's own page is record_view's."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tarepo.access import tiers_for
from tarepo.addresses import list_path
from tarepo.answers import answer
from tarepo.asked import Asked
from tarepo.enums import Kind
from tarepo.list_view import ListPage, list_context, show
from tarepo.models import SearchRow
from tarepo.reading.lists import Page, by_date, by_name, whole


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
    page = whole(SearchRow.objects.for_tiers(tiers).filter(kind=kind))
    context = list_context(title, lead, page, asked, path=list_path(kind))
    context["groups"] = {Kind.COUNTRY: _by_region, Kind.SUBJECT: _by_parent, Kind.RECOMMENDATION: _by_parent}[kind](
        page
    )
    return answer(request, "records/grouped.html", context, tiers=tiers, marks=[*page.marks, *asked.problems])


def _by_region(page: Page) -> list[dict]:
    """Regions and subregions of M49, each with its countries and areas in the alphabet's order."""
    groups: dict[tuple[str, str], list[dict]] = {}
    for row in page.rows:
        card = row["card"]
        groups.setdefault((card.get("m49_region", ""), card.get("m49_subregion", "")), []).append(row["name"])
    return [
        {"title": region or _("Region not stated"), "note": part, "names": sorted(names, key=lambda name: name["sort"])}
        for (region, part), names in sorted(groups.items())
    ]


def _by_parent(page: Page) -> list[dict]:
    """The upper level as headings, the lower level beneath, each by position and then by name."""
    rows = sorted(page.rows, key=lambda row: (row["card"].get("position", 0), row["name"]["sort"]))
    tops = [row for row in rows if "parent" not in row["card"]]
    return [
        {
            "top": top["name"],
            "summary": top["summary"],
            "names": [row["name"] for row in rows if row["card"].get("parent") == top["name"]["id"]],
        }
        for top in tops
    ]


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
