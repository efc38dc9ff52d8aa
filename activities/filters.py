"""The one definition of a search for activities: what an address may ask, what it means, and its form."""

from collections.abc import Collection
from functools import lru_cache

import django_filters
from django import forms
from django.db.models import Count, Max
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tarepo.codes import Facet, code
from tarepo.enums import Kind
from tarepo.models import SearchRow
from tarepo.querysets import SearchRowQuerySet
from tarepo.reading.names import label_name
from tarepo.reading.words import content_language
from tarepo.tiers import PUBLIC

FIRST_YEAR, LAST_YEAR = 1800, 2200


class CountryField(forms.CharField):
    """An ISO 3166-1 alpha-2 code; its clean value is the country's record id."""

    def clean(self, value: str | None) -> int | None:
        iso2 = super().clean(value)
        if not iso2:
            return None
        row = SearchRow.objects.filter(tier=PUBLIC, kind=Kind.COUNTRY, reference=iso2.upper()[:64])
        pk = row.values_list("record_id", flat=True).first()
        if pk is None:
            raise forms.ValidationError(_("No country or area has this code."))
        return pk


class CountryFilter(django_filters.Filter):
    field_class = CountryField


class ActivityFilter(django_filters.FilterSet):
    """?country=PE&year=2023, each left out where it is not understood."""

    country = CountryFilter(label=_("Country or area"), method="in_country")
    year = django_filters.NumberFilter(
        label=_("Year"), method="in_year", min_value=FIRST_YEAR, max_value=LAST_YEAR, decimal_places=0
    )

    class Meta:
        model = SearchRow
        fields: Collection[str] = ()

    def in_country(self, rows: SearchRowQuerySet, name: str, pk: int) -> SearchRowQuerySet:
        return rows.filter(codes__contains=[code(Facet.COUNTRY, pk)])

    def in_year(self, rows: SearchRowQuerySet, name: str, year: int) -> SearchRowQuerySet:
        return rows.filter(codes__contains=[code(Facet.YEAR, int(year))])

    def filter_queryset(self, queryset: SearchRowQuerySet) -> SearchRowQuerySet:
        """Apply what was understood; the form says what was not."""
        for name, value in self.form.cleaned_data.items():
            queryset = self.filters[name].filter(queryset, value)
        return queryset

    @property
    def qs(self) -> SearchRowQuerySet:
        self.form.is_valid()
        return self.filter_queryset(self.queryset.all())


def country_options(held: tuple[object, ...]) -> list[dict]:
    """Every country or area as {"value": iso2, "label", "lang"}, in the order of the reader's language."""
    return _country_options(get_language() or "en", held)


def countries_held() -> tuple[object, ...]:
    """What changes when a country is published, renamed or archived: how many there are, and the last snapshot."""
    held = SearchRow.objects.filter(tier=PUBLIC, kind=Kind.COUNTRY).aggregate(Count("pk"), Max("snapshot_id"))
    return tuple(held.values())


@lru_cache(maxsize=12)
def _country_options(interface: str, held: tuple[object, ...]) -> list[dict]:
    """Kept as long as the countries are the same."""
    language = content_language(interface)
    rows = SearchRow.objects.filter(tier=PUBLIC, kind=Kind.COUNTRY)
    shown = rows.values_list("record_id", "kind", "reference", "label", "sort_keys", "snapshot_id")
    names = sorted((label_name(*row, language=language) for row in shown), key=lambda name: name["sort"])
    return [{"value": name["reference"], "label": name["name"], "lang": name["lang"]} for name in names]
