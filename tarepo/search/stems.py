"""Stems in Python, for marking words on a page and for naming synonyms; the index has PostgreSQL's own.

Both come from Snowball, of versions that differ in few words. Which stemmer a word takes is as in sql_vectors.py.
"""

from functools import cache, lru_cache
from threading import Lock
from typing import Protocol

import snowballstemmer

LANGUAGES = ("en", "fr", "es", "ru", "ar", "zh")
LATIN = {"fr": "french", "es": "spanish", "en": "english", "ru": "english", "ar": "english", "zh": "english"}
_busy = Lock()


class Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...


@cache
def _stemmer(name: str) -> Stemmer:
    return snowballstemmer.stemmer(name)


@lru_cache(maxsize=50_000)
def stem(language: str, word: str) -> str | None:
    """The stem of a plain word in a text of a language; None where it has none."""
    name = _name(language, word[:1])
    if name is None:
        return None
    if name == "spanish" and word.endswith("cion"):
        word = word[:-4] + "ción"
    with _busy:  # a stemmer keeps the word in itself
        return _stemmer(name).stemWord(word)


def _name(language: str, letter: str) -> str | None:
    if "a" <= letter < "\u0250":
        return LATIN.get(language)
    if "\u0400" <= letter < "\u0500" and language == "ru":
        return "russian"
    if "\u0600" <= letter < "\u0700" and language == "ar":
        return "arabic"
    return None
