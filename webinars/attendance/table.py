"""From text to tables: the separator by which a line becomes a head of known columns, and the rows below each head."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field

from webinars.attendance.refusal import Refused
from webinars.attendance.words import MEETING_ID, OF_MEETING, SIGNS, Column, column_of, plain
from webinars.enums import Platform

SEPARATORS = {"\t": "tab", ",": "comma", ";": "semicolon"}
LOOKED_AT = 200  # rows in which the first head is to stand
MOST_ROWS = 200_000
LONGEST_CELL = 100_000
WHEN = {Column.JOIN, Column.LEAVE, Column.MINUTES, Column.STAMP, Column.ATTENDED}
WHO = {Column.NAME, Column.EMAIL, Column.FIRST_NAME, Column.LAST_NAME}

Row = tuple[int, list[str]]  # its number in the file, from 1, and its cells


@dataclass
class Head:
    """Where each column stands, and the title of the part of the file that it begins."""

    columns: dict[Column, int]
    part: str = ""


@dataclass
class Table:
    head: Head
    rows: list[Row] = field(default_factory=list)


@dataclass
class Sheet:
    """A file as tables of people; meeting: the platform's number of it, where it is told."""

    separator: str
    platform: str
    tables: list[Table]
    meeting: str = ""
    rows: int = 0
    before: list[Row] = field(default_factory=list)  # what stands above the tables: when it began, and the like


def read_sheet(text: str) -> Sheet:
    """Raises Refused where no head of a table of people is found, naming the columns that are missing."""
    separator, text = _separator_of(text)
    sheet = Sheet(SEPARATORS[separator], "", [])
    signs, rows = set[str](), sheet.before
    for number, cells in rows_of(text, separator):
        sheet.rows = number
        if head := head_of(cells):
            table = Table(Head(head, _title_taken_from(rows)))
            sheet.tables.append(table)
            signs |= {plain(cell) for cell in cells if cell}
            rows = table.rows
        elif any(cells):
            rows.append((number, cells))
    if not sheet.tables:
        raise Refused("no table")
    sheet.platform = platform_of(signs)
    sheet.meeting = _meeting_of(sheet.before)
    return sheet


def _title_taken_from(rows: list[Row]) -> str:
    """Of the part that a head begins: what stands alone in the row above, which is then no row of the part before."""
    if rows and sum(map(bool, rows[-1][1])) == 1:
        return next(filter(None, rows.pop()[1]))
    return ""


def rows_of(text: str, separator: str) -> Iterator[Row]:
    """Each row with its number; cells without blanks around them and without the ="…" by which text is kept text."""
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    csv.field_size_limit(LONGEST_CELL)
    number = 0
    while True:
        try:
            cells = next(lines)
        except StopIteration:
            return
        except csv.Error as error:
            raise Refused("broken", row=number + 1) from error
        number += 1
        if number > MOST_ROWS:
            raise Refused("too many rows", most=MOST_ROWS)
        yield number, [unwrapped(cell) for cell in cells]


def unwrapped(cell: str) -> str:
    cell = cell.strip().strip("\u200e\u200f\ufeff").strip()
    if cell.startswith('="') and cell.endswith('"') and len(cell) > 2:
        return cell[2:-1].strip()
    return cell


def head_of(cells: list[str]) -> dict[Column, int] | None:
    """The known columns of a head: of who and of when at least one. None where the row is none, or tells of the meeting
    as a whole, such as under whose address it was set up."""
    found: dict[Column, int] = {}
    for place, cell in enumerate(cells):
        if cell and len(cell) < 100 and (column := column_of(cell)):
            found.setdefault(column, place)
    if Column.NAME not in found and any(plain(cell) in OF_MEETING for cell in cells):
        return None
    return found if found.keys() & WHO and found.keys() & WHEN else None


def _separator_of(text: str) -> tuple[str, str]:
    """That under which the best head is found; the text without a line that names it for a spreadsheet."""
    first, _line, rest = text.partition("\n")
    if first.strip().casefold() in ("sep=,", "sep=;", "sep=\t", "sep="):
        text = rest
    best, most, closest = "", 0, set[Column]()
    for separator in SEPARATORS:
        for number, cells in rows_of(text, separator):
            columns = len(head_of(cells) or ())
            if columns > most:
                best, most = separator, columns
            known = {column for cell in cells if len(cell) < 100 and (column := column_of(cell))}
            if len(known) > len(closest):
                closest = known
            if number >= LOOKED_AT:
                break
    if not best:
        raise Refused("no table", missing=[kind for kind, some in (("who", WHO), ("when", WHEN)) if not closest & some])
    return best, text


def platform_of(signs: set[str]) -> str:
    """The platform of which most names of columns are its own; empty where none is."""
    counts = {platform: len(signs.intersection(own)) for platform, own in SIGNS.items()}
    best = max(counts, key=lambda platform: counts[platform])
    return Platform(best).value if counts[best] else ""


def _meeting_of(rows: list[Row]) -> str:
    """The number below, or beside, a cell that names it."""
    for (_number, cells), (_next, below) in zip(rows, [*rows, (0, [])][1:], strict=True):
        for place, cell in enumerate(cells):
            if plain(cell) in MEETING_ID:
                beside = cells[place + 1] if len(cells) == 2 and place == 0 else ""
                value = beside or (below[place] if place < len(below) else "")
                digits = "".join(char for char in value if char.isalnum())
                if any(char.isdigit() for char in digits):
                    return digits[:40]
    return ""
