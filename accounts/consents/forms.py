"""What a focal point chooses: which details, as they were shown, and on what terms."""

import datetime as dt
from dataclasses import dataclass, field

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.consent import Stand
from accounts.consents.answer import Shown, Terms
from accounts.enums import ConsentState
from tarepo.asked import as_number
from tarepo.models import DetailNature

LONGEST_NOTE = 1000
MOST_CHOSEN = 500
ALWAYS, YEAR, UNTIL = "always", "year", "until"
LENGTHS = (
    (ALWAYS, gettext_lazy("without an end, until it is withdrawn")),
    (YEAR, gettext_lazy("for one year")),
    (UNTIL, gettext_lazy("until a date")),
)


class TermsForm(forms.Form):
    """For how long, and why."""

    length = forms.ChoiceField(
        label=gettext_lazy("If you consent, for how long?"), choices=LENGTHS, initial=ALWAYS, widget=forms.RadioSelect
    )
    until = forms.DateField(
        label=gettext_lazy("The date, if you chose one"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    note = forms.CharField(
        label=gettext_lazy("Reason or note"),
        help_text=gettext_lazy("Optional. The Secretariat and your colleagues read it, nobody else."),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": LONGEST_NOTE}),
    )

    def clean(self) -> dict | None:
        cleaned = super().clean() or self.cleaned_data
        until, length = cleaned.get("until"), cleaned.get("length")
        if length == UNTIL and not until and "until" not in self.errors:
            self.add_error("until", _("Give the last day on which the consent holds."))
        if until and length != UNTIL:
            self.add_error("length", _("You gave a date: choose “until a date”, or empty the date."))
        if until and until < timezone.localdate():
            self.add_error("until", _("This day has passed: give today or a day to come."))
        return cleaned

    def terms(self, state: ConsentState) -> Terms:
        """A refusal has no end: the next answer ends it."""
        note = self.cleaned_data["note"].replace("\r\n", "\n")
        ends = self._ends() if state == ConsentState.GRANTED else None
        return Terms(state, ends=ends, note=note)

    def _ends(self) -> dt.date | None:
        if self.cleaned_data["length"] == YEAR:
            return timezone.localdate() + dt.timedelta(days=365)
        return self.cleaned_data["until"]


class KindForm(TermsForm):
    """The same for kinds of detail, perhaps from a day to come."""

    prefix = "kind"
    starts = forms.DateField(
        label=gettext_lazy("From"),
        help_text=gettext_lazy("Empty: from today."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    field_order = ("starts", "length", "until", "note")

    def clean(self) -> dict | None:
        cleaned = super().clean() or self.cleaned_data
        starts, until = cleaned.get("starts"), cleaned.get("until")
        if starts and until and until < starts:
            self.add_error("until", _("It ends before it begins."))
        return cleaned

    def terms(self, state: ConsentState) -> Terms:
        terms = super().terms(state)
        starts = self.cleaned_data["starts"] if state == ConsentState.GRANTED else None
        return Terms(terms.state, starts, terms.ends, terms.note)


def token(stand: Stand, digest: str = "") -> str:
    """What a box says when it is ticked: whose answer, about which detail, and what was shown of it.

    digest: of what was shown, where that is not what the detail says.
    """
    return f"{stand.party}.{stand.detail.pk}.{stand.newest}.{digest or stand.digest}"


@dataclass
class Chosen:
    """The details that were chosen, by party; tokens are what the page shows as ticked when it comes back."""

    shown: dict[int, list[Shown]] = field(default_factory=dict)
    tokens: set[str] = field(default_factory=set)


def chosen(data: QueryDict) -> Chosen:
    """Those ticked one by one, and those shown of a record, of a kind, or all, where that was ticked instead.

    “All” means what the page showed, which it repeats: never what came later.
    """
    taken = set(data.getlist("take"))
    groups = {f"record-{value}" for value in data.getlist("record")} | {
        f"kind-{value}" for value in data.getlist("kind")
    }
    found = Chosen()
    for value in [*data.getlist("shown"), *data.getlist("take")][: 2 * MOST_CHOSEN]:
        written, _blank, marks = value.partition(" ")
        if written in found.tokens:
            continue
        if "all" in data or written in taken or groups & set(marks.split()):
            party, one = read(written)
            if party:
                found.tokens.add(written)
                found.shown.setdefault(party, []).append(one)
    return found


def read(written: str) -> tuple[int, Shown]:
    """A token again; party 0 for one that no page of ours has made."""
    *numbers, digest = written.split(".")
    read_as = [number for each in numbers if (number := as_number(each)) is not None]
    if len(numbers) != 3 or len(read_as) != 3 or len(digest) > 64:
        return 0, Shown(0, "")
    party, detail, newest = read_as
    return party, Shown(detail, digest, newest)


def chosen_kinds(data: QueryDict) -> list[tuple[int, str, int]]:
    """Party, nature, and the newest answer that was seen: "12.cost.0"."""
    found = []
    for value in data.getlist("nature")[:MOST_CHOSEN]:
        written, _dot, rest = value.partition(".")
        nature, _dot, seen = rest.partition(".")
        party, newest = as_number(written), as_number(seen)
        if party is not None and newest is not None and nature in DetailNature.values:
            found.append((party, nature, newest))
    return found
