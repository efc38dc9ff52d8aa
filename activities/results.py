"""The activities that a page of a search shows: the best first, or the newest."""

from dataclasses import dataclass
from functools import partial

from django.db.models import DateField, F, Func

from activities.search import Found
from tarepo.indexing.hits import best_first, looking, ranked
from tarepo.querysets import SearchIndexQuerySet
from tarepo.reading.lists import PAGE, PLACES, Page, beside_place, date_links, shown_rows
from tarepo.reading.rows import search_rows
from tarepo.search.query import Query

BEST = "relevance"
ORDERS = (BEST, "date")
# So few hits are sorted faster than found by walking through all activities by date, where each that is passed must
# be looked at.
FEW = 2_000


class Unindexed(Func):
    """The same day, which no index knows: a planner that takes few hits for many would walk the index by date."""

    template = "(%(expressions)s + 0)"
    output_field = DateField()


@dataclass
class Results(Page):
    """A page of hits, and how they are ordered."""

    order: str = "date"
    ranked: int = 0  # how many of the newest were put in order


def results(found: Found, path: str) -> Results:
    order = _order(found)
    return _best(found, found.words, path) if found.words and order == BEST else _newest(found, path)


def _order(found: Found) -> str:
    given = found.asked.text("order")
    if given and given not in ORDERS:
        found.asked.misread("order", given)
    ranked = found.words is not None and bool(found.words.wanted)
    return BEST if ranked and given != "date" else "date"


def _newest(found: Found, path: str) -> Results:
    if found.words and not any(found.asked.text(place) for place in PLACES):
        newest = found.counts.hits.rows
        taken, newer, older = in_order(newest[:PAGE]), False, len(newest) > PAGE
    else:
        hits, day = _by_day(found)
        with looking(hits):
            places, newer, older = beside_place(hits, found.asked, "row", "sort_date", "record_id", day=day)
        taken = in_order([row["row"] for row in places])
    page = Results(**vars(shown_rows(taken)))
    page.previous, page.next = date_links(taken, newer, older, partial(_beside, found, path))
    return page


def _by_day(found: Found) -> tuple[SearchIndexQuerySet, str]:
    """The hits, and the name of the day to order them by: another one than the index's where they are fewer."""
    if found.wanted.is_empty or (found.total > FEW and not found.words):
        return found.index, "sort_date"
    return found.index.annotate(day=Unindexed(F("sort_date"))), "day"


def _best(found: Found, words: Query, path: str) -> Results:
    """The newest hits in the order of how well they answer the words; several pages of them."""
    newest = found.counts.hits.rows[: ranked(found.total)]
    first = (_page_number(found, len(newest)) - 1) * PAGE
    ids = best_first(words, newest)[first : first + PAGE]
    page = Results(**vars(shown_rows(in_order(ids))), order=BEST, ranked=len(newest))
    number = first // PAGE + 1
    if number > 1:
        page.previous = _beside(found, path, best=str(number - 1) if number > 2 else None)
    if first + PAGE < len(newest):
        page.next = _beside(found, path, best=str(number + 1))
    return page


def _beside(found: Found, path: str, **place: str | None) -> str:
    """The address of another page of the same list."""
    return found.url(path, **{name: found.asked.kept(name) for name in ("order", "more")}, **place)


def _page_number(found: Found, ranked: int) -> int:
    given = found.asked.text("best")
    last = max(1, -(-ranked // PAGE))
    if not given:
        return 1
    if given.isascii() and given.isdigit() and len(given) < 4 and 1 <= int(given) <= last:
        return int(given)
    found.asked.misread("best", given)
    return 1


def in_order(ids: list[int]) -> list[dict]:
    """The search rows in this order."""
    found = search_rows(ids)
    return [found[pk] for pk in ids if pk in found]
