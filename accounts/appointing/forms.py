"""The form of an appointment: the party by its typed name, the person by the address of their account."""

import datetime as dt
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.appointing.rules import problems
from accounts.enums import RoleName
from accounts.membership.forms import day_field
from accounts.models import Role, User
from tarepo.submissions.rows import PartyForm, line

FORM_FIELD = {"party": "name"}  # a problem of the rules → the field where it is mended


class AppointForm(PartyForm):
    sent_key = forms.CharField(required=False, widget=forms.HiddenInput, initial=uuid4)
    email = forms.EmailField(
        label=gettext_lazy("E-mail address of their account"),
        max_length=254,
        widget=forms.EmailInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )
    institution = forms.CharField(label=gettext_lazy("Institution"), max_length=200, required=False, widget=line(200))
    scope = forms.CharField(
        label=gettext_lazy("Scope"),
        help_text=gettext_lazy("What for: “patents”. Empty: all."),
        max_length=200,
        required=False,
        widget=line(200),
    )
    deputy_email = forms.EmailField(
        label=gettext_lazy("Deputy of (e-mail address)"),
        help_text=gettext_lazy("Of a focal point of the same party. Empty for whoever is no deputy."),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )
    starts = day_field(gettext_lazy("From"), initial=timezone.localdate)
    ends = day_field(
        gettext_lazy("To"), help_text=gettext_lazy("The last day. Empty: until another communication."), required=False
    )
    letter = forms.CharField(
        label=gettext_lazy("Reference of the official communication"),
        help_text=gettext_lazy("Note verbale or letter, as it is filed. Kept, and never shown to readers."),
        max_length=200,
        widget=line(200),
    )
    field_order = (
        *("name", "choice", "email", "institution", "scope", "deputy_email"),
        *("starts", "ends", "letter", "sent_key"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True

    @property
    def beside(self) -> list[tuple[str, str]]:
        return []

    @property
    def unclear(self) -> tuple[str, str]:
        several, _none = super().unclear
        return several, _("Nobody of the name “%(name)s” is in the portal. Mend the name, or enter the organisation.")

    def clean_email(self) -> str:
        email = self.cleaned_data["email"].strip().lower()
        self.cleaned_data["user"] = User.objects.filter(email=email, is_active=True).first()
        if self.cleaned_data["user"] is None:
            raise ValidationError(
                _("No active account has this address. Ask them to sign up first; then appoint them here.")
            )
        return email

    def clean(self) -> dict:
        cleaned = super().clean()
        if "choice" in self.errors and not self.found.choices:
            self.add_error("name", self.errors.pop("choice").as_data())
        party = cleaned.get("party")
        cleaned["deputy_of"] = self._deputy_of(party, cleaned.get("deputy_email", ""))
        if self.errors:
            return cleaned
        wrong = problems(
            user=cleaned["user"].pk,
            party=party,
            letter=cleaned["letter"],
            starts=cleaned["starts"],
            ends=cleaned["ends"],
            deputy_of=cleaned["deputy_of"],
        )
        for name, sentence in wrong.items():
            field = {"deputy_of": "deputy_email"}.get(name, FORM_FIELD.get(name, name))
            self.add_error(field, sentence)
        return cleaned

    def _deputy_of(self, party: int | None, email: str) -> Role | None:
        """The appointment for which somebody stands in: one that has not ended."""
        if not email or not party:
            return None
        today = timezone.localdate()
        rows = Role.objects.filter(name=RoleName.FOCAL_POINT, party=party, user__email=email.strip().lower())
        found = rows.exclude(ends__lt=today).order_by("pk").first()
        if found is None:
            self.add_error("deputy_email", _("Nobody with this address is a focal point of this party."))
        return found


class EndForm(forms.Form):
    on = day_field(
        gettext_lazy("Last day"), help_text=gettext_lazy("Yesterday: it ends at once. A longer one needs a new letter.")
    )

    def __init__(self, *args: Any, role: Role, **kwargs: Any) -> None:
        self.role, self.yesterday = role, timezone.localdate() - dt.timedelta(days=1)
        kwargs.setdefault("initial", {"on": self.yesterday})
        super().__init__(*args, **kwargs)

    def clean_on(self) -> dt.date:
        on = self.cleaned_data["on"]
        if on < self.yesterday:
            raise ValidationError(_("Not before yesterday: who they were until now stays on record."))
        if self.role.ends and on >= self.role.ends:
            raise ValidationError(_("It ends on %(day)s already.") % {"day": self.role.ends.isoformat()})
        return on
