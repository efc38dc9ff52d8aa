"""The regions and subregions of M49 by their numbers: names that records carry, and what pages call them."""

from functools import cache

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

REGIONS = {
    2: _("Africa"),
    19: _("Americas"),
    142: _("Asia"),
    150: _("Europe"),
    9: _("Oceania"),
    15: _("Northern Africa"),
    202: _("Sub-Saharan Africa"),
    419: _("Latin America and the Caribbean"),
    21: _("Northern America"),
    143: _("Central Asia"),
    30: _("Eastern Asia"),
    35: _("South-eastern Asia"),
    34: _("Southern Asia"),
    145: _("Western Asia"),
    151: _("Eastern Europe"),
    154: _("Northern Europe"),
    39: _("Southern Europe"),
    155: _("Western Europe"),
    53: _("Australia and New Zealand"),
    54: _("Melanesia"),
    57: _("Micronesia"),
    61: _("Polynesia"),
}


@cache
def number_of(name: str) -> int | None:
    """The number of the region that a country's record names in English; None for a name that M49 has not."""
    return _numbers().get(slugify(name))


@cache
def slug_of(number: int) -> str:
    """What an address calls the region: latin-america-and-the-caribbean."""
    return next((slug for slug, found in _numbers().items() if found == number), "")


@cache
def _numbers() -> dict[str, int]:
    from django.utils.translation import override

    with override("en"):
        return {slugify(str(name)): number for number, name in REGIONS.items()}
