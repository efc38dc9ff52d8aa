"""A term of a query: what may stand in a text for it, and the same as an expression of type tsquery."""

from dataclasses import dataclass, replace
from enum import Enum
from typing import Self

from tarepo.search.normalise import LONGEST_WORD, folded, is_run

Sql = tuple[str, list[str]]


class How(Enum):
    EXACT = "the very words, one after another"
    NEAR = "forms of the words, one after another"
    ALL = "forms of the words, anywhere"


@dataclass(frozen=True)
class Form:
    """Plain words (normalise.py), and how a text must hold them."""

    words: tuple[str, ...]
    how: How = How.NEAR

    def tsquery(self) -> Sql:
        if self.how is How.EXACT:
            return "%s::tsquery", [_phrase(self.words)]
        sql, params = _word(self.words[0])
        for before, word in zip(self.words, self.words[1:], strict=False):
            more, values = _word(word)
            sql = f"({sql} && {more})" if self.how is How.ALL else f"tsquery_phrase({sql}, {more}, {_step(before)})"
            params += values
        return sql, params


@dataclass(frozen=True)
class Term:
    """What was typed, and the forms of which a text must hold one; a negated term's texts must hold none."""

    text: str
    forms: tuple[Form, ...]
    negated: bool = False
    parts: tuple["Term", ...] = ()  # the terms as typed, where several make one name

    @property
    def exact(self) -> bool:
        return self.forms[0].how is How.EXACT

    @property
    def words(self) -> tuple[str, ...]:
        return self.forms[0].words

    def tsquery(self) -> Sql:
        parts = [form.tsquery() for form in self.forms]
        sql = " || ".join(part for part, _ in parts)
        params = [value for _, values in parts for value in values]
        return (f"!!({sql})" if self.negated else f"({sql})"), params

    def or_else(self, forms: tuple[Form, ...]) -> Self:
        """The term with more forms that stand for it."""
        return replace(self, forms=(*self.forms, *(form for form in forms if form not in self.forms)))

    def __str__(self) -> str:
        text = f'"{self.text}"' if self.exact else self.text
        return f"-{text}" if self.negated else text


def _word(word: str) -> Sql:
    if is_run(word):
        return "%s::tsquery", [_run(word)]
    return "tarepo_word(%s, %s)", [word[:LONGEST_WORD], folded(word)[:LONGEST_WORD]]


def _phrase(words: tuple[str, ...]) -> str:
    made = ""
    for place, word in enumerate(words):
        made += f" <{_step(words[place - 1])}> " if place else ""
        made += _run(word) if is_run(word) else f"'={folded(word)[:LONGEST_WORD]}'"
    return made


def _step(word: str) -> int:
    """How far the next word is from the last lexeme of this one, which for a run is a pair of characters."""
    return 2 if is_run(word) and len(word) > 1 else 1


def _run(run: str) -> str:
    """A run of characters by its pairs; one character begins a pair or ends a run."""
    if len(run) == 1:
        return f"'={folded(run)}':*"
    return " <-> ".join(f"'={folded(run[place : place + 2])}'" for place in range(len(run) - 1))
