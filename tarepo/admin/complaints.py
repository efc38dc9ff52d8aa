"""What is wrong in a form that was refused, for the list at its head: where, what, and the way to the field."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib.admin.helpers import AdminForm, InlineAdminFormSet
from django.forms import BaseForm
from django.forms.forms import NON_FIELD_ERRORS
from django.utils.text import capfirst


@dataclass(frozen=True)
class Complaint:
    where: list[str]  # the section, the row, the field
    sentence: str
    id: str  # of the field, or of its section


def complaints(context: dict) -> list[Complaint]:
    """All of the page's, in its order. What is about the whole form stands beside the list, without a link."""
    formsets = context["inline_admin_formsets"]
    leading = [formset for formset in formsets if getattr(formset.opts, "leading", False)]
    found = [entry for formset in leading for entry in _of_rows(formset)]
    found += _of_record(context["adminform"])
    return found + [entry for formset in formsets if formset not in leading for entry in _of_rows(formset)]


def _of_record(adminform: AdminForm) -> Iterator[Complaint]:
    names = {}
    for name, options in adminform.fieldsets:
        for line in options["fields"]:
            names |= dict.fromkeys([line] if isinstance(line, str) else line, name)
    for field, sentences in adminform.form.errors.items():
        if field != NON_FIELD_ERRORS:
            where = [str(names[field])] if names.get(field) else []
            yield from _of_field(adminform.form, field, sentences, where, "content-main")


def _of_rows(formset: InlineAdminFormSet) -> Iterator[Complaint]:
    section, prefix = capfirst(formset.opts.verbose_name_plural), formset.formset.prefix
    for sentence in formset.formset.non_form_errors():
        yield Complaint([section], str(sentence), f"{prefix}-group")
    for number, row in enumerate(formset.formset.forms):
        where = [section, f"{capfirst(formset.opts.verbose_name)} #{number + 1}"]
        for field, sentences in row.errors.items():
            yield from _of_field(row, field, sentences, where, f"{prefix}-{number}")


def _of_field(form: BaseForm, field: str, sentences: list, where: list[str], around: str) -> Iterator[Complaint]:
    bound = form[field] if field in form.fields else None
    label = [str(bound.label)] if bound and not bound.is_hidden else []
    place = bound.id_for_label if bound and not bound.is_hidden else ""
    for sentence in sentences:
        yield Complaint([*where, *label], str(sentence), place or around)
