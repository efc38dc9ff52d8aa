"""What the other views of a search share: their addresses, their links into the list, the frame of their pages."""

import copy
from collections.abc import Callable, Collection
from functools import wraps

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from activities.search import Found, asked
from tarepo.addresses import language_root, list_path
from tarepo.asked import Asked
from tarepo.enums import Kind
from tarepo.indexing.hits import one_state
from tarepo.reading.words import number

View = Callable[[HttpRequest, Found, Asked], HttpResponse]
LIST = ""
DOWNLOADS = "#downloads"  # where the list has its files
VIEWS = {
    LIST: gettext_lazy("List"),
    "timeline/": gettext_lazy("Timeline"),
    "cartogram/": gettext_lazy("By country or area"),
    "calendar/": gettext_lazy("Calendar"),
}
FEEDS = {
    "calendar.ics": (gettext_lazy("Calendar file (iCalendar)"), "text/calendar"),
    "feed.atom": (gettext_lazy("Feed (Atom)"), "application/atom+xml"),
}


def ask(request: HttpRequest, own: Collection[str] = ()) -> tuple[Found, Asked]:
    """The search that an address asks for, and the view's own parameters, which the search does not know."""
    rest, mine = request.GET.copy(), QueryDict(mutable=True)
    for name in own:
        if name in rest:
            mine.setlist(name, rest.pop(name))
    searched = copy.copy(request)
    searched.GET = rest  # type: ignore[assignment]  # a cached property
    return asked(searched), Asked(mine, own)


def view_of_search(*own: str) -> Callable[[View], Callable[[HttpRequest], HttpResponse]]:
    """Makes a view of what it shows of a search; own: parameters of the view itself, which the search does not know."""

    def decorate(view: View) -> Callable[[HttpRequest], HttpResponse]:
        @require_safe
        @wraps(view)
        def answered(request: HttpRequest) -> HttpResponse:
            found, mine = ask(request, own)
            with one_state():
                return view(request, found, mine)

        return answered

    return decorate


def narrowed(found: Found, name: str, value: str, **others: str | list[str] | None) -> str:
    """The list of just those hits that have this value too; empty where the search asks for other values of the name.

    Values of one name widen each other, so that such a list would not be what was counted.
    """
    if value not in found.understood.get(name, [value]):
        return ""
    return found.url("", **{name: value}, **others)


def other_views(found: Found, current: str = LIST) -> dict:
    """What components/views.html takes: the same search in each of its forms, the current one marked."""
    path = list_path(Kind.ACTIVITY)
    views = [
        {"name": str(name), "url": found.url(path + view), "current": view == current} for view, name in VIEWS.items()
    ]
    matrix = {"name": _("Who helps whom"), "url": found.url(f"{language_root()}south-south/")}
    download = {"name": _("Download"), "url": found.url(path) + DOWNLOADS}
    return {
        "views": [*views, matrix | {"current": current == "south-south/"}],
        "feeds": feeds(found),
        "download": download,
    }


def feeds(found: Found) -> list[dict]:
    """The addresses under which programs follow just this search."""
    path = list_path(Kind.ACTIVITY)
    return [{"name": str(name), "url": found.url(path + file), "type": kind} for file, (name, kind) in FEEDS.items()]


def frame(found: Found, title: str, lead: str, *, path: str, current: str, own: dict[str, str] | None = None) -> dict:
    """The context that every picture's page has; own: the view's own parameters, which its form keeps."""
    form = found.filter_for(path)
    form["hidden"] = [*form["hidden"], *({"name": name, "value": value} for name, value in (own or {}).items())]
    return {
        "page_title": title,
        "description": lead,
        "crumbs": [
            {"name": _("Home"), "url": language_root()},
            {"name": _("Activities"), "url": list_path(Kind.ACTIVITY)},
        ],
        "title": title,
        "lead": lead,
        "problems": found.problems,
        "filter": form,
        "views": other_views(found, current),
    }


def many(count: int) -> str:
    return number(str(count))
