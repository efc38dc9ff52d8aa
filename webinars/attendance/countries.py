"""An editor confirms what an address suggests, or says where somebody is from."""

from collections.abc import Collection

from django.db.models import CharField, F, Func, Value

from tarepo.changes import current_change
from tarepo.locks import lock_attendance
from webinars.attendance.read import Countries
from webinars.enums import ImportState, KnownBy
from webinars.models import AttendanceFile, Attendee

DOMAIN = Func(F("email"), Value("@"), Value(2), function="split_part", output_field=CharField())


def confirm_domains(*, file: AttendanceFile, domains: Collection[str]) -> int:
    """Of all with an address there the suggestion holds from now on; of how many."""
    if not _open(file):
        return 0
    rows = file.attendees.filter(known_by=KnownBy.SUGGESTED).alias(domain=DOMAIN)
    return rows.filter(domain__in=list(domains)).update(known_by=KnownBy.EDITOR)


def confirm(*, file: AttendanceFile, people: Collection[int]) -> int:
    """The same for these people alone."""
    if not _open(file):
        return 0
    return file.attendees.filter(pk__in=list(people), known_by=KnownBy.SUGGESTED).update(known_by=KnownBy.EDITOR)


def place(*, file: AttendanceFile, people: Collection[int], country: int | None) -> int:
    """They come from there, by what the editor knows; None: it is not known, whatever a registration says later."""
    if not _open(file):
        return 0
    rows = file.attendees.filter(pk__in=list(people)).exclude(country=country, known_by=KnownBy.EDITOR)
    return rows.update(country=country, known_by=KnownBy.EDITOR)


def match_again(*, file: AttendanceFile) -> int:
    """Registrations that came, or were mended, since the file was read; of how many people it says more now."""
    current_change()
    known = Countries(file)
    changed = []
    for row in file.attendees.exclude(known_by=KnownBy.EDITOR).exclude(email="").order_by("pk"):
        country, by = known.of(row.email)
        if by == KnownBy.REGISTRATION and (country, by) != (row.country_id, row.known_by):
            row.country_id, row.known_by = country, by
            changed.append(row)
    return Attendee.objects.bulk_update(changed, ["country", "known_by"], batch_size=1000) if changed else 0


def _open(file: AttendanceFile) -> bool:
    """Whether it is read and not taken over: what was taken over says what it said."""
    current_change()
    lock_attendance(file)
    return file.state == ImportState.PREVIEWED
