"""The languages that a record's text may be in, by their own names."""

from functools import cache

from babel import Locale

from tarepo.wording import OFFICIAL

Choices = list[tuple[str, list[tuple[str, str]]]]


@cache
def other_languages() -> tuple[tuple[str, str], ...]:
    """Every language with a code of two letters that Babel can name in itself, by code."""
    names = []
    for code in sorted(Locale("en").languages):
        if len(code) == 2 and code not in OFFICIAL and (name := own_name(code)):
            names.append((code, f"{name} ({code})"))
    return tuple(names)


def own_name(code: str) -> str:
    try:
        return Locale.parse(code.replace("-", "_")).get_display_name() or ""
    except (ValueError, LookupError):
        return ""


def language_choices(held: str) -> Choices:
    """The official languages in their order, then all others; one that a text has already is never missing."""
    others = list(other_languages())
    if held and held not in OFFICIAL and held not in dict(others):
        others.insert(0, (held, f"{own_name(held) or held} ({held})"))
    return [("", list(OFFICIAL.items())), ("…", others)]
