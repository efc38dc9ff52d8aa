"""Contacts from a pasted list or a file: name; e-mail; language; source; checked."""

import csv
import datetime as dt
from contextlib import suppress
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from tarepo.fields import validate_language_code
from tarepo.reading.words import language_name
from webinars.attendance.decode import candidates
from webinars.models import Contact

LONGEST_LINE = 10_000
MOST_LINES = 2000
MOST_BYTES = 1_000_000


@dataclass
class Lines:
    """What was read: contacts not yet saved, and what is wrong with which line (nothing is taken of such a line)."""

    contacts: list[Contact] = field(default_factory=list)
    problems: list[tuple[int, str]] = field(default_factory=list)


def decoded(data: bytes) -> str:
    """Of a spreadsheet's export, whatever it was written as; a letter that cannot be read is marked."""
    for name in candidates(data):
        with suppress(UnicodeDecodeError):
            return data.decode(name).removeprefix("\ufeff")
    return data.decode("cp1252", "replace")


def read_lines(text: str) -> Lines:
    """ValidationError where there are too many; the address decides: one that comes twice is taken once."""
    lines = text.replace("\x00", "\ufffd").splitlines()
    if len(lines) > MOST_LINES or len(text) > MOST_BYTES:
        told = _("At most %(n)d lines are read at once: divide the list, and send one part after the other.")
        raise ValidationError(told % {"n": MOST_LINES})
    found = Lines()
    seen: set[str] = set()
    delimiter = max(";\t,", key=lambda mark: sum(mark in line for line in lines[:20]))
    for number, line in enumerate(lines, 1):
        if len(line) > LONGEST_LINE:  # which the reader of lines refuses too
            found.problems.append((number, _("The line is too long to be a contact.")))
            continue
        cells = [cell.strip() for cell in next(csv.reader([line], delimiter=delimiter, skipinitialspace=True), [])]
        if not any(cells) or (number == 1 and not any("@" in cell for cell in cells)):
            continue
        try:
            contact = _contact([*cells, "", "", "", "", ""][:5])
        except ValidationError as error:
            found.problems.append((number, " ".join(error.messages)))
            continue
        if contact.email in seen:
            found.problems.append((number, _("The address stands above already: it is taken once.")))
            continue
        seen.add(contact.email)
        found.contacts.append(contact)
    return found


def _contact(cells: list[str]) -> Contact:
    name, email, language, source, checked = cells
    if not email and "@" in name:  # an address alone
        name, email = "", name
    if "\ufffd" in "".join(cells):
        raise ValidationError(_("It holds characters that cannot be read."))
    try:
        validate_email(email)
    except ValidationError as error:
        raise ValidationError(_("“%(text)s” is no e-mail address.") % {"text": email[:60]}) from error
    validate_language_code(language or "en")
    with override("en"):  # in which each language that there is has a name
        is_known = not language or language_name(language) != language
    if not is_known:
        raise ValidationError(_("“%(text)s” is none of the languages that there are.") % {"text": language})
    is_link = source.startswith(("http://", "https://"))
    contact = Contact(
        name=name or email,
        email=email.lower(),
        language=language or "en",
        source=source if is_link else "",
        source_told="" if is_link else source,
        checked_on=_day(checked),
    )
    contact.clean_fields(exclude=["group", "party"])
    return contact


def _day(text: str) -> dt.date | None:
    if not text:
        return None
    try:
        day = dt.date.fromisoformat(text)
    except ValueError as error:
        raise ValidationError(_("Write the day as 2026-12-31, not “%(text)s”.") % {"text": text[:30]}) from error
    if day > timezone.localdate():
        raise ValidationError(_("It was checked on a day to come: %(day)s.") % {"day": text})
    return day
