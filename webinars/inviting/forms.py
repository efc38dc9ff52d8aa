"""The form of an invitation, and what is wrong, or unusual, with its text."""

import hashlib
import json
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tarepo.admin.widgets import LinesWidget
from tarepo.languages import OFFICIAL
from webinars.inviting.mails import LONGEST_SUBJECT, Wording, leads_there
from webinars.inviting.text import check_braces
from webinars.models import ContactGroup


class InvitationForm(forms.Form):
    groups = forms.ModelMultipleChoiceField(
        ContactGroup.objects.all(),
        label=gettext_lazy("Groups"),
        help_text=gettext_lazy("Groups and their addresses are kept under “Contacts”, at the head of the desk."),
        widget=forms.CheckboxSelectMultiple,
    )
    only = forms.ChoiceField(
        label=gettext_lazy("Contacts of the language"),
        choices=[("", gettext_lazy("any")), *OFFICIAL.items()],
        required=False,
    )
    again = forms.BooleanField(label=gettext_lazy("Also those who were invited to it before"), required=False)
    subject = forms.CharField(
        label=gettext_lazy("Subject"), max_length=LONGEST_SUBJECT, widget=forms.TextInput({"dir": "auto"})
    )
    body = forms.CharField(
        label=gettext_lazy("Text"),
        max_length=10000,
        widget=LinesWidget({"rows": 14, "dir": "auto"}),
        help_text=gettext_lazy(
            "{link} becomes the address of the webinar’s page, in the language of the contact; {name} becomes the name"
            " of the contact."
        ),
    )
    language = forms.ChoiceField(choices=list(OFFICIAL.items()), widget=forms.HiddenInput)

    def clean_subject(self) -> str:
        check_braces(self.cleaned_data["subject"])
        return self.cleaned_data["subject"]

    def clean_body(self) -> str:
        check_braces(self.cleaned_data["body"])
        return self.cleaned_data["body"]

    def warn(self, slug: str) -> None:
        """Of what can be sent, and seldom is meant, at its field. Only of a valid form."""
        if not leads_there(self.cleaned_data["body"], slug):
            self.fields["body"].notice = _(  # type: ignore[attr-defined]
                "The text does not lead to the page of the webinar. Write {link} where its address belongs."
            )

    def wording(self) -> Wording:
        """Of a valid form."""
        return Wording(*(self.cleaned_data[name] for name in ("subject", "body", "language")))

    def digest(self) -> str:
        """Of what is sent to whom, as a valid form says it: by it the button knows what was looked at."""
        values = self.cleaned_data
        groups = sorted(group.pk for group in values["groups"])
        said: list[Any] = [*self.wording(), values["only"], values["again"], groups]
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:32]
