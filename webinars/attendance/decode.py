"""From bytes to text: UTF-8, UTF-16 and Windows-1252, by mark, by the place of zeros, by what can be decoded."""

import codecs
from dataclasses import dataclass

from webinars.attendance.refusal import Refused

MOST_BYTES = 20_000_000  # 10 000 persons who join five times each come to some 6 MB in UTF-16
LOOKED_AT = 4000
WORKBOOK, OLD_WORKBOOK, PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF"
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
SHOWN = {
    "utf-8-sig": "UTF-8",
    "utf-8": "UTF-8",
    "utf-16-le": "UTF-16 LE",
    "utf-16-be": "UTF-16 BE",
    "cp1252": "Windows-1252",
}


@dataclass(frozen=True)
class Decoded:
    text: str
    encoding: str  # as people know it


def decode(data: bytes) -> Decoded:
    """Raises Refused for what is no text."""
    if not data.strip(b"\x00 \r\n\t\xef\xbb\xbf\xff\xfe"):
        raise Refused("empty")
    if len(data) > MOST_BYTES:
        raise Refused("too large", most=MOST_BYTES // 1_000_000)
    if data.startswith((WORKBOOK, OLD_WORKBOOK)):
        raise Refused("workbook")
    if data.startswith(PDF):
        raise Refused("no text")
    for name in candidates(data):
        try:
            text = data.decode(name).removeprefix("\ufeff")
        except UnicodeDecodeError:
            continue
        if "\x00" in text:
            raise Refused("no text")
        return Decoded(text, SHOWN[name])
    raise Refused("encoding")


def candidates(data: bytes) -> tuple[str, ...]:
    """The encodings to try, in order. A mark decides alone: what it announces and does not hold is broken."""
    for mark, name in MARKS:
        if data.startswith(mark):
            return (name,)
    start = data[:LOOKED_AT]
    even, odd = start[::2].count(0), start[1::2].count(0)
    if even + odd > len(start) // 4:  # text of Latin letters in two bytes each: every second is zero
        return ("utf-16-le",) if odd > even else ("utf-16-be",)
    return ("utf-8", "cp1252")
