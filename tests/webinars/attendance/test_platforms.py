"""The files of each platform, in their layouts and languages, become the people who came."""

import pytest

from tests.webinars.attendance import samples
from tests.webinars.attendance.reading import joins_of, persons_of, problems, spans, who
from webinars.attendance.decode import decode
from webinars.attendance.table import read_sheet

ENCODINGS = {
    "utf-8": lambda text: text.encode(),
    "utf-8 with a mark": lambda text: text.encode("utf-8-sig"),
    "utf-16 le with a mark": lambda text: b"\xff\xfe" + text.encode("utf-16-le"),
    "utf-16 be with a mark": lambda text: b"\xfe\xff" + text.encode("utf-16-be"),
    "utf-16 le": lambda text: text.encode("utf-16-le"),
    "utf-16 be": lambda text: text.encode("utf-16-be"),
    "windows": lambda text: text.encode("cp1252"),
    "windows lines": lambda text: text.replace("\n", "\r\n").encode(),
}


@pytest.mark.parametrize("name", samples.ALL)
def test_the_platform_is_recognised(name: str) -> None:
    text, platform = samples.ALL[name]
    assert read_sheet(text).platform == platform


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("name", samples.ALL)
def test_every_encoding_says_the_same(name: str, encoding: str) -> None:
    text, _platform = samples.ALL[name]
    assert who(ENCODINGS[encoding](text)) == who(text)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_every_separator_says_the_same(separator: str) -> None:
    text = samples.WEBEX_BY_DATE.replace('"April 13, 2027"', "2027-04-13").replace(",", separator)
    assert who(text) == [("Ada Example", "ada@example.org", 60, 1)]


def test_zoom_merges_rejoins_and_leaves_the_waiting_room_out() -> None:
    assert who(samples.ZOOM_MEETING) == [
        ("Hana Host", "hana@example.org", 136, 1),
        ("Ada Example", "ada@example.org", 90, 2),
        ("José Ñandú", "", 40, 2),
        ("iPhone", "", 30, 1),
        ("iPhone", "", 20, 1),
    ]
    assert joins_of(samples.ZOOM_MEETING).waited == 1


def test_zoom_tells_the_number_of_the_meeting() -> None:
    for text in (samples.ZOOM_MEETING, samples.ZOOM_OLD, samples.ZOOM_WEBINAR):
        assert read_sheet(decode(text.encode()).text).meeting == "81234567890"


def test_zooms_unique_users_have_minutes_and_no_times() -> None:
    assert who(samples.ZOOM_OLD) == [
        ("Ada Example", "ada@example.org", 90, 1),
        ("Bo Sample (Bo)", "bo@example.org", 45, 1),
    ]


def test_zooms_webinar_report_tells_hosts_panellists_attendees_and_who_did_not_come() -> None:
    assert who(samples.ZOOM_WEBINAR) == [
        ("Hana Host", "hana@example.org", 136, 1),
        ("Pia Panel", "pia@example.org", 130, 1),
        ("Ada Example", "ada@example.org", 90, 2),
        ("15551230000", "", 10, 1),
    ]
    assert [each.host for each in persons_of(samples.ZOOM_WEBINAR)] == [True, True, False, False]
    assert joins_of(samples.ZOOM_WEBINAR).absent == 1
    assert problems(samples.ZOOM_WEBINAR) == []


def test_zoom_in_spanish() -> None:
    assert who(samples.ZOOM_SPANISH) == [("Ana Muestra", "ana@example.org", 60, 1), ("Benito Prueba", "", 30, 1)]
    assert spans(samples.ZOOM_SPANISH) == [("13 09:58", "13 10:58"), ("13 10:00", "13 10:30")]


def test_webex_takes_first_and_last_name_where_no_name_is_shown_and_unwraps_text() -> None:
    assert who(samples.WEBEX) == [("Ada Example", "ada@example.org", 60, 1), ("Bo Sample", "bo@example.org", 30, 1)]
    assert spans(samples.WEBEX)[0] == ("13 09:58", "13 10:58")


def test_webex_with_the_day_apart_goes_on_past_midnight() -> None:
    assert spans(samples.WEBEX_BY_DATE) == [("13 21:58", "13 22:58")]
    assert spans(samples.WEBEX_BY_DATE, zone="UTC") == [("13 23:58", "14 00:58")]


def test_webex_in_french() -> None:
    assert who(samples.WEBEX_FRENCH) == [("Zoé Modèle", "zoe@example.org", 60, 1)]


def test_teams_counts_the_joins_of_the_third_part_and_who_is_in_the_second_alone() -> None:
    assert sorted(who(samples.TEAMS)) == [
        ("Ada Example", "ada@example.org", 90, 2),
        ("Bo Sample (Unverified)", "", 30, 1),
        ("Hana Host", "hana@example.org", 136, 1),
    ]


def test_teams_in_french() -> None:
    assert who(samples.TEAMS_FRENCH) == [("Zoé Modèle", "zoe@example.org", 60, 1)]
    assert persons_of(samples.TEAMS_FRENCH)[0].host


def test_teams_of_old_pairs_who_joined_with_who_left() -> None:
    assert sorted(who(samples.TEAMS_OLD)) == [("Ada Example", "", 90, 2), ("Hana Host", "", None, 1)]
    assert problems(samples.TEAMS_OLD) == [(7, "left alone"), (2, "never left")]
