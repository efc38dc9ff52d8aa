"""The texts of a record's form side by side: each translation with its original, marked where that changed since."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.forms import BaseForm

from tarepo.admin.made_from import (
    UNPUBLISHED,
    Words,
    held_originals,
    unheld_originals,
    version_saying,
    words_of,
)
from tarepo.admin.widgets import Beside, WithOriginal, unwrapped
from tarepo.differences import excerpts
from tarepo.enums import TextStatus
from tarepo.models import Record, Text
from tarepo.reading.words import direction, language_name

if TYPE_CHECKING:
    from tarepo.admin.parts import TextForm, TextFormSet


@dataclass(frozen=True)
class Original:
    """The text that the others are translations of, as the form has it."""

    language: str
    words: Words
    pk: int | None = None

    def beside(self, name: str, then: Words | None) -> Beside:
        now = self.words.get(name, "")
        was = now if then is None else then.get(name, "")
        shown = excerpts(was, now) if was != now else ("", "")
        return Beside(self.language, language_name(self.language), direction(self.language), now, was != now, *shown)


def show_originals(texts: "TextFormSet", record: Record | None) -> None:
    """Two queries at most, whatever the number of texts."""
    forms = [form for form in texts.forms if form["language"].value()]
    lead = next((form for form in forms if form["status"].value() == TextStatus.ORIGINAL), None)
    if lead is None:
        return
    words = words_of({name: lead[name].value() for name in Text.BODY if name in lead.fields})
    texts.original = Original(lead["language"].value(), words, lead.instance.pk)
    texts.taken = [form["language"].value() for form in forms]
    translations = [form for form in forms if form is not lead]
    bases = _bases(texts.original, record, translations) if record else {}
    for form in translations:
        put_beside(form, texts.original, bases.get(form.instance.pk))


def put_beside(form: "TextForm", original: Original, then: Words | None) -> None:
    form.is_outdated = then is not None and then != original.words
    form.made_from = form.instance.made_from
    for name in Text.BODY:
        widget = unwrapped(form.fields[name].widget) if name in form.fields else None
        if widget and form.instance.pk:
            widget.attrs["lang"] = form.instance.language
        beside = original.beside(name, then)
        if isinstance(widget, WithOriginal) and (beside.text or beside.is_outdated):
            widget.beside = beside


def _bases(original: Original, record: Record, forms: list["TextForm"]) -> dict[int, Words]:
    """By translation, what the original said when it was made; those of which that is not known left out."""
    made = {form.instance.pk: form.instance.made_from for form in forms if form.instance.pk}
    versions = {number for number in made.values() if number and number <= record.version}
    held = held_originals(record.pk, original.language, versions) if versions else {}
    found = {pk: held[number] for pk, number in made.items() if number in held}
    unheld = [pk for pk, number in made.items() if number == UNPUBLISHED]
    if unheld and original.pk:
        found |= unheld_originals(record.pk, original.pk, unheld)
    return found


@dataclass
class Marking:
    """What saving a form's texts does to the versions that they say they were made from."""

    outdated: list[int] = field(default_factory=list)  # texts that nobody touched, whose original changed
    version: int = UNPUBLISHED

    def write(self) -> None:
        Text.objects.filter(pk__in=self.outdated).update(made_from=self.version)


def mark_translations(texts: "TextFormSet") -> Marking:
    """Before the texts are saved: whoever wrote a translation made it from what the original says now.

    One that nobody touched, made from what no version holds yet, steps back when the original changes.
    """
    record: Any = texts.instance
    kept = [form for form in texts.forms if form.cleaned_data and not form.cleaned_data.get("DELETE")]
    lead = next((form for form in kept if form.cleaned_data["status"] == TextStatus.ORIGINAL), None)
    marking = Marking(version=record.version)
    if lead is None:
        return marking
    lead.instance.made_from = None
    words, number = words_of(lead.cleaned_data), 0
    has_moved = bool(lead.instance.pk) and says_otherwise(lead)
    for form in kept:
        text = form.instance
        if form is lead:
            continue
        if not text.pk or says_otherwise(form) or form.cleaned_data.get("same_again"):
            number = number or version_saying(record, lead.cleaned_data["language"], words)
            text.made_from = number
        elif has_moved and (text.made_from is None or text.made_from > record.version):
            marking.outdated.append(text.pk)
    return marking


def says_otherwise(form: BaseForm) -> bool:
    return bool(set(Text.BODY) & set(form.changed_data))
