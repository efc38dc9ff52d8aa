"""Search rows as the list component takes them, and what a record's page lists of others."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber

from tarepo.enums import Kind, PartyRole
from tarepo.models import SearchRow
from tarepo.reading.names import Names, label_name, persons_in
from tarepo.reading.words import date, direction, period

SHOWN = ("id", "record_id", "kind", "reference", "label", "card", "sort_date", "sort_keys", "snapshot_id")
PLACES_SHOWN = 8


@dataclass(frozen=True)
class Profile:
    """How many of the activities that concern a record are about which subject, and touch which year."""

    subjects: dict[int, int] = field(default_factory=dict)  # record id → activities
    years: dict[int, tuple[int, int]] = field(default_factory=dict)  # year, 0 for none → (activities, going on)


@dataclass
class Around:
    """What a record's page shows of other records: those that name it, lessons that they hold, and how many."""

    groups: "list[Group]"
    lessons: list[dict] = field(default_factory=list)
    profile: Profile = field(default_factory=Profile)


@dataclass
class Group:
    """The newest of all records of one kind that name this one, and how many there are."""

    kind: str
    rows: list[dict]
    count: int


def concerning(pk: int, tiers: Collection[int], *, most: int = 20) -> list[Group]:
    """All that names the record, by kind, newest first: one query."""
    of_kind = [F("kind")]
    newest = Window(RowNumber(), partition_by=of_kind, order_by=[F("sort_date").desc(), F("record_id").desc()])
    rows = SearchRow.objects.for_tiers(tiers).naming(pk).exclude(record_id=pk)
    rows = rows.annotate(place=newest, count=Window(Count("pk"), partition_by=of_kind)).filter(place__lte=most)
    found: dict[str, Group] = {}
    for row in rows.order_by("kind", "place").values(*SHOWN, "count"):
        found.setdefault(row["kind"], Group(row["kind"], [], row["count"])).rows.append(row)
    return list(found.values())


def named_in(rows: Iterable[dict]) -> set[int]:
    """The ids of all records whose names the rows need."""
    ids: set[int] = set()
    for row in rows:
        card = row["card"]
        ids.update(party for party, _ in card.get("parties", []))
        ids.update(card.get("types", []))
        ids.update(card[name] for name in ("session", "country", "parent", "committee") if name in card)
    return ids


def persons_of(rows: Iterable[dict]) -> set[str]:
    """The keys of the persons who stand in the rows' titles and summaries."""
    return {
        key
        for row in rows
        for texts in (row["label"]["names"], row["card"].get("summary", {}))
        for key in persons_in(texts.values())
    }


def row_values(row: dict, names: Names) -> dict:
    """What components/rows.html takes of a search row."""
    card = row["card"]
    name = label_name(
        row["record_id"],
        row["kind"],
        row["reference"],
        row["label"],
        row["sort_keys"],
        row["snapshot_id"],
        language=names.language,
    )
    name["name"] = names.fill(name["name"])
    status = card.get("status", "not_stated")
    return {
        "title": name["name"],
        "url": name["url"],
        "lang": name["lang"],
        "dir": name["dir"],
        "period": period(card) or card.get("period_printed", "") or date(card.get("issued_on")),
        "status": status,
        "status_label": _status_label(status),
        "reference": row["reference"],
        "places": _places(card, names),
        "type": ", ".join(kind["name"] for kind in names.all(card.get("types", []))),
        "summary": _summary(card, names, row["label"]["lead"]),
        "parent": names.get(card.get("parent")),
        "country": names.get(card.get("country")),
        "card": card,
        "name": name,
    }


def _status_label(status: str) -> str:
    from activities.enums import Status

    return "" if status == Status.NOT_STATED else str(Status(status).label)


def _summary(card: dict, names: Names, lead: str) -> dict | None:
    words = names.words(card.get("summary"), lead)
    return words and words | {"dir": direction(words["lang"])}


def _places(card: dict, names: Names) -> list[dict]:
    """The beneficiaries, else the countries and areas where it was held."""
    parties = card.get("parties", [])
    for role in (PartyRole.BENEFICIARY, PartyRole.SIGNATORY, PartyRole.VENUE):
        found = names.all(dict.fromkeys(party for party, its in parties if its == role))
        if found:
            more = [{"name": f"+ {len(found) - PLACES_SHOWN}", "url": ""}] if len(found) > PLACES_SHOWN else []
            return found[:PLACES_SHOWN] + more
    return []


def place_of(kind: str) -> int:
    """The order in which a page lists what concerns it."""
    order = [Kind.ACTIVITY, Kind.PROJECT, Kind.SERIES, Kind.AGREEMENT, Kind.ORGANISATION, Kind.COUNTRY]
    return order.index(Kind(kind)) if kind in order else len(order)
