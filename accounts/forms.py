"""allauth's forms in the portal's words; each is named in the settings."""

from typing import Any

from allauth.account import forms as theirs
from django import forms
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy

from accounts.code_field import CodeField
from accounts.models import User

ADDRESS = gettext_lazy("E-mail address")
PASSWORD = gettext_lazy("Password")
NEW_PASSWORD = gettext_lazy("New password")
HOW_LONG = gettext_lazy("At least 8 characters. Three or four words that do not belong together are easy to remember.")


def word(form: forms.Form, name: str, label: Any, help_text: Any = "", **attributes: str) -> None:
    """Label a field, and leave out the placeholder that says the same."""
    field = form.fields[name]
    field.label, field.help_text = label, help_text
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs.update(attributes)


class SignInForm(theirs.LoginForm):
    """Says the same whatever is wrong: nobody learns from it who has an account."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        word(self, "login", ADDRESS, autocomplete="username")
        word(self, "password", PASSWORD)


class SignUpForm(theirs.SignupForm):
    account_already_exists: bool

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        word(self, "email", ADDRESS, gettext_lazy("We send a code there, to be sure that it is yours."))
        word(self, "password1", PASSWORD, HOW_LONG)

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        """As much work where the address has an account, so that time tells nothing."""
        if self.account_already_exists:
            User().set_password(self.cleaned_data["password1"])
            return super().try_save(request)
        try:
            with transaction.atomic():
                return super().try_save(request)
        except IntegrityError:  # somebody signed up with this address in the same moment
            self.account_already_exists = True
            return super().try_save(request)


class AskCodeForm(theirs.RequestLoginCodeForm):
    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        word(self, "email", ADDRESS, autocomplete="username")


class LoginCodeForm(theirs.ConfirmLoginCodeForm):
    code = CodeField()


class EmailCodeForm(theirs.ConfirmEmailVerificationCodeForm):
    code = CodeField()


class ResetCodeForm(theirs.ConfirmPasswordResetCodeForm):
    code = CodeField()


class AgainCodeForm(theirs.ConfirmReauthenticationCodeForm):
    code = CodeField()


class AddAddressForm(theirs.AddEmailForm):
    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        word(self, "email", ADDRESS, gettext_lazy("We send a code there, to be sure that it is yours."))


class ChangePasswordForm(theirs.ChangePasswordForm):
    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        word(self, "oldpassword", gettext_lazy("Password until now"))
        word(self, "password1", NEW_PASSWORD, HOW_LONG)
        del self.fields["password2"]  # a slip is mended by a code that comes by mail


class SetPasswordForm(theirs.SetPasswordForm):
    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        word(self, "password1", PASSWORD, HOW_LONG)
        del self.fields["password2"]


class AskResetForm(theirs.ResetPasswordForm):
    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        word(self, "email", ADDRESS, autocomplete="username")


class NewPasswordForm(theirs.ResetPasswordKeyForm):
    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        word(self, "password1", NEW_PASSWORD, HOW_LONG)
        del self.fields["password2"]


class AgainForm(theirs.ReauthenticateForm):
    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        word(self, "password", PASSWORD)
