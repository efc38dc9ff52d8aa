"""Webinars for calendars (RFC 5545): at their time, in UTC, with the zone of the place named; else on their day."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from icalendar import Event

from tarepo.atom import plain
from tarepo.enums import DeliveryMode
from tarepo.fields import split_codes
from tarepo.ical import hours, new_calendar, new_event, said
from tarepo.reading.names import Names
from tarepo.reading.rows import named_row
from tarepo.reading.words import language_name, listed
from webinars.times import clocks


def calendar_of(rows: list[dict], names: Names, addresses: list[str], *, name: str, told: Iterable[str] = ()) -> bytes:
    """rows: search rows with version and day of publishing; addresses: of the page of each, whole."""
    made = new_calendar("webinars")
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
    card, own = row["card"], row["card"]["webinar"]
    title = named_row(row, names)
    entry = new_event(row, address)
    for key, value in (hours(own) or _days(card)).items():
        entry.add(key, value)
    entry.add("SUMMARY", said(title["name"]["name"], title["name"]["lang"]))
    entry.add("DESCRIPTION", said(_description(title["summary"], own, address)))
    entry.add("LOCATION", said(_place(card)))
    return entry


def _days(card: dict) -> dict[str, dt.date]:
    last = dt.date.fromisoformat(card.get("ends") or card["starts"])
    return {"DTSTART": dt.date.fromisoformat(card["starts"]), "DTEND": last + dt.timedelta(days=1)}


def _description(summary: dict | None, own: dict, address: str) -> str:
    """What it is about, in which languages, the webcast that is open to all; never the link of registrants."""
    languages = listed(language_name(code) for code in split_codes(own.get("interpretation", "")))
    here = clocks(own)
    lines = [
        f"{here['day']}, {here['time']}" if here else "",
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
