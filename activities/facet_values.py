"""The values of the facets as the page shows them: the largest of each by name, count and whether they are chosen."""

from collections.abc import Collection

from django.db import connection

from activities.facets import FacetCounts
from activities.fields import FIELDS, Field
from tarepo.reading.words import content_language

SHOWN, MOST = 50, 1000  # values of a facet at first, and when all are asked for

# Names alone, taken out of the labels by the database: reading hundreds of labels in six languages is most of a page.
NAMES = """
SELECT record_id, reference, coalesce(label->'names'->>%(language)s, label->'names'->>(label->>'lead'), reference),
    CASE WHEN label->'names' ? %(language)s THEN '' ELSE label->>'lead' END,
    coalesce(sort_keys->>%(language)s, sort_keys->>(label->>'lead'), reference)
FROM tarepo_searchrow WHERE tier = 0 AND record_id = ANY(%(ids)s)
"""


PUBLIC_IDS = "SELECT record_id FROM tarepo_searchrow WHERE tier = 0 AND record_id = ANY(%s)"


class Facets:
    """The largest values of each facet, and all of the one named: asked for at once, put into words when shown.

    Where a page is kept rendered, its marks are all that is needed.
    """

    def __init__(self, found: FacetCounts, whole: str = "") -> None:
        self.whole = whole
        self._chosen = {each.name: set(found.asked.chosen.get(each.name, {}).values()) for each in FIELDS}
        self._counts = {each.name: found.of(each) for each in FIELDS}
        self._taken = {
            name: _largest(counts, self._chosen[name], MOST if name == whole else SHOWN)
            for name, counts in self._counts.items()
        }
        self._names = names_of({number for each in FIELDS if each.kind for number in self._taken[each.name]})
        self._more = self._left()

    def _left(self) -> dict[str, int]:
        """How many values of each facet are not taken; of records only those that readers may see."""
        left = {name: counts.keys() - set(self._taken[name]) for name, counts in self._counts.items()}
        records = {number for each in FIELDS if each.kind for number in left[each.name]}
        public = _public(records) if records else set()
        return {each.name: len(left[each.name] & public if each.kind else left[each.name]) for each in FIELDS}

    @property
    def marks(self) -> list[object]:
        """What the values are made of."""
        counts = [[self._counts[name].get(number, 0) for number in taken] for name, taken in self._taken.items()]
        return [self._taken, counts, self._more, sorted(self._names.items())]

    def shown(self) -> list[dict]:
        """Every facet that has values, as components/facets.html takes it."""
        made = []
        for each in FIELDS:
            taken, counts, chosen = self._taken[each.name], self._counts[each.name], self._chosen[each.name]
            if values := _values(each, taken, counts, chosen, self._names, by_name=each.name == self.whole):
                facet = {"name": each.name, "label": each.label, "note": each.note, "values": values}
                opened = len(chosen) or each.name == self.whole
                made.append(facet | {"more": self._more[each.name], "chosen": len(chosen), "open": opened})
        return made


def _largest(counts: dict[int, int], chosen: set[int], most: int) -> list[int]:
    """The numbers of the largest values and of all chosen ones."""
    largest = sorted(counts, key=lambda number: (-counts[number], number))[:most]
    return largest + [number for number in chosen if number not in set(largest)]


def _values(
    each: Field,
    numbers: Collection[int],
    counts: dict[int, int],
    chosen: set[int],
    names: dict[int, tuple],
    *,
    by_name: bool,
) -> list[dict]:
    """The chosen first, then the largest; all of a long list by name, for whoever looks for one of them."""
    made = []
    for number in numbers:
        if each.kind:
            if number not in names:  # not public any more
                continue
            value, label, lang, sort = names[number]
        else:
            label = each.told(number)
            value, lang, sort = each.write(number), "", label
        count = counts.get(number, 0)
        made.append(
            {"value": value, "label": label, "lang": lang, "count": count, "chosen": number in chosen, "sort": sort}
        )
    if each.name == "year":  # as on a calendar, those without one last
        return sorted(made, key=lambda value: value["value"] if value["value"].isdigit() else "", reverse=True)
    return sorted(made, key=lambda value: (not value["chosen"], 0 if by_name else -value["count"], value["sort"]))


def _public(ids: set[int]) -> set[int]:
    with connection.cursor() as cursor:
        cursor.execute(PUBLIC_IDS, [list(ids)])
        return {pk for (pk,) in cursor.fetchall()}


def names_of(ids: set[int]) -> dict[int, tuple[str, str, str, str]]:
    """Record id → reference, name, its language where that is not the reader's, and what it is sorted by."""
    if not ids:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(NAMES, {"language": content_language(), "ids": list(ids)})
        return {pk: tuple(rest) for pk, *rest in cursor.fetchall()}
