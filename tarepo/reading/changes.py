"""What changed from one version of a record to the next, in words: for readers, and for the desk."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from tarepo.content import Content
from tarepo.differences import Line, Raw, excerpts, line_of, raw_lines
from tarepo.kinds import names_person
from tarepo.models import File
from tarepo.reading.names import Names
from tarepo.reading.words import date, moment, number

# What a record says for machines or for editors, and no page prints (tests/pages/said.py).
UNSEEN_PARTS = frozenset({"identifiers"})
UNSEEN = frozenset({"printed", "made_from", "un_member"})


def seen_lines(kind: str, old: Content, new: Content) -> list[Raw]:
    """The differences that a reader's page could show."""
    kept = [{name: value for name, value in content.items() if name not in UNSEEN_PARTS} for content in (old, new)]
    return [entry for entry in raw_lines(kind, *kept) if entry.field.name not in UNSEEN]


def labels_for_readers(ids: Collection[int], names: Names) -> dict[str, str]:
    """What readers may call each record: by its name today, or not by any name."""
    hidden = _("something that is not public any more")
    return {str(pk): names.records[pk]["name"] if pk in names.records else hidden for pk in ids}


def told_line(entry: Raw, labels: Mapping[str, str], names: Names, *, whole: bool = False) -> Line:
    """One difference, its persons filled in, and only then cut: half of a token would stay."""
    old, new = (_plain(entry.field, value, names) for value in (entry.old, entry.new))
    if entry.field.remote_field and entry.field.remote_field.model is File and old and new:
        new = _("another file")
    line = line_of(entry._replace(old=old, new=new), labels, whole=True)
    old, new = names.fill(line.old), names.fill(line.new)
    if not whole:
        old, new = excerpts(old, new)
    return Line(line.where, line.name, old, new, line.path)


def _plain(field: models.Field, value: Any, names: Names) -> object:
    """A value as a page prints it, where that is more than the column's own words."""
    if value in (None, ""):
        return value
    if names_person(field):
        person = names.person(value)
        return person["name"] if person else "…"  # erased
    if field.remote_field and field.remote_field.model is File:
        return _("a file")
    if isinstance(field, models.DateTimeField):
        return moment(value)
    if isinstance(field, models.TimeField):
        return value[:5]
    if isinstance(field, models.DateField):
        return date(value)
    if isinstance(field, models.DecimalField):
        return number(value)
    return value
