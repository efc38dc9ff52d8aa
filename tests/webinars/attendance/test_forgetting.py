"""Rows of persons go after their time, or when their person asks; what was counted stays."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.erase import erase
from accounts.own.copy import copy_of
from tarepo.changes import change
from tarepo.content import read_content
from tarepo.tidy import tidy
from tests import make
from tests.admin.office import messages, signed_in
from tests.people import person
from tests.webinars.attendance.desk import address, people, press, register, send, upload, webinar
from webinars.attendance.purge import forget_address
from webinars.models import AttendanceFile, Attendee

pytestmark = pytest.mark.django_db


@pytest.fixture
def record() -> make.Record:
    return webinar()


@pytest.fixture
def chief() -> Client:
    return signed_in("chief editor")


def its_day_has_come() -> None:
    AttendanceFile.objects.update(purge_on=timezone.localdate())


def test_a_file_is_kept_for_ninety_days(chief: Client, record: make.Record) -> None:
    file = upload(chief, record, people("Ada"))
    assert file.purge_on == timezone.localdate() + dt.timedelta(days=90)
    tidy()
    assert Attendee.objects.count() == 1


def test_after_its_time_the_counts_stay_and_no_person(chief: Client, record: make.Record) -> None:
    register(record, "ada@example.org", "KE")
    file = upload(chief, record, people("Ada Example <ada@example.org>", "Bo"))
    press(chief, record, file, "take")
    said = read_content("activity", record.pk)
    its_day_has_come()
    assert tidy()["attendance"] == 2
    file.refresh_from_db()
    assert (file.state, file.totals["persons"], Attendee.objects.count()) == ("purged", 2, 0)
    assert read_content("activity", record.pk) == said
    shown = chief.get(address(record, file)).content.decode()
    assert "The rows of persons were deleted after their time" in shown
    assert "2 participants, from at least 1 country or area, 1 not known" in shown
    assert "Ada Example" not in shown
    assert "Kenya" in chief.get(address(record, file) + "countries.csv").content.decode()


def test_the_counts_of_a_file_that_was_never_taken_over_stay_too(chief: Client, record: make.Record) -> None:
    register(record, "ada@example.org", "KE")
    file = upload(chief, record, people("Ada Example <ada@example.org>", "Bo"))
    its_day_has_come()
    tidy()
    file.refresh_from_db()
    assert (file.state, file.totals["persons"], Attendee.objects.count()) == ("purged", 2, 0)
    assert "2 participants, from at least 1 country or area, 1 not known" in chief.get(address(record, file)).text


def test_an_earlier_file_is_held_before_it_is_given_up(chief: Client, record: make.Record) -> None:
    press(chief, record, upload(chief, record, people("Ada")), "take")
    file = upload(chief, record, people("Ada", "Bo"))
    with CaptureQueriesContext(connection) as caught:
        press(chief, record, file, "take")
    held = [each["sql"] for each in caught if "FOR UPDATE" in each["sql"] and "webinars_attendancefile" in each["sql"]]
    assert len(held) == 2


def test_what_was_counted_is_neither_taken_back_nor_removed_nor_read_again(chief: Client, record: make.Record) -> None:
    file = upload(chief, record, people("Ada"))
    press(chief, record, file, "take")
    its_day_has_come()
    tidy()
    for button in ("back", "remove", "take", "again"):
        press(chief, record, file, button)
    assert "there already" in messages(send(chief, record, people("Ada")))[0]
    file.refresh_from_db()
    assert (file.state, file.totals["persons"]) == ("purged", 1)


def test_a_file_that_was_never_taken_over_can_be_read_again_afterwards(chief: Client, record: make.Record) -> None:
    upload(chief, record, people("Ada"))
    its_day_has_come()
    tidy()
    file = upload(chief, record, people("Ada"))
    assert (file.state, Attendee.objects.count()) == ("previewed", 1)


def test_who_is_erased_is_counted_and_named_no_more(chief: Client, record: make.Record) -> None:
    gone = person("member")
    upload(chief, record, people(f"Grace Member <{gone.email.upper()}>", "Bo <bo@example.org>"))
    send(chief, record, people(f"Grace Member <{gone.email}>").encode("utf-16"), "not-read-yet.csv")
    with change(by=None, why=make.WHY):
        erase(user=gone)
    assert sorted(Attendee.objects.values_list("name", "email")) == [("", ""), ("Bo", "bo@example.org")]
    assert [(file.state, file.data) for file in AttendanceFile.objects.order_by("pk")] == [
        ("previewed", None),
        ("refused", None),
    ]


def test_a_file_that_names_them_as_a_guest_is_not_read_either(chief: Client, record: make.Record) -> None:
    gone = person("member")
    guest = f"{gone.email.replace('@', '_')}#EXT#@tenant.onmicrosoft.com"
    send(chief, record, f"Full Name,User ID,Duration\nGrace Member,{guest},60\n", "not-read-yet.csv")
    with change(by=None, why=make.WHY):
        erase(user=gone)
    assert [(file.state, file.data) for file in AttendanceFile.objects.all()] == [("refused", None)]


def test_files_are_held_before_their_rows_are_emptied(chief: Client, record: make.Record) -> None:
    """Whoever reads a file meanwhile is waited for, so the rows that it makes are emptied too."""
    gone = person("member")
    upload(chief, record, people(f"Grace Member <{gone.email}>"))
    with CaptureQueriesContext(connection) as caught, change(by=None, why=make.WHY):
        forget_address(addresses=[gone.email])
    told = [each["sql"] for each in caught if "webinars_attend" in each["sql"]]
    held = ["FOR UPDATE" in each and 'FROM "webinars_attendancefile"' in each for each in told]
    assert held == [True, *[False] * (len(told) - 1)]
    assert told[-1].startswith('UPDATE "webinars_attendee"')


def test_ones_own_copy_has_where_ones_address_attended_and_nobody_else(chief: Client, record: make.Record) -> None:
    me = person("member")
    upload(chief, record, people(f"Grace Member <{me.email.upper()}>", "Bo <bo@example.org>"))
    copy = str(copy_of(me))
    assert "Grace Member" in copy
    assert "bo@example.org" not in copy
