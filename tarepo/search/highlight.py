"""Texts with what was looked for in <mark>."""

from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from tarepo.search.matching import Matcher, Span
from tarepo.search.query import Query

NEAR_ENOUGH = 24  # how far a cut may move to fall between two words


def highlight(text: str, query: Query | None, language: str) -> SafeString:
    """The text, escaped, with its hits marked. It is taken as plain text, whatever it holds."""
    if query is None or not query.wanted:
        return escape(text)
    return _marked(text, matcher(query, language).spans(text), 0, len(text))


def excerpt(text: str, query: Query | None, language: str, length: int = 240) -> SafeString:
    """About so many characters around the first hit; the beginning where there is none."""
    spans = matcher(query, language).spans(text) if query and query.wanted else []
    first = spans[0][0] if spans else 0
    start, end = _window(text, first, length)
    shown = _marked(text, spans, start, end)
    return mark_safe(("… " if start else "") + shown + (" …" if end < len(text) else ""))  # noqa: S308 - escaped above


@lru_cache(maxsize=64)
def matcher(query: Query, language: str) -> Matcher:
    return Matcher(query, language)


def _window(text: str, first: int, length: int) -> Span:
    if len(text) <= length:
        return 0, len(text)
    start = max(0, min(first - length // 3, len(text) - length))
    if start:
        gap = text.find(" ", start, min(start + NEAR_ENOUGH, first))
        start = gap + 1 if gap >= 0 else start
    end = min(len(text), start + length)
    if end < len(text):
        gap = text.rfind(" ", max(start, end - NEAR_ENOUGH), end)
        end = gap if gap > first else end
    return start, max(start, len(text[:end].rstrip()))


def _marked(text: str, spans: list[Span], start: int, end: int) -> SafeString:
    made, done = [], start
    for opens, closes in spans:
        if closes <= start or opens >= end:
            continue
        opens, closes = max(opens, start), min(closes, end)
        made += [escape(text[done:opens]), "<mark>", escape(text[opens:closes]), "</mark>"]
        done = closes
    return mark_safe("".join([*made, escape(text[done:end])]))  # noqa: S308 - every piece of the text is escaped
