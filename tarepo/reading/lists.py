"""Lists paged by key: a page costs the same however deep it lies."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial

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
    """One page of a list: its rows, and the addresses of the pages beside it.

    The rows are made when they are first asked for: never, where the page is kept rendered.
    """

    make: Callable[[], list[dict]]
    previous: str = ""
    next: str = ""
    marks: tuple[object, ...] = ()

    @cached_property
    def rows(self) -> list[dict]:
        return self.make()


def by_date(rows: SearchRowQuerySet, asked: Asked, path: str, *, size: int = PAGE) -> Page:
    """The newest first, those without a date last. ?before=day.id is the page past that row, ?after= the one before."""
    taken, newer, older = beside_place(rows, asked, *SHOWN, size=size)
    page = shown_rows(taken)
    page.previous, page.next = date_links(taken, newer, older, partial(asked.url, path))
    return page


def beside_place(
    rows: models.QuerySet, asked: Asked, *columns: str, size: int = PAGE, day: str = "sort_date"
) -> tuple[list[dict], bool, bool]:
    """The rows of the page that the address asks for, and whether there are newer and older ones.

    Of search rows or of index rows, with sort_date and record_id among the columns; ordered by day, which equals it.
    """
    older, newer = asked.place("before"), asked.place("after")
    if newer:
        found = _beside(rows, newer, "gt").order_by(day, "record_id")[: size + 1]
    else:
        found = (_beside(rows, older, "lt") if older else rows).order_by(f"-{day}", "-record_id")[: size + 1]
    taken = list(found.values(*columns))
    more, taken = len(taken) > size, taken[:size]
    if newer:
        taken.reverse()
    return (taken, more, True) if newer else (taken, older is not None, more)


def date_links(taken: list[dict], newer: bool, older: bool, url: Callable[..., str]) -> tuple[str, str]:
    """The addresses of the pages beside this one; empty for none. url: the list's address at another place."""
    before = url(after=_place(taken[0]), before=None) if taken and newer else ""
    after = url(before=_place(taken[-1]), after=None) if taken and older else ""
    return before, after


def _beside(rows: models.QuerySet, place: tuple, way: str) -> models.QuerySet:
    """The rows on that side; the day is asked for twice, as an index by day cannot use the alternative."""
    day, pk = place
    return rows.filter(**{f"sort_date__{way}e": day}).filter(
        Q(**{f"sort_date__{way}": day}) | Q(**{"sort_date": day, f"record_id__{way}": pk})
    )


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
    page = shown_rows(taken)
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


def whole(rows: SearchRowQuerySet) -> tuple[Callable[[], list[dict]], tuple[object, ...]]:
    """What makes all of a list that shows names only, in the order that the rows have; and its marks."""
    taken = list(rows.values(*SHOWN))
    names = load_names((), persons_of(taken))
    return lambda: [named_row(row, names) for row in taken], _marks(taken, names)


def shown_rows(taken: list[dict]) -> Page:
    """Search rows, as values of the SHOWN columns, with the names that they need: two queries at most."""
    names: Names = load_names(named_in(taken), persons_of(taken))
    return Page(lambda: [row_values(row, names) for row in taken], marks=_marks(taken, names))


def _marks(taken: list[dict], names: Names) -> tuple[object, ...]:
    return (
        *(row["snapshot_id"] for row in taken),
        *sorted(name["mark"] for name in names.records.values()),
        *sorted(map(repr, names.persons.values())),
    )
