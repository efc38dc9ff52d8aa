"""Tables for a spreadsheet: CSV as the database copies it out, and XLSX made from that."""

import csv
import re
import sys
from array import array
from itertools import islice
from typing import IO, Any

from rustpy_xlsxwriter import write_worksheets

from activities.exports.columns import COLUMNS
from activities.exports.labels import Labels
from activities.exports.rows import copied
from activities.exports.statement import TABLE

BOM = b"\xef\xbb\xbf"  # without it Excel takes UTF-8 for something else
SIGN = rb"(?:[=+@-]|\xef\xbc[\x9d\x8b\xa0\x8d])"  # of a formula, in full width too
BLANKS = rb'(?:[ \t\f\v,\']|"")*'  # within a cell, or the quote that begins it
# A cell that begins so, behind blanks, quotes or separators too.
BEGINS = re.compile(rb',"(?=(?:[\s;,\']|"")*' + SIGN + rb")")
# Where numbers are written with a comma, Excel parts cells at semicolons and not at commas: the quotes of a line then
# part nothing, and whatever stands behind a semicolon or a line break begins a cell. The first cell of a line is a
# reference, which is none of these.
# One expression for each: what begins with a fixed byte is found many times as fast as any of several.
FOLLOWS = {parts: re.compile(parts + rb"(?=" + BLANKS + SIGN + rb")") for parts in (b";", b"\n", b"\r")}
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
    names = ['"' + header.replace('"', '""') + '"' for header in headers()]
    file.write(BOM + ",".join(names).encode() + b"\n")
    file.writelines(safe(line, labels) for line in copied(TABLE, ids, labels))


def safe(line: bytes, labels: Labels) -> bytes:
    """A line of quoted cells with its persons' names, and an apostrophe before what could be taken for a formula."""
    if b"{P-" in line:
        line = labels.fill_line(line)
    line = BEGINS.sub(b",\"'", line)
    for parts, follows in FOLLOWS.items():
        line = follows.sub(parts + b"'", line)
    return line


def write_xlsx(file: IO[bytes], table: IO[bytes], many: int) -> None:
    """The same cells as the CSV file's, on as many sheets as they need. Every cell is a text but for the numbers.

    The file is written by its number, as it has no name: into a Python object it would go in one piece.
    """
    table.seek(len(BOM))
    lines = csv.reader(line.decode() for line in table)
    names = next(lines)
    numbers = [place for place, column in enumerate(COLUMNS) if column.key in NUMBERS]
    headers_alone: Row = dict.fromkeys(names)
    rows = (cells(names, line, numbers) for line in lines) if many else iter([headers_alone])
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
