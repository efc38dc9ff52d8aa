"""What an address asks of the activities: the one value that page, exports, feeds and pictures are made from."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.translation import gettext as _

from activities.filters import ActivityFilter, country_options
from tarepo.access import tiers_for
from tarepo.addresses import list_path
from tarepo.asked import Asked
from tarepo.enums import Kind
from tarepo.models import SearchRow
from tarepo.querysets import SearchRowQuerySet
from tarepo.reading.lists import PLACES

FILTERS = ("country", "year")


@dataclass
class Found:
    """The hits that the reader may see, and how the address asked for them."""

    rows: SearchRowQuerySet  # all hits, unordered
    tiers: frozenset[int]
    asked: Asked
    understood: dict[str, Any]  # filter → its value, as in the address
    filter: dict[str, Any] = field(default_factory=dict)  # what components/filter.html takes

    @property
    def problems(self) -> list[str]:
        return self.asked.problems

    @property
    def query(self) -> str:
        """The state of the search without the place in a list, for an address: empty or ?country=PE&year=2023."""
        return f"?{urlencode(self.understood, doseq=True)}" if self.understood else ""


def asked(request: HttpRequest) -> Found:
    """Read the address; what was not understood is told in problems, and the rest is kept."""
    tiers = tiers_for(request)
    read = Asked(request.GET, (*FILTERS, *PLACES))
    given = {name: read.text(name) for name in FILTERS}
    rows = SearchRow.objects.for_tiers(tiers).filter(kind=Kind.ACTIVITY)
    filtered = ActivityFilter(given, queryset=rows)
    hits = filtered.qs
    for name in filtered.form.errors:
        read.misread(str(filtered.form.fields[name].label), given[name])
    understood = {name: value for name, value in given.items() if value and name not in filtered.form.errors}
    found = Found(hits, tiers, read, understood)
    found.filter = _filter(filtered, found)
    return found


def _filter(filtered: ActivityFilter, found: Found) -> dict[str, Any]:
    path, options = list_path(Kind.ACTIVITY), country_options()
    return {
        "action": path,
        "fields": _fields(filtered, found.understood, options),
        "chips": _chips(found, options, path),
        "clear_url": path if len(found.understood) > 1 else "",
    }


def _fields(filtered: ActivityFilter, understood: dict[str, str], options: list[dict]) -> list[dict]:
    chosen = understood.get("country", "").upper()
    countries: list[dict] = [{"value": "", "label": _("All"), "selected": not chosen}]
    countries += [option | {"selected": option["value"] == chosen} for option in options]
    labels = {name: form_field.label for name, form_field in filtered.form.fields.items()}
    return [
        {"name": "country", "label": labels["country"], "options": countries},
        {"name": "year", "label": labels["year"], "value": understood.get("year", ""), "short": True},
    ]


def _chips(found: Found, options: list[dict], path: str) -> list[dict]:
    names = {option["value"]: option["label"] for option in options}
    without = {"before": None, "after": None}
    return [
        {"label": names.get(value.upper(), value), "url": found.asked.url(path, **{name: None}, **without)}
        for name, value in found.understood.items()
    ]
