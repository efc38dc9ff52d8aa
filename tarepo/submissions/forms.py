"""The short forms: an activity, an agreement, figures of what is published already. They work without script."""

from typing import Any, cast
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

from activities.enums import Status
from tarepo.admin.widgets import LinesWidget
from tarepo.enums import PartyRole
from tarepo.languages import language_choices
from tarepo.reading.words import content_language
from tarepo.submissions.choices import subject_choices
from tarepo.submissions.days import DayField, GoesOn, period_of
from tarepo.submissions.parties import Parties
from tarepo.submissions.rows import PART_ROLES, Unchecked, line

LONGEST_TITLE, LONGEST_TEXT, LONGEST_NOTE = 300, 5000, 2000
SUBJECTS = ("subject_1", "subject_2", "subject_3")


def lines(limit: int) -> forms.Textarea:
    return LinesWidget(attrs={"rows": 5, "maxlength": limit})


class SubmissionForm(Unchecked, forms.Form):
    """What every submission says: for whom, in which language, from where; and the note that is not published."""

    sent_key = forms.CharField(required=False, widget=forms.HiddenInput, initial=uuid4)
    party = forms.ChoiceField(label=gettext_lazy("You report for"))
    language = forms.ChoiceField(
        label=gettext_lazy("Language in which you write"), choices=lambda: language_choices("")
    )
    source_link = forms.URLField(
        label=gettext_lazy("Where it is published: link"),
        max_length=500,
        required=False,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )
    source_document = forms.CharField(
        label=gettext_lazy("Or the document, by its symbol or title"), max_length=300, required=False, widget=line(300)
    )
    note = forms.CharField(
        label=gettext_lazy("Note to the editors"),
        help_text=gettext_lazy("Not published. Whom to ask, what is still open."),
        max_length=LONGEST_NOTE,
        required=False,
        widget=lines(LONGEST_NOTE),
    )

    def __init__(self, *args: Any, speaking_for: list[tuple[str, str]], **kwargs: Any) -> None:
        initial = {"language": content_language(), "party": speaking_for[0][0] if speaking_for else ""}
        kwargs["initial"] = initial | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["party"]).choices = speaking_for
        if len(speaking_for) == 1:
            self.fields["party"].widget = forms.HiddenInput()


class RecordForm(SubmissionForm):
    """Of a record that is not there yet."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=LONGEST_TITLE, widget=line(LONGEST_TITLE))
    starts = DayField(
        label=gettext_lazy("First day"),
        help_text=gettext_lazy("As exactly as you know it: the year alone will do, and so will nothing."),
        required=False,
    )
    ends = DayField(
        label=gettext_lazy("Last day"), help_text=gettext_lazy("Empty where it is the same."), required=False
    )
    goes_on = forms.ChoiceField(label=gettext_lazy("Has it an end?"), choices=GoesOn.CHOICES, required=False)
    subject_1 = forms.ChoiceField(label=gettext_lazy("Subject"), required=False)
    subject_2 = forms.ChoiceField(label=gettext_lazy("Second subject"), required=False)
    subject_3 = forms.ChoiceField(label=gettext_lazy("Third subject"), required=False)

    def __init__(self, *args: Any, parties: Parties, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parties = parties
        choices = subject_choices()
        for name in SUBJECTS:
            cast(forms.ChoiceField, self.fields[name]).choices = choices

    def clean(self) -> dict:
        cleaned = self.cleaned_data
        if not {"starts", "ends", "goes_on"} & self.errors.keys():
            try:
                cleaned["period"] = period_of(cleaned.get("starts"), cleaned.get("ends"), cleaned.get("goes_on", ""))
            except ValidationError as error:
                self.add_error(None, error)
        return cleaned

    @property
    def subjects(self) -> list[int]:
        return [int(pk) for pk in dict.fromkeys(self.cleaned_data.get(name) for name in SUBJECTS) if pk]


class ActivityForm(RecordForm):
    summary = forms.CharField(
        label=gettext_lazy("What happened, or is planned"),
        help_text=gettext_lazy("In a few sentences, 5000 characters at most."),
        max_length=LONGEST_TEXT,
        required=False,
        widget=lines(LONGEST_TEXT),
    )
    status = forms.ChoiceField(
        label=gettext_lazy("Status"), choices=Status.choices, initial=Status.NOT_STATED, required=False
    )
    venue = forms.CharField(
        label=gettext_lazy("Place (town, building)"), max_length=200, required=False, widget=line(200)
    )
    own_role = forms.ChoiceField(
        label=gettext_lazy("Your part in it"),
        choices=[(role.value, role.label) for role in PART_ROLES],
        initial=PartyRole.BENEFICIARY,
    )


class AgreementForm(RecordForm):
    summary = forms.CharField(
        label=gettext_lazy("What was agreed"),
        help_text=gettext_lazy("In a few sentences, 5000 characters at most."),
        max_length=LONGEST_TEXT,
        required=False,
        widget=lines(LONGEST_TEXT),
    )
    objective = forms.CharField(
        label=gettext_lazy("Scope"),
        help_text=gettext_lazy("What it covers; 5000 characters at most."),
        max_length=LONGEST_TEXT,
        required=False,
        widget=lines(LONGEST_TEXT),
    )
    description = forms.CharField(
        label=gettext_lazy("Plan"),
        help_text=gettext_lazy("The plan that was agreed, by its name or in words; 5000 characters at most."),
        max_length=LONGEST_TEXT,
        required=False,
        widget=lines(LONGEST_TEXT),
    )


class FiguresForm(SubmissionForm):
    """The rows say the rest."""
