"""Counts as components/bars.html takes them: a table whose rows draw themselves, lengths in thousandths."""

from collections.abc import Callable

from tarepo.reading.words import number

GAP = 3  # so many empty years in a row share one line
LEAST, LONGEST = 2, 1000


def bar(head: dict, count: int, most: int, *, going_on: int = 0) -> dict:
    """One row; going_on: the part of the count that stands apart."""
    whole, part = _length(count, most), _length(going_on, most)
    return {
        "head": head,
        "value": number(str(count)),
        "part": number(str(going_on)) if going_on else "",
        "length": whole,
        "ended": whole - part,
        "going": part,
    }


def _length(count: int, most: int) -> int:
    """In thousandths; the least count can still be seen."""
    return max(LEAST, count * LONGEST // most) if count and most else 0


def year_bars(years: dict[int, tuple[int, int]], url_of: Callable[[int], str]) -> list[dict]:
    """A row for each year from the last to the first, of (hits, those that go on); many empty ones share a row."""
    most = max((count for count, _on in years.values()), default=0)
    rows: list[dict] = []
    later = None
    for year in sorted(years, reverse=True):
        if later is not None:
            rows += _empty(year + 1, later - 1)
        count, on = years[year]
        rows.append(bar({"name": str(year), "url": url_of(year)}, count, most, going_on=on))
        later = year
    return rows


def _empty(first: int, last: int) -> list[dict]:
    if last - first + 1 >= GAP:
        return [bar({"name": f"{first}–{last}"}, 0, 1)]
    return [bar({"name": str(year)}, 0, 1) for year in range(last, first - 1, -1)]
