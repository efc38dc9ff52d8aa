"""The job: a file is read into rows of persons, each with the country or area that is known or suggested."""

import logging
from dataclasses import asdict
from typing import Any

from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from reference.models import Country
from tarepo.changes import change
from tarepo.locks import lock_attendance
from webinars.attendance.decode import decode
from webinars.attendance.domains import government_zones, suggested_by
from webinars.attendance.joins import Problem, read_joins
from webinars.attendance.persons import Person, merged
from webinars.attendance.refusal import Asks, Refused
from webinars.attendance.table import read_sheet
from webinars.enums import ImportState, KnownBy
from webinars.models import AttendanceFile, Attendee, Registration, Webinar

logger = logging.getLogger("tarepo.attendance")
AT_ONCE = 1000
MOST_PROBLEMS = 500
Known = tuple[int | None, str]


def read_file(file_id: int) -> bool:
    """Whether it was read; nothing where it was already, or is gone. All its rows are made, or none."""
    file = AttendanceFile.objects.filter(pk=file_id, state=ImportState.READING, data__isnull=False).first()
    if file is None:
        return False
    try:
        persons, said = _persons(file)
    except Asks as asked:
        return _answer(file, recognised={"asks": asked.code, "values": asked.values})
    except Refused as refused:
        return _refuse(file, refused.code, refused.values)
    except Exception:  # a file of a stranger has many ways to surprise; the log says which, and the editor that it has
        logger.exception("Attendance file %s cannot be read", file_id)
        return _refuse(file, "failed", {})
    with change(by=file.by, why=_("read a file of attendance")):
        lock_attendance(file)
        if file.state != ImportState.READING:
            return False
        known = Countries(file)
        rows = [_attendee(file, person, known.of(person.email)) for person in persons]
        Attendee.objects.bulk_create(rows, batch_size=AT_ONCE)
        AttendanceFile.objects.filter(pk=file.pk).update(state=ImportState.PREVIEWED, data=None, **said)
    return True


def _persons(file: AttendanceFile) -> tuple[list[Person], dict[str, Any]]:
    """The persons, and what is written onto the file."""
    read = decode(bytes(file.data or b""))
    zone = Webinar.objects.values_list("time_zone", flat=True).get(record_id=file.record_id)
    sheet = read_sheet(read.text)
    _note(file, rows=sheet.rows)
    found = read_joins(
        sheet,
        zone=zone,
        order=file.recognised.get("order", ""),
        progress=lambda row: _note(file, rows_read=row),
    )
    persons, told = merged(found.joins)
    if not persons:
        raise Refused("nobody came")
    recognised = {
        "encoding": read.encoding,
        "separator": sheet.separator,
        "zone": zone,
        "order": found.order,
        "meeting": sheet.meeting,
        "joins": len(found.joins),
        "absent": found.absent,
        "waited": found.waited,
        "no_email": sum(not person.email for person in persons),
        "hosts": sum(person.host for person in persons),
    }
    return persons, {
        "platform": sheet.platform,
        "rows": sheet.rows,
        "rows_read": sheet.rows,
        "recognised": recognised,
        "problems": _bounded(told, found.problems),
    }


def _bounded(told: list[Problem], rows: list[Problem]) -> list[dict[str, Any]]:
    more = len(rows) - MOST_PROBLEMS
    kept = [*told, *rows[:MOST_PROBLEMS], *([Problem(0, "more", more)] if more > 0 else [])]
    return [asdict(problem) for problem in kept]


def _note(file: AttendanceFile, **progress: int) -> None:
    """Seen at once by whoever looks; no write that anybody could want to trace or take back."""
    AttendanceFile.objects.filter(pk=file.pk, state=ImportState.READING).update(**progress)


def _refuse(file: AttendanceFile, code: str, values: dict[str, Any]) -> bool:
    recognised = {"refused": code, "values": values}
    return _answer(file, recognised=recognised, state=ImportState.REFUSED, data=None)


def _answer(file: AttendanceFile, **said: Any) -> bool:
    with change(by=file.by, why=_("read a file of attendance")):
        AttendanceFile.objects.filter(pk=file.pk, state=ImportState.READING).update(**said)
    return False


class Countries:
    """What country or area is known of an address: three queries for all of them.

    By the registration here; by what an editor confirmed in an earlier file of this webinar; a government's mail
    domain suggests.
    """

    def __init__(self, file: AttendanceFile) -> None:
        rows = Registration.objects.filter(record_id=file.record_id, country__isnull=False)
        self.registered = dict(rows.values_list(Lower("email"), "country_id"))
        earlier = Attendee.objects.filter(file__record_id=file.record_id, known_by=KnownBy.EDITOR).exclude(email="")
        self.confirmed = dict(earlier.order_by("file__at").values_list("email", "country_id"))
        places = Country.objects.filter(iso2__in=set(government_zones().values()))
        self.by_iso2 = dict(places.values_list("iso2", "pk"))

    def of(self, email: str) -> Known:
        if not email:
            return None, KnownBy.NOT_KNOWN
        if email in self.registered:
            return self.registered[email], KnownBy.REGISTRATION
        if email in self.confirmed:
            return self.confirmed[email], KnownBy.EDITOR
        if suggested := self.by_iso2.get(suggested_by(email)):
            return suggested, KnownBy.SUGGESTED
        return None, KnownBy.NOT_KNOWN


def _attendee(file: AttendanceFile, person: Person, known: Known) -> Attendee:
    return Attendee(
        file=file,
        name=person.name,
        email=person.email,
        joined_at=person.joined_at,
        left_at=person.left_at,
        minutes=person.minutes,
        joins=len(person.joins),
        rows=[join.row for join in person.joins],
        host=person.host,
        country_id=known[0],
        known_by=known[1],
    )
