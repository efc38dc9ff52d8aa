"""Model fields that every app uses."""

import re
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
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


class ListedField(models.CharField):
    """Several codes in one text, by commas in the order given: "en,fr,es".

    choices_of: an enumeration whose values they are; each: a validator of one code.
    """

    def __init__(
        self, *args: Any, choices_of: Any = None, each: Callable[[str], None] | None = None, **kwargs: Any
    ) -> None:
        self.choices_of, self.each = choices_of, each
        kwargs.setdefault("max_length", 200)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def validate(self, value: Any, model_instance: Any) -> None:
        super().validate(value, model_instance)
        codes = split_codes(value)
        if len(set(codes)) < len(codes):
            raise ValidationError(_("Each stands here once."))
        for code in codes:
            if self.choices_of is not None and code not in self.choices_of.values:
                raise ValidationError(_("“%(code)s” is none of the choices."), params={"code": code})
            if self.each:
                self.each(code)

    def formfield(self, **kwargs: Any) -> Any:
        from tarepo.listed import ListedFormField

        return ListedFormField(
            choices=list(self.labels().items()),
            required=False,
            label=capfirst(self.verbose_name),
            help_text=self.help_text,
        )

    def labels(self) -> dict[str, Any]:
        """What each code is called; of languages, the six."""
        from tarepo.languages import OFFICIAL

        return dict(self.choices_of.choices) if self.choices_of is not None else dict(OFFICIAL)


def split_codes(value: str) -> list[str]:
    """The codes of a ListedField's text."""
    return [code for code in value.split(",") if code]
