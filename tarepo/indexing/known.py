"""What index rows take from other records: their countries, regions, groupings, broader terms, levels."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from tarepo.content import Content
from tarepo.enums import Kind
from tarepo.models import SearchRow
from tarepo.regions import number_of
from tarepo.tiers import PUBLIC

# The kinds by whose names others are found, or whose content decides others' codes; and the links that lead to them.
# They stand in the triggers as migration 0006 installed them: one more needs a migration that installs them again.
NAMING = (
    *(Kind.COUNTRY, Kind.ORGANISATION, Kind.SUBJECT, Kind.ACTIVITY_TYPE, Kind.TARGET_GROUP),
    *(Kind.PROJECT, Kind.SERIES, Kind.AGREEMENT),
)
LINKS = ("types", "target_groups", "subjects", "agreements")


@dataclass(frozen=True)
class Membership:
    """A country's time in a group; an empty date is not stated."""

    group: int
    since: str = ""
    until: str = ""

    def holds(self, day: str) -> bool:
        """Whether it held on that day; without a day, whether it has no end."""
        if not day:
            return not self.until
        return self.since <= day and (not self.until or day < self.until)


@dataclass
class Known:
    """Everything that the index rows of some records need of others, all of it public."""

    kinds: dict[int, str] = field(default_factory=dict)
    countries: dict[int, int] = field(default_factory=dict)  # party → its country or area, which may be itself
    regions: dict[int, list[int]] = field(default_factory=dict)  # country → M49 numbers
    parents: dict[int, int] = field(default_factory=dict)  # subject → the broader one
    levels: dict[int, str] = field(default_factory=dict)  # type → its level
    memberships: dict[int, list[Membership]] = field(default_factory=dict)


def named_by(content: Content) -> set[int]:
    """The ids of the records by whose names this one is found."""
    found = {row["party"] for row in content.get("involvements", [])}
    found.update(row["subject"] for row in content.get("lessons", []) if "subject" in row)
    found.update(content[name] for name in ("project", "series") if name in content)
    for name in LINKS:
        found.update(content.get(name, []))
    return found


def known_for(contents: Iterable[Content]) -> Known:
    """What is known to everybody of all that these contents name: three queries at most."""
    known = Known()
    ids: set[int] = set()
    for content in contents:
        ids |= named_by(content)
    if not ids:
        return known
    _load(known, ids)
    missing = set(known.countries.values()) - known.kinds.keys()
    if missing:
        _load(known, missing)
    if known.regions:
        _load_memberships(known)
    return known


def _load(known: Known, ids: Collection[int]) -> None:
    rows = SearchRow.objects.filter(tier=PUBLIC, record_id__in=ids)
    for pk, kind, card in rows.values_list("record_id", "kind", "card"):
        known.kinds[pk] = kind
        if kind == Kind.COUNTRY:
            known.countries[pk] = pk
            known.regions[pk] = _region_numbers(card)
        elif kind == Kind.ORGANISATION and "country" in card:
            known.countries[pk] = card["country"]
        elif kind == Kind.SUBJECT and "parent" in card:
            known.parents[pk] = card["parent"]
        elif kind == Kind.ACTIVITY_TYPE and card.get("level"):
            known.levels[pk] = card["level"]


def _region_numbers(card: dict) -> list[int]:
    numbers = (number_of(card[name]) for name in ("m49_region", "m49_subregion") if card.get(name))
    return [number for number in numbers if number is not None]


def _load_memberships(known: Known) -> None:
    """Of every group: members change seldom, and a few hundred rows are read faster than chosen."""
    groups = SearchRow.objects.filter(tier=PUBLIC, kind=Kind.ORGANISATION, card__form="group")
    for group, members in groups.values_list("record_id", "snapshot__body__content__groupmembers"):
        for row in members or []:
            if row["member"] in known.regions:
                membership = Membership(group, row.get("since", ""), row.get("until", ""))
                known.memberships.setdefault(row["member"], []).append(membership)


def groups_on(known: Known, country: int, day: str) -> set[int]:
    """The groups that a country belonged to on that day."""
    return {each.group for each in known.memberships.get(country, []) if each.holds(day)}
