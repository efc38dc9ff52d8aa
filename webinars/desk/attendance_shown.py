"""What the page of one file of attendance shows: by the same number of queries however many rows."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count
from django.http import QueryDict
from django.utils.translation import gettext as _

from reference.models import Country
from tarepo.asked import Asked, options
from tarepo.labels import labels_of
from webinars.attendance.countries import DOMAIN
from webinars.attendance.take_over import counted_files
from webinars.attendance.together import in_both
from webinars.attendance.told import problem, refusal
from webinars.attendance.totals import sentence, totals_of
from webinars.enums import ImportState, KnownBy
from webinars.models import AttendanceFile, Attendee, Webinar

PAGE = 100
SHOWN_PROBLEMS = 100
MOST_DOMAINS = 300
HAS_PEOPLE = (ImportState.PREVIEWED, ImportState.TAKEN)
ORDERS = {"dmy": "31/12", "mdy": "12/31"}


def shown(file: AttendanceFile, query: QueryDict) -> dict[str, Any]:
    """people: the Attendees of the page, named with their country; empty where there are none any more."""
    asked = Asked(query, ("known", "page"))
    has_people = file.state in HAS_PEOPLE
    totals = file.totals or (totals_of(file) if has_people else {})
    context: dict[str, Any] = {
        "file": file,
        "state": _("waits for your choice") if "asks" in file.recognised else ImportState(file.state).label,
        "refused": refusal(file.recognised) if "refused" in file.recognised else "",
        "asks": asks(file) if file.state == ImportState.READING else [],
        "is_reading": file.state == ImportState.READING and "asks" not in file.recognised,
        "facts": facts(file) if file.recognised.get("encoding") else [],
        "totals": totals,
        "told": sentence(totals) if totals else "",
        "told_problems": [problem(**each) for each in file.problems[:SHOWN_PROBLEMS]],
        "more_problems": max(len(file.problems) - SHOWN_PROBLEMS, 0),
        "people": [],
        "open": file.state == ImportState.PREVIEWED,
        "may_take": file.state == ImportState.PREVIEWED,
        "may_take_back": file.state == ImportState.TAKEN,
        "may_remove": not file.totals,
        "others": _others(file),
    }
    return context | (
        _people(file, asked, totals) if has_people else {"by_country": by_country(totals, names_in(totals))}
    )


def _others(file: AttendanceFile) -> list[dict[str, Any]]:
    """Those that count, where this one may be taken over: each replaced by it, or of another room. gone: of whose
    persons nothing is left; both, many: how many of its persons are in this file too."""
    if file.state != ImportState.PREVIEWED:
        return []
    rows = list(counted_files(file.record_id).order_by("taken_at", "pk"))
    found = in_both(file, rows)
    return [
        {"pk": each.pk, "name": each.name, "gone": each.state == ImportState.PURGED}
        | dict(zip(("both", "many"), found[each.pk], strict=True))
        for each in rows
    ]


def facts(file: AttendanceFile) -> list[tuple[str, str]]:
    """How the file was read, in words."""
    read = file.recognised
    separators = {"tab": _("tab"), "comma": _("comma"), "semicolon": _("semicolon")}
    told = [
        (_("Platform"), file.get_platform_display() or _("not recognised: read by its columns")),
        (_("Encoding"), read["encoding"]),
        (_("Separator"), separators[read["separator"]]),
        (_("Times"), _("of %(zone)s, where the file names no zone") % {"zone": read["zone"]}),
        (_("Days written as"), ORDERS.get(read["order"], _("year, month and day"))),
        (_("Meeting"), read["meeting"] or "–"),
        (_("Rows"), str(file.rows)),
        (_("Joins"), str(read["joins"])),
        (_("Without an e-mail address"), str(read["no_email"])),
        (_("Hosts and panellists, counted too"), str(read["hosts"])),
    ]
    told += [(_("Registered there and did not come"), str(read["absent"]))] if read["absent"] else []
    told += [(_("Rows of the waiting room, left out"), str(read["waited"]))] if read["waited"] else []
    return told


def asks(file: AttendanceFile) -> list[dict[str, Any]]:
    """The days that may be meant, with that of the webinar marked."""
    if "asks" not in file.recognised:
        return []
    webinar = Webinar.objects.get(record_id=file.record_id)
    values = file.recognised["values"]
    held = webinar.starts_at.astimezone(ZoneInfo(webinar.time_zone)).date() if webinar.starts_at else None
    return [
        {"order": order, "day": day, "held": day == held}
        for order in ("dmy", "mdy")
        for day in [dt.date.fromisoformat(values[order])]
    ]


def _people(file: AttendanceFile, asked: Asked, totals: dict[str, Any]) -> dict[str, Any]:
    known = asked.one_of("known", KnownBy.values)
    rows = file.attendees.filter(known_by=known) if known else file.attendees.all()
    count = rows.count() if known else totals["persons"]
    last = max((count - 1) // PAGE, 0) + 1
    page = min(max(asked.number("page"), 1), last)
    people = list(rows.order_by("pk")[(page - 1) * PAGE : page * PAGE])
    domains = _domains(file)
    countries = list(Country.objects.values_list("pk", flat=True)) if file.state == ImportState.PREVIEWED else []
    named = {*countries, *map(int, totals["countries"]), *(each["country_id"] for each in domains)}
    names = labels_of(named | {row.country_id for row in people if row.country_id})
    choices = sorted(((str(pk), names[str(pk)]) for pk in countries), key=lambda pair: pair[1])
    counts = dict(file.attendees.order_by().values_list("known_by").annotate(n=Count("pk")))
    filters = [("", _("all"))] + [(each.value, f"{each.label} ({counts.get(each, 0)})") for each in KnownBy]
    return {
        "people": [_named(row, names) for row in people],
        "count": count,
        "domains": [each | {"country": names[str(each["country_id"])]} for each in domains],
        "countries": options([("", _("choose")), ("none", _("not known")), *choices], ""),
        "known_options": options(filters, known),
        "by_country": by_country(totals, names),
        "problems": asked.problems,
        "page_number": page,
        "pages": last,
        "first": asked.url("", page=None) or "?" if page > 1 else "",
        "more": asked.url("", page=str(page + 1)) if page < last else "",
    }


def _named(row: Attendee, names: dict[str, str]) -> Attendee:
    row.country_name = names.get(str(row.country_id), "")  # type: ignore[attr-defined]
    row.is_suggested = row.known_by == KnownBy.SUGGESTED  # type: ignore[attr-defined]
    return row


def _domains(file: AttendanceFile) -> list[dict[str, Any]]:
    rows = file.attendees.filter(known_by=KnownBy.SUGGESTED).annotate(domain=DOMAIN)
    found = rows.order_by().values("domain", "country_id").annotate(n=Count("pk"))
    return [dict(row) for row in found.order_by("-n", "domain")[:MOST_DOMAINS]]


def names_in(totals: dict[str, Any]) -> dict[str, str]:
    return labels_of([int(pk) for pk in totals.get("countries", {})])


def by_country(totals: dict[str, Any], names: dict[str, str]) -> list[tuple[str, int]]:
    """Those from where most came first."""
    counts = totals.get("countries", {}).items()
    return sorted(((names.get(pk, pk), n) for pk, n in counts), key=lambda pair: (-pair[1], pair[0]))


def country_rows(file: AttendanceFile) -> list[list[str]]:
    """Lines for a spreadsheet, with what is not known as its last."""
    totals = file.totals or (totals_of(file) if file.state in HAS_PEOPLE else {})
    names = names_in(totals)
    head = [_("Country or area"), _("Participants")]
    rows = [[name, str(n)] for name, n in by_country(totals, names)]
    return [head, *rows, [_("not known"), str(totals.get("not_known", 0))]]
