"""What the page of a search says around its rows: facets, chips, counts, orders, and what to drop where nothing is."""

from collections.abc import Callable

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from activities.exports.links import links
from activities.facet_values import Facets
from activities.fields import FIELDS
from activities.nothing import counted, nothing
from activities.pictures import DOWNLOADS, other_views
from activities.results import BEST, Results, results
from activities.search import Found
from tarepo.addresses import language_root, list_path
from tarepo.enums import Kind
from tarepo.reading.words import content_language, number
from tarepo.search.highlight import highlight
from tarepo.search.query import Query

LONGEST_TITLE = 80


def search_page(found: Found) -> tuple[Callable[[], dict], list[object]]:
    """What makes the context of records/search.html, and what its ETag is made of."""
    path = list_path(Kind.ACTIVITY)
    page = results(found, path)
    facets = Facets(found.counts, _whole(found))
    around = {
        "chips": found.chips(),
        "orders": _orders(found, page),
        "nothing": nothing(found),
    }
    marks = [*page.marks, *found.problems, page.previous, page.next, page.order, found.query, found.total]
    return lambda: _context(found, page, facets, path) | around, [*marks, facets.marks, around]


def _context(found: Found, page: Results, facets: Facets, path: str) -> dict:
    """All that takes as long to make as to find: only where the page is not kept."""
    return {
        "page_title": _title(found),
        "description": _("What was done, where and for whom, the newest first."),
        "crumbs": [{"name": _("Home"), "url": language_root()}],
        "title": _("Activities"),
        "lead": _("What was done, where and for whom, with its results and its sources."),
        "action": path,
        "q": found.asked.text("q"),
        "hidden": _hidden(found),
        "facets": _shown(found, facets),
        "facets_open": bool(facets.whole),
        "clear_url": path if len(found.conditions) > 1 else "",
        "told": counted(found.total),
        "limit": _limit(found, page),
        "pager": _pager(page),
        "empty": _empty(found, page, path),
        "views": other_views(found) | {"download": {"name": _("Download"), "url": DOWNLOADS} if page.rows else None},
        "exports": links(found.query) if found.total else [],
        "problems": found.problems,
        "rows": _marked(page.rows, found.words),
    }


def _title(found: Found) -> str:
    """Tells one search from another where only titles are shown: among tabs, bookmarks and a browser's history."""
    asked = ", ".join(condition.label for condition in found.conditions)
    return f"{_('Activities')}: {Truncator(asked).chars(LONGEST_TITLE)}" if asked else _("Activities")


def _whole(found: Found) -> str:
    """The facet of which all values are asked for."""
    whole = found.asked.text("more")
    if whole and whole not in {each.name for each in FIELDS}:
        found.asked.misread("more", whole)
    return whole


def _shown(found: Found, facets: Facets) -> list[dict]:
    made = facets.shown()
    for facet in made:
        if facet["more"] and facet["name"] != facets.whole:
            url = found.url(more=facet["name"], order=found.asked.text("order"))
            facet["more_url"] = f"{url}#facet-{facet['name']}"
    return made


def _hidden(found: Found) -> list[dict]:
    """What the form keeps besides its own fields."""
    kept = [{"name": role, "value": value} for role, values in found.wanted.parties.items() for value in values]
    order = found.asked.text("order")
    return [*kept, {"name": "order", "value": order}] if order == "date" else kept


def _orders(found: Found, page: Results) -> list[dict]:
    if found.words is None or not found.words.wanted:
        return []
    ranked = page.order == BEST
    return [
        {"name": _("best match"), "url": "" if ranked else found.url()},
        {"name": _("newest first"), "url": found.url(order="date") if ranked else ""},
    ]


def _limit(found: Found, page: Results) -> str:
    if page.order != BEST or page.ranked == found.total:
        return ""
    said = _("So many match that only the newest %(count)s are put in order here. By date, all %(total)s are listed.")
    return said % {"count": number(str(page.ranked)), "total": number(str(found.total))}


def _pager(page: Results) -> dict:
    labels = {"newer_label": _("Previous"), "older_label": _("Next")} if page.order == BEST else {}
    return {"newer_url": page.previous, "older_url": page.next, **labels}


def _marked(rows: list[dict], words: Query | None) -> list[dict]:
    """Titles and summaries with what was looked for marked."""
    if words is None:
        return rows
    for row in rows:
        row["title"] = highlight(row["title"], words, row["lang"] or content_language())
        if row["summary"]:
            row["summary"] |= {"text": highlight(row["summary"]["text"], words, row["summary"]["lang"])}
    return rows


def _empty(found: Found, page: Results, path: str) -> dict | None:
    """What components/empty.html says where there is no activity at all, or none so far back."""
    if not found.total:
        return {"title": _("Nothing here yet.")} if found.wanted.is_empty else None
    first = {"name": _("To the beginning of the list"), "url": found.url(path)}
    return None if page.rows else {"title": _("Nothing matches."), "link": first}
