"""The form of a candidate."""

from typing import Any

from django import forms
from django.contrib import admin
from django.utils.translation import gettext as _

from experts.models import Person
from reference.models import Country, Subject
from tarepo.admin.widgets import OneOf
from tarepo.labels import labelled
from webinars.enums import CandidateState
from webinars.models import Candidate

FIELDS = (
    *("honorific", "name", "function", "affiliation", "email", "affiliation_country", "experience_country"),
    *("expertise", "perspective", "gender", "state", "note"),
)
HONORIFIC = 40  # letters of a form of address that a candidate has room for
LONGEST_NOTE = 4000


class CandidateForm(forms.ModelForm):
    """person: somebody whom the portal names already. Accepting is a button of its own (take.py)."""

    field_order = ("person", *FIELDS)

    class Meta:
        model = Candidate
        fields = ("person", *FIELDS)
        widgets = {"note": forms.Textarea({"rows": 2, "maxlength": 4000})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = False
        person: Any = self.fields["person"]
        person.queryset = Person.objects.select_related("merged_into")
        person.label = _("Person")
        person.help_text = _("Search by name, for whom the portal names already. Empty: somebody new, named below.")
        person.widget = OneOf(Candidate._meta.get_field("person"), admin.site, choices=person.widget.choices)
        self.fields["gender"].help_text = _("Only as the person stated it; otherwise leave “not stated”.")
        for name, model in (("affiliation_country", Country), ("experience_country", Country), ("expertise", Subject)):
            field: Any = self.fields[name]
            field.queryset = labelled(model.objects.filter(merged_into=None))
            field.label_from_instance = lambda row: row.title_shown or row.reference
        if self.instance.state != CandidateState.ACCEPTED:
            field = self.fields["state"]
            field.choices = [pair for pair in CandidateState.choices if pair[0] != CandidateState.ACCEPTED]

    def clean_person(self) -> Person | None:
        person = self.cleaned_data["person"]
        return (person.merged_into or person) if person else None

    def clean_note(self) -> str:
        note = self.cleaned_data["note"]
        if len(note) > LONGEST_NOTE:
            raise forms.ValidationError(_("At most %(n)d characters.") % {"n": LONGEST_NOTE})
        return note

    def clean(self) -> dict | None:
        cleaned = super().clean() or {}
        person = cleaned.get("person")
        for name in ("honorific", "name", "function", "affiliation"):
            if person and not cleaned.get(name):
                limit = HONORIFIC if name == "honorific" else None
                cleaned[name] = getattr(person, name)[:limit]
        if not cleaned.get("name") and "name" not in self.errors:
            self.add_error("name", _("Choose a person, or give a name."))
        return cleaned
