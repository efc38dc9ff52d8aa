"""Codes of digits, as they come by mail and from an app."""

import unicodedata
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy


class CodeField(forms.CharField):
    """Digits of any script count as what they mean: an Arabic keyboard writes ١٢٣."""

    def __init__(self, **options: Any) -> None:
        attributes = {"autocomplete": "one-time-code", "inputmode": "numeric", "dir": "ltr"}
        super().__init__(
            max_length=100, widget=forms.TextInput(attrs=attributes), **{"label": gettext_lazy("Code"), **options}
        )

    def to_python(self, value: Any) -> str:
        return "".join(_digit(character) for character in super().to_python(value) or "")


def _digit(character: str) -> str:
    value = unicodedata.decimal(character, None)
    return character if value is None else str(value)
