"""What signing up asks for besides address and password. Alone here: allauth's forms are made from it."""

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from accounts.models import User


class NameForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Your name"),
        max_length=200,
        help_text=gettext_lazy("First name and family name, as colleagues know you."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ["name", "email", "password1"]

    def signup(self, request: HttpRequest, user: User) -> None:
        """Called once the account is made."""
        user.name = self.cleaned_data["name"]
        user.save(update_fields=["name"])
