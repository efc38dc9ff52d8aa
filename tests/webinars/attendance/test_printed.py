"""Days, times, durations, columns and domains however they are printed; nothing that is sent breaks the reading."""

import contextlib
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.examples import examples
from tests.webinars.attendance.reading import ZONE, persons_of
from webinars.attendance.dates import DMY, MDY, Unreadable, day_of, minutes_of, moment, order_of
from webinars.attendance.decode import decode
from webinars.attendance.domains import government_zones, suggested_by
from webinars.attendance.refusal import Refused

steady = examples(60)
days = st.dates(dt.date(2001, 1, 1), dt.date(2099, 12, 31))


@pytest.mark.parametrize(
    ("printed", "minutes"),
    [
        *(("1h 23m 10s", 83 + 10 / 60), ("83", 83), ("83.5", 83.5), ("83,5", 83.5), ("01:23:10", 83 + 10 / 60)),
        *(("1:23", 83), ("83 mins", 83), ("1 h 23 min", 83), ("45m", 45), ("30s", 0.5), ("PT1H23M", 83)),
        *(("1 heure 23 minutes", 83), ("1 hora 23 minutos", 83), ("1 day 2 hours", 1560), ("-5", -5), ("−5", -5)),
        *(("-1h 2m", -62), ("1\u00a0h 0\u00a0min 0\u00a0s", 60), ("0", 0)),
    ],
)
def test_a_duration_is_read(printed: str, minutes: float) -> None:
    assert minutes_of(printed) == pytest.approx(minutes)


@pytest.mark.parametrize("printed", ["", "-", "an hour", "1h 2x", "12 34", "1e5", "9999999", "٣٤", "h", "1:2:3:4"])
def test_what_is_no_duration_is_none(printed: str) -> None:
    with pytest.raises(Unreadable):
        minutes_of(printed)


@pytest.mark.parametrize(
    "printed",
    [
        *("2027-04-13 15:05:09", "2027-04-13T15:05:09", "04/13/2027 03:05:09 PM", "13/04/2027 15:05:09"),
        *("4/13/27, 3:05:09 PM", "13.04.2027 15:05:09", "Apr 13, 2027 03:05:09 PM", "13 avr. 2027 15:05:09"),
        *("13 de abril de 2027 15:05:09", "Tuesday, April 13, 2027 3:05:09 PM", "13/04/2027 a las 3:05:09 p. m."),
        *("13/04/2027 à 15:05:09", "13-04-2027 15:05:09", "13/04/2027 15:05:09 PM", "13 août 2027 15:05:09"),
    ],
)
def test_a_time_is_read(printed: str) -> None:
    found = moment(printed)
    assert found.parts
    order = found.order or order_of([(found.parts, "")])[0]
    month = 8 if "août" in printed else 4
    assert (day_of(found.parts, order), found.clock) == (dt.date(2027, month, 13), dt.time(15, 5, 9))


@steady
@given(days, st.times().map(lambda at: at.replace(microsecond=0)), st.booleans())
def test_a_day_printed_in_any_order_is_read_in_that_order(day: dt.date, at: dt.time, half: bool) -> None:
    clock = at.strftime("%I:%M:%S %p" if half else "%H:%M:%S")
    for form, order in (("%d/%m/%Y", DMY), ("%m/%d/%Y", MDY), ("%m/%d/%y", MDY)):
        found = moment(f"{day.strftime(form)} {clock}")
        assert found.parts
        assert (day_of(found.parts, order), found.clock) == (day, at)


@steady
@given(st.lists(days, min_size=1), st.sampled_from(["%d/%m/%Y", "%m/%d/%Y"]))
def test_an_order_is_told_only_where_the_other_does_not_fit(several: list[dt.date], form: str) -> None:
    written = [moment(f"{day.strftime(form)} 10:00") for day in several]
    order, open_days = order_of([(each.parts, each.order) for each in written if each.parts])
    decided = any(day.day > 12 for day in several)
    if decided:
        assert order == (DMY if form.startswith("%d") else MDY)
    elif any(day.day != day.month for day in several):
        assert (order, bool(open_days)) == ("", True)
    else:
        assert (order, open_days) == (DMY, set())


@steady
@given(st.integers(0, 40), st.integers(0, 59), st.integers(0, 59))
def test_all_forms_of_a_duration_say_the_same(hours: int, minutes: int, seconds: int) -> None:
    whole = hours * 60 + minutes + seconds / 60
    for printed in (
        f"{hours}h {minutes}m {seconds}s",
        f"{hours:02}:{minutes:02}:{seconds:02}",
        f"{hours}h{minutes}m{seconds}s",
    ):
        assert minutes_of(printed) == pytest.approx(whole)


@steady
@given(st.text(max_size=80))
def test_no_text_breaks_the_reading_of_a_time_or_a_duration(text: str) -> None:
    for read in (moment, minutes_of):
        with contextlib.suppress(Unreadable):
            read(text)


@steady
@given(st.binary(max_size=400))
def test_no_bytes_break_the_reading(data: bytes) -> None:
    with contextlib.suppress(Refused):
        persons_of(data)


@steady
@given(st.lists(st.lists(st.text(alphabet="Ada@.,;:/-0123456789 PMh\"'=\t", max_size=25), max_size=6), max_size=8))
def test_no_rows_break_the_reading(rows: list[list[str]]) -> None:
    text = "Name,Email,Join time,Leave time,Duration\n" + "\n".join(",".join(row) for row in rows)
    with contextlib.suppress(Refused):
        for person in persons_of(text, zone=ZONE, order=DMY):
            assert person.minutes is None or person.minutes >= 0
            assert not person.joined_at or not person.left_at or person.joined_at <= person.left_at


@steady
@given(st.text(alphabet=st.characters(codec="cp1252", exclude_categories=["Cc"]), min_size=1))
def test_what_is_written_in_windows_letters_is_read_so_or_as_utf_8(text: str) -> None:
    data = text.encode("cp1252")
    with contextlib.suppress(Refused):
        assert decode(data).text.removeprefix("\ufeff") in (
            text,
            data.decode("utf-8", "replace").removeprefix("\ufeff"),
        )


@pytest.mark.parametrize(
    ("email", "iso2"),
    [
        *(("ana@indecopi.gob.pe", "PE"), ("a@inpi.gov.br", "BR"), ("a@culture.gouv.fr", "FR"), ("a@ic.gc.ca", "CA")),
        *(("a@ipi.admin.ch", "CH"), ("a@uspto.gov", "US"), ("a@gob.pe", "PE"), ("A@INDECOPI.GOB.PE", "PE")),
        *(("a@example.pe", ""), ("a@gmail.com", ""), ("a@gob.pe.example.org", ""), ("a@notgob.pe", ""), ("", "")),
        *(("a@gov.example", ""), ("a@example.ch", ""), ("gob.pe", "PE")),
    ],
)
def test_only_a_governments_zone_suggests(email: str, iso2: str) -> None:
    assert suggested_by(email) == iso2


def test_no_zone_is_a_country_code_alone() -> None:
    assert [zone for zone in government_zones() if "." not in zone] == ["gov"]
