"""One file from its bytes, or its text, to persons."""

from webinars.attendance.decode import decode
from webinars.attendance.joins import Joins, read_joins
from webinars.attendance.persons import Person, merged
from webinars.attendance.table import read_sheet

ZONE = "Europe/Zurich"


def joins_of(text: str | bytes, *, zone: str = ZONE, order: str = "") -> Joins:
    data = text.encode() if isinstance(text, str) else text
    return read_joins(read_sheet(decode(data).text), zone=zone, order=order)


def persons_of(text: str | bytes, **how: str) -> list[Person]:
    return merged(joins_of(text, **how).joins)[0]


def who(text: str | bytes, **how: str) -> list[tuple[str, str, int | None, int]]:
    """Name, address, minutes, joins of each person."""
    return [(each.name, each.email, each.minutes, len(each.joins)) for each in persons_of(text, **how)]


def spans(text: str | bytes, **how: str) -> list[tuple[str, str]]:
    """From when to when each join is, as of UTC."""
    return [
        (f"{join.joined:%d %H:%M}" if join.joined else "", f"{join.left:%d %H:%M}" if join.left else "")
        for join in joins_of(text, **how).joins
    ]


def problems(text: str | bytes, **how: str) -> list[tuple[int, str]]:
    return [(problem.row, problem.code) for problem in joins_of(text, **how).problems]


HEAD = "Name (original name),Email,Join time,Leave time,Duration (minutes)"


def zoom(*rows: str) -> str:
    """Rows below a head of Zoom's: the first is row 2."""
    return "\n".join([HEAD, *rows]) + "\n"
