"""Fields in which a published record is named by what people know of it: its name, acronym, symbol or reference."""

import re
from collections.abc import Collection, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from tarepo.admin.widgets import LinesWidget
from tarepo.enums import Kind
from tarepo.models import SearchRow
from tarepo.submissions.parties import Parties
from tarepo.submissions.rows import line
from tarepo.tiers import PUBLIC

LONGEST_NAME = 400
MOST_LINES = 60
LANGUAGES = ("ar", "zh", "en", "fr", "ru", "es")
IN_BRACKETS = re.compile(r"\[([A-Za-z0-9._-]{1,64})\]\s*\Z")  # as names_field shows a reference


def find_record(typed: str, kinds: Collection[str]) -> int | None:
    """The published record of these kinds with this reference, symbol or title; None for none, or for several."""
    bracketed = IN_BRACKETS.search(typed)
    typed = bracketed[1] if bracketed else typed.strip()
    here = Q(reference__iexact=typed) | Q(card__symbol__iexact=typed)
    for language in LANGUAGES:
        here |= Q(**{f"label__names__{language}__iexact": typed})
    found = SearchRow.objects.filter(here, tier=PUBLIC, kind__in=kinds).values_list("record_id", flat=True)[:2]
    return found[0] if len(found) == 1 else None


class RecordField(forms.CharField):
    """One record; the value is its id."""

    def __init__(self, *, kinds: Collection[str], **more: Any) -> None:
        super().__init__(max_length=LONGEST_NAME, widget=line(LONGEST_NAME), **more)
        self.kinds = kinds

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        if not typed:
            return None
        found = find_record(typed, self.kinds)
        if found is None:
            raise ValidationError(not_found(typed))
        return found


class PartyField(forms.CharField):
    """A country or area, office, organisation or group, by a name of any language; the value is its id."""

    def __init__(self, *, parties: Parties, **more: Any) -> None:
        super().__init__(max_length=200, widget=line(200), **more)
        self.parties = parties

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        if not typed:
            return None
        found = self.parties.find(typed)
        if found.pk:
            return found.pk
        if found.choices:
            several = _("Which one do you mean by “%(name)s”? Write one of these: %(choices)s.")
            names = "; ".join(name for _pk, name in found.choices)
            raise ValidationError(several % {"name": typed, "choices": names})
        raise ValidationError(
            _(
                "Nobody of the name “%(name)s” is in the portal. Mend the name, or leave this empty and tell the"
                " editors under “Something else”."
            )
            % {"name": typed}
        )


class RecordsField(forms.CharField):
    """Several records, one a line; held: the id behind each line that stood there."""

    def __init__(self, *, kinds: Collection[str], held: Mapping[str, int], **more: Any) -> None:
        limit = LONGEST_NAME * MOST_LINES
        super().__init__(max_length=limit, widget=LinesWidget(attrs={"rows": 4, "maxlength": limit}), **more)
        self.kinds, self.held = kinds, held

    def clean(self, value: Any) -> Any:
        lines = list(dict.fromkeys(filter(None, map(str.strip, super().clean(value).splitlines()))))
        if len(lines) > MOST_LINES:
            raise ValidationError(_("At most %(n)s lines.") % {"n": MOST_LINES})
        found = {typed: self.held.get(typed) or find_record(typed, self.kinds) for typed in lines}
        if unknown := [typed for typed, pk in found.items() if pk is None]:
            raise ValidationError([not_found(typed) for typed in unknown])
        return list(found.values())


def not_found(typed: str) -> str:
    told = _("Nothing that is published has exactly the name, symbol or reference “%(name)s”.")
    return told % {"name": typed[:80]}


def terms_of(kind: str) -> dict[int, dict]:
    """The published terms of a vocabulary, as label_name() gives them; one query."""
    from tarepo.reading.names import label_name
    from tarepo.reading.rows import LABELLED
    from tarepo.reading.words import content_language

    rows = SearchRow.objects.filter(tier=PUBLIC, kind=kind).values_list(*LABELLED)
    names = [label_name(*row, language=content_language()) for row in rows]
    return {name["id"]: name for name in sorted(names, key=lambda name: name["sort"])}


TERMS = {Kind.SUBJECT.value, Kind.ACTIVITY_TYPE.value, Kind.TARGET_GROUP.value, Kind.GOAL.value}
PARTIES = {Kind.COUNTRY.value, Kind.ORGANISATION.value}
