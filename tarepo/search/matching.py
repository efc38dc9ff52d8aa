"""Where a text holds what a query looks for: spans of characters, for marking them."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from tarepo.search.letters import DROPPED, RUN, WORD
from tarepo.search.normalise import LONGEST_WORD, folded, is_run, plain
from tarepo.search.query import Query
from tarepo.search.stems import stem
from tarepo.search.terms import Form, How

Span = tuple[int, int]
Wanted = tuple[str, bool]  # a plain word, and whether only its exact form will do
_WORDS = re.compile(f"[{WORD}{DROPPED}]+")
_PIECES = re.compile(f"[{RUN}]|[^{RUN}]+")


class Matcher:
    """What a query looks for in texts of one language; kept for as many texts as are shown."""

    def __init__(self, query: Query, language: str) -> None:
        self.language = language
        forms = [form for term in query.wanted for form in term.forms]
        self.sequences = {sequence for form in forms for sequence in _sequences(form)}
        self.wanted = {wanted: self.stems(wanted[0]) for sequence in self.sequences for wanted in sequence}
        self.known: dict[str, frozenset[Wanted]] = {}

    def stems(self, word: str) -> set[str | None]:
        return {stem(self.language, word), stem(self.language, folded(word)[:LONGEST_WORD])} - {None}

    def spans(self, text: str) -> list[Span]:
        """Without overlaps, in order."""
        found = list(tokens(text))
        meant = [self.meant(word) for _, _, word in found]
        hits = []
        for place, here in enumerate(meant):
            if here:
                ends = [self.end(sequence, meant, place) for sequence in self.sequences if sequence[0] in here]
                if last := max(ends, default=0):
                    hits.append((found[place][0], found[last - 1][1]))
        return _merged(hits)

    def meant(self, word: str) -> frozenset[Wanted]:
        """The wanted words that a text's word stands for."""
        if word not in self.known:
            flat, stems = folded(word)[:LONGEST_WORD], None
            met = set()
            for wanted, wanted_stems in self.wanted.items():
                if flat == folded(wanted[0])[:LONGEST_WORD]:
                    met.add(wanted)
                elif not wanted[1]:
                    stems = stems if stems is not None else self.stems(word[:LONGEST_WORD])
                    if stems & wanted_stems:
                        met.add(wanted)
            self.known[word] = frozenset(met)
        return self.known[word]

    def end(self, sequence: tuple[Wanted, ...], meant: list[frozenset[Wanted]], place: int) -> int:
        """The place after the sequence's last word, if it stands at this place; else 0."""
        last = place + len(sequence)
        there = meant[place:last]
        fits = len(there) == len(sequence) and all(map(frozenset.__contains__, there, sequence))
        return last if fits else 0


def _sequences(form: Form) -> Iterator[tuple[Wanted, ...]]:
    """What must stand side by side; each character of a run counts as a word."""
    made = [[(one, True) for one in word] if is_run(word) else [(word, form.how is How.EXACT)] for word in form.words]
    if form.how is How.ALL:
        yield from map(tuple, made)
    else:
        yield tuple(wanted for each in made for wanted in each)


def _merged(spans: list[Span]) -> list[Span]:
    made: list[Span] = []
    for start, end in spans:
        if made and start < made[-1][1]:
            made[-1] = (made[-1][0], max(end, made[-1][1]))
        elif made and start == made[-1][1]:  # characters of runs, side by side
            made[-1] = (made[-1][0], end)
        else:
            made.append((start, end))
    return made


def tokens(text: str) -> Iterator[tuple[int, int, str]]:
    """Where each word or character of a run starts and ends in the text, and its plain form."""
    if unicodedata.is_normalized("NFKC", text):
        whole, starts, ends = text, None, None
    else:
        whole, starts, ends = _composed(text)
    for found in _WORDS.finditer(whole):
        for start, end, word in _read(found.group()):
            first, last = found.start() + start, found.start() + end
            yield (first, last, word) if starts is None or ends is None else (starts[first], ends[last - 1], word)


@lru_cache(maxsize=20_000)
def _read(raw: str) -> tuple[tuple[int, int, str], ...]:
    pieces = ((piece.start(), piece.end(), plain(piece.group())) for piece in _PIECES.finditer(raw))
    return tuple((start, end, word) for start, end, plain_words in pieces for word in plain_words.split())


def _composed(text: str) -> tuple[str, list[int], list[int]]:
    """The text composed letter by letter, and for each of its characters where it came from."""
    whole, starts, ends = "", [], []
    begin = 0
    for end in range(1, len(text) + 1):
        if end < len(text) and unicodedata.combining(text[end]):
            continue
        made = unicodedata.normalize("NFKC", text[begin:end])
        whole += made
        starts += [begin] * len(made)
        ends += [end] * len(made)
        begin = end
    return whole, starts, ends
