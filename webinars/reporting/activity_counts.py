"""What the report on activities counts: public rows alone, each activity once for each value."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Case, CharField, Count, Q, Value, When
from django.db.models.fields.json import KeyTextTransform
from django.utils import timezone
from django.utils.translation import override

from activities.facet_values import names_of
from tarepo.codes import CONFIRMATIONS, COOPERATIONS, DELIVERY_MODES, ROLES, Facet, code, place_code
from tarepo.enums import Kind, PartyRole
from tarepo.indexing import counts
from tarepo.models import SearchIndex, SearchRow
from tarepo.querysets import SearchIndexQuerySet
from tarepo.reading.words import interface_of, language_name, period
from tarepo.regions import REGIONS
from tarepo.tiers import PUBLIC
from webinars.reporting.frame import region_names

GONE = [place_code(Facet.STATUS, status) for status in ("postponed", "cancelled")]
FUNDING = ROLES.index(PartyRole.FUNDING)
MOST_LISTED = 300
Row = tuple[str, str]


@dataclass
class Counted:
    total: int = 0
    left_out: int = 0  # postponed or cancelled
    undated: int = 0  # of no period at all, so of this one neither
    tables: dict[str, list[Row]] = field(default_factory=dict)
    listed: list[tuple[str, str, str, str]] = field(default_factory=list)


def counted(starts: dt.date, ends: dt.date, language: str, words: dict[str, str]) -> Counted:
    """The same number of queries however many there are."""
    touching = _touching(starts, ends)
    rows = touching.exclude(codes__overlap=GONE)
    with override(interface_of(language)):
        made = Counted(rows.count(), touching.having(GONE).count(), _undated())
        facets = counts.by_facet(counts.counted(rows))
        funding = counts.counted_keys(rows, [Facet.PARTNER_AS + FUNDING, Facet.COUNTRY_AS + FUNDING])
        types = facets.get(Facet.TYPE, {})
        listed = _listed(rows) if made.total <= MOST_LISTED else []
        parties = {party for row in listed for party, _role in row.card.get("parties", [])}
        names = names_of({*funding, *types, *parties})
        years = {n: many for n, many in facets.get(Facet.YEAR, {}).items() if starts.year <= n <= ends.year}
        unstated = _unstated(rows, facets, funding)
        not_stated = {name: [(words["not_stated"], str(many))] if many else [] for name, many in unstated.items()}
        made.tables = {
            "year": [(str(year), str(many)) for year, many in sorted(years.items())] if len(years) > 1 else [],
            "region": _regions(facets.get(Facet.REGION, {}), language) + not_stated["region"],
            "type": _named(types, names) + not_stated["type"],
            "mode": _modes(facets.get(Facet.DELIVERY_MODE, {}), words),
            "funding": _named(funding, names) + not_stated["funding"],
            "cooperation": _cooperation(rows, words) + not_stated["cooperation"],
        }
        made.listed = [_line(row, names, language) for row in listed]
    return made


def _undated() -> int:
    """Public ones of which no period is known, but for what is postponed or cancelled."""
    rows = SearchIndex.objects.filter(kind=Kind.ACTIVITY, tier=PUBLIC)
    return rows.having([code(Facet.YEAR, 0)]).exclude(codes__overlap=GONE).count()


def _touching(starts: dt.date, ends: dt.date) -> SearchIndexQuerySet:
    """What touches the period: by year from the index, and then by the very days. What goes on ends with this year."""
    rows = SearchIndex.objects.filter(kind=Kind.ACTIVITY, tier=PUBLIC)
    rows = rows.having([code(Facet.YEAR, year) for year in range(starts.year, ends.year + 1)])
    this_year = Value(f"{timezone.localdate().year}-12-31")
    first, last = KeyTextTransform("starts", "row__card"), KeyTextTransform("ends", "row__card")
    goes_on = Q(row__card__precision__in=["since", "continuing"])
    rows = rows.alias(
        first=first,
        last=Case(
            When(row__card__has_key="ends", then=last),
            When(goes_on, then=this_year),
            default=first,
            output_field=CharField(),
        ),
    )
    return rows.filter(first__lte=ends.isoformat(), last__gte=starts.isoformat())


def _regions(found: dict[int, int], language: str) -> list[Row]:
    """Regions and subregions in the order of M49."""
    names = region_names(language)
    return [(names[number], str(found[number])) for number in REGIONS if number in found]


def _named(found: dict[int, int], names: dict[int, tuple]) -> list[Row]:
    """The most first; records that are not public are left out."""
    known = [(names[pk][1], many, names[pk][3]) for pk, many in found.items() if pk in names]
    return [(name, str(many)) for name, many, _sort in sorted(known, key=lambda each: (-each[1], each[2]))]


def _modes(found: dict[int, int], words: dict[str, str]) -> list[Row]:
    """What is not stated stands last, as in the other tables."""
    told = [(words[DELIVERY_MODES[n]], found[n]) for n in sorted(found, key=lambda n: (n == 0, n))]
    return [(name, str(many)) for name, many in told]


def _unstated(rows: SearchIndexQuerySet, facets: dict[int, dict[int, int]], funding: Iterable[int]) -> dict[str, int]:
    """How many state nothing of what a table counts. One query."""

    def of(*known: int) -> list[int]:
        return [code(facet, number) for facet in known for number in facets.get(facet, ())]

    funded = [code(facet + FUNDING, number) for facet in (Facet.PARTNER_AS, Facet.COUNTRY_AS) for number in funding]
    stating = {
        "region": Q(codes__overlap=of(Facet.REGION)),
        "type": Q(codes__overlap=of(Facet.TYPE)),
        "funding": Q(keys__overlap=funded),
        "cooperation": Q(codes__overlap=of(Facet.COOPERATION)),
    }
    return rows.order_by().aggregate(**{name: Count("pk", filter=~states) for name, states in stating.items()})


def _cooperation(rows: SearchIndexQuerySet, words: dict[str, str]) -> list[Row]:
    """As declared; confirmed by all parties, and as reported, apart. One query."""
    pairs = [(kind, how) for kind in COOPERATIONS for how in reversed(CONFIRMATIONS)]
    both = {
        f"{kind}_{how}": Count(
            "pk",
            filter=Q(codes__contains=[place_code(Facet.COOPERATION, kind), place_code(Facet.CONFIRMED, how)]),
        )
        for kind, how in pairs
    }
    found = rows.order_by().aggregate(**both)
    told = [(f"{words[kind]}, {words[how]}", found[f"{kind}_{how}"]) for kind, how in pairs]
    return [(name, str(many)) for name, many in told if many]


def _listed(rows: SearchIndexQuerySet) -> list[SearchRow]:
    found = SearchRow.objects.filter(pk__in=rows.order_by().values("row_id"))
    return list(found.order_by("sort_date", "record_id").only("reference", "label", "card"))


def _line(row: SearchRow, names: dict[int, tuple], language: str) -> tuple[str, str, str, str]:
    """A title that lacks the language stays in its original, and says which."""
    label = row.label
    title = label["names"].get(language)
    if not title:
        title = f"{label['names'].get(label['lead'], '')} [{language_name(label['lead'])}]"
    parties = dict.fromkeys(names[party][1] for party, _role in row.card.get("parties", []) if party in names)
    comma = {"ar": "، ", "zh": "、"}.get(language, ", ")
    return row.reference, title, period(row.card), comma.join(parties)
