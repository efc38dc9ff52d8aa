"""Forms and formsets of what a record has several of."""

from collections import Counter

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tarepo.admin.originals import Original, mark_translations, put_beside
from tarepo.admin.widgets import TextLine, TextLines, show_first
from tarepo.enums import TextStatus
from tarepo.languages import OFFICIAL, language_choices
from tarepo.models import Text


class RowForm(forms.ModelForm):
    """A row that was added and left alone is none."""

    # The row that it was until somebody took that away (both.py).
    sent_was = forms.CharField(required=False, widget=forms.HiddenInput)

    def has_changed(self) -> bool:
        """A choice alone is no row where something has to be written: its list stood on something from the start."""
        changed = super().has_changed()
        if not changed or self.instance.pk or not self.empty_permitted:
            return changed
        only_choices = all(is_choice(self.fields[name]) for name in self.changed_data)
        return not (only_choices and any(field.required and not is_choice(field) for field in self.fields.values()))


def is_choice(field: forms.Field) -> bool:
    """A short list or a box; records and persons are looked for, which nobody does by accident."""
    looked_for = isinstance(field, forms.ModelChoiceField)
    return isinstance(field, (forms.ChoiceField, forms.BooleanField)) and not looked_for


class PartForm(RowForm):
    """A row without a place of its own goes to the end."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        if "order" in self.fields:
            self.fields["order"].required = False
            if not self.instance.pk:
                self.fields["order"].initial = None


class RowsFormSet(forms.BaseInlineFormSet):
    languages: list[str] | tuple[str, ...] = ("en",)  # of the record's texts

    @property
    def empty_form(self) -> forms.ModelForm:
        """The row that the browser copies when another is added."""
        form = super().empty_form
        show_first(list(form), self.languages)
        return form


class PartFormSet(RowsFormSet):
    """Rows in the order in which they stand in the form, where nobody gives them another."""

    def clean(self) -> None:
        super().clean()
        last = max((getattr(form.instance, "order", None) or 0 for form in self.initial_forms), default=-1)
        for form in self.forms:
            given = getattr(form, "cleaned_data", {})
            if "order" in form.fields and given and given.get("order") is None:
                last += 1
                form.instance.order = last


class FileForm(PartForm):
    """A part with a file, which can be sent along."""

    upload = forms.FileField(label=gettext_lazy("new file"), required=False)


class DetailForm(RowForm):
    """What only consent opens, and consent is given to a text as it stands."""

    class Meta:
        help_texts = {
            "text": gettext_lazy("A consent holds for this text: whoever changes it asks the beneficiaries again.")
        }


class TextForm(RowForm):
    """All of a record's running text in one language; a translation stands beside its original (originals.py)."""

    is_outdated = False  # the original changed since
    made_from: int | None = None

    language = forms.ChoiceField(label=capfirst(Text._meta.get_field("language").verbose_name))
    same_again = forms.BooleanField(label=gettext_lazy("This text says the same as the original again"), required=False)

    class Meta:
        widgets = {name: TextLines() for name in Text.BODY} | {
            **{name: TextLines({"rows": 1}) for name in ("title", "other_title")},
            **{name: TextLines({"rows": 6}) for name in ("description", "outcomes")},
            "short_title": TextLine(),
        }

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = language_choices(self.instance.language)
        if not self.instance.pk:
            self.fields["language"].initial = "en"
        self.fields["title"].error_messages["required"] = _("Give it a title: a text without one is not saved.")

    def validate_constraints(self) -> None:
        """The formset sees all texts at once: the database still has the statuses that this very form changes."""


class TextFormSet(RowsFormSet):
    original: Original | None = None  # as the form has it; set when it is shown
    taken: list[str] | tuple[str, ...] = ()  # the languages in which there is a text

    @property
    def empty_form(self) -> forms.ModelForm:
        """Where there is an original, the next text is a translation into the next language."""
        form = super().empty_form
        if self.original:
            put_beside(form, self.original, None)
            form.fields["status"].initial = TextStatus.NOT_STATED
            form.fields["language"].initial = next((code for code in OFFICIAL if code not in self.taken), "en")
        return form

    def clean(self) -> None:
        kept = [form.cleaned_data for form in self.forms if form.is_valid() and form.cleaned_data]
        kept = [values for values in kept if not values.get("DELETE")]
        if not kept and not any(self.errors) and self.management_form.is_valid():
            raise ValidationError(_("It needs a title in one language at least."))
        self.instance.title_typed = lead_title(kept)
        twice = [code for code, times in Counter(values["language"] for values in kept).items() if times > 1]
        if twice:
            names = dict(pair for group in language_choices("") for pair in group[1])
            raise ValidationError(
                _("There are two texts in “%(language)s”. A record has one in each language.")
                % {"language": names.get(twice[0], twice[0])}
            )
        if sum(values["status"] == TextStatus.ORIGINAL for values in kept) > 1:
            raise ValidationError(_("Two texts are marked as the original. Only one can be."))
        super().clean()

    def save(self, commit: bool = True) -> list[models.Model]:
        """An original that becomes something else goes first: the database never has two."""
        former = [
            form.instance.pk
            for form in self.initial_forms
            if form.initial.get("status") == TextStatus.ORIGINAL
            and ("status" in form.changed_data or form in self.deleted_forms)
        ]
        Text.objects.filter(Q(pk__in=former)).update(status=TextStatus.NOT_STATED)
        marking = mark_translations(self)
        saved = super().save(commit)
        marking.write()
        return saved


def lead_title(texts: list[dict]) -> str:
    """The English title, else the original's, else any: what a readable reference is made of."""
    ranked = sorted(texts, key=lambda text: (text["language"] != "en", text["status"] != TextStatus.ORIGINAL))
    return ranked[0]["title"] if ranked else ""
