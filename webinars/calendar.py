"""Webinars for calendars (RFC 5545): at their time, in UTC, with the zone of the place named; else on their day."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vText

from activities.feeds import CALENDAR, STATUSES
from tarepo.atom import language_tag, plain
from tarepo.enums import DeliveryMode
from tarepo.fields import split_codes
from tarepo.reading.names import Names
from tarepo.reading.rows import named_row
from tarepo.reading.words import language_name, listed
from webinars.times import told as clock

__all__ = ["CALENDAR", "calendar_of"]


def calendar_of(rows: list[dict], names: Names, addresses: list[str], *, name: str, told: Iterable[str] = ()) -> bytes:
    """rows: search rows with version and day of publishing; addresses: of the page of each, whole."""
    made = Calendar()
    made.add("PRODID", "-//tarepo//webinars//EN")
    made.add("VERSION", "2.0")
    made.add("METHOD", "PUBLISH")
    if name:
        made.add("X-WR-CALNAME", plain(name))
    zones = {row["card"]["webinar"]["time_zone"] for row in rows}
    if len(zones) == 1:
        made.add("X-WR-TIMEZONE", zones.pop())
    if told:
        made.add("X-WR-CALDESC", plain(" ".join(told)))
    for row, address in zip(rows, addresses, strict=True):
        made.add_component(_event(row, names, address))
    return made.to_ical()


def _event(row: dict, names: Names, address: str) -> Event:
    """Its UID is the record's reference, as in the calendar of all activities; its SEQUENCE the public version."""
    card, own = row["card"], row["card"]["webinar"]
    title = named_row(row, names)
    made_at = row["record__published_at"].astimezone(dt.UTC).replace(microsecond=0)
    entry = Event()
    entry.add("UID", f"{row['reference']}@tarepo")
    entry.add("DTSTAMP", made_at)
    entry.add("LAST-MODIFIED", made_at)
    entry.add("SEQUENCE", row["record__version"])
    for key, value in _times(card, own).items():
        entry.add(key, value)
    entry.add("SUMMARY", _said(title["name"]["name"], title["name"]["lang"]))
    entry.add("DESCRIPTION", _said(_description(title["summary"], own, address), ""))
    entry.add("LOCATION", _said(_place(card), ""))
    if card.get("status") in STATUSES:
        entry.add("STATUS", STATUSES[card["status"]])
    entry.add("URL", address)
    return entry


def _times(card: dict, own: dict) -> dict[str, dt.date | dt.datetime]:
    if "starts_at" not in own:
        first = dt.date.fromisoformat(card["starts"])
        return {"DTSTART": first, "DTEND": dt.date.fromisoformat(card.get("ends") or card["starts"]) + dt.timedelta(1)}
    names = {"DTSTART": "starts_at", "DTEND": "ends_at"}
    return {key: dt.datetime.fromisoformat(own[name]).astimezone(dt.UTC) for key, name in names.items() if name in own}


def _description(summary: dict | None, own: dict, address: str) -> str:
    """What it is about, in which languages, the webcast that is open to all; never the link of registrants."""
    languages = listed(language_name(code) for code in split_codes(own.get("interpretation", "")))
    here = clock(own["starts_at"], own.get("ends_at", ""), own["time_zone"]) if "starts_at" in own else None
    lines = [
        f"{here['date']}, {here['time']} ({here['place']})" if here else "",
        summary["text"] if summary else "",
        _("Interpretation: %(languages)s") % {"languages": languages} if languages else "",
        _("Live webcast: %(link)s") % {"link": own["webcast"]} if "webcast" in own else "",
        address,
    ]
    return "\n\n".join(filter(None, lines))


def _place(card: dict[str, Any]) -> str:
    mode, venue = card.get("delivery_mode"), card.get("venue", "")
    if mode == DeliveryMode.HYBRID and not venue:
        return _("in person and online")
    online = mode in (DeliveryMode.VIRTUAL, DeliveryMode.HYBRID)
    return listed(filter(None, [venue, _("online") if online else ""])) or _("not stated")


def _said(text: str, language: str) -> vText:
    made = vText(plain(text))
    made.params["LANGUAGE"] = language or language_tag()
    return made
