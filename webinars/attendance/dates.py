"""Days, times and durations as platforms print them: read apart first, so that all days of a file can tell their order.

4/3/2027 is in March or in April: another day of the same file with a part above 12 decides; else nobody guesses.
"""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

from webinars.attendance.refusal import Refused
from webinars.attendance.words import plain

DMY, MDY, YMD = "dmy", "mdy", "ymd"
LONGEST = 60
MONTHS = {
    1: "january janvier enero jan janv ene",
    2: "february fevrier febrero feb fev fevr",
    3: "march mars marzo mar",
    4: "april avril abril apr avr abr",
    5: "may mai mayo",
    6: "june juin junio jun",
    7: "july juillet julio jul juil",
    8: "august aout agosto aug ago",
    9: "september septembre septiembre setiembre sep sept set",
    10: "october octobre octubre oct",
    11: "november novembre noviembre nov",
    12: "december decembre diciembre dec dic",
}
MONTH_OF = {name: number for number, names in MONTHS.items() for name in names.split()}
CLOCK = re.compile(r"(?<![\d:.])(\d{1,2})[:h](\d{2})(?::(\d{2})(?:[.,]\d{1,6})?)?(?![\d:])", re.ASCII)
HALF = re.compile(r"\b([ap])\.?\s?m\b\.?", re.IGNORECASE)
OFFSET = re.compile(r"(?:UTC|GMT)?\s?([+-])(\d{2}):?(\d{2})$|(Z|UTC|GMT)$", re.ASCII)
NUMBERS = re.compile(r"(\d{1,4})\s?([./-])\s?(\d{1,2})\s?\2\s?(\d{1,4})", re.ASCII)
BETWEEN = re.compile(r"\s(?:à|at|a las|a la)$", re.IGNORECASE)
WORDS = re.compile(r"[a-z]+|\d+")
DURATION = re.compile(
    r"(?:(\d+)\s?(?:d|days?|j|jours?|dias?)\b)?\s?(?:(\d+)\s?(?:h|hr?s?|hours?|heures?|horas?)\b\.?)?\s?"
    r"(?:(\d+)\s?(?:m|mins?|minutes?|minutos?)\b\.?)?\s?(?:(\d+)\s?(?:s|secs?|secondes?|seconds?|segundos?)\b\.?)?",
    re.ASCII,
)
ISO_DURATION = re.compile(r"PT(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.\d+)?S)?", re.ASCII)
PLAIN_MINUTES = re.compile(r"([+-]?\d{1,6})(?:[.,](\d{1,6}))?\s?(?:m|mins?|minutes?|minutos?)?\.?", re.ASCII)
BY_CLOCK = re.compile(r"(-?)(\d{1,3}):(\d{2})(?::(\d{2}))?", re.ASCII)
MOST_MINUTES = 60 * 24 * 31


class Unreadable(ValueError):
    """What is no day, time or duration."""


@dataclass(frozen=True)
class Moment:
    """A printed time, its day as far as it is told: day parts in the order of the file, whose meaning may be open."""

    parts: tuple[int, int, int] | None
    order: str  # where the value itself tells it; empty where it is the file's
    clock: dt.time
    offset: dt.timedelta | None = None


def moment(cell: str) -> Moment:
    """Raises Unreadable."""
    text = " ".join(cell.split())
    if not text or len(text) > LONGEST:
        raise Unreadable
    clock = CLOCK.search(text.replace("T", " ", 1) if re.match(r"\d{4}-\d{2}-\d{2}T", text) else text)
    if clock is None:
        raise Unreadable
    day, after = text[: clock.start()].strip(" ,-T"), text[clock.end() :].strip(" ,")
    half, after = _half_of(after)
    offset, after = _offset_of(after)
    parts, order = day_parts(day or after) if (day or after) else (None, "")
    return Moment(parts, order, _time(clock, half), offset)


def _half_of(text: str) -> tuple[str, str]:
    found = HALF.search(text)
    return (found[1].lower(), (text[: found.start()] + text[found.end() :]).strip(" ,")) if found else ("", text)


def _offset_of(text: str) -> tuple[dt.timedelta | None, str]:
    found = OFFSET.search(text.strip("()"))
    if not found:
        return None, text
    rest = text.strip("()")[: found.start()].strip(" (")
    if found[4]:
        return dt.timedelta(), rest
    apart = dt.timedelta(hours=int(found[2]), minutes=int(found[3]))
    if apart >= dt.timedelta(hours=24):
        raise Unreadable
    return (-apart if found[1] == "-" else apart), rest


def _time(clock: re.Match[str], half: str) -> dt.time:
    hour, minute, second = int(clock[1]), int(clock[2]), int(clock[3] or 0)
    if half and not 1 <= hour <= 12:
        half = ""  # 13:05 PM, as some write it: the hour tells it already
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    try:
        return dt.time(hour, minute, second)
    except ValueError as error:
        raise Unreadable from error


def day_parts(text: str) -> tuple[tuple[int, int, int], str]:
    """The three numbers of a day, and their order where the way of writing tells it. Raises Unreadable."""
    text = BETWEEN.sub("", text.strip(" ,.()")).strip(" ,")
    if found := NUMBERS.fullmatch(text):
        first, second, third = int(found[1]), int(found[3]), int(found[4])
        if len(found[1]) == 4:
            return (first, second, third), YMD
        # Nobody writes the month first with full stops.
        return (first, second, third), DMY if found[2] == "." else ""
    return _day_in_words(text), YMD


def _day_in_words(text: str) -> tuple[int, int, int]:
    words = WORDS.findall(plain(text))
    months = {MONTH_OF[word] for word in words if word in MONTH_OF}
    numbers = [int(word) for word in words if word.isdigit() and len(word) <= 4]
    years = [number for number in numbers if number > 31]
    days = [number for number in numbers if 0 < number <= 31]
    if len(months) != 1 or len(years) != 1 or len(days) != 1:
        raise Unreadable
    return years[0], months.pop(), days[0]


def day_of(parts: tuple[int, int, int], order: str) -> dt.date:
    """Raises Unreadable."""
    if order == YMD:
        year, month, day = parts
    elif order == DMY:
        day, month, year = parts
    else:
        month, day, year = parts
    try:
        return dt.date(year + 2000 if year < 100 else year, month, day)
    except ValueError as error:
        raise Unreadable from error


def order_of(days: Iterable[tuple[tuple[int, int, int], str]]) -> tuple[str, set[tuple[int, int, int]]]:
    """The one order in which all days of a file can be read, and the days by which that stays open.

    Empty where both orders fit. Raises Refused where neither does, so that the file has both.
    """
    seen = {parts for parts, order in days if not order}
    seen = {parts for parts in seen if _fits(parts, DMY) or _fits(parts, MDY)}  # others are no days, row by row
    fitting = [order for order in (DMY, MDY) if all(_fits(parts, order) for parts in seen)]
    if not fitting:
        raise Refused("both orders")
    open_days = {parts for parts in seen if parts[0] != parts[1]}
    if len(fitting) == 1 or not open_days:
        return fitting[0], set()
    return "", open_days


def _fits(parts: tuple[int, int, int], order: str) -> bool:
    try:
        day_of(parts, order)
    except Unreadable:
        return False
    return True


def minutes_of(cell: str) -> float:
    """1h 23m 10s, 83, 83 mins, 83.5, 01:23:10, PT1H23M; below zero where it is so printed. Raises Unreadable."""
    text = " ".join(cell.replace("\u2212", "-").split()).casefold()
    if not text or len(text) > LONGEST:
        raise Unreadable
    if found := PLAIN_MINUTES.fullmatch(text):
        return _bounded(float(f"{found[1]}.{found[2] or 0}"))
    if found := BY_CLOCK.fullmatch(text):
        value = int(found[2]) * 60 + int(found[3]) + int(found[4] or 0) / 60
        return _bounded(-value if found[1] else value)
    if found := ISO_DURATION.fullmatch(text.upper()):
        hours, minutes, seconds = (int(part or 0) for part in found.groups())
        return _bounded(hours * 60 + minutes + seconds / 60)
    sign, rest = (-1, text[1:].strip()) if text.startswith("-") else (1, text)
    if (found := DURATION.fullmatch(plain_units(rest))) and any(found.groups()):
        days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
        return _bounded(sign * (days * 1440 + hours * 60 + minutes + seconds / 60))
    raise Unreadable


def plain_units(text: str) -> str:
    """Without accents and commas, one blank between: 1 h, 23 min. → 1 h 23 min"""
    return re.sub(r"(?<=\d)(?=[a-z])|(?<=[a-z])(?=\d)", " ", plain(text))


def _bounded(value: float) -> float:
    if abs(value) > MOST_MINUTES:
        raise Unreadable
    return value
