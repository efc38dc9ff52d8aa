"""What signing up asks for besides address and password. Alone here: allauth's forms are made from it."""

from unicodedata import category

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User

LINE_BREAKING = {"Cc", "Zl", "Zp"}  # control characters, and separators of lines and paragraphs


class NameForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Your name"),
        max_length=200,
        help_text=gettext_lazy("First name and family name, as colleagues know you."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ["name", "email", "password1"]

    def clean_name(self) -> str:
        """Others read it in mails: no line of a stranger's making stands there, and no address."""
        name = self.cleaned_data["name"]
        if "://" in name or any(category(char) in LINE_BREAKING for char in name):
            raise forms.ValidationError(_("Write your name alone, in one line and without addresses of pages."))
        return name

    def signup(self, request: HttpRequest, user: User) -> None:
        """Called once the account is made."""
        user.name = self.cleaned_data["name"]
        user.save(update_fields=["name"])
