"""Who was shown restricted data is on record before it is shown; a visitor is shown none."""

import datetime as dt
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from accounts.consents.ask import ask
from accounts.membership.ask import ask as ask_to_be_member
from accounts.models import Consent, RestrictedRead, User
from accounts.reads import forget_old_reads
from tarepo.changes import change
from tarepo.models import Detail, File, FileState, Record
from tarepo.publish import refresh_forms
from tarepo.tiers import PUBLIC, SECRETARIAT
from tests import make
from tests.admin.office import filled
from tests.html import main
from tests.people import person

pytestmark = pytest.mark.django_db
ADDRESS = "/activities/TA-2023-9001/"


@pytest.fixture
def record() -> Record:
    peru = make.record_id("country/PE")
    made = make.activity(9001, involvements=[{"party": peru, "role": "beneficiary"}])
    for text in ("CHF 1", "CHF 2"):
        Detail.objects.create(record_id=made.pk, party_id=peru, nature="cost", text=text)
    with change(by=None, why="a test"):
        refresh_forms([made.pk])
    return made


def client_of(role: str) -> Client:
    client = Client()
    if user := person(role):
        client.force_login(user)
    return client


def noted() -> list[tuple[str, str, str | None, int]]:
    rows = RestrictedRead.objects.order_by("pk").select_related("by", "record")
    return [(row.by.email, row.what, row.record and row.record.reference, len(row.ids)) for row in rows]


def test_a_page_with_details_is_noted_once_a_day(record: Record) -> None:
    for role in ("visitor", "member", "member of the beneficiary", "member of the beneficiary"):
        assert client_of(role).get(ADDRESS).status_code == 200
    assert noted() == [("member@example.org", "details", "TA-2023-9001", 2)]


def test_a_detail_that_came_later_the_same_day_is_added(record: Record) -> None:
    client = client_of("member of the beneficiary")
    client.get(ADDRESS)
    Detail.objects.create(record_id=record.pk, party_id=make.record_id("country/PE"), nature="cost", text="CHF 3")
    with change(by=None, why="a test"):
        refresh_forms([record.pk])
    client.get(ADDRESS)
    assert noted() == [("member@example.org", "details", "TA-2023-9001", 3)]


def test_the_form_at_the_desk_and_accounts_are_noted(record: Record) -> None:
    client_of("chief editor").get(f"/admin/activities/activity/{record.pk}/change/")
    client_of("administrator").get("/admin/accounts/user/")
    client_of("administrator").get(f"/admin/accounts/user/{person('member').pk}/change/")
    assert noted() == [
        ("chief-editor@example.org", "details", "TA-2023-9001", 2),
        ("administrator@example.org", "accounts", None, User.objects.count()),
        ("administrator@example.org", "account", None, 1),
    ]


def test_a_form_that_was_refused_shows_details_too(record: Record) -> None:
    """What it sent is taken back; that it was shown is not."""
    editor, address = client_of("chief editor"), f"/admin/activities/activity/{record.pk}/change/"
    sent = filled(editor.get(address)) | {"texts-0-title": ""}
    RestrictedRead.objects.all().delete()
    answer = editor.post(address, sent)
    assert (answer.status_code, "CHF 1" in answer.text) == (200, True)
    assert noted() == [("chief-editor@example.org", "details", "TA-2023-9001", 2)]


def test_what_a_focal_point_is_asked_about_is_noted_where_it_is_shown(record: Record) -> None:
    with change(by=None, why="a test"):
        ask(details=Detail.objects.filter(record=record).values_list("pk", flat=True), by=person("chief editor"))
    question = Consent.objects.latest("pk")
    pages = ("", "awaiting/", "awaiting/consents/", f"awaiting/consents/{question.pk}/", "consents/")
    for page in pages:
        RestrictedRead.objects.all().delete()
        shows = "CHF" in client_of("focal point of it").get(f"/accounts/{page}").text
        assert [row[3] for row in noted() if row[1] == "details"] == (
            [1 if str(question.pk) in page else 2] if shows else []
        ), page
    editor = client_of("chief editor")
    for page in (f"activities/activity/{record.pk}/details/", "consents/"):
        RestrictedRead.objects.all().delete()
        assert ("CHF" in editor.get(f"/admin/{page}").text) == bool(noted()), page


def test_a_file_that_is_not_public_is_noted_and_a_public_one_is_not(
    record: Record, tmp_path: Path, settings: Settings
) -> None:
    settings.MEDIA_ROOT = tmp_path
    for tier in (PUBLIC, SECRETARIAT):
        file = File(
            record=record, tier=tier, name="plan.pdf", sha256=f"{abs(tier):064d}", size=3, state=FileState.READY
        )
        file.stored.save("plan.pdf", ContentFile(b"pdf"))
        answer = client_of("chief editor").get(file.get_absolute_url())
        assert (answer.status_code, b"".join(answer.streaming_content)) == (200, b"pdf")
    assert noted() == [("chief-editor@example.org", "file", "TA-2023-9001", 1)]


def test_what_cannot_be_noted_is_not_shown(record: Record) -> None:
    client = client_of("member of the beneficiary")
    client.raise_request_exception = False
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE accounts_restrictedread RENAME TO elsewhere")
    assert "CHF 1" not in client.get(ADDRESS).text


def test_administrators_look_for_who_read_what(record: Record) -> None:
    client_of("member of the beneficiary").get(ADDRESS)
    client_of("chief editor").get(ADDRESS)
    page = main(client_of("administrator").get("/admin/reads/?who=member@").content)
    assert [row.texts("td") for row in page.one("tbody").all("tr")] == [
        ["Member from Peru", "details", "TA-2023-9001", "2"]
    ]
    assert "is no day" in client_of("administrator").get("/admin/reads/?since=yesterday").text
    assert client_of("chief editor").get("/admin/reads/").status_code == 403


def test_they_are_kept_for_a_year(record: Record) -> None:
    client_of("chief editor").get(ADDRESS)
    assert forget_old_reads() == 0
    RestrictedRead.objects.update(on=timezone.localdate() - dt.timedelta(days=400))
    assert forget_old_reads() == 1


def test_lists_of_people_are_noted_with_those_who_were_shown() -> None:
    """Memberships, focal points, one's own members, what waits: whoever reads names and addresses there."""
    person_asking = User.objects.create_user("ana@example.org", name="Ana")
    with change(by=person_asking, why="a test"):
        made, _new = ask_to_be_member(user=person_asking, category="delegation", party=make.record_id("country/PE"))
    for role, address in (
        ("administrator", "/admin/memberships/?show=asked"),
        ("chief editor", f"/admin/memberships/{made.pk}/"),
        ("focal point of it", "/accounts/members/"),
        ("coordinator", "/admin/late/"),
    ):
        RestrictedRead.objects.all().delete()
        assert client_of(role).get(address).status_code == 200
        shown = {(row.by.email, row.what) for row in RestrictedRead.objects.all() if person_asking.pk in row.ids}
        assert shown == (set() if role == "coordinator" else {(person(role).email, "accounts")})
    RestrictedRead.objects.all().delete()
    client_of("focal point of it").get(f"/accounts/awaiting/membership/{made.pk}/")
    assert [row.ids for row in RestrictedRead.objects.all()] == [[person_asking.pk]]
    RestrictedRead.objects.all().delete()
    assert client_of("administrator").get("/admin/focal-points/").status_code == 200
    (read,) = RestrictedRead.objects.all()
    assert person("focal point of it").pk in read.ids
