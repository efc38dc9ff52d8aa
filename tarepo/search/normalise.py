"""Text as words parted by one space: plain() and fold(), twins of tarepo_plain and tarepo_fold in the database.

plain: small letters, nothing but letters, digits and marks; runs of Chinese stand apart. Stems are taken of it.
fold: the same without the accents of Latin letters, ё as е, the alifs as one. Exact forms are compared by it.
"""

import re
import unicodedata
from functools import lru_cache

from tarepo.search.letters import CYRILLIC, DROPPED, FOLDED, LIGATURES, OTHERS, RUN, WORD

LONGEST_WORD = 64
_SMALL = str.maketrans(CYRILLIC + OTHERS, "".join(small.lower() for small in CYRILLIC + OTHERS.replace("ẞ", "ß")))
_ASCII_SMALL = {capital: capital + 32 for capital in range(ord("A"), ord("Z") + 1)}
_DROPPED = dict.fromkeys(map(ord, DROPPED))
_NOT_WORD = re.compile(f"[^{WORD}]+")
_RUN = re.compile(f"[{RUN}]+")
_ACCENTS = re.compile("([a-z])[\u0300-\u036f]+")
_FOLDED = str.maketrans(*FOLDED)


def plain(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text).translate(_DROPPED).translate(_ASCII_SMALL).translate(_SMALL)
    whole = unicodedata.normalize("NFKC", apart)
    return _NOT_WORD.sub(" ", _RUN.sub(r" \g<0> ", whole)).strip(" ")


def fold(plain_text: str) -> str:
    """Of text that is plain already."""
    if plain_text.isascii():
        return plain_text
    bare = _ACCENTS.sub(r"\1", unicodedata.normalize("NFKD", plain_text))
    folded = unicodedata.normalize("NFKC", bare).translate(_FOLDED)
    for letter, two in LIGATURES:
        folded = folded.replace(letter, two)
    return folded


@lru_cache(maxsize=20_000)
def folded(word: str) -> str:
    """fold() of one word, which texts repeat."""
    return fold(word)


def words(text: str) -> list[str]:
    """The plain words, long ones cut as the index cuts them."""
    return [word[:LONGEST_WORD] for word in plain(text).split(" ") if word]


def is_run(word: str) -> bool:
    """Whether a word is a run of a script without spaces."""
    return _RUN.match(word) is not None


def places_in(plain_text: str) -> int:
    """How many places its words take in a vector: a run has one for each character, as tarepo_pairs makes them."""
    return sum(len(word) if is_run(word) else 1 for word in plain_text.split(" ") if word)
