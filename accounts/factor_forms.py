"""allauth's forms of the second step in the portal's words; each is named in the settings."""

from typing import Any

from allauth.mfa.base import forms as base
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy

from accounts.code_field import CodeField
from accounts.forms import word

LONGEST = 100


def name_of_key(form: forms.Form, help_text: Any) -> None:
    word(form, "name", gettext_lazy("Name of the passkey"), help_text, maxlength=str(LONGEST))
    form.fields["name"].validators.append(MaxLengthValidator(LONGEST))


class SecondStepForm(base.AuthenticateForm):
    code = CodeField()


class SecondStepAgainForm(base.ReauthenticateForm):
    code = CodeField()


class ActivateForm(totp.ActivateTOTPForm):
    code = CodeField(label=gettext_lazy("Code that the app shows"))


class AddKeyForm(webauthn.AddWebAuthnForm):
    """Each key that can be one is a passkey: it signs in by itself, and asks for the finger or the PIN."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        name_of_key(self, gettext_lazy("Such as “telephone” or “blue key”."))
        field = self.fields["passwordless"]
        field.label = gettext_lazy("Sign in with it alone")
        field.help_text = gettext_lazy(
            "It then needs no password, and asks for your finger, face or PIN. Untick this for a key that has none."
        )
        field.initial = True


class RenameKeyForm(webauthn.EditWebAuthnForm):
    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        name_of_key(self, "")
