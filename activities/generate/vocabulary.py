"""What synthetic activities speak of: the portal's own countries, subjects, types and groups, by their names."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from tarepo.content_write import Directory
from tarepo.enums import Kind, State
from tarepo.models import Record, Text

KINDS = (
    *(Kind.COUNTRY, Kind.ORGANISATION, Kind.UNIT, Kind.SUBJECT, Kind.ACTIVITY_TYPE, Kind.TARGET_GROUP),
    *(Kind.PROJECT, Kind.SERIES),
)


class NothingToSpeakOf(Exception):
    """The portal has no countries, subjects or types yet."""


@dataclass(frozen=True, eq=False)
class Term:
    """A record that activities name."""

    name: str  # kind/reference
    titles: dict[str, str]
    region: str = ""  # of a country, and of an office that belongs to one

    def title(self, language: str) -> str:
        return self.titles.get(language) or self.titles.get("en") or next(iter(self.titles.values()))


class Vocabulary:
    """All terms of the database, those of each kind in the order of their references."""

    def __init__(self) -> None:
        published = Record.objects.filter(kind__in=KINDS, state=State.PUBLISHED)
        ids = {f"{kind}/{reference}": pk for kind, reference, pk in published.values_list("kind", "reference", "pk")}
        titles: dict[int, dict[str, str]] = defaultdict(dict)
        for pk, language, title in Text.objects.filter(record__in=published).values_list(
            "record_id", "language", "title"
        ):
            titles[pk][language] = title
        regions = _regions()
        self.directory = Directory(ids)
        self.terms: dict[str, list[Term]] = defaultdict(list)
        for name, pk in sorted(ids.items()):
            self.terms[name.partition("/")[0]].append(Term(name, titles[pk], regions.get(pk, "")))
        for kind in (Kind.COUNTRY, Kind.SUBJECT, Kind.ACTIVITY_TYPE, Kind.TARGET_GROUP):
            if not self.terms[kind]:
                raise NothingToSpeakOf(f"There is no {Kind(kind).label} to speak of: load_records loads them.")

    @cached_property
    def by_region(self) -> dict[str, list[Term]]:
        """The countries and areas of each M49 subregion."""
        found: dict[str, list[Term]] = defaultdict(list)
        for country in self.terms[Kind.COUNTRY]:
            found[country.region].append(country)
        return dict(found)

    @cached_property
    def offices(self) -> dict[str, list[Term]]:
        """The offices and organisations of each subregion; under no name those that belong to no country."""
        found: dict[str, list[Term]] = defaultdict(list)
        for organisation in self.terms[Kind.ORGANISATION]:
            found[organisation.region].append(organisation)
        return dict(found)


def _regions() -> dict[int, str]:
    from reference.models import Party

    rows = Party.objects.values_list("pk", "m49_subregion", "country__m49_subregion")
    return {pk: own or of_country or "" for pk, own, of_country in rows}
