"""The activities that a page of a search shows: the best first, or the newest."""

from dataclasses import dataclass

from django.db.models import DateField, F, Func

from activities.search import Found
from tarepo.models import SearchIndex, SearchRow
from tarepo.querysets import SearchIndexQuerySet
from tarepo.reading.lists import PAGE, Page, beside_place, date_links, shown_rows
from tarepo.reading.rows import SHOWN
from tarepo.search.query import Query, Rank

BEST = "relevance"
ORDERS = (BEST, "date")
RANKED = 500  # ranking reads each hit's vector
# So few hits are sorted faster than found by walking through all activities by date, where each that is passed must
# be looked at; a look at its words costs forty times one at its codes.
FEW, FEW_BY_WORDS, FEW_RANKED = 2_000, 10_000, 50_000


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
    hits, day = by_day(found, FEW_BY_WORDS if found.words else FEW)
    taken, newer, older = beside_place(hits, found.asked, "row", "sort_date", "record_id", day=day)
    page = Results(**vars(shown_rows(_rows([row["row"] for row in taken]))))
    page.previous, page.next = date_links(taken, newer, older, found.asked, path)
    return page


def by_day(found: Found, few: int) -> tuple[SearchIndexQuerySet, str]:
    """The hits, and the name of the day to order them by: another one than the index's where there are so few."""
    if found.wanted.is_empty or found.total > few:
        return found.index, "sort_date"
    return found.index.annotate(day=Unindexed(F("sort_date"))), "day"


def _best(found: Found, words: Query, path: str) -> Results:
    """The newest hits in the order of how well they answer the words; several pages of them."""
    hits, day = by_day(found, FEW_RANKED)
    newest = list(hits.order_by(f"-{day}", "-record_id").values_list("row", flat=True)[:RANKED])
    best = SearchIndex.objects.filter(pk__in=newest).order_by(Rank("vector", words).desc(), "-sort_date", "-pk")
    first = (_page_number(found, len(newest)) - 1) * PAGE
    ids = list(best.values_list("row", flat=True)[first : first + PAGE])
    page = Results(**vars(shown_rows(_rows(ids))), order=BEST, ranked=len(newest))
    number = first // PAGE + 1
    if number > 1:
        page.previous = found.asked.url(path, best=str(number - 1) if number > 2 else None)
    if first + PAGE < len(newest):
        page.next = found.asked.url(path, best=str(number + 1))
    return page


def _page_number(found: Found, ranked: int) -> int:
    given = found.asked.text("best")
    last = max(1, -(-ranked // PAGE))
    if not given:
        return 1
    if given.isascii() and given.isdigit() and len(given) < 4 and 1 <= int(given) <= last:
        return int(given)
    found.asked.misread("best", given)
    return 1


def _rows(ids: list[int]) -> list[dict]:
    """The search rows in this order."""
    found = {row["id"]: row for row in SearchRow.objects.filter(pk__in=ids).values(*SHOWN)}
    return [found[pk] for pk in ids if pk in found]
