"""The languages that a record's text may be in: the official ones by their own names, others in the editor's words."""

from functools import cache

from babel import Locale
from django.utils.translation import get_language
from django.utils.translation import gettext as _

# In the official order, each by its own name.
OFFICIAL = {"ar": "العربية", "zh": "中文", "en": "English", "fr": "Français", "ru": "Русский", "es": "Español"}
Choices = list[tuple[str, list[tuple[str, str]]]]


@cache
def other_languages(interface: str) -> tuple[tuple[str, str], ...]:
    """Every language with a code of two letters, by its name in the interface language."""
    names = Locale.parse(interface, sep="-").languages
    found = [(code, f"{name} ({code})") for code, name in names.items() if len(code) == 2 and code not in OFFICIAL]
    return tuple(sorted(found, key=lambda pair: pair[1]))


def language_choices(held: str) -> Choices:
    """The official languages in their order, then all others; one that a text has already is never missing."""
    others = list(other_languages(get_language() or "en"))
    if held and held not in OFFICIAL and held not in dict(others):
        others.insert(0, (held, held))
    return [(_("Official languages"), list(OFFICIAL.items())), (_("Other languages"), others)]
