"""What may stand in the text of an invitation for each contact: {name}, {link}; a brace of its own is written twice."""

import re
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

PLACEHOLDERS = ("name", "link")
BRACES = re.compile(r"\{\{|\}\}|\{([^{}\r\n]*)\}|[{}]")
MOST_TOLD = 5


def check_braces(text: str) -> None:
    """ValidationError with a sentence for each placeholder that there is not, and for each brace that stands alone."""
    wrong = [told for match in BRACES.finditer(text) if (told := _wrong(match))]
    if wrong:
        raise ValidationError([ValidationError(told) for told in list(dict.fromkeys(wrong))[:MOST_TOLD]])


def _wrong(match: re.Match[str]) -> str:
    if match[0] in ("{{", "}}") or match[1] in PLACEHOLDERS:
        return ""
    values = {
        "found": match[0][:40],
        "line": match.string.count("\n", 0, match.start()) + 1,
        "known": ", ".join(f"{{{name}}}" for name in PLACEHOLDERS),
    }
    if match[1] is not None:
        return _("Line %(line)d: “%(found)s” is no placeholder. There are: %(known)s.") % values
    return _("Line %(line)d: a “%(found)s” stands alone. Remove it, or write it twice to have it in the mail.") % values


def escaped(text: str) -> str:
    """Text that stands in an invitation as it is."""
    return text.replace("{", "{{").replace("}", "}}")


def filled_in(text: str, values: Mapping[str, str]) -> str:
    """The text as it is read, with a value for each placeholder. Call check_braces first."""
    return BRACES.sub(lambda match: values[match[1]] if match[1] else match[0][0], text)
