"""What every iCalendar file of the portal shares (RFC 5545): its head, an entry's name and standing, texts, hours."""

import datetime as dt
from typing import Any

from icalendar import Calendar, Event, vText

from tarepo.atom import language_tag, plain

CONTENT_TYPE = "text/calendar; charset=utf-8"
STATUSES = {
    "planned": "CONFIRMED",
    "under_way": "CONFIRMED",
    "completed": "CONFIRMED",
    "postponed": "TENTATIVE",
    "cancelled": "CANCELLED",
}


def new_calendar(part: str) -> Calendar:
    """part: of the portal, for the name of the program that wrote it."""
    made = Calendar()
    made.add("PRODID", f"-//tarepo//{part}//EN")
    made.add("VERSION", "2.0")
    made.add("METHOD", "PUBLISH")
    return made


def new_event(row: dict[str, Any], url: str) -> Event:
    """Of a search row with version and day of publishing. The UID is its reference, which never changes once it is
    public, the SEQUENCE its version."""
    made_at = row["record__published_at"].astimezone(dt.UTC).replace(microsecond=0)
    entry = Event()
    entry.add("UID", f"{row['reference']}@tarepo")
    entry.add("DTSTAMP", made_at)
    entry.add("LAST-MODIFIED", made_at)
    entry.add("SEQUENCE", row["record__version"])
    if row["card"].get("status") in STATUSES:
        entry.add("STATUS", STATUSES[row["card"]["status"]])
    entry.add("URL", url)
    return entry


def hours(webinar: dict[str, Any]) -> dict[str, dt.datetime]:
    """DTSTART and DTEND of a webinar by its card, in UTC; empty where its time is not known."""
    names = {"DTSTART": "starts_at", "DTEND": "ends_at"}
    known = {key: webinar[name] for key, name in names.items() if name in webinar}
    return {key: dt.datetime.fromisoformat(moment).astimezone(dt.UTC) for key, moment in known.items()}


def said(text: str, language: str = "") -> vText:
    """A text and its language; the reader's where none is given."""
    made = vText(plain(text))
    made.params["LANGUAGE"] = language or language_tag()
    return made
