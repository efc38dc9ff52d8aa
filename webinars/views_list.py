"""/webinars/, its calendar and its feed: the same webinars as the address asks for."""

from collections.abc import Iterable

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tarepo.access import VISITOR, tiers_for
from tarepo.addresses import label_path
from tarepo.answers import answer, etag
from tarepo.atom import CONTENT_TYPE
from tarepo.ical import CONTENT_TYPE as CALENDAR
from tarepo.models import SearchRow
from tarepo.reading.names import load_names
from tarepo.reading.rows import SHOWN, persons_of
from tarepo.sending import kept_until_changed
from webinars.access import get_webinar_for
from webinars.calendar import calendar_of
from webinars.feed import NEWEST, feed_of
from webinars.finding import Entry, Found, find
from webinars.listing import Listing
from webinars.pages import sessions_of

SEEN = ("id", "record__version", "record__published_at")  # what a found row lacks


@require_safe
def webinars(request: HttpRequest) -> HttpResponse:
    """Four queries, however many there are: the webinars, names, and the sessions that agreed topics; one for words."""
    tiers = tiers_for(request)
    found = find(request.GET, tiers, timezone.now(), more=("page",))
    sessions = sessions_of({pk for entry in found.agreed for pk in entry.own.get("mandates", [])})
    listing = Listing(found, sessions)
    return answer(request, "webinars/list.html", listing.context, tiers=tiers, marks=listing.marks)


@require_safe
def calendar_file(request: HttpRequest) -> HttpResponseBase:
    """/webinars/calendar.ics: those with a day, as the page's filters choose them."""
    found = find(request.GET, tiers_for(request), timezone.now())
    rows = _seen(entry.row for entry in found.hits if entry.has_day)
    return _calendar(request, rows, found.tiers, found.asked.problems, _("Webinars"))


@require_safe
def calendar_of_one(request: HttpRequest, slug: str) -> HttpResponseBase:
    """/webinars/<slug>/calendar.ics"""
    tiers = tiers_for(request)
    row = get_webinar_for(tiers, slug)
    rows = _seen([{name: getattr(row, name) for name in SHOWN}])
    if not Entry(rows[0], []).has_day:
        raise Http404(_("It has no day yet: there is nothing to put into a calendar."))
    return _calendar(request, rows, tiers, [], "")


def _calendar(
    request: HttpRequest, rows: list[dict], tiers: frozenset[int] | Iterable[int], problems: list[str], name: str
) -> HttpResponseBase:
    names = load_names((), persons_of(rows))
    marks = [row["snapshot_id"] for row in rows]
    tag = etag(tiers, [*marks, sorted(map(repr, names.persons.values())), *problems, request.get_host()])
    response: HttpResponseBase | None = get_conditional_response(request, etag=tag)
    if response is None:
        addresses = [
            request.build_absolute_uri(label_path(row["kind"], row["reference"], row["label"])) for row in rows
        ]
        text = calendar_of(rows, names, addresses, name=name, told=problems)
        response = HttpResponse(text, content_type=CALENDAR)
        response.headers["Content-Disposition"] = 'inline; filename="webinars.ics"'
    return kept_until_changed(response, tag, public=frozenset(tiers) == VISITOR)


@require_safe
def feed(request: HttpRequest) -> HttpResponseBase:
    """/webinars/feed.atom: those published last."""
    found: Found = find(request.GET, tiers_for(request), timezone.now())
    rows = _seen(entry.row for entry in found.hits)
    rows.sort(key=lambda row: (row["record__published_at"], row["record_id"]), reverse=True)
    rows = rows[:NEWEST]
    names = load_names((), persons_of(rows))
    marks = [row["snapshot_id"] for row in rows]
    tag = etag(
        found.tiers,
        [*marks, sorted(map(repr, names.persons.values())), *found.asked.problems, found.asked.url(request.path)],
    )
    response: HttpResponseBase | None = get_conditional_response(request, etag=tag)
    if response is None:
        made = feed_of(request, rows, names, found)
        response = HttpResponse(made.writeString("utf-8"), content_type=CONTENT_TYPE)
    return kept_until_changed(response, tag, public=frozenset(found.tiers) == VISITOR)


def _seen(rows: Iterable[dict]) -> list[dict]:
    """The rows with the version and day of the record itself; one query."""
    found = {row["id"]: row for row in rows}
    taken = SearchRow.objects.filter(pk__in=list(found)).values(*SEEN)
    more = {row["id"]: row for row in taken}
    return [row | more[pk] for pk, row in found.items() if pk in more]
