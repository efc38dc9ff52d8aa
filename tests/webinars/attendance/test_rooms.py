"""A webinar in several rooms at once: whoever was in both counts once; and files that come too early."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from accounts.erase import erase
from accounts.models import User
from tarepo.changes import change
from tarepo.content import read_content
from tarepo.tidy import tidy
from tests import make
from tests.admin.office import messages, signed_in
from tests.webinars.attendance.desk import address, people, press, register, upload, webinar
from webinars.models import AttendanceFile, Attendee

pytestmark = pytest.mark.django_db

ENGLISH = people("Ada <ada@example.org>", "Bo <bo@example.org>", "José Ñandú", "iPhone", "Cy <cy@example.org>")
OVERFLOW = people("Ada again <ADA@example.org>", "JOSE NANDU (Guest)", "iPhone", "Cy", "Di <di@example.org>")
TOGETHER = "8 participants, from at least 2 countries or areas, 6 not known"


@pytest.fixture
def record() -> make.Record:
    made = webinar()
    register(made, "ada@example.org", "KE")
    register(made, "di@example.org", "PE", place=2)
    return made


@pytest.fixture
def chief() -> Client:
    return signed_in("chief editor")


def figures(record: make.Record) -> list[tuple[str, str]]:
    rows = read_content("activity", record.pk).get("figures", [])
    return [(row["qualifier"], row["value"]) for row in rows]


def both_rooms(chief: Client, record: make.Record) -> tuple[AttendanceFile, AttendanceFile, list[str]]:
    first = upload(chief, record, ENGLISH, "english.csv")
    press(chief, record, first, "take")
    second = upload(chief, record, OVERFLOW, "overflow.csv")
    told = press(chief, record, second, "take", rooms=[first.pk])
    first.refresh_from_db()
    return first, second, told


def test_who_was_in_both_rooms_counts_once_by_address_else_by_name(chief: Client, record: make.Record) -> None:
    first, second, told = both_rooms(chief, record)
    assert (first.state, second.state) == ("taken", "taken")
    assert figures(record) == [("exactly", "8"), ("at_least", "2")]
    joined, places = read_content("activity", record.pk)["figures"]
    assert "joined the platform in 2 rooms" in joined["rule"]["en"]
    assert "(Zoom)" in joined["rule"]["en"]
    assert "of 6 of 8 participants it is not known" in places["rule"]["en"]
    assert told[1] == (
        f"All rooms together: {TOGETHER}. 2 participants were in several rooms and are counted once (told by the "
        "address: 1, by the name: 1). 1 name stands in one file with an e-mail address and in another without: it was "
        "counted as two persons."
    )
    answer = chief.get(address(record))
    assert TOGETHER in answer.content.decode()
    assert answer.context["together"]["by_country"] == [("Kenya (KE)", 1), ("Peru (PE)", 1)]
    assert second.totals["together"]["registered_attended"] == 2
    assert "together" not in first.totals


def test_the_preview_tells_how_many_are_in_both_and_asks_which_it_is(chief: Client, record: make.Record) -> None:
    press(chief, record, upload(chief, record, ENGLISH, "english.csv"), "take")
    shown = chief.get(address(record, upload(chief, record, OVERFLOW))).content.decode()
    assert "It takes the place of “english.csv”. 2 of the 5 there are in this file too." in shown
    assert "“english.csv” is of another room. Count both, whoever was in both once." in shown


def test_a_newer_file_of_one_room_takes_its_place_and_the_other_room_counts_on(
    chief: Client, record: make.Record
) -> None:
    first, second, _told = both_rooms(chief, record)
    newer = upload(chief, record, OVERFLOW + people("Eva <eva@example.org>").partition("\n")[2], "newer.csv")
    told = press(chief, record, newer, "take", rooms=[first.pk])
    assert "It takes the place of “overflow.csv”: nobody is counted twice." in told
    second.refresh_from_db()
    assert (second.state, second.totals, second.taken_at) == ("previewed", {}, None)
    assert figures(record) == [("exactly", "9"), ("at_least", "2")]
    assert press(chief, record, newer, "take", rooms=[first.pk]) == [
        "It was taken over already, or is not read yet: nothing was done twice."
    ]
    assert figures(record) == [("exactly", "9"), ("at_least", "2")]


@pytest.mark.parametrize("back", [0, 1])
def test_a_room_that_is_taken_back_leaves_the_other_with_its_own_figures(
    chief: Client, record: make.Record, back: int
) -> None:
    rooms = both_rooms(chief, record)[:2]
    press(chief, record, rooms[back], "back")
    assert figures(record) == [("exactly", "5"), ("at_least", "2" if back == 0 else "1")]
    press(chief, record, rooms[1 - back], "back")
    assert figures(record) == []
    assert list(AttendanceFile.objects.values_list("totals", flat=True)) == [{}, {}]


def test_a_figure_of_both_rooms_that_is_public_is_left_and_told_beside(chief: Client, record: make.Record) -> None:
    _first, second, _told = both_rooms(chief, record)
    make.publish_now(record)
    told = press(chief, record, second, "back")
    assert figures(record) == [("exactly", "8"), ("at_least", "2")]
    assert "The file says: 5 participants." in told[1]


def test_what_an_editor_says_of_who_was_in_both_stands_above_a_registration(chief: Client, record: make.Record) -> None:
    first = upload(chief, record, ENGLISH, "english.csv")
    ada = Attendee.objects.get(file=first, email="ada@example.org")
    press(chief, record, first, "place", person=[ada.pk], country=make.record_id("country/NZ"))
    press(chief, record, first, "take")
    second = upload(chief, record, OVERFLOW, "overflow.csv")
    press(chief, record, second, "take", rooms=[first.pk])
    assert set(second.totals["together"]["countries"]) == {
        str(make.record_id(f"country/{iso2}")) for iso2 in ("NZ", "PE")
    }


def test_a_file_that_somebody_took_over_meanwhile_is_told(chief: Client, record: make.Record) -> None:
    press(chief, record, upload(chief, record, ENGLISH, "english.csv"), "take")
    second = upload(chief, record, OVERFLOW, "overflow.csv")
    told = press(chief, record, second, "take", seen=[])
    assert told[0].startswith("Somebody took over or took back another file meanwhile: nothing was done.")
    assert (second.state, figures(record)) == ("previewed", [("exactly", "5"), ("at_least", "1")])


def test_a_room_whose_persons_are_deleted_is_not_counted_with_another(chief: Client, record: make.Record) -> None:
    first = upload(chief, record, ENGLISH, "english.csv")
    press(chief, record, first, "take")
    AttendanceFile.objects.update(purge_on=timezone.localdate())
    tidy()
    second = upload(chief, record, OVERFLOW, "overflow.csv")
    shown = chief.get(address(record, second)).content.decode()
    assert "it cannot be counted together with another" in shown
    assert f'id="room-{first.pk}"' not in shown
    told = press(chief, record, second, "take", rooms=[first.pk])
    assert told[0].startswith("The rows of persons of another room were deleted after their time")
    assert figures(record) == [("exactly", "5"), ("at_least", "1")]
    press(chief, record, second, "take")
    assert figures(record) == [("exactly", "5"), ("at_least", "2")]


def test_counts_of_both_rooms_stay_when_their_persons_are_deleted(chief: Client, record: make.Record) -> None:
    both_rooms(chief, record)
    AttendanceFile.objects.update(purge_on=timezone.localdate())
    tidy()
    assert not Attendee.objects.exists()
    assert TOGETHER in chief.get(address(record)).content.decode()
    assert figures(record) == [("exactly", "8"), ("at_least", "2")]


@pytest.mark.parametrize(
    ("entered", "everywhere"),
    [
        ("Grace <grace.member@example.org>", False),
        ("grace.member@example.org", False),
        ("Grace Member", True),
    ],
)
def test_who_was_in_several_rooms_and_is_erased_is_still_one_person(
    chief: Client, record: make.Record, entered: str, everywhere: bool
) -> None:
    gone = User.objects.create_user("grace.member@example.org", name="Grace Member")
    other = make.webinar("Another", slug="another", at="2027-04-14T10:00+00:00")
    elsewhere = upload(chief, other, people(entered))
    files = [upload(chief, record, people(entered, who), f"{who}.csv") for who in ("Ada", "Bo", "Cy")]
    press(chief, record, files[0], "take")
    press(chief, record, files[1], "take", rooms=[files[0].pk])
    assert figures(record)[0] == ("exactly", "3")
    with change(by=None, why=make.WHY):
        erase(user=gone, name_everywhere=everywhere)
    press(chief, record, files[2], "take", rooms=[files[0].pk, files[1].pk])
    assert figures(record)[0] == ("exactly", "4")
    files[2].refresh_from_db()
    told = {"email": 0, "name": 1} if entered[0].islower() or everywhere else {"email": 1, "name": 0}
    assert files[2].totals["together"]["in_several"] == told
    press(chief, record, files[2], "back")
    assert figures(record)[0] == ("exactly", "3")
    by_file = {row.file_id: row.erased_as for row in Attendee.objects.exclude(erased_as=None)}
    assert {*by_file} == {elsewhere.pk, *(file.pk for file in files)}
    assert len(set(by_file.values())) == 2, "of two webinars nobody tells that it was the same person"


def test_before_its_time_a_file_is_taken_over_only_by_who_says_so(chief: Client, record: make.Record) -> None:
    press(chief, record, upload(chief, record, ENGLISH, "english.csv"), "take")
    first = AttendanceFile.objects.get()
    file = upload(chief, record, OVERFLOW)
    assert "The webinar is still to come: it begins on 2027-04-13 10:00 (UTC)." in chief.get(address(record, file)).text
    sent = {"take": "1", "seen": first.pk, "rooms": first.pk}
    answer = chief.post(address(record, file), sent)
    assert [(one["where"], one["sentence"]) for one in answer.context["complaints"]] == [
        ("Take it over nevertheless", "Tick it, if it is meant so.")
    ]
    assert answer.context["rooms"] == [first.pk], "what was ticked stays ticked"
    file.refresh_from_db()
    assert file.state == "previewed"
    chief.post(address(record, file), sent | {"early": "1"})
    assert figures(record) == [("exactly", "8"), ("at_least", "2")]


def test_after_its_time_no_tick_is_asked_for(chief: Client) -> None:
    held = timezone.now() - dt.timedelta(hours=3)
    record = make.webinar("Held", slug="held", at=held.isoformat())
    file = upload(chief, record, ENGLISH)
    shown = chief.get(address(record, file)).content.decode()
    assert "Take it over nevertheless" not in shown
    assert messages(chief.post(address(record, file), {"take": "1"}, follow=True))[0].startswith("Taken over:")
