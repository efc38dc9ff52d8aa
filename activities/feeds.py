"""Exactly what is filtered, for programs that follow it: iCalendar and Atom."""

import datetime as dt
import re
import tempfile
from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Max, Sum
from django.http import FileResponse, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vText

from activities.calendar import dated
from activities.pictures import view_of_search
from activities.search import Found
from tarepo.access import VISITOR
from tarepo.addresses import language_root
from tarepo.answers import etag
from tarepo.asked import Asked
from tarepo.enums import PartyRole
from tarepo.models import Snapshot
from tarepo.querysets import SearchRowQuerySet
from tarepo.reading.names import Names, load_names
from tarepo.reading.rows import SHOWN, named_in, persons_of, row_values

NEWEST = 50  # entries of the feed
MOST_EVENTS = 5000  # of a calendar file: no program that takes one is served by more
AT_ONCE = 500
IN_MEMORY = 1_000_000
# No XML and no calendar can hold these, and texts of a Word file may.
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")
STATUSES = {
    "planned": "CONFIRMED",
    "under_way": "CONFIRMED",
    "completed": "CONFIRMED",
    "postponed": "TENTATIVE",
    "cancelled": "CANCELLED",
}
SEEN = (*SHOWN, "snapshot__number", "snapshot__made_at")


@view_of_search()
def calendar_file(request: HttpRequest, found: Found, mine: Asked) -> HttpResponse:
    """/activities/calendar.ics: the hits whose days or months are stated, the latest first."""
    marks, newest = _marks(found.rows)
    unchanged = _unchanged(request, found, marks, newest)
    return _kept(unchanged or _file(calendar_parts(request, found)), found, marks, newest)


def _file(parts: Iterator[bytes]) -> FileResponse:
    """All parts written before the first is sent, so that a slow line holds no database connection."""
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  # the response closes it
    for part in parts:
        file.write(part)
    file.seek(0)
    return FileResponse(file, content_type="text/calendar; charset=utf-8", filename="tarepo.ics")


@view_of_search()
def feed(request: HttpRequest, found: Found, mine: Asked) -> HttpResponse:
    """/activities/feed.atom: the hits that were published last."""
    marks, newest = _marks(found.rows)
    response = _unchanged(request, found, marks, newest)
    if response is None:
        text = atom(request, found, newest).writeString("utf-8")
        response = HttpResponse(text, content_type="application/atom+xml; charset=utf-8")
    return _kept(response, found, marks, newest)


def _marks(hits: SearchRowQuerySet) -> tuple[list, dt.datetime]:
    """What changes with every hit that comes, goes or is published anew; and when that was last."""
    told = hits.order_by().aggregate(count=Count("pk"), sum=Sum("snapshot_id"), last=Max("snapshot_id"))
    last = Snapshot.objects.filter(pk=told["last"]).values_list("made_at", flat=True).first()
    return [told["count"], told["sum"], told["last"]], last or dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


def _unchanged(request: HttpRequest, found: Found, marks: list, newest: dt.datetime) -> HttpResponse | None:
    tag = _tag(found, marks)
    return get_conditional_response(request, etag=tag, last_modified=int(newest.timestamp()))


def _tag(found: Found, marks: list) -> str:
    return etag(found.tiers, [*marks, found.query])


def _kept(response: Any, found: Found, marks: list, newest: dt.datetime) -> HttpResponse:
    response["ETag"] = _tag(found, marks)
    response["Last-Modified"] = newest.strftime("%a, %d %b %Y %H:%M:%S GMT")
    response["Cache-Control"] = "public, no-cache" if found.tiers == VISITOR else "private, no-cache"
    patch_vary_headers(response, ["Cookie"])
    return response


def _chunks(rows: SearchRowQuerySet) -> Iterator[list[tuple[dict, dict]]]:
    """Rows with what a list shows of each, a few hundred at a time, with two queries of names for them."""
    ids = list(rows.values_list("pk", flat=True))
    for start in range(0, len(ids), AT_ONCE):
        taken = {row["id"]: row for row in rows.model.objects.filter(pk__in=ids[start : start + AT_ONCE]).values(*SEEN)}
        ordered = [taken[pk] for pk in ids[start : start + AT_ONCE] if pk in taken]
        names = load_names(named_in(ordered), persons_of(ordered))
        yield [(row, row_values(row, names) | {"where": _where(row, names)}) for row in ordered]


def _where(row: dict, names: Names) -> str:
    """The venue as printed, and the countries or areas where it was held."""
    parties = row["card"].get("parties", [])
    lands = names.all(dict.fromkeys(party for party, role in parties if role == PartyRole.VENUE))
    return ", ".join(filter(None, [row["card"].get("venue", ""), *(land["name"] for land in lands)]))


def calendar_parts(request: HttpRequest, found: Found) -> Iterator[bytes]:
    """The calendar file piece by piece, so that its length costs no memory."""
    head, tail = _calendar(request, found).to_ical().split(b"END:VCALENDAR", 1)
    yield head
    for chunk in _chunks(dated(found.rows).order_by("-sort_date", "-record_id")[:MOST_EVENTS]):
        for row, values in chunk:
            yield event(request, row, values).to_ical()
    yield b"END:VCALENDAR" + tail


def _calendar(request: HttpRequest, found: Found) -> Calendar:
    total, shown = found.total, dated(found.rows).count()
    words = _("%(shown)s of %(total)s activities: of the others no day or month is stated.")
    if shown > MOST_EVENTS:
        words += " " + _("Only the latest %(most)s are in this file.")
    made = Calendar()
    made.add("PRODID", "-//tarepo//activities//EN")
    made.add("VERSION", "2.0")
    made.add("METHOD", "PUBLISH")
    made.add("X-WR-CALNAME", _("Technical assistance in intellectual property"))
    made.add("X-WR-CALDESC", words % {"shown": shown, "total": total, "most": MOST_EVENTS})
    made.add("URL", request.build_absolute_uri(found.url()))
    return made


def event(request: HttpRequest, row: dict, values: dict) -> Event:
    """One activity; its UID never changes, and its SEQUENCE is its version."""
    card = row["card"]
    made_at = row["snapshot__made_at"].astimezone(dt.UTC).replace(microsecond=0)
    first = dt.date.fromisoformat(card["starts"])
    last = dt.date.fromisoformat(card.get("ends") or card["starts"])
    entry = Event()
    entry.add("UID", f"{row['reference']}@tarepo")
    entry.add("DTSTAMP", made_at)
    entry.add("LAST-MODIFIED", made_at)
    entry.add("SEQUENCE", row["snapshot__number"])
    entry.add("DTSTART", first)
    entry.add("DTEND", last + dt.timedelta(days=1))  # the first day that is no more part of it
    entry.add("SUMMARY", _said(values["title"], values["lang"]))
    if values["summary"]:
        entry.add("DESCRIPTION", _said(values["summary"]["text"], values["summary"]["lang"]))
    if values["where"]:
        entry.add("LOCATION", _said(values["where"], ""))
    if card.get("status") in STATUSES:
        entry.add("STATUS", STATUSES[card["status"]])
    entry.add("TRANSP", "TRANSPARENT")
    entry.add("URL", request.build_absolute_uri(values["url"]))
    return entry


def _said(text: str, language: str) -> vText:
    made = vText(_plain(text))
    made.params["LANGUAGE"] = language or _here()
    return made


def _plain(text: str) -> str:
    return CONTROL.sub(" ", text)


def _here() -> str:
    code = get_language() or "en"
    return "zh-Hans" if code == "zh-hans" else code


class ActivityFeed(Atom1Feed):
    """Entries in the languages of their texts; nothing newer than what it tells of."""

    def latest_post_date(self) -> dt.datetime:
        return self.feed["newest"]

    def item_attributes(self, item: dict) -> dict:
        return {**super().item_attributes(item), "xml:lang": item["language"]}

    def add_root_elements(self, handler: Any) -> None:
        super().add_root_elements(handler)
        handler.addQuickElement("generator", "tarepo")


def atom(request: HttpRequest, found: Found, newest: dt.datetime) -> ActivityFeed:
    """The hits last published, the newest first; an entry's id is its permanent address."""
    here = request.build_absolute_uri(request.path) + found.query
    made = ActivityFeed(
        title=_("Activities: technical assistance in intellectual property"),
        link=request.build_absolute_uri(found.url()),
        description="",
        subtitle=_("The %(count)s published last of all that the search finds.") % {"count": NEWEST},
        language=_here(),
        feed_url=here,
        feed_guid=here,
        author_name="tarepo",
        newest=newest,
    )
    for chunk in _chunks(found.rows.order_by("-snapshot_id")[:NEWEST]):
        for row, values in chunk:
            made.add_item(**_entry(request, row, values))
    return made


def _entry(request: HttpRequest, row: dict, values: dict) -> dict:
    root = language_root()
    permanent = language_root("en") + values["url"].removeprefix(root)
    told = [values["period"], values["status_label"], values["summary"]["text"] if values["summary"] else ""]
    return {
        "title": _plain(values["title"]),
        "link": request.build_absolute_uri(values["url"]),
        "unique_id": request.build_absolute_uri(permanent),
        "description": _plain(" · ".join(filter(None, told))),
        "updateddate": row["snapshot__made_at"],
        "language": values["lang"] or _here(),
        "categories": [values["type"]] if values["type"] else [],
    }
