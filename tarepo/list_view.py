"""What every list page has around its rows."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from tarepo.access import tiers_for
from tarepo.addresses import language_root, list_path
from tarepo.answers import answer
from tarepo.asked import Asked
from tarepo.enums import Kind
from tarepo.models import SearchRow
from tarepo.querysets import SearchRowQuerySet
from tarepo.reading.lists import PLACES, Page


@dataclass(frozen=True)
class ListPage:
    """A plain list of one kind: how it is ordered, and what its page says."""

    kind: Kind
    title: str
    lead: str
    order: Callable[[SearchRowQuerySet, Asked, str], Page]
    by_name: bool = False


def show(request: HttpRequest, listed: ListPage) -> HttpResponse:
    """A list that has no filters."""
    tiers = tiers_for(request)
    asked = Asked(request.GET, PLACES)
    rows = SearchRow.objects.for_tiers(tiers).filter(kind=listed.kind)
    page = listed.order(rows, asked, list_path(listed.kind))

    def context() -> dict:
        path = list_path(listed.kind)
        return list_context(listed.title, listed.lead, page, asked, path=path, by_name=listed.by_name)

    marks = [*page.marks, *asked.problems, page.next, page.previous]
    return answer(request, "records/list.html", context, tiers=tiers, marks=marks)


def list_context(title: str, lead: str, page: Page, asked: Asked, *, path: str, by_name: bool = False) -> dict:
    labels = {"newer_label": _("Previous"), "older_label": _("Next")} if by_name else {}
    return {
        "page_title": title,
        "description": lead,
        "crumbs": [{"name": _("Home"), "url": language_root()}],
        "title": title,
        "lead": lead,
        "rows": page.rows,
        "pager": {"newer_url": page.previous, "older_url": page.next, **labels},
        "problems": asked.problems,
        "all_link": {"name": _("Show the whole list"), "url": path} if asked.query else None,
        "path": path,
    }
