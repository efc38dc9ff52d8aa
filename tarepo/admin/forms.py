"""What every form of the office carries besides its fields: its own key, what it was made from, and a reason."""

import datetime as dt
from functools import cached_property
from uuid import UUID, uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tarepo.admin.both_shown import Meeting
from tarepo.admin.widgets import LinesWidget
from tarepo.content import Content, read_content
from tarepo.enums import State
from tarepo.models import Record

LONGEST_REASON = 500
LONGEST_REQUEST = 200
LONGEST_ANSWER = 2000


class SentForm(forms.ModelForm):
    """Carries the state that it was filled in from, and is never saved on top of what somebody else saved unseen."""

    refusal = ""  # a sentence with which the database refused the same form a moment ago
    meeting: Meeting | None = None  # somebody saved since the form was opened: both edits, to be looked at

    sent_key = forms.CharField(required=False, widget=forms.HiddenInput, initial=uuid4)
    sent_seen = forms.CharField(required=False, widget=forms.HiddenInput)  # what it was filled in from: both.py
    sent_why = forms.CharField(
        required=False,
        max_length=LONGEST_REASON,
        label=gettext_lazy("Reason for this change"),
        help_text=gettext_lazy("Kept in the history. Colleagues thank you for it."),
    )

    sent_requested_by = forms.CharField(
        required=False,
        max_length=LONGEST_REQUEST,
        label=gettext_lazy("On request of"),
        help_text=gettext_lazy("Who asked for it: a letter, a mission, a colleague."),
    )

    @cached_property
    def content(self) -> Content:
        """What the saved record says; empty for one that is new."""
        saved = isinstance(self.instance, Record) and self.instance.pk
        return read_content(self.instance.kind, self.instance.pk) if saved else {}

    def clean(self) -> dict | None:
        cleaned = super().clean()
        if self.refusal:
            self.add_error(None, self.refusal)
        elif self.meeting:
            self.add_error(
                None,
                _(
                    "Somebody saved this while you were writing. Nothing was saved over theirs, and nothing of yours is"
                    " lost: look at both below, choose where both of you changed the same, and save again."
                ),
            )
        return cleaned


def sent_key(data: dict) -> UUID:
    """The key that the form was given; a new one where it has none or a false one."""
    try:
        return UUID(data.get("sent_key", ""))
    except ValueError:
        return uuid4()


def sent_reason(data: dict, otherwise: str = "") -> str:
    """The reason that was given; without one, what the button did."""
    reason = data.get("sent_why", "").replace("\x00", "").strip()
    done = {"_publish": _("published"), "_review": _("sent to review"), "_draft": _("taken back to draft")}
    pressed = next((told for button, told in done.items() if button in data), otherwise or _("edited in the admin"))
    return reason[:LONGEST_REASON] or pressed


def sent_request(data: dict) -> str:
    """On whose request."""
    return data.get("sent_requested_by", "").replace("\x00", "").strip()[:LONGEST_REQUEST]


class RecordForm(SentForm):
    """A record's own columns."""

    sent_answer = forms.CharField(
        required=False,
        max_length=LONGEST_ANSWER,
        widget=LinesWidget({"rows": 2}),
        label=gettext_lazy("Answer, where it goes back to draft"),
        help_text=gettext_lazy("What is still to be done. It is kept with the note, and mailed to whoever asked."),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        if "publish_on" in self.fields:
            self.fields["publish_on"].help_text = _(
                "A day to come. As it begins, whatever stands here then is published, if nothing is missing."
            )

    def clean_publish_on(self) -> dt.date | None:
        """A day that stood there already may have passed: nobody is kept from saving by it."""
        day = self.cleaned_data.get("publish_on")
        if day and day != self.initial.get("publish_on"):
            if day <= timezone.localdate():
                raise forms.ValidationError(_("Choose a day to come. To publish now, press “Save and publish”."))
            if self.instance.state == State.ARCHIVED:
                raise forms.ValidationError(_("It is archived. Take it back to draft first, and then set a day."))
        return day

    def clean_reference(self) -> str:
        reference = self.cleaned_data.get("reference", "")
        kind = self.instance.kind or self.instance.KIND
        taken = Record.objects.filter(kind=kind, reference=reference).exclude(pk=self.instance.pk)
        if reference and taken.exists():
            raise forms.ValidationError(_("Another record of this kind has this reference."))
        return reference
