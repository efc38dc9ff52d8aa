"""Tables for a spreadsheet, made from the lines that the database copies out: CSV and XLSX."""

import csv
import sys
from array import array
from collections.abc import Iterator
from itertools import islice
from typing import IO, Any

from rustpy_xlsxwriter import write_worksheets

from activities.exports.columns import COLUMNS
from activities.exports.labels import Labels
from activities.exports.rows import copied
from activities.exports.statement import TABLE
from tarepo.csv_lines import BOM, safe

SHEET_ROWS = 1_048_575  # what a sheet takes beside its headers
LONGEST_CELL = 32_767
NUMBERS = {"version"}
Row = dict[str, str | int | None]

csv.field_size_limit(sys.maxsize)  # a description may be longer than the 128 KB that the module expects


def headers() -> list[str]:
    """In the reader's language; a spreadsheet needs them to differ."""
    told: dict[str, None] = {}
    for column in COLUMNS:
        header = str(column.header)
        told[f"{header} ({column.key})" if header in told else header] = None
    return list(told)


def write_csv(file: IO[bytes], ids: array, labels: Labels) -> None:
    """What a spreadsheet opens: it guesses what each cell is."""
    file.write(BOM)
    file.writelines(map(safe, lines(ids, labels)))


def write_lines(file: IO[bytes], ids: array, labels: Labels) -> None:
    """What a workbook is made from."""
    file.writelines(lines(ids, labels))


def lines(ids: array, labels: Labels) -> Iterator[bytes]:
    """The headers and a line a row, all cells quoted, with the persons' names."""
    yield ",".join('"' + header.replace('"', '""') + '"' for header in headers()).encode() + b"\n"
    for line in copied(TABLE, ids, labels):
        yield labels.fill_line(line) if b"{P-" in line else line


def write_xlsx(file: IO[bytes], table: IO[bytes], many: int) -> None:
    """These lines on as many sheets as they need. Every cell says that it is a text, but for the numbers.

    The file is written by its number, as it has no name: into a Python object it would go in one piece.
    """
    table.seek(0)
    parted = csv.reader(line.decode() for line in table)
    names = next(parted)
    numbers = [place for place, column in enumerate(COLUMNS) if column.key in NUMBERS]
    headers_alone: Row = dict.fromkeys(names)
    rows = (cells(names, line, numbers) for line in parted) if many else iter([headers_alone])
    sheets: list[tuple[str, Any]] = [
        (f"Activities {number + 1}", islice(rows, SHEET_ROWS)) for number in range(max(1, -(-many // SHEET_ROWS)))
    ]
    path = f"/proc/self/fd/{file.fileno()}"
    write_worksheets(sheets, path, freeze_panes={"general": {"row": 1, "col": 1}}, bold_headers=True)


def cells(names: list[str], line: list[str], numbers: list[int]) -> Row:
    row: Row = {
        name: None if not cell else cell if len(cell) <= LONGEST_CELL else cell[: LONGEST_CELL - 1] + "…"
        for name, cell in zip(names, line, strict=True)
    }
    for place in numbers:
        row[names[place]] = int(line[place])
    return row
