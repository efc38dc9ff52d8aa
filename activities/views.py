"""Lists of activities and of what groups them. A record's own page is record_view's."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from activities.filters import ActivityFilter, countries_held, country_options
from tarepo.access import tiers_for
from tarepo.addresses import list_path
from tarepo.answers import answer
from tarepo.asked import Asked
from tarepo.enums import Kind
from tarepo.list_view import ListPage, list_context, show
from tarepo.models import SearchRow
from tarepo.reading.lists import PLACES, by_date, by_name


@require_safe
def activities(request: HttpRequest) -> HttpResponse:
    tiers, path = tiers_for(request), list_path(Kind.ACTIVITY)
    asked = Asked(request.GET, ("country", "year", *PLACES))
    rows = SearchRow.objects.for_tiers(tiers).filter(kind=Kind.ACTIVITY)
    given = {name: asked.text(name) for name in ("country", "year")}
    filtered = ActivityFilter(given, queryset=rows)
    page = by_date(filtered.qs, asked, path)
    for name in filtered.form.errors:
        asked.misread(str(filtered.form.fields[name].label), given[name])
    context = list_context(
        _("Activities"), _("What was done, where and for whom, the newest first."), page, asked, path=path
    )
    understood = {name: given[name] for name in given if given[name] and name not in filtered.form.errors}
    held = countries_held()
    options = country_options(held)
    context["filter"] = {
        "action": path,
        "fields": _fields(filtered, understood, options),
        "chips": _chips(understood, options, asked, path),
        "clear_url": path if len(understood) > 1 else "",
    }
    marks = [*page.marks, *asked.problems, page.next, page.previous, sorted(understood.items()), held]
    return answer(request, "records/list.html", context, tiers=tiers, marks=marks)


def _fields(filtered: ActivityFilter, understood: dict[str, str], options: list[dict]) -> list[dict]:
    chosen = understood.get("country", "").upper()
    countries = [{"value": "", "label": _("All"), "selected": not chosen}]
    countries += [option | {"selected": option["value"] == chosen} for option in options]
    labels = {name: field.label for name, field in filtered.form.fields.items()}
    return [
        {"name": "country", "label": labels["country"], "options": countries},
        {"name": "year", "label": labels["year"], "value": understood.get("year", ""), "short": True},
    ]


def _chips(understood: dict[str, str], options: list[dict], asked: Asked, path: str) -> list[dict]:
    names = {option["value"]: option["label"] for option in options}
    return [
        {
            "label": names.get(value.upper(), value),
            "url": asked.url(path, **{name: None, "before": None, "after": None}),
        }
        for name, value in understood.items()
    ]


@require_safe
def projects(request: HttpRequest) -> HttpResponse:
    lead = _("Projects group activities and go through phases, from being developed to mainstreamed.")
    return show(request, ListPage(Kind.PROJECT, _("Projects"), lead, by_date))


@require_safe
def series(request: HttpRequest) -> HttpResponse:
    lead = _("Activities that repeat, from one place or year to the next.")
    return show(request, ListPage(Kind.SERIES, _("Series"), lead, by_name, by_name=True))


@require_safe
def agreements(request: HttpRequest) -> HttpResponse:
    lead = _("Agreements between parties, and plans that they agreed, with the activities under them.")
    return show(request, ListPage(Kind.AGREEMENT, _("Agreements"), lead, by_date))
