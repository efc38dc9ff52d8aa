"""Search rows as the list component takes them, and what a record's page lists of others."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from tarepo.enums import Kind, PartyRole
from tarepo.reading.names import Names, label_name, persons_in, shown_reference
from tarepo.reading.words import date, direction, listed, period

SHOWN = ("id", "record_id", "kind", "reference", "label", "card", "sort_date", "sort_keys", "snapshot_id")
LABELLED = ("record_id", "kind", "reference", "label", "sort_keys", "snapshot_id")  # as label_name takes them
JSON_COLUMNS = ("label", "card", "sort_keys")  # which the driver leaves as text
PLACES_SHOWN = 8
DATED = {Kind.ACTIVITY, Kind.AGREEMENT, Kind.SESSION, Kind.DOCUMENT}  # where a list without a date says so


@dataclass(frozen=True)
class Profile:
    """How many of the activities that concern a record are about which subject, touch which year, and in which role."""

    subjects: dict[int, int] = field(default_factory=dict)  # record id → activities
    years: dict[int, tuple[int, int]] = field(default_factory=dict)  # year, 0 for none → (activities, going on)
    roles: dict[int, int] = field(default_factory=dict)  # place of a role → activities


@dataclass
class Around:
    """What a record's page shows of other records: those that name it, lessons that they hold, and how many."""

    groups: "list[Group]"
    lessons: list[dict] = field(default_factory=list)
    profile: Profile = field(default_factory=Profile)
    pictures: dict[int, dict] = field(default_factory=dict)  # file id → as files.pictures gives it
    downloads: dict[int, dict] = field(default_factory=dict)  # and as files.downloads gives it


@dataclass
class Group:
    """The newest of all records of one kind that name this one, and how many there are."""

    kind: str
    rows: list[dict]
    count: int


def as_row(values: Iterable[Any]) -> dict[str, Any]:
    """The SHOWN columns as the driver gives them, as a search row."""
    row = dict(zip(SHOWN, values, strict=True))
    return row | {name: json.loads(row[name]) for name in JSON_COLUMNS}


def search_rows(ids: list[int]) -> dict[int, dict[str, Any]]:
    """Key → search row."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(SHOWN)} FROM tarepo_searchrow WHERE id = ANY(%s)", [ids])  # noqa: S608
        return {values[0]: as_row(values) for values in cursor.fetchall()}


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


def row_values(row: dict, names: Names, *, about: int = 0) -> dict:
    """What components/rows.html takes of a search row; on the page of a party, about: with its role in the row."""
    card = row["card"]
    own = named_row(row, names)
    name = own["name"]
    status = card.get("status", "not_stated")
    return {
        "title": name["name"],
        "url": name["url"],
        "lang": name["lang"],
        "dir": name["dir"],
        "period": period(card) or card.get("period_printed", "") or date(card.get("issued_on")),
        "status": status,
        "status_label": _status_label(status),
        "aside": _aside(row["kind"], card),
        "sort_date": row["sort_date"],
        "reference": card.get("symbol") or shown_reference(row["reference"]),
        "roles": [str(role.label) for role in PartyRole if [about, role] in card.get("parties", ())],
        "places": _places(card, names, about),
        "type": listed(kind["name"] for kind in names.all(card.get("types", []))),
        **own,
    }


def named_row(row: dict, names: Names) -> dict:
    """What a list of mere names takes of a search row."""
    name = label_name(*(row[column] for column in LABELLED), language=names.language)
    name["name"] = names.fill(name["name"])
    return {"name": name, "card": row["card"], "summary": _summary(row["card"], names, row["label"]["lead"])}


def _status_label(status: str) -> str:
    from activities.enums import Status

    return "" if status == Status.NOT_STATED else str(Status(status).label)


def _summary(card: dict, names: Names, lead: str) -> dict | None:
    words = names.words(card.get("summary"), lead)
    return words and words | {"dir": direction(words["lang"])}


def _aside(kind: str, card: dict) -> str:
    """What stands where a row has no period."""
    return _("date not stated") if kind in DATED else party_sort(card)


def party_sort(content: dict) -> str:
    """What sort of organisation it is, in a word; empty for all else."""
    from reference.enums import Body, PartyForm

    body, form = content.get("body", ""), content.get("form", PartyForm.COUNTRY)
    if form == PartyForm.COUNTRY:
        return ""
    return str(Body(body).label if body and body != Body.NOT_STATED else PartyForm(form).label)


def _places(card: dict, names: Names, about: int) -> list[dict]:
    """The beneficiaries, else the countries and areas where it was held; an organisation's country."""
    parties = [row for row in card.get("parties", []) if row[0] != about]
    if "country" in card and card["country"] != about:
        return names.all([card["country"]])
    for role in (PartyRole.BENEFICIARY, PartyRole.SIGNATORY, PartyRole.VENUE):
        found = names.all(dict.fromkeys(party for party, its in parties if its == role))
        if found:
            more = [{"name": f"+ {len(found) - PLACES_SHOWN}", "url": ""}] if len(found) > PLACES_SHOWN else []
            return found[:PLACES_SHOWN] + more
    return []


def place_of(kind: str) -> int:
    """The order in which a page lists what concerns it."""
    order = [Kind.ACTIVITY, Kind.AGREEMENT, Kind.PROJECT, Kind.SERIES, Kind.ORGANISATION, Kind.COUNTRY]
    return order.index(Kind(kind)) if kind in order else len(order)
