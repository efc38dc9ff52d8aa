"""Bad rows are named and left out, bad files are refused with a reason, and nobody guesses what a day means."""

import pytest

from tests.webinars.attendance.reading import joins_of, persons_of, problems, spans, who, zoom
from webinars.attendance.persons import merged
from webinars.attendance.refusal import Asks, Refused
from webinars.attendance.told import refusal

GOOD = "Ada Example,ada@example.org,04/13/2027 11:58:00 AM,04/13/2027 12:58:00 PM,60"


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("Bo,bo@example.org,04/13/2027 11:58 AM,04/13/2027 12:58 PM,-5", "negative"),
        ("Bo,bo@example.org,04/13/2027 12:58 PM,04/13/2027 11:58 AM,60", "left before"),
        ("Bo,bo@example.org,04/13/2027 11:58 AM,04/13/2027 12:58 PM,an hour", "minutes"),
        ("Bo,bo@example.org,some time,04/13/2027 12:58 PM,60", "join time"),
        ("Bo,bo@example.org,04/13/2027 11:58 AM,late,60", "leave time"),
        ("Bo,bo@example.org,04/13/2027 25:58,04/13/2027 12:58 PM,60", "join time"),
        ("Bo,bo@example.org,04/31/2027 11:58 AM,04/13/2027 12:58 PM,60", "day"),
        (",,04/13/2027 11:58 AM,04/13/2027 12:58 PM,60", "nobody"),
        ("Bo,bo@example.org,,,", "no time"),
        ("Totals,,,,", "no row"),
    ],
)
def test_a_bad_row_is_named_and_left_out_and_the_others_stay(row: str, code: str) -> None:
    text = zoom(row, GOOD)
    assert problems(text) == [(2, code)]
    assert who(text) == [("Ada Example", "ada@example.org", 60, 1)]


def test_a_row_on_the_last_day_of_all_is_left_out_and_the_others_stay() -> None:
    rows = ("Bo,bo@example.org,12/31/9999 11:58 PM,,60", "Cy,cy@example.org,12/31/9999 11:00 AM,10:00 AM,60", GOOD)
    text = zoom(*rows)
    assert problems(text, zone="America/New_York") == [(2, "day"), (3, "day")]
    assert who(text, zone="America/New_York") == [("Ada Example", "ada@example.org", 60, 1)]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("Bo,not an address,04/13/2027 11:58 AM,04/13/2027 12:58 PM,60", "no address"),
        ("Bo,bo@example.org,04/13/2027 11:58 AM,04/13/2027 12:58 PM,20", "minutes differ"),
    ],
)
def test_a_doubtful_row_is_named_and_kept(row: str, code: str) -> None:
    assert problems(zoom(row)) == [(2, code)]
    assert len(persons_of(zoom(row))) == 1


def test_a_cell_that_looks_like_a_formula_is_a_name_like_any_other() -> None:
    assert who(zoom('"=HYPERLINK(""https://example.org"")",eve@example.org,2027-04-13 11:58,2027-04-13 12:58,60')) == [
        ('=HYPERLINK("https://example.org")', "eve@example.org", 60, 1)
    ]


def test_a_join_past_midnight_is_whole() -> None:
    assert spans(zoom("Bo,,04/13/2027 11:30:00 PM,04/14/2027 12:30:00 AM,60")) == [("13 21:30", "13 22:30")]


def test_the_hour_that_summer_time_leaves_out_is_no_hour_on_the_platform() -> None:
    row = "Bo,,2027-03-28 01:30,2027-03-28 03:30,60"
    assert spans(zoom(row)) == [("28 00:30", "28 01:30")]
    assert problems(zoom(row)) == []


def test_of_the_hour_that_comes_twice_the_duration_tells_which() -> None:
    assert spans(zoom("Bo,,2027-10-31 02:50,2027-10-31 02:10,20")) == [("31 00:50", "31 01:10")]
    assert spans(zoom("Bo,,2027-10-31 02:10,2027-10-31 02:50,40")) == [("31 00:10", "31 00:50")]
    assert spans(zoom("Bo,,2027-10-31 02:10,2027-10-31 02:50,100")) == [("31 00:10", "31 01:50")]


def test_a_time_with_a_zone_of_its_own_is_of_that_zone() -> None:
    rows = ("A,,2027-04-13T11:58:00Z,2027-04-13T12:58:00Z,60", "B,,2027-04-13 11:58 +05:30,2027-04-13 12:58 +05:30,60")
    assert spans(zoom(*rows)) == [("13 11:58", "13 12:58"), ("13 06:28", "13 07:28")]


def test_a_day_that_can_be_two_is_asked_about() -> None:
    text = zoom("Bo,,04/03/2027 11:58,04/03/2027 12:58,60")
    with pytest.raises(Asks) as asked:
        joins_of(text)
    assert asked.value.values == {"printed": "4/3/2027", "dmy": "2027-03-04", "mdy": "2027-04-03"}
    assert spans(text, order="dmy", zone="UTC") == [("04 11:58", "04 12:58")]
    assert spans(text, order="mdy", zone="UTC") == [("03 11:58", "03 12:58")]


def test_one_day_above_twelve_decides_for_all_even_where_another_was_chosen() -> None:
    text = zoom("Bo,,04/03/2027 23:58,04/03/2027 23:59,1", "Cy,,13/03/2027 11:58,13/03/2027 12:58,60")
    assert spans(text, order="mdy", zone="UTC")[0] == ("04 23:58", "04 23:59")


def test_a_day_that_is_its_month_is_no_question() -> None:
    assert spans(zoom("Bo,,04/04/2027 11:58,04/04/2027 12:58,60"), zone="UTC") == [("04 11:58", "04 12:58")]


def test_days_in_both_orders_are_refused() -> None:
    with pytest.raises(Refused, match="both orders"):
        joins_of(zoom("Bo,,04/13/2027 11:58,04/13/2027 12:58,60", "Cy,,13/04/2027 11:58,13/04/2027 12:58,60"))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"\xff\xfe", "empty"),
        (b"PK\x03\x04rest of a workbook", "workbook"),
        (b"%PDF-1.7 something", "no text"),
        (b"Name,Email,Join\x00 time", "no text"),
        (b"\xff\xfeN\x00a", "encoding"),
        (b"N\x81me", "encoding"),
        (b"Some prose without any table.", "no table"),
        (b'Name,Email,Duration\nAda,"a\n' + b"x" * 200_000, "broken"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(data: bytes, code: str) -> None:
    with pytest.raises(Refused) as refused:
        joins_of(data)
    assert refused.value.code == code
    assert refusal({"refused": code, "values": refused.value.values})


@pytest.mark.parametrize(
    ("head", "missing"),
    [("Join time,Leave time,Phone", ["who"]), ("Name,Email,Phone", ["when"]), ("One,Two,Three", ["who", "when"])],
)
def test_missing_columns_are_named(head: str, missing: list[str]) -> None:
    with pytest.raises(Refused) as refused:
        joins_of(f"{head}\n1,2,3\n")
    assert refused.value.values == {"missing": missing}


def test_two_devices_at_a_time_are_minutes_once() -> None:
    text = zoom("Bo,bo@example.org,13:00,13:40,40", "Bo,bo@example.org,13:20,14:00,40")
    dated = text.replace("13:", "2027-04-13 13:").replace("14:", "2027-04-13 14:")
    assert who(dated) == [("Bo", "bo@example.org", 60, 2)]


def test_what_is_taken_for_one_person_or_for_two_is_told() -> None:
    rows = ["Bo,,2027-04-13 13:00,2027-04-13 13:10,10"] * 2 + ["BO,bo@example.org,2027-04-13 13:00,2027-04-13 13:10,10"]
    told = merged(joins_of(zoom(*rows, "iPhone,,2027-04-13 13:00,2027-04-13 13:10,10")).joins)[1]
    assert [(each.code, each.count) for each in told] == [("by name", 1), ("name of another", 1), ("no name", 1)]
