"""What a report is on, and a paragraph written by hand."""

import datetime as dt
from typing import Any, cast
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.membership.forms import day_field
from reference.models import Session
from tarepo.admin.widgets import LinesWidget
from tarepo.labels import labelled
from tarepo.languages import OFFICIAL
from tarepo.submissions.rows import line
from webinars.enums import ReportSubject
from webinars.models import CommitteeReport
from webinars.reporting.blocks import MARK

FIRST_YEAR, LAST_YEAR = 1970, 2100
MOST_YEARS = 10
LONGEST_TEXT = 20_000
FIELDS = ("subject", "starts", "ends", "language", "symbol", "session", "dated")


class ReportForm(forms.ModelForm):
    """The period as a year, or from one day to another."""

    sent_key = forms.CharField(required=False, widget=forms.HiddenInput, initial=uuid4)
    subject = forms.ChoiceField(label=gettext_lazy("On"), choices=ReportSubject.choices)
    year = forms.IntegerField(
        label=gettext_lazy("Year"),
        required=False,
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        help_text=gettext_lazy("The whole year; or write the first and the last day below."),
    )
    starts = day_field(gettext_lazy("From"), required=False)
    ends = day_field(gettext_lazy("To"), required=False)
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=[*OFFICIAL.items()], initial="en")
    symbol = forms.CharField(
        label=gettext_lazy("Symbol"),
        required=False,
        max_length=60,
        widget=line(60, dir="ltr"),
        help_text=gettext_lazy("Where it is not known yet, a marked blank is printed; the same for session and date."),
    )
    session = forms.ModelChoiceField(
        label=gettext_lazy("Session"),
        queryset=Session.objects.none(),
        required=False,
        help_text=gettext_lazy("One that is missing is entered under “Sessions” first, as a record of its own."),
    )
    dated = day_field(gettext_lazy("Date of the document"), required=False)

    class Meta:
        model = CommitteeReport
        fields = FIELDS

    field_order = ("subject", "year", *FIELDS[1:], "sent_key")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ModelChoiceField, self.fields["session"]).queryset = labelled(Session.objects.all()).order_by(
            "-starts", "-pk"
        )
        if not self.instance.pk:
            self.fields["year"].initial = timezone.localdate().year - 1

    def clean_dated(self) -> dt.date | None:
        day = self.cleaned_data["dated"]
        if day and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise ValidationError(_("The date of the document is out of reach."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        starts, ends, year = cleaned.get("starts"), cleaned.get("ends"), cleaned.get("year")
        if {"starts", "ends", "year"} & self.errors.keys():
            return cleaned
        if year and not starts and not ends:
            starts, ends = dt.date(year, 1, 1), dt.date(year, 12, 31)
        if not starts or not ends:
            self.add_error("year", _("Write a year, or both the first and the last day."))
        elif year and (starts.year, ends.year) != (year, year):
            self.add_error("year", _("The year and the days do not fit: write one or the other."))
        elif ends < starts:
            self.add_error("ends", _("The period ends before it begins."))
        elif not (starts.year >= FIRST_YEAR and ends.year <= LAST_YEAR and ends.year - starts.year < MOST_YEARS):
            values = {"first": FIRST_YEAR, "last": LAST_YEAR, "most": MOST_YEARS}
            self.add_error("starts", _("A report is on %(most)s years at most, from %(first)s to %(last)s.") % values)
        cleaned["starts"], cleaned["ends"] = starts, ends
        return cleaned


class TextForm(forms.Form):
    """A paragraph by hand. notes: the keys of the footnotes that it may call."""

    text = forms.CharField(
        label=gettext_lazy("Text written by hand"),
        max_length=LONGEST_TEXT,
        widget=LinesWidget({"rows": 8, "dir": "auto"}),
        help_text=gettext_lazy(
            "[^…] calls a footnote: keep it where the footnote is to stand. [[…]] is a blank that is still to be filled"
            " in. Both are listed below."
        ),
    )
    based_on = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)
    seen = forms.CharField(widget=forms.HiddenInput, max_length=LONGEST_TEXT, required=False, strip=False)

    def __init__(self, *args: Any, notes: set[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.notes = notes

    def clean_text(self) -> str:
        text = self.cleaned_data["text"].replace("\r\n", "\n").strip()
        called = [mark["note"] for mark in MARK.finditer(text) if mark["note"]]
        unknown = sorted({key for key in called if key not in self.notes})
        if unknown:
            raise ValidationError(
                _("This report has no footnote “%(key)s”: its footnotes are listed below.") % {"key": unknown[0][:60]}
            )
        return text

    def clean_seen(self) -> str:
        return self.cleaned_data["seen"].replace("\r\n", "\n")
