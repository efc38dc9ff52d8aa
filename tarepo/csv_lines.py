"""Lines of quoted cells for a spreadsheet, which guesses what each cell is: no text may become a formula."""

import csv
import io
import re
from collections.abc import Iterable

BOM = b"\xef\xbb\xbf"  # without it Excel takes UTF-8 for something else
SIGN = rb"(?:[=+@-]|\xef\xbc[\x9d\x8b\xa0\x8d])"  # of a formula, in full width too
BLANKS = rb'(?:[ \t\f\v,\']|"")*'  # within a cell, or the quote that begins it
# A cell that begins so, behind blanks, quotes or separators too.
BEGINS = re.compile(rb',"(?=(?:[\s;,\']|"")*' + SIGN + rb")")
# Where numbers are written with a comma, Excel parts cells at semicolons and not at commas: the quotes of a line then
# part nothing, and whatever stands behind a semicolon or a line break begins a cell. The first cell of a line is to be
# none of these.
# One expression for each: what begins with a fixed byte is found many times as fast as any of several.
FOLLOWS = {parts: re.compile(parts + rb"(?=" + BLANKS + SIGN + rb")") for parts in (b";", b"\n", b"\r")}


def line(cells: Iterable[str]) -> bytes:
    """Quoted cells, in which no text becomes a formula."""
    made = io.StringIO()
    csv.writer(made, quoting=csv.QUOTE_ALL, lineterminator="\n").writerow([cell.replace("\x00", "") for cell in cells])
    return safe(made.getvalue().encode())


def table(rows: Iterable[Iterable[str]]) -> bytes:
    """A whole file, for a spreadsheet."""
    return BOM + b"".join(map(line, rows))


def safe(line: bytes) -> bytes:
    """A line of quoted cells with an apostrophe before what could be taken for a formula."""
    line = BEGINS.sub(b",\"'", line)
    for parts, follows in FOLLOWS.items():
        line = follows.sub(parts + b"'", line)
    return line
