"""What was typed, cut into words and phrases. No text is an error; what was not understood becomes a sentence."""

import re
import string
from collections.abc import Iterator

from django.utils.translation import gettext as _

from tarepo.search.common import COMMON
from tarepo.search.normalise import folded, words
from tarepo.search.terms import Form, How, Term

MOST_TERMS = 30
MOST_CHARACTERS = 5_000
QUOTES = '"“”„‟«»‹›＂「」『』'
DASHES = "-−–—‑"
APOSTROPHES = "'’ʼ‘`´＇"
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_TOKEN = re.compile(
    rf"(?P<minus>[{DASHES}]*)(?:[{QUOTES}](?P<phrase>[^{QUOTES}]*)(?P<close>[{QUOTES}]|$)|(?P<word>[^\s{QUOTES}]+))"
    rf"|(?P<alone>[{DASHES}]+)"
)
_EDGES = string.punctuation + "¿¡…·•。，、；：？！（）،؛؟" + DASHES


class Reader:
    """Reads one text from left to right into terms and problems."""

    def __init__(self, text: str) -> None:
        text = _CONTROLS.sub(" ", text)
        self.text = text[:MOST_CHARACTERS]
        self.terms: dict[Term, None] = {}
        self.problems: dict[str, None] = {}
        self.cut = len(text) > MOST_CHARACTERS
        self.read()

    def read(self) -> None:
        for token in _TOKEN.finditer(self.text):
            for term in self.terms_of(token):
                if len(self.terms) == MOST_TERMS and term not in self.terms:
                    self.cut = True
                    return
                self.terms[term] = None

    def terms_of(self, token: re.Match) -> Iterator[Term]:
        negated = bool(token["minus"])
        if token["phrase"] is not None:
            yield from self.phrase(token["phrase"], negated, closed=bool(token["close"]))
        elif token["word"] in ("AND", "OR", "NOT"):
            self.operator(token["word"])
        elif token["word"] and token["word"].strip(DASHES):
            yield from self.word(token["word"], negated)
        else:
            self.complain(_("A “-” leaves out the word that follows it without a space; this one had none."))

    def phrase(self, text: str, negated: bool, *, closed: bool) -> Iterator[Term]:
        found = tuple(words(text))
        if not closed and found:
            self.complain(_("A quotation mark was not closed: the phrase was taken to run to the end."))
        if not found:
            self.complain(_("A phrase without words was passed over."))
            return
        text = " ".join(text.split())
        if len(found) > MOST_TERMS:
            found, self.cut = found[:MOST_TERMS], True
            text = " ".join(found)
        yield Term(text, (Form(found, How.EXACT),), negated)

    def word(self, text: str, negated: bool) -> Iterator[Term]:
        """One word, or several that an apostrophe parts; what hyphens and the like part stays together."""
        parts = [part.strip(_EDGES) for part in re.split(f"[{APOSTROPHES}]", text)]
        parts = [part for part in parts if words(part)]
        telling = [part for part in parts if folded(" ".join(words(part))) not in COMMON]
        for part in telling or parts[:1]:
            typed = part.lower() if part in ("AND", "OR", "NOT") else part
            yield Term(typed, (Form(tuple(words(part)[:MOST_TERMS])),), negated)

    def operator(self, word: str) -> None:
        if word != "AND":
            told = _("All words are looked for together: “%(word)s” was passed over. Write -word to leave a word out.")
            self.complain(told % {"word": word})

    def complain(self, sentence: str) -> None:
        self.problems[sentence] = None
