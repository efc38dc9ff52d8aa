"""Lists paged by key: a page costs the same however deep it lies."""

from dataclasses import dataclass
from itertools import chain, islice

from django.db import models
from django.db.models import F, Q
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce

from tarepo.asked import Asked
from tarepo.querysets import SearchRowQuerySet
from tarepo.reading.names import Names, load_names
from tarepo.reading.rows import SHOWN, named_in, named_row, persons_of, row_values
from tarepo.reading.words import content_language

PAGE = 25
PLACES = ("before", "after")  # the parameters that say where in a list a page lies


@dataclass
class Page:
    """One page of a list: its rows, and the addresses of the pages beside it."""

    rows: list[dict]
    previous: str = ""
    next: str = ""
    marks: tuple[object, ...] = ()


def by_date(rows: SearchRowQuerySet, asked: Asked, path: str, *, size: int = PAGE) -> Page:
    """The newest first, those without a date last. ?before=day.id is the page past that row, ?after= the one before."""
    older, newer = asked.place("before"), asked.place("after")
    if newer:
        found = _beside(rows, newer, "gt").order_by("sort_date", "record_id")[: size + 1]
    else:
        found = (_beside(rows, older, "lt") if older else rows).order_by("-sort_date", "-record_id")[: size + 1]
    taken = list(found.values(*SHOWN))
    more, taken = len(taken) > size, taken[:size]
    if newer:
        taken.reverse()
    page = _page(taken)
    if taken and (more if newer else older):
        page.previous = asked.url(path, after=_place(taken[0]), before=None)
    if taken and (newer or more):
        page.next = asked.url(path, before=_place(taken[-1]), after=None)
    return page


def _beside(rows: SearchRowQuerySet, place: tuple, way: str) -> SearchRowQuerySet:
    day, pk = place
    return rows.filter(Q(**{f"sort_date__{way}": day}) | Q(**{"sort_date": day, f"record_id__{way}": pk}))


def _place(row: dict) -> str:
    return f"{row['sort_date'].isoformat()}.{row['record_id']}"


def by_name(rows: SearchRowQuerySet, asked: Asked, path: str, *, size: int = 100) -> Page:
    """In the alphabet's order of the reader's language. ?before= and ?after= name the row beside the page."""
    keys = KT(f"sort_keys__{content_language()}"), KT("sort_keys__en")
    rows = rows.annotate(key=Coalesce(*keys, F("reference"), output_field=models.TextField()))
    before, after = _named(rows, asked, "before"), _named(rows, asked, "after")
    if before:
        found = rows.filter(Q(key__lt=before[0]) | Q(key=before[0], reference__lt=before[1]))
        taken = list(found.order_by("-key", "-reference").values(*SHOWN)[: size + 1])
    else:
        found = rows.filter(Q(key__gt=after[0]) | Q(key=after[0], reference__gt=after[1])) if after else rows
        taken = list(found.order_by("key", "reference").values(*SHOWN)[: size + 1])
    more, taken = len(taken) > size, taken[:size]
    if before:
        taken.reverse()
    page = _page(taken)
    if taken and (more if before else after):
        page.previous = asked.url(path, before=taken[0]["reference"], after=None)
    if taken and (before or more):
        page.next = asked.url(path, after=taken[-1]["reference"], before=None)
    return page


def _named(rows: SearchRowQuerySet, asked: Asked, name: str) -> tuple[str, str] | None:
    """The key and reference of the row that the parameter names."""
    reference = asked.text(name)
    if not reference:
        return None
    found = rows.filter(reference=reference).values_list("key", "reference").first()
    if found is None:
        asked.misread(name, reference)
    return found


def whole(rows: SearchRowQuerySet) -> Page:
    """All of a list that shows names only, in the order that the rows have."""
    taken = list(rows.values(*SHOWN))
    names = load_names((), persons_of(taken))
    return Page([named_row(row, names) for row in taken], marks=_marks(taken, names))


def several(*lists: SearchRowQuerySet) -> tuple[list[list[dict]], tuple[object, ...]]:
    """The rows of several short lists, with the names that any of them needs, and the marks of all."""
    taken = [list(rows.values(*SHOWN)) for rows in lists]
    page = _page(list(chain.from_iterable(taken)))
    rows = iter(page.rows)
    return [list(islice(rows, len(part))) for part in taken], (*page.marks, *map(len, taken))


def _page(taken: list[dict]) -> Page:
    names: Names = load_names(named_in(taken), persons_of(taken))
    return Page([row_values(row, names) for row in taken], marks=_marks(taken, names))


def _marks(taken: list[dict], names: Names) -> tuple[object, ...]:
    return (
        *(row["snapshot_id"] for row in taken),
        *sorted(name["mark"] for name in names.records.values()),
        *sorted(map(repr, names.persons.values())),
    )
