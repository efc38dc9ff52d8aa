"""Exactly what is filtered, for programs that follow it: iCalendar and Atom."""

import datetime as dt
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from activities.calendar import Month, dated, monthless
from activities.exports.sending import busy, kept, tag_of
from activities.pictures import view_of_search
from activities.search import Found
from tarepo.asked import Asked
from tarepo.atom import CONTENT_TYPE, LONG_AGO, TAG, Feed, language_tag, plain
from tarepo.enums import PartyRole, Precision
from tarepo.ical import CONTENT_TYPE as CALENDAR
from tarepo.ical import hours, new_calendar, new_event, said
from tarepo.indexing.hits import looking
from tarepo.models import SearchRow
from tarepo.querysets import SearchRowQuerySet
from tarepo.reading.names import Names, load_names
from tarepo.reading.rows import SHOWN, named_in, persons_of, row_values
from tarepo.sending import Download, releasing, take_place

NEWEST = 50  # entries of the feed
MOST_EVENTS = 5000  # of a calendar file: no program that takes one is served by more
AT_ONCE = 500
IN_MEMORY = 1_000_000
# Of the record itself: a reader's own form of it may go back to an older one, as when a consent is withdrawn.
SEEN = (*SHOWN, "record__version", "record__published_at")


@releasing
@view_of_search()
def calendar_file(request: HttpRequest, found: Found, mine: Asked) -> Any:
    """/activities/calendar.ics: the hits whose days or months are stated."""
    tag = tag_of(found)
    response: HttpResponseBase | None = get_conditional_response(request, etag=tag)
    if response is None and request.method == "HEAD":
        response = StreamingHttpResponse((), content_type=CALENDAR)
    if response is None:
        with ExitStack() as held:
            if not take_place(held):
                return busy(request, found)
            response = _file(request, found, held)
    return kept(response, found, tag)


@releasing
@view_of_search()
def feed(request: HttpRequest, found: Found, mine: Asked) -> Any:
    """/activities/feed.atom: the hits that were published last."""
    tag = tag_of(found)
    response = get_conditional_response(request, etag=tag)
    if response is None:
        text = atom(request, found).writeString("utf-8")
        response = HttpResponse(text, content_type=CONTENT_TYPE)
    return kept(response, found, tag)


def _file(request: HttpRequest, found: Found, held: ExitStack) -> Download:
    """All parts written before the first is sent."""
    file = held.enter_context(tempfile.SpooledTemporaryFile(max_size=IN_MEMORY))  # noqa: SIM115  # which it is
    for part in calendar_parts(request, found):
        file.write(part)
    file.seek(0)
    return Download(file, held, content_type=CALENDAR, filename="tarepo.ics")


def _named(name: str, found: Found) -> str:
    """The name with what was asked for, by which two subscriptions are told apart."""
    return " · ".join([name, *(each.label for each in found.conditions)])


def _said_of(found: Found, sentence: str) -> str:
    """The sentence, and what of the address it does not hold for."""
    if not found.problems:
        return sentence
    return " ".join([sentence, f"{_('Not all of it was understood')}:", *found.problems])


def _newest(found: Found) -> list[int]:
    """What was published last."""
    with looking(found.index):
        return _ids(found.rows.order_by("-record__published_at", "-record_id"), NEWEST)


def _nearest(found: Found) -> list[int]:
    """What is to come, the soonest first, then what has begun, the latest first."""
    today, rows = timezone.localdate(), dated(found.rows)
    with looking(found.index):
        ahead = _ids(rows.filter(sort_date__gte=today).order_by("sort_date", "record_id"), MOST_EVENTS)
        begun = rows.filter(sort_date__lt=today).order_by("-sort_date", "-record_id")
        return ahead + _ids(begun, MOST_EVENTS - len(ahead))


def _ids(rows: SearchRowQuerySet, most: int) -> list[int]:
    return list(rows.values_list("pk", flat=True)[:most])


def _chunks(ids: list[int]) -> Iterator[list[tuple[dict, dict]]]:
    """Rows with what a list shows of each, a few hundred at a time, with two queries of names for them."""
    for start in range(0, len(ids), AT_ONCE):
        taken = {row["id"]: row for row in SearchRow.objects.filter(pk__in=ids[start : start + AT_ONCE]).values(*SEEN)}
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
    for chunk in _chunks(_nearest(found)):
        for row, values in chunk:
            yield event(request, row, values).to_ical()
    yield b"END:VCALENDAR" + tail


def _calendar(request: HttpRequest, found: Found) -> Calendar:
    total, shown = found.total, found.total - monthless(found)
    words = _("%(shown)s of %(total)s activities: of the others no day or month is stated.")
    if shown > MOST_EVENTS:
        words += " " + _("Only the nearest %(most)s are in this file: those to come, then the latest that have begun.")
    made = new_calendar("activities")
    made.add("X-WR-CALNAME", plain(_named(_("Technical assistance in intellectual property"), found)))
    counted = words % {"shown": shown, "total": total, "most": MOST_EVENTS}
    made.add("X-WR-CALDESC", plain(_said_of(found, counted)))
    made.add("URL", request.build_absolute_uri(found.url()))
    return made


def event(request: HttpRequest, row: dict, values: dict) -> Event:
    """One activity."""
    entry = new_event(row, request.build_absolute_uri(values["url"]))
    for key, value in _times(row["card"]).items():
        entry.add(key, value)
    entry.add("SUMMARY", said(values["title"], values["lang"]))
    if values["summary"]:
        entry.add("DESCRIPTION", said(values["summary"]["text"], values["summary"]["lang"]))
    if values["where"]:
        entry.add("LOCATION", said(values["where"]))
    entry.add("TRANSP", "TRANSPARENT")
    return entry


def _times(card: dict) -> Mapping[str, dt.date]:
    """Whole days; of a webinar its hours."""
    if found := hours(card.get("webinar", {})):
        return found
    first, last = _days(card)
    past = last + dt.timedelta(days=1) if last < dt.date.max else last  # the first day that is no more part of it
    return {"DTSTART": first} | ({"DTEND": past} if past > first else {})


def _days(card: dict) -> tuple[dt.date, dt.date]:
    """The first and the last day: a month is meant from its first day to its last, whatever days are entered."""
    first = dt.date.fromisoformat(card["starts"])
    last = dt.date.fromisoformat(card.get("ends") or card["starts"])
    if card["precision"] == Precision.MONTH:
        return Month(first.year, first.month).first, Month(last.year, last.month).last
    return first, last


def atom(request: HttpRequest, found: Found) -> Feed:
    """The hits last published, the newest first; an entry's id is its reference, in every language."""
    shown = [each for chunk in _chunks(_newest(found)) for each in chunk]
    subtitle = _("The %(count)s published last of all that the search finds.") % {"count": NEWEST}
    here = request.build_absolute_uri(request.path) + found.query
    made = Feed(
        title=plain(_named(_("Activities: technical assistance in intellectual property"), found)),
        link=request.build_absolute_uri(found.url()),
        description="",
        subtitle=plain(_said_of(found, subtitle)),
        language=language_tag(),
        feed_url=here,
        feed_guid=f"{TAG}{request.path}{found.query}",
        author_name="tarepo",
        newest=shown[0][0]["record__published_at"] if shown else LONG_AGO,
    )
    for row, values in shown:
        made.add_item(**_entry(request, row, values))
    return made


def _entry(request: HttpRequest, row: dict, values: dict) -> dict:
    told = [values["period"], values["status_label"], values["summary"]["text"] if values["summary"] else ""]
    return {
        "title": plain(values["title"]),
        "link": request.build_absolute_uri(values["url"]),
        "unique_id": f"{TAG}{row['reference']}",
        "description": plain(" · ".join(filter(None, told))),
        "updateddate": row["record__published_at"],
        "language": values["lang"] or language_tag(),
        "categories": [values["type"]] if values["type"] else [],
    }
