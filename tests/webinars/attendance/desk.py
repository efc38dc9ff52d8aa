"""An editor's hands on the files of attendance of one webinar."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from reference.models import Country
from tests import make
from tests.admin.office import messages
from tests.jobs.worker import run_jobs
from webinars.models import AttendanceFile, Registration

HEAD = "Name (original name),Email,Join time,Leave time,Duration (minutes)\n"


def webinar(**content: object) -> make.Record:
    return make.webinar("On marks", slug="on-marks", at="2027-04-13T10:00+00:00", **content)


def people(*named: str) -> str:
    """A file of Zoom in which each came for an hour: "Ada <ada@example.org>", or a name alone."""
    rows = [each.rstrip(">").partition(" <") for each in named]
    times = "2027-04-13 12:00:00,2027-04-13 13:00:00,60"
    return HEAD + "".join(f"{name},{email},{times}\n" for name, _sign, email in rows)


def address(record: make.Record, file: AttendanceFile | None = None) -> str:
    return f"/admin/webinars/{record.pk}/attendance/" + (f"{file.pk}/" if file else "")


def send(client: Client, record: make.Record, text: str | bytes, name: str = "participants.csv") -> HttpResponse:
    data = text.encode() if isinstance(text, str) else text
    return client.post(address(record), {"upload": "1", "file": SimpleUploadedFile(name, data)}, follow=True)


def upload(client: Client, record: make.Record, text: str | bytes, name: str = "participants.csv") -> AttendanceFile:
    """Sent, and read by the job."""
    send(client, record, text, name)
    run_jobs()
    return AttendanceFile.objects.filter(record=record).latest("pk")


def press(client: Client, record: make.Record, file: AttendanceFile, button: str, **sent: object) -> list[str]:
    """What the page tells then. Taken over by who saw which files count, and means it before its day."""
    if button == "take":
        counted = AttendanceFile.objects.filter(record=record, taken_at__isnull=False).exclude(pk=file.pk)
        sent = {"early": "1", "seen": list(counted.values_list("pk", flat=True))} | sent
    told = messages(client.post(address(record, file), {button: "1"} | sent, follow=True))
    if AttendanceFile.objects.filter(pk=file.pk).exists():
        file.refresh_from_db()
    return told


def register(record: make.Record, email: str, iso2: str, place: int = 1, state: str = "confirmed") -> Registration:
    return Registration.objects.create(
        record_id=record.pk,
        email=email,
        name="Registered",
        country=Country.objects.get(iso2=iso2),
        kind="state",
        state=state,
        place=place,
    )
