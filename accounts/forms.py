from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy


class SignInForm(AuthenticationForm):
    """Says the same whatever is wrong: nobody learns from it who has an account."""

    username = forms.EmailField(
        label=gettext_lazy("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "username"})
    )
    error_messages = {
        "invalid_login": gettext_lazy("The address and the password do not belong together. Check both and try again."),
    }
