"""Giving an answer to what waits: the form, and the change in which the sort's own verb runs."""

from collections.abc import Collection

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.awaiting.sorts import Choice, Item, Sort
from accounts.models import User
from tarepo.changes import change

LONGEST_REASON = 2000
LONGEST_SEEN = 64


class AnswerForm(forms.Form):
    """One of the choices, and why; the reason is asked for only where a choice needs one."""

    choice = forms.ChoiceField()
    seen = forms.CharField(required=False, max_length=LONGEST_SEEN, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        required=False,
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": LONGEST_REASON}),
    )

    def __init__(self, *args: object, choices: Collection[Choice], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.given = {choice.value: choice for choice in choices}
        refusals = {
            "required": _("Press one of the buttons."),
            "invalid_choice": _("This is no answer here: choose one."),
        }
        self.fields["choice"] = forms.ChoiceField(
            choices=[(choice.value, choice.label) for choice in choices], error_messages=refusals
        )
        needing = [str(choice.label) for choice in choices if choice.needs_reason]
        if not needing:
            del self.fields["reason"]
            return
        told = _("Whoever asked reads it.")
        if len(needing) < len(choices):
            told = _("Only needed for: %(choices)s.") % {"choices": "; ".join(needing)} + f" {told}"
        self.fields["reason"].help_text = told

    def clean(self) -> dict | None:
        cleaned = super().clean() or self.cleaned_data
        choice = self.given.get(cleaned.get("choice", ""))
        if choice and choice.needs_reason and not cleaned.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Say why: this answer needs a reason."))
        return cleaned

    @property
    def answer(self) -> dict[str, str]:
        """What the verb is given; a reason also where the choice needs none."""
        return {"choice": self.cleaned_data["choice"], "reason": self.cleaned_data.get("reason", "")}


def give(*, user: User, sort: Sort, item: Item, form: AnswerForm, by_link: bool = False) -> str | None:
    """Answer one item in a change of its own; what was done, in a sentence. None: the form says why it was not.

    What the change says of it names neither the item nor the answer: consents stand in no history.
    """
    why = _("answered through a signed link: %(what)s") if by_link else _("answered what waited: %(what)s")
    try:
        with change(by=user, why=why % {"what": f"{sort.name} {item.pk}"}):
            return sort.answer(user=user, pk=item.pk, **form.answer, **seen_of(item, form.cleaned_data["seen"]))
    except ValidationError as error:
        form.add_error(None, error.messages)
        return None


def seen_of(item: Item, sent: str) -> dict[str, str]:
    """What was shown, as the page that was sent repeats it; nothing for sorts that do not ask for it."""
    return {"seen": sent} if item.seen else {}
