"""The figures of a record that attendance brings: proposed, never put over one that is public or that somebody entered.

Who joined the platform and who watched the webcast are figures apart, each with its rule, never summed.
"""

import datetime as dt
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from django.utils import timezone

from tarepo.content import Content
from tarepo.enums import FigureNature, Qualifier
from webinars.attendance.totals import Totals
from webinars.attendance.words import plain
from webinars.counted import COUNTRIES, PEOPLE, VIEWS
from webinars.models import AttendanceFile, Webinar

JOINED, PLACES, WATCHED = "platform-participants", "platform-countries", "webcast-views"  # series of figures
UNITS = {
    JOINED: PEOPLE,
    PLACES: COUNTRIES,
    WATCHED: VIEWS,
}
MEASURES = {
    JOINED: "Participants who joined the session via the platform",
    PLACES: "Countries that the participants came from",
    WATCHED: "Views of the live webcast",
}
RULE = (
    "Persons who joined the platform, hosts and panellists included; rejoins counted once; webcast viewers not counted."
    " Counted from the platform’s list of participants{platform} on {day}."
)
RULE_OF_ROOMS = (
    "Persons who joined the platform in {rooms} rooms, hosts and panellists included; rejoins, and whoever was in"
    " several rooms, counted once; webcast viewers not counted. Counted from the platform’s lists of"
    " participants{platform} on {day}."
)
PLACES_RULE = (
    "Countries or areas that participants gave when they registered, or that an editor confirmed; of {unknown} of"
    " {persons} participants it is not known."
)
PLACES_RULE_ALL = "Countries or areas that participants gave when they registered, or that an editor confirmed."
WATCHED_RULE = (
    "Views of the live webcast as its player counts them. Viewers are not identified and may have joined the platform"
    " too: not to be added to the participants."
)


def sort_of(row: Content) -> str:
    """Which of the three a record's figure is; empty for another, and for a target."""
    if row.get("nature", FigureNature.ACHIEVED) != FigureNature.ACHIEVED:
        return ""
    if row.get("series") in UNITS:
        return row["series"]
    units = {plain(text) for text in row.get("unit_of_measure", {}).values()}
    return next((sort for sort, names in UNITS.items() if units & names), "")


def proposed(files: Sequence[AttendanceFile], totals: Totals, webinar: Webinar) -> list[Content]:
    """The rows that the record's figures would get of one file, or of those of several rooms; countries only where one
    at least is known."""
    platforms = ", ".join(dict.fromkeys(file.get_platform_display() for file in files if file.platform))
    values = {
        "rooms": len(files),
        "platform": f" ({platforms})" if platforms else "",
        "day": timezone.localdate().isoformat(),
    }
    counted = (RULE if len(files) == 1 else RULE_OF_ROOMS).format(**values)
    rows = [_row(JOINED, totals["persons"], Qualifier.EXACTLY, counted, "participants")]
    places, unknown = len(totals["countries"]), totals["not_known"]
    if places:
        qualifier = Qualifier.AT_LEAST if unknown else Qualifier.EXACTLY
        rule = PLACES_RULE.format(unknown=unknown, persons=totals["persons"]) if unknown else PLACES_RULE_ALL
        rows.append(_row(PLACES, places, qualifier, rule, "countries"))
    return [row | period_of(webinar) for row in rows]


def watched(value: int, qualifier: str, rule: str, webinar: Webinar) -> Content:
    return _row(WATCHED, value, qualifier, rule, "views") | period_of(webinar)


def _row(sort: str, value: int, qualifier: str, rule: str, unit: str) -> Content:
    return {
        "measure": {"en": MEASURES[sort]},
        "series": sort,
        "qualifier": str(qualifier),
        "value": str(value),
        "unit_of_measure": {"en": unit},
        "rule": {"en": rule},
    }


def period_of(webinar: Webinar) -> Content:
    """The day of the webinar in its own zone; nothing where it has no time yet."""
    if webinar.starts_at is None:
        return {}
    day: dt.date = webinar.starts_at.astimezone(ZoneInfo(webinar.time_zone)).date()
    return {"starts": day.isoformat(), "ends": day.isoformat(), "precision": "day"}
