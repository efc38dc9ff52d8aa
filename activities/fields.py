"""What activities can be filtered by and are counted by: one Field for each facet, in the order of the page."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from activities.enums import Confirmed, Cooperation, Status
from reference.enums import Level
from tarepo import regions
from tarepo.codes import BASE, NO_YEAR, PLACES, Facet, code, language_number, language_of
from tarepo.enums import DeliveryMode, Kind, LessonKind, PartyRole
from tarepo.reading.words import language_name

FIRST_YEAR, LAST_YEAR = 1800, 2200


@dataclass(frozen=True)
class Field:
    """One facet: its name in addresses, and how its values and codes follow from each other.

    A field with a kind has records as values, by their references; other fields read and write values themselves.
    """

    name: str
    facet: Facet
    label: str | Promise
    kind: Kind | None = None
    read: Callable[[str], int | None] = lambda value: None  # value → number
    write: Callable[[int], str] = str  # number → value
    told: Callable[[int], str] = str  # number → what the page calls it
    note: str | Promise = ""

    def code(self, number: int) -> int:
        return code(self.facet, number)

    def canonical(self, value: str) -> tuple[str, int | None]:
        """A value, of a field without a kind, as our own addresses write it, and its number: None for nonsense."""
        number = self.read(value)
        return (value if number is None else self.write(number)), number

    @property
    def range(self) -> tuple[int, int]:
        """The first code of the facet, and the first past it."""
        return self.facet * BASE, (self.facet + 1) * BASE


def _closed(name: str, facet: Facet, label: str | Promise, labels: Any, note: str | Promise = "") -> Field:
    """A field of a closed list; labels: its enumeration."""
    places = PLACES[facet]
    return Field(
        name,
        facet,
        label,
        read=lambda value: places.index(value) if value in places else None,
        write=lambda number: places[number],
        told=lambda number: str(labels(places[number]).label),
        note=note,
    )


def _read_year(value: str) -> int | None:
    if value == NO_YEAR:
        return 0
    fits = len(value) == 4 and value.isascii() and value.isdigit() and FIRST_YEAR <= int(value) <= LAST_YEAR
    return int(value) if fits else None


def _read_region(value: str) -> int | None:
    return next((number for number in regions.REGIONS if regions.slug_of(number) == value), None)


def _read_language(value: str) -> int | None:
    """A language that has a name of its own in the reader's language: "zzzz" has none."""
    return language_number(value) or None if language_name(value.lower()) != value.lower() else None


FIELDS = (
    Field(
        "country",
        Facet.COUNTRY,
        gettext_lazy("Country or area"),
        Kind.COUNTRY,
        note=gettext_lazy(
            "Countries and areas with a part in it, or whose offices have one. "
            "What names only a group of countries does not count for its members."
        ),
    ),
    Field(
        "region",
        Facet.REGION,
        gettext_lazy("Region"),
        read=_read_region,
        write=regions.slug_of,
        told=lambda number: str(regions.REGIONS.get(number, number)),
        note=gettext_lazy("Regions and subregions of M49, the United Nations' list."),
    ),
    Field(
        "group",
        Facet.GROUPING,
        gettext_lazy("Group of countries"),
        Kind.ORGANISATION,
        note=gettext_lazy("As the countries and areas belonged to it when the activity began."),
    ),
    _closed(
        "role",
        Facet.ROLE,
        gettext_lazy("Role of the party"),
        PartyRole,
        note=gettext_lazy("Of the countries and areas or the organisations that you chose; of anybody, without them."),
    ),
    Field(
        "subject",
        Facet.SUBJECT,
        gettext_lazy("Subject"),
        Kind.SUBJECT,
        note=gettext_lazy("A broader subject counts the activities of its narrower ones, each once."),
    ),
    Field("type", Facet.TYPE, gettext_lazy("Type"), Kind.ACTIVITY_TYPE),
    _closed("level", Facet.LEVEL, gettext_lazy("Level"), Level),
    Field("target", Facet.TARGET_GROUP, gettext_lazy("Target group"), Kind.TARGET_GROUP),
    Field(
        "year",
        Facet.YEAR,
        gettext_lazy("Year"),
        read=_read_year,
        write=lambda number: f"{number:04}" if number else NO_YEAR,
        told=lambda number: str(number) if number else _("not stated"),
        note=gettext_lazy("A period counts in every year that it touches."),
    ),
    _closed("status", Facet.STATUS, gettext_lazy("Status"), Status),
    _closed("mode", Facet.DELIVERY_MODE, gettext_lazy("Delivery mode"), DeliveryMode),
    Field(
        "language",
        Facet.LANGUAGE,
        gettext_lazy("Language of the text"),
        read=_read_language,
        write=language_of,
        told=lambda number: language_name(language_of(number)),
    ),
    Field("partner", Facet.PARTNER, gettext_lazy("Organisation, office or group"), Kind.ORGANISATION),
    Field("unit", Facet.UNIT, gettext_lazy("Responsible unit"), Kind.UNIT),
    Field("project", Facet.PROJECT, gettext_lazy("Project"), Kind.PROJECT),
    Field("series", Facet.SERIES, gettext_lazy("Series"), Kind.SERIES),
    _closed("lesson", Facet.LESSON, gettext_lazy("Kind of lesson"), LessonKind),
    _closed(
        "cooperation",
        Facet.COOPERATION,
        pgettext_lazy("of parties", "Cooperation"),
        Cooperation,
        note=gettext_lazy("As declared by those who took part; the portal derives neither."),
    ),
    _closed(
        "confirmed",
        Facet.CONFIRMED,
        gettext_lazy("Confirmation"),
        Confirmed,
        note=gettext_lazy("Of what is declared South-South or triangular, by each party with a part in it."),
    ),
)

# A party in one role: beneficiary=PE, provider=uspto. Pages such as the matrix of who helps whom lead to these.
PARTY_ROLES = (PartyRole.BENEFICIARY, PartyRole.PROVIDER, PartyRole.FACILITATOR, PartyRole.VENUE)
PARTY_KINDS = (Kind.COUNTRY, Kind.ORGANISATION)


@cache
def field(name: str) -> Field:
    return next(each for each in FIELDS if each.name == name)
