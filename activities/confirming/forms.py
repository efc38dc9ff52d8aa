"""One answer to one part."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

LONGEST_NOTE = 2000
ANSWERS = [("confirm", ""), ("dispute", ""), ("withdraw", "")]


class AnswerForm(forms.Form):
    """The button that was pressed, and why: a dispute needs a reason."""

    seen = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
    answer = forms.ChoiceField(choices=ANSWERS)
    note = forms.CharField(
        label=gettext_lazy("Why it is not so"),
        help_text=gettext_lazy(
            "Which part is wrong, and what it should say. The editors, the coordinator and your own side read it;"
            " it is not published."
        ),
        max_length=LONGEST_NOTE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )

    def clean(self) -> dict:
        cleaned = self.cleaned_data
        if cleaned.get("answer") == "dispute" and not cleaned.get("note") and "note" not in self.errors:
            self.add_error("note", ValidationError(_("Say why: the editors have to know what to mend.")))
        return cleaned

    def again(self, seen: str) -> "AnswerForm":
        """With what was typed, for what the page shows now."""
        return AnswerForm(initial={"seen": seen, "note": self.cleaned_data.get("note", "")})
