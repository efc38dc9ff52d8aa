"""The form field of several codes in one text (fields.py)."""

from typing import Any

from django import forms

from tarepo.fields import split_codes


class ListedFormField(forms.MultipleChoiceField):
    """Boxes to tick; what is sent becomes one text again, in the order of the choices."""

    widget = forms.CheckboxSelectMultiple

    def prepare_value(self, value: Any) -> Any:
        return split_codes(value) if isinstance(value, str) else value

    def clean(self, value: Any) -> str:
        ticked = super().clean(value)
        choices: Any = self.choices
        return ",".join(code for code, _label in choices if code in ticked)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(split_codes(initial or ""), data)
