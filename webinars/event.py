"""The webinar for machines: schema.org's EducationEvent as JSON-LD, of what the page shows and nothing more."""

import datetime as dt
import json
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from activities.enums import Status
from tarepo.content import Content
from tarepo.enums import DeliveryMode, PartyRole
from tarepo.fields import split_codes
from tarepo.reading.facts import party_names
from tarepo.reading.page import Reading
from webinars.enums import MaterialKind, SpeakerRole

STATUS: dict[str, str] = {Status.CANCELLED: "EventCancelled", Status.POSTPONED: "EventPostponed"}
MODES: dict[str, str] = {
    DeliveryMode.VIRTUAL: "OnlineEventAttendanceMode",
    DeliveryMode.HYBRID: "MixedEventAttendanceMode",
    DeliveryMode.IN_PERSON: "OfflineEventAttendanceMode",
}
IN_SCRIPT = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&"}  # so that no text ends the script


def event_script(reading: Reading, address: str) -> SafeString:
    """A block of data, which a policy for scripts does not touch; empty for a topic without a time."""
    made = event(reading, address)
    if not made:
        return mark_safe("")
    told = json.dumps(made, ensure_ascii=False, separators=(",", ":")).translate(IN_SCRIPT)
    return format_html('<script type="application/ld+json">{}</script>\n', mark_safe(told))  # noqa: S308  # see above


def event(reading: Reading, address: str) -> dict[str, Any]:
    content, row = reading.content, reading.content["webinars"][0]
    if "starts_at" not in row:
        return {}
    text = reading.text("summary") or reading.text("objective")
    made = {
        "@context": "https://schema.org",
        "@type": "EducationEvent",
        "name": reading.title()["text"],
        "description": text["text"] if text else "",
        "url": address,
        "identifier": content["reference"],
        "startDate": _local(row["starts_at"], row["time_zone"]),
        "endDate": _local(row["ends_at"], row["time_zone"]) if "ends_at" in row else "",
        "eventStatus": "https://schema.org/" + STATUS.get(content["status"], "EventScheduled"),
        "eventAttendanceMode": _mode(content),
        "location": _location(content, row, address),
        "inLanguage": split_codes(row.get("interpretation", "")),
        "maximumAttendeeCapacity": row.get("seats"),
        "organizer": [_organisation(name) for name in party_names(reading, PartyRole.PROVIDER)],
        "performer": _performers(reading),
        "recordedIn": _recordings(reading),
    }
    return {name: value for name, value in made.items() if value not in ("", None, [])}


def _local(moment: str, zone: str) -> str:
    return dt.datetime.fromisoformat(moment).astimezone(ZoneInfo(zone)).isoformat(timespec="minutes")


def _mode(content: Content) -> str:
    mode = MODES.get(content.get("delivery_mode", ""))
    return f"https://schema.org/{mode}" if mode else ""


def _location(content: Content, row: Content, address: str) -> list[dict[str, str]]:
    """Online the public webcast, else this page: never the link by which registrants join."""
    made = []
    if content.get("delivery_mode") in (DeliveryMode.VIRTUAL, DeliveryMode.HYBRID):
        made.append({"@type": "VirtualLocation", "url": row.get("webcast") or address})
    if content.get("venue"):
        made.append({"@type": "Place", "name": content["venue"]})
    return made


def _organisation(name: dict) -> dict[str, str]:
    return {"@type": "Organization", "name": name["name"]}


def _performers(reading: Reading) -> list[dict[str, Any]]:
    """Those who speak, in their order; who was deleted is named nowhere."""
    made = []
    for row in reading.content.get("speakers", []):
        person = reading.names.person(row["person"])
        if person and row["role"] != SpeakerRole.MODERATOR:
            told = {"honorificPrefix": person.get("honorific", ""), "jobTitle": person["function"]}
            told = {name: value for name, value in told.items() if value}
            works = {"affiliation": {"@type": "Organization", "name": person["affiliation"]}}
            made.append({"@type": "Person", "name": person["name"], **told, **(works if person["affiliation"] else {})})
    return made


def _recordings(reading: Reading) -> list[dict[str, str]]:
    made = []
    for row in reading.content.get("materials", []):
        if row["kind"] == MaterialKind.RECORDING and row.get("released") and row.get("link"):
            language = {"inLanguage": row["language"]} if row.get("language") else {}
            made.append({"@type": "VideoObject", "name": reading.title()["text"], "url": row["link"], **language})
    return made
