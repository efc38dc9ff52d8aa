"""The form field of a short text by language: one box a language, the reader's languages first."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from tarepo.fields import validate_wording
from tarepo.languages import OFFICIAL


class WordingWidget(forms.Widget):
    """A text area for each official language and for any other that the value already has."""

    template_name = "admin/wording.html"
    first: tuple[str, ...] | list[str] = ("en",)  # the languages whose boxes stand open: the record's own
    title = ""  # the field's label, which each box's name begins with

    def get_context(self, name: str, value: dict | None, attrs: dict | None) -> dict:
        context = super().get_context(name, value, attrs)
        value = value if isinstance(value, dict) else {}
        others = [code for code in (*value, *self.first) if code not in OFFICIAL]
        codes = [*OFFICIAL, *dict.fromkeys(others)]
        open_ones = {*self.first, *value}
        context["widget"]["title"] = self.title
        boxes = [
            {
                "open": code in open_ones,
                "name": f"{name}__{code}",
                "id": f"{context['widget']['attrs'].get('id', name)}_{code}",
                "code": code,
                "language": OFFICIAL.get(code, code),
                "dir": "rtl" if code == "ar" else "ltr",
                "text": value.get(code, ""),
            }
            for code in codes
        ]
        context["widget"]["open"] = sorted((box for box in boxes if box["open"]), key=self._rank)
        context["widget"]["folded"] = [box for box in boxes if not box["open"]]
        return context

    def _rank(self, box: dict) -> int:
        """The original's box comes first."""
        return list(self.first).index(box["code"]) if box["code"] in self.first else len(self.first)

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> dict:
        prefix = f"{name}__"
        found = {key.removeprefix(prefix): data[key] for key in data if key.startswith(prefix)}
        return {code: text.replace("\r\n", "\n").strip() for code, text in found.items() if text.strip()}

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return not any(key.startswith(f"{name}__") for key in data)

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_{next(iter(self.first), 'en')}"


class WordingFormField(forms.Field):
    widget = WordingWidget

    def clean(self, value: dict) -> dict:
        value = super().clean(value) or {}
        validate_wording(value)
        return value

    def validate(self, value: dict) -> None:
        if self.required and not value:
            raise ValidationError(self.error_messages["required"], code="required")

    def has_changed(self, initial: dict | None, data: dict | None) -> bool:
        return (initial or {}) != (data or {})
