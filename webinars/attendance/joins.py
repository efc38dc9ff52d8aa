"""From tables to joins: one each time that somebody was on the platform, or a sentence why a row is left out."""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from webinars.attendance.dates import DMY, MDY, Moment, Unreadable, day_of, day_parts, minutes_of, moment, order_of
from webinars.attendance.refusal import Asks
from webinars.attendance.table import Row, Sheet, Table
from webinars.attendance.words import HOST_PARTS, HOSTS, JOINED, LEFT, NO, YES, Column, plain

EMPTY = {"", "-", "--", "n/a", "na", "none", "null"}
GUEST_ID = re.compile(r"([^#\s]+)_([^_#\s@]+)#ext#@\S+", re.IGNORECASE)  # ada_example.org#EXT#@tenant.onmicrosoft.com
ADDRESS = re.compile(r"[^@\s,;<>\"]{1,64}@[^@\s,;<>\"]{1,189}")
DAY = dt.timedelta(days=1)
ROUNDED = 2.0  # minutes by which a printed duration may differ from its times
EVERY = 1000  # rows between two notes of progress


@dataclass(frozen=True)
class Problem:
    """row: 0 where it is the file's."""

    row: int
    code: str
    count: int = 1


@dataclass(frozen=True)
class Join:
    row: int
    name: str
    email: str
    joined: dt.datetime | None
    left: dt.datetime | None
    minutes: float | None
    host: bool = False


@dataclass
class Joins:
    joins: list[Join] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    absent: int = 0  # registered with the platform, and did not come
    waited: int = 0  # rows of the waiting room
    order: str = ""  # in which days were read; empty where the way of writing tells it


class Left(Exception):
    """Ends the reading of one row, which is left out."""


@dataclass(frozen=True)
class Reader:
    """How the times of one file are read."""

    zone: ZoneInfo
    order: str


def no_progress(_row: int) -> None:
    """For whoever waits for the whole."""


def read_joins(sheet: Sheet, *, zone: str, order: str = "", progress: Callable[[int], object] = no_progress) -> Joins:
    """order: chosen by an editor, where the file does not tell it. Raises Asks where it has to be asked, or Refused."""
    found = Joins(order=_order(sheet, order))
    reader = Reader(ZoneInfo(zone), found.order)
    for table in chosen(sheet.tables):
        if Column.ACTION in table.head.columns and Column.STAMP in table.head.columns:
            _by_actions(table, reader, found)
            continue
        for row in table.rows:
            if row[0] % EVERY == 0:
                progress(row[0])
            try:
                if join := _join(table, row, reader, found):
                    found.joins.append(join)
            except Left as reason:
                found.problems.append(Problem(row[0], str(reason)))
    return found


def chosen(tables: list[Table]) -> list[Table]:
    """Teams tells of each person, and then of each of their joins: the joins count, and who is in the first alone."""
    detailed = [table for table in tables if table.head.part[:2] == "3."]
    if not any(table.rows for table in detailed):
        return tables
    names = {plain(_name(table, row)) for table in detailed for row in table.rows}
    addresses = {_address(table, row) for table in detailed for row in table.rows} - {""}
    rest = []
    for table in tables:
        if table.head.part[:2] == "2.":
            alone = [row for row in table.rows if plain(_name(table, row)) not in names]
            table = Table(table.head, [row for row in alone if _address(table, row) not in addresses])
        rest.append(table)
    return rest


def _order(sheet: Sheet, given: str) -> str:
    order, open_days = order_of(_days(sheet))
    if order or not open_days:
        return order
    if given in (DMY, MDY):
        return given
    first = min(open_days)
    raise Asks(
        "order",
        printed="/".join(map(str, first)),
        dmy=day_of(first, DMY).isoformat(),
        mdy=day_of(first, MDY).isoformat(),
    )


def _days(sheet: Sheet) -> Iterator[tuple[tuple[int, int, int], str]]:
    """Every day of the file, that of its making and of registrations too: each may tell the order of all."""
    for _number, cells in sheet.before:
        for cell in cells:
            yield from _day(cell)
    times = (Column.JOIN, Column.LEAVE, Column.STAMP, Column.DATE, Column.REGISTERED)
    for table in sheet.tables:
        places = [table.head.columns[column] for column in times if column in table.head.columns]
        for _number, cells in table.rows:
            for place in places:
                yield from _day(cells[place] if place < len(cells) else "")


def _day(cell: str) -> Iterator[tuple[tuple[int, int, int], str]]:
    if not cell or len(cell) > 60 or not any(char.isdigit() for char in cell):
        return
    try:
        found = moment(cell)
        if found.parts:
            yield found.parts, found.order
    except Unreadable:
        try:
            yield day_parts(cell)
        except Unreadable:
            return


def _cell(table: Table, row: Row, column: Column) -> str:
    place = table.head.columns.get(column)
    value = row[1][place] if place is not None and place < len(row[1]) else ""
    return "" if value.casefold() in EMPTY else value


def _name(table: Table, row: Row) -> str:
    whole = _cell(table, row, Column.NAME)
    parts = (_cell(table, row, Column.FIRST_NAME), _cell(table, row, Column.LAST_NAME))
    return " ".join((whole or " ".join(filter(None, parts))).split())[:300]


def _address(table: Table, row: Row) -> str:
    """Small, as addresses are compared; empty where it is none."""
    printed = _cell(table, row, Column.EMAIL)
    number = _cell(table, row, Column.USER_ID)
    if guest := GUEST_ID.fullmatch(number):
        number = f"{guest[1]}@{guest[2]}"
    value = (printed or number).strip("'").removeprefix("mailto:").casefold()
    return value if ADDRESS.fullmatch(value) and len(value) <= 254 else ""


def _told_address(table: Table, row: Row, found: Joins) -> str:
    """The same; what was printed and is none is told."""
    address = _address(table, row)
    if not address and _cell(table, row, Column.EMAIL):
        found.problems.append(Problem(row[0], "no address"))
    return address


def _is_host(table: Table, row: Row) -> bool:
    return plain(table.head.part) in HOST_PARTS or plain(_cell(table, row, Column.ROLE)) in HOSTS


def _join(table: Table, row: Row, reader: Reader, found: Joins) -> Join | None:
    name = _name(table, row)
    if plain(_cell(table, row, Column.ATTENDED)) in NO:
        found.absent += 1
        return None
    if plain(_cell(table, row, Column.WAITING)) in YES:
        found.waited += 1
        return None
    if sum(map(bool, row[1])) < 2:
        raise Left("no row")
    email = _told_address(table, row, found)
    if not name and not email:
        raise Left("nobody")
    minutes = _minutes(table, row)
    day = _cell(table, row, Column.DATE)
    joined = _moment(_cell(table, row, Column.JOIN), "join time", day)
    left = _moment(_cell(table, row, Column.LEAVE), "leave time", "" if joined and joined.parts else day)
    if joined is None and minutes is None and not plain(_cell(table, row, Column.ATTENDED)):
        raise Left("no time")
    start, end = _between(joined, left, minutes, reader)
    if start and end:
        spent = (end - start).total_seconds() / 60
        if minutes is None:
            minutes = spent
        elif abs(minutes - spent) > ROUNDED:
            found.problems.append(Problem(row[0], "minutes differ"))
    return Join(row[0], name, email, start, end, minutes, _is_host(table, row))


def _minutes(table: Table, row: Row) -> float | None:
    printed = _cell(table, row, Column.MINUTES)
    if not printed:
        return None
    try:
        minutes = minutes_of(printed)
    except Unreadable as error:
        raise Left("minutes") from error
    if minutes < 0:
        raise Left("negative")
    return minutes


def _moment(printed: str, what: str, day: str) -> Moment | None:
    if not printed:
        return None
    try:
        found = moment(printed)
        if found.parts is None and day:
            parts, order = day_parts(day)
            found = Moment(parts, order, found.clock, found.offset)
    except Unreadable as error:
        raise Left(what) from error
    return found


def _between(
    joined: Moment | None, left: Moment | None, minutes: float | None, reader: Reader
) -> tuple[dt.datetime | None, dt.datetime | None]:
    """Both as of UTC. A time without a day follows the one before it, past midnight too. Of an hour that the clock
    shows twice, as summer time ends, the one that fits the duration."""
    starts = _readings(joined, None, reader)
    if not starts:
        return None, None
    pairs = [(start, end) for start in starts for end in _readings(left, start, reader)]
    if not pairs:
        return starts[0], None
    fitting = [pair for pair in pairs if pair[1] >= pair[0]]
    if not fitting:
        raise Left("left before")
    if minutes is None:
        return fitting[0]
    return min(fitting, key=lambda pair: abs((pair[1] - pair[0]).total_seconds() / 60 - minutes))


def _readings(printed: Moment | None, after: dt.datetime | None, reader: Reader) -> list[dt.datetime]:
    """One, or two where the clock showed that time twice. Raises Left for a day that the calendar does not have."""
    if printed is None or (printed.parts is None and after is None):
        return []
    zone = dt.timezone(printed.offset) if printed.offset is not None else reader.zone
    if printed.parts is None and after is not None:
        try:
            begun = after.astimezone(zone).replace(tzinfo=None)
            naive = dt.datetime.combine(begun.date(), printed.clock)
            if naive < begun:
                naive += DAY
        except OverflowError as error:
            raise Left("day") from error
    else:
        try:
            day = day_of(printed.parts or (0, 0, 0), printed.order or reader.order)
        except Unreadable as error:
            raise Left("day") from error
        naive = dt.datetime.combine(day, printed.clock)
    try:
        both = [naive.replace(tzinfo=zone, fold=fold).astimezone(dt.UTC) for fold in (0, 1)]
    except OverflowError as error:  # the first and the last day of all, as of UTC
        raise Left("day") from error
    return both[:1] if both[0] >= both[1] else both


def _by_actions(table: Table, reader: Reader, found: Joins) -> None:
    """Rows of who joined and who left, each with a time: a join is ended by the next row of the same person."""
    open_joins: dict[tuple[str, str], tuple[int, dt.datetime, bool]] = {}
    for row in table.rows:
        try:
            name, email = _name(table, row), _told_address(table, row, found)
            if not name and not email:
                raise Left("nobody")
            at = _stamp(table, row, reader)
            who = (email or plain(name), name)
            action = plain(_cell(table, row, Column.ACTION))
            if action in JOINED:
                if before := open_joins.pop(who, None):
                    found.joins.append(Join(before[0], name, email, before[1], None, None, before[2]))
                open_joins[who] = (row[0], at, _is_host(table, row))
            elif action in LEFT:
                _leave(open_joins.pop(who, None), row[0], name, email, at, found)
            else:
                raise Left("action")
        except Left as reason:
            found.problems.append(Problem(row[0], str(reason)))
    for (key, name), (number, at, host) in open_joins.items():
        found.joins.append(Join(number, name, key if "@" in key else "", at, None, None, host))
        found.problems.append(Problem(number, "never left"))


def _stamp(table: Table, row: Row, reader: Reader) -> dt.datetime:
    found = _moment(_cell(table, row, Column.STAMP), "time", "")
    readings = _readings(found, None, reader)
    if not readings:
        raise Left("no time")
    return readings[0]


def _leave(
    begun: tuple[int, dt.datetime, bool] | None, row: int, name: str, email: str, at: dt.datetime, found: Joins
) -> None:
    if begun is None:
        raise Left("left alone")
    if at < begun[1]:
        raise Left("left before")
    spent = (at - begun[1]).total_seconds() / 60
    found.joins.append(Join(begun[0], name, email, begun[1], at, spent, begun[2]))
