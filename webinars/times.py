"""A webinar's time as clocks in several places show it; and a local time that somebody typed, made a moment."""

import datetime as dt
from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django.utils.translation import gettext as _

from tarepo.reading.words import city, content_language, date, direction
from webinars.models.content import GENEVA

# A place for each offset that people live by, more where clocks change on different days: enough to find one's own,
# and so few that a page stays small. An address may ask for any other zone.
OFFERED = (
    *("America/Los_Angeles", "America/Mexico_City", "America/Guatemala", "America/Jamaica", "America/Lima"),
    *("America/Bogota", "America/New_York", "America/Caracas", "America/La_Paz", "America/Santo_Domingo"),
    *("America/Santiago", "America/Asuncion", "America/Sao_Paulo", "America/Buenos_Aires"),
    *("Atlantic/Azores", "Africa/Abidjan", "Africa/Dakar", "Africa/Casablanca", "Europe/London", "Africa/Lagos"),
    *("Africa/Algiers", "Africa/Kinshasa", GENEVA, "Africa/Johannesburg", "Africa/Harare", "Africa/Cairo"),
    *("Asia/Beirut", "Europe/Kyiv", "Africa/Nairobi", "Africa/Addis_Ababa", "Asia/Riyadh", "Europe/Istanbul"),
    *("Europe/Moscow", "Asia/Tehran", "Asia/Dubai", "Indian/Mauritius", "Asia/Tashkent", "Asia/Karachi"),
    *("Asia/Kolkata", "Asia/Colombo", "Asia/Kathmandu", "Asia/Almaty", "Asia/Dhaka", "Asia/Yangon", "Asia/Bangkok"),
    *("Asia/Jakarta", "Asia/Manila", "Asia/Shanghai", "Asia/Singapore", "Asia/Seoul", "Asia/Tokyo"),
    *("Pacific/Port_Moresby", "Australia/Sydney", "Pacific/Fiji", "Pacific/Auckland", "Pacific/Apia"),
)
AREAS = ("Africa", "America", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")


class NoSuchTime(ValueError):
    """A sentence for whoever typed the time."""


@lru_cache(maxsize=1)
def all_zones() -> tuple[str, ...]:
    """Every zone by which people live, Geneva's and universal time first."""
    named = sorted(zone for zone in available_timezones() if zone.partition("/")[0] in AREAS)
    return (GENEVA, "UTC", *(zone for zone in named if zone != GENEVA))


def resolve(typed: dt.datetime, zone: str) -> dt.datetime:
    """The moment at which clocks in the zone show what was typed. Raises NoSuchTime where they never do or do twice."""
    place = ZoneInfo(zone)
    moments = {typed.replace(tzinfo=place, fold=fold).astimezone(dt.UTC) for fold in (0, 1)}
    shown = [moment for moment in moments if moment.astimezone(place).replace(tzinfo=None, fold=0) == typed]
    values = {"time": f"{typed:%Y-%m-%d %H:%M}", "zone": zone}
    if not shown:
        raise NoSuchTime(
            _("There is no %(time)s in the zone %(zone)s: clocks are put forward then. Choose another time.") % values
        )
    if len(shown) > 1:
        raise NoSuchTime(
            _(
                "%(time)s comes twice in the zone %(zone)s: clocks are put back then. Choose another time, or the zone"
                " UTC and the time in it."
            )
            % values
        )
    return shown[0]


def local(moment: dt.datetime, zone: str) -> str:
    """What clocks in the zone show at a moment, as forms have it: 2027-03-04T13:00."""
    return f"{moment.astimezone(ZoneInfo(zone)):%Y-%m-%dT%H:%M}"


def offset(moment: dt.datetime, zone: str) -> str:
    """By how much clocks in the zone differ from universal time then: UTC+5:30."""
    apart = moment.astimezone(ZoneInfo(zone)).utcoffset() or dt.timedelta()
    minutes = int(apart.total_seconds() // 60)
    hours, rest = divmod(abs(minutes), 60)
    sign = "+" if minutes >= 0 else "−"  # a minus
    return f"UTC{sign}{hours}" + (f":{rest:02}" if rest else "")


def told(starts: str, ends: str, zone: str) -> dict[str, str]:
    """A webinar's time by the clocks of a zone: place, date, time (with the date of the end, where that is another
    day), offset, and the same for machines."""
    place = ZoneInfo(zone)
    begins = dt.datetime.fromisoformat(starts)
    first = begins.astimezone(place)
    time = f"{first:%H:%M}"
    if ends:
        last = dt.datetime.fromisoformat(ends).astimezone(place)
        day = "" if last.date() == first.date() else f"{date(last.date().isoformat())}, "
        time += f" – {day}{last:%H:%M}" if day else f"–{last:%H:%M}"  # an en dash, as in periods
    return {
        "zone": zone,
        "place": city(zone),
        "date": date(first.date().isoformat()),
        "time": time,
        "offset": "" if zone == "UTC" else offset(begins, zone),
        "iso": first.isoformat(timespec="minutes"),
    }


def clocks(row: Mapping[str, Any]) -> dict[str, str]:
    """A webinar's time in a line: day and time by the clock of the place, universal time ("" where that is the same);
    empty where no time is set. row: of its content, or its card."""
    if "starts_at" not in row:
        return {}
    here = told(row["starts_at"], row.get("ends_at", ""), row["time_zone"])
    universal = told(row["starts_at"], row.get("ends_at", ""), "UTC")
    away = "" if universal["date"] == here["date"] else f"{universal['date']}, "
    return {
        "day": here["date"],
        "time": f"{one_way(here['time'])} ({here['place']})",
        "universal": "" if row["time_zone"] == "UTC" else one_way(f"{away}{universal['time']} UTC"),
    }


def clocks_told(row: Mapping[str, Any]) -> str:
    """The same as a sentence has it, for mails."""
    here = clocks(row)
    if not here:
        return _("No date is set yet.")
    return "; ".join(filter(None, [f"{here['day']}, {here['time']}", here["universal"]]))


def offered(starts: str, chosen: str) -> list[dict[str, object]]:
    """The zones to choose from, westernmost first, each with its offset on that day."""
    at = dt.datetime.fromisoformat(starts)
    zones = dict.fromkeys((*OFFERED, chosen)) if chosen else dict.fromkeys(OFFERED)
    apart = {zone: at.astimezone(ZoneInfo(zone)).utcoffset() or dt.timedelta() for zone in zones}
    named = sorted((apart[zone], city(zone), zone) for zone in zones)
    found = [(zone, f"{name} ({offset(at, zone)})") for _apart, name, zone in named]
    first: dict[str, object] = {"value": "", "label": _("Choose a place")}
    return [first, *({"value": zone, "label": label, "selected": zone == chosen} for zone, label in found)]


def one_way(time: str) -> str:
    """A time whose digits run from left to right, kept so within words that run the other way."""
    return f"\u2066{time}\u2069" if direction(content_language()) == "rtl" else time
