"""Model fields that every app uses."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

# BCP 47, as far as a record's text needs it: a language, perhaps a script, perhaps a region.
LANGUAGE_CODE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?")


def validate_language_code(code: str) -> None:
    if not isinstance(code, str) or not LANGUAGE_CODE.fullmatch(code):
        raise ValidationError(_("“%(code)s” is not a language code such as en, zh or pt-BR."), params={"code": code})


def validate_wording(value: object) -> None:
    """Refuse anything but {language code: text}, with at least one text and no empty one."""
    if not isinstance(value, dict):
        raise ValidationError(_("A text is given by language."))
    for code, text in value.items():
        validate_language_code(code)
        if not isinstance(text, str) or not text.strip():
            raise ValidationError(_("The text in “%(code)s” is empty."), params={"code": code})
        if "\x00" in text:
            raise ValidationError(_("The text in “%(code)s” has a null character."), params={"code": code})


class WordingField(models.JSONField):
    """A short text by language: {"en": "…", "es": "…"}.

    Its status (original, official, …) is that of the record's Text in the same language.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", dict)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)
        if validate_wording not in self.default_validators:
            self.default_validators = [*self.default_validators, validate_wording]

    def formfield(self, **kwargs: Any) -> Any:
        from tarepo.wording import WordingFormField

        return super(models.JSONField, self).formfield(form_class=WordingFormField, **kwargs)


class LinkField(models.URLField):
    """A web address; one typed without a scheme is taken as https."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 500)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(assume_scheme="https", **kwargs)
