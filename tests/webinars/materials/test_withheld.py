"""What is not released stands in no answer to anybody but the Secretariat: not its link, name, title or bytes."""

import pytest
from django.conf import LazySettings
from django.test import Client

from tarepo.changes import change
from tarepo.models import File, Record, Snapshot
from tarepo.restore import restore
from tests import make
from tests.admin.office import signed_in
from tests.webinars.materials.files import VTT, materials_of, with_materials

pytestmark = pytest.mark.django_db
MARKS = ("withheldname", "withheldtitle", "withheldlink", "withheldwords", "withheldchapter")
SECRET = VTT.replace(b"Welcome", b"withheldwords")


@pytest.fixture
def record(tmp_path: object, settings: LazySettings) -> Record:
    settings.MEDIA_ROOT = tmp_path
    record = make.webinar("On quibbled marks", slug="marks", at="2027-03-04T12:00+00:00")
    with_materials(
        record,
        {"kind": "captions", "language": "en", "data": VTT, "name": "shown.vtt"},
        {
            "kind": "captions",
            "language": "fr",
            "data": SECRET,
            "name": "withheldname.vtt",
            "title": {"en": "withheldtitle"},
            "released": False,
        },
        {"kind": "recording", "link": "https://example.org/withheldlink", "released": False},
        {"kind": "chapters", "chapters": "0:00:00 withheldchapter", "released": False},
    )
    return record


def addresses(record: Record) -> list[str]:
    listed = ("", "feed.atom", "calendar.ics", "export.csv", "export.json", "timeline/")
    history = f"/activities/{record.reference}/history/"
    numbers = Snapshot.objects.filter(record=record, tier=0).values_list("number", flat=True)
    files = [file.get_absolute_url() for file in File.objects.filter(record=record)]
    return [
        "/webinars/marks/",
        *(f"/webinars/marks/transcript/{code}/" for code in ("en", "fr")),
        *(f"/activities/{name}" for name in listed),
        history,
        *(f"{history}{number}/" for number in numbers),
        *(f"/search/?q={mark}" for mark in ("quibbled", "captions")),
        "/changes/",
        *files,
    ]


def leaks(client: Client, record: Record) -> dict[str, list[str]]:
    found = {}
    for address in addresses(record):
        answer = client.get(address)
        body = answer.getvalue()
        # A missing page repeats the address that was asked for, and nothing else of it.
        told = body.decode(errors="replace").replace(address, "") + str(answer.headers)
        if hits := [mark for mark in MARKS if mark in told]:
            found[address] = hits
    return found


@pytest.mark.parametrize("role", ["visitor", "member", "focal point of it"])
def test_nothing_of_it_is_in_any_answer(role: str, record: Record) -> None:
    client = Client() if role == "visitor" else signed_in(role)
    assert leaks(client, record) == {}
    make.rename(record, "On renamed marks")
    assert leaks(client, record) == {}
    with change(by=None, why=make.WHY):
        restore(record=record, snapshot=Snapshot.objects.filter(record=record, tier=0).earliest("number"))
    make.publish_now(record)
    assert leaks(client, record) == {}
    assert [row["kind"] for row in materials_of(record) if not row.get("released")] == [
        "captions",
        "recording",
        "chapters",
    ]


def test_its_file_is_there_for_nobody_but_the_secretariat(client: Client, record: Record) -> None:
    secret = File.objects.get(name="withheldname.vtt")
    assert client.get(secret.get_absolute_url()).status_code == 404
    assert client.get("/webinars/marks/transcript/fr/").status_code == 404
    answer = signed_in("chief editor").get(secret.get_absolute_url())
    assert answer.getvalue() == SECRET
    assert answer.headers["Content-Type"] == "text/vtt; charset=utf-8"
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_once_released_and_published_it_is_found(client: Client, record: Record) -> None:
    """Else nothing would be told by finding none."""
    make.edit(record, materials=[row | {"released": True} for row in materials_of(record)])
    make.publish_now(record)
    assert client.get("/webinars/marks/transcript/fr/").status_code == 200
    assert set(leaks(client, record)["/webinars/marks/"]) == {
        "withheldname",
        "withheldtitle",
        "withheldlink",
        "withheldchapter",
    }


def test_an_editors_preview_shows_no_more_than_readers_will_see(record: Record) -> None:
    page = signed_in("chief editor").get(f"/admin/activities/activity/{record.pk}/preview/").content.decode()
    assert "quibbled" in page
    assert [mark for mark in MARKS if mark in page] == []
