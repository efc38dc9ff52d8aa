"""What was typed as a regular expression of PostgreSQL, which finds it in whatever capitals, accents and forms of a
letter: the folding of normalise.py turned round, so that no function is called on each row of a table."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from tarepo.search.letters import DROPPED, LIGATURES
from tarepo.search.normalise import fold, is_run, plain

# Digits, Latin, Greek and Cyrillic, Arabic, Latin with accents, the forms of Arabic letters, wide Latin.
LETTERS = ((0x30, 0x250), (0x370, 0x530), (0x600, 0x700), (0x1E00, 0x2000), (0xFB50, 0xFF00), (0xFF00, 0xFFF0))
MARKS = f"[\u0300-\u036f{DROPPED}]*"
SAME_SIGNS = ("'’ʼ‘`´", "-‐‑–—")  # typed for one another
LONGEST = 64


def any_form(typed: str) -> str:
    """The expression; it begins and ends nowhere in particular. Signs stand for themselves."""
    units = list(_units(unicodedata.normalize("NFC", typed)[:LONGEST]))
    made, place = [], 0
    while place < len(units):
        two = "".join(units[place : place + 2])
        if two in _ligatures():
            first, second = (_letter(one) for one in two)
            made.append(f"(?:{first}{second}|[{_ligatures()[two]}])")
            place += 2
        else:
            made.append(_letter(units[place]))
            place += 1
    return "".join(made)


def _units(text: str) -> Iterator[str]:
    """Folded letters one by one, and signs as they are."""
    for one in text:
        folded = fold(plain(one)).strip()
        if folded:
            yield from folded
        elif not unicodedata.combining(one) and one not in DROPPED:
            yield one


def _letter(one: str) -> str:
    for signs in SAME_SIGNS:
        if one in signs:
            return f"[{signs}]" if "-" not in signs else f"[{signs[1:]}-]"
    if one not in _forms():
        return re.escape(one)
    return _forms()[one] + ("" if is_run(one) else MARKS)


@cache
def _forms() -> dict[str, str]:
    """Each folded letter, and a class of all that fold to it."""
    found: dict[str, str] = {}
    for first, last in LETTERS:
        for one in map(chr, range(first, last)):
            folded = fold(plain(one))
            if len(folded) == 1:
                found[folded] = found.get(folded, "") + one
    return {folded: f"[{forms}]" for folded, forms in found.items()}


@cache
def _ligatures() -> dict[str, str]:
    return {two: letter + {"ß": "ẞ"}.get(letter, letter.upper()) for letter, two in LIGATURES}
