"""Who was shown restricted data is on record before it is shown; a visitor is shown none."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts.models import RestrictedRead
from accounts.reads import forget_old_reads
from tarepo.changes import change
from tarepo.models import Detail, Record
from tarepo.publish import refresh_forms
from tests import make
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
        ("administrator@example.org", "accounts", None, 0),
        ("administrator@example.org", "account", None, 1),
    ]


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
