"""Asking to be confirmed, and answering it. What was typed comes back with every refusal."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.enums import Category
from accounts.membership.rules import FITS, WHAT_FITS, latest, speaks
from tarepo.admin.widgets import DayWidget, LinesWidget
from tarepo.submissions.parties import Found
from tarepo.submissions.rows import LONGEST_PARTY, PartyForm, line

LONGEST_NOTE = 2000
LONGEST_ANSWER = 2000


class AskForm(PartyForm):
    """As what, for whom by a typed name, and what lets the focal point know who asks."""

    category = forms.ChoiceField(
        label=gettext_lazy("You take part as"), choices=Category.choices, widget=forms.RadioSelect
    )
    institution = forms.CharField(
        label=gettext_lazy("Institution, ministry or department"),
        help_text=gettext_lazy("As you write it. Needed from those who do not speak for a country or organisation."),
        max_length=200,
        required=False,
        widget=line(200, autocomplete="organization"),
    )
    function = forms.CharField(
        label=gettext_lazy("Your function"),
        max_length=200,
        required=False,
        widget=line(200, autocomplete="organization-title"),
    )
    note = forms.CharField(
        label=gettext_lazy("Note to who answers"),
        help_text=gettext_lazy("What helps them to know you. Nobody else reads it."),
        max_length=LONGEST_NOTE,
        required=False,
        widget=LinesWidget(attrs={"maxlength": LONGEST_NOTE}),
    )
    field_order = ("category", "name", "choice", "institution", "function", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].help_text = _(
            "A name in any of the six languages, an acronym or a code. Academics, private sector and civil society"
            " leave it empty."
        )

    @property
    def category_sent(self) -> str:
        sent = self.data.get(self.add_prefix("category"), "") if self.is_bound else ""
        return sent if sent in Category.values else ""

    def find(self) -> Found:
        typed = self.typed[:LONGEST_PARTY]
        return self.parties.find(typed, FITS.get(self.category_sent, ()))

    @property
    def beside(self) -> list[tuple[str, str]]:
        return []

    @property
    def unclear(self) -> tuple[str, str]:
        several, _none = super().unclear
        asked = self.category_sent
        if asked in FITS and self.parties.find(self.typed[:LONGEST_PARTY]).pk:
            told = _("“%(name)s” does not go with what you chose above, which needs %(what)s. Change one of the two.")
            return several, told.replace("%(what)s", str(WHAT_FITS[Category(asked)]))
        return several, _(
            "Nobody of the name “%(name)s” is in the portal. Mend the name; an organisation that is not there yet is"
            " entered by the editors: report it as an error on its country’s page."
        )

    def clean(self) -> dict:
        cleaned = super().clean()
        if "choice" in self.errors and not self.found.choices:  # there is nothing to choose: the name is to be mended
            self.add_error("name", self.errors.pop("choice").as_data())
        category = cleaned.get("category", "")
        if not category:
            return cleaned
        if speaks(category) and not cleaned.get("name") and "name" not in self.errors:
            self.add_error("name", _("Say for whom: %(what)s.") % {"what": WHAT_FITS[Category(category)]})
        if not speaks(category):
            if cleaned.get("name"):
                self.add_error("name", _("Whoever takes part for themselves speaks for none: leave this empty."))
            if not cleaned.get("institution") and "institution" not in self.errors:
                self.add_error("institution", _("Say to which institution you belong."))
        return cleaned


def day_field(label: Any, **more: Any) -> forms.DateField:
    told = {"invalid": gettext_lazy("Write a day as 2027-12-31.")}
    return forms.DateField(label=label, widget=DayWidget, input_formats=["%Y-%m-%d"], error_messages=told, **more)


def within_years(day: dt.date | None) -> dt.date | None:
    last = latest(timezone.localdate())
    if day and day > last:
        raise ValidationError(_("That is too far ahead: %(day)s at the latest.") % {"day": last.isoformat()})
    return day


class ConfirmForm(forms.Form):
    until = day_field(
        gettext_lazy("Until"),
        help_text=gettext_lazy("The last day as a member, as 2027-12-31. Empty: until somebody ends it."),
        required=False,
    )

    def clean_until(self) -> dt.date | None:
        until = within_years(self.cleaned_data["until"])
        if until and until < timezone.localdate():
            raise ValidationError(_("Choose today or a day to come."))
        return until


class DeclineForm(forms.Form):
    answer = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("The person reads it. 2000 characters at most."),
        error_messages={"required": gettext_lazy("Say why: the person reads it.")},
        max_length=LONGEST_ANSWER,
        widget=LinesWidget(attrs={"maxlength": LONGEST_ANSWER}),
    )


class EndForm(forms.Form):
    on = day_field(
        gettext_lazy("Last day as a member"),
        help_text=gettext_lazy("Yesterday: it ends at once. A later day than before prolongs it."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("The member reads it. 2000 characters at most."),
        error_messages={"required": gettext_lazy("Say why: the member reads it.")},
        max_length=LONGEST_ANSWER,
        widget=LinesWidget(attrs={"maxlength": LONGEST_ANSWER}),
    )

    def __init__(self, *args: Any, starts: dt.date | None, **kwargs: Any) -> None:
        self.yesterday = timezone.localdate() - dt.timedelta(days=1)
        kwargs.setdefault("initial", {"on": self.yesterday})
        super().__init__(*args, **kwargs)
        self.first = min(starts or self.yesterday, self.yesterday)

    def clean_on(self) -> dt.date | None:
        on = within_years(self.cleaned_data["on"])
        if on and on < self.first:
            raise ValidationError(_("Not before %(day)s.") % {"day": self.first.isoformat()})
        return on
