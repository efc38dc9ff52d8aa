"""The form of a candidate."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from experts.models import Person
from reference.models import Country, Subject
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
    """person: the key of somebody whom the portal names already. Accepting is a button of its own (take.py)."""

    person_key = forms.CharField(
        label=gettext_lazy("Key of the person"),
        help_text=gettext_lazy("Such as P-0012, where the portal names them already. Empty: somebody new."),
        max_length=20,
        required=False,
    )
    field_order = ("person_key", *FIELDS)

    class Meta:
        model = Candidate
        fields = FIELDS
        widgets = {"note": forms.Textarea({"rows": 2, "maxlength": 4000})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = False
        self.fields["gender"].help_text = _("Only as the person stated it; otherwise leave “not stated”.")
        for name, model in (("affiliation_country", Country), ("experience_country", Country), ("expertise", Subject)):
            field: Any = self.fields[name]
            field.queryset = labelled(model.objects.filter(merged_into=None))
            field.label_from_instance = lambda row: row.title_shown or row.reference
        if self.instance.state != CandidateState.ACCEPTED:
            field = self.fields["state"]
            field.choices = [pair for pair in CandidateState.choices if pair[0] != CandidateState.ACCEPTED]
        if self.instance.person_id:
            self.fields["person_key"].initial = self.instance.person.key

    def clean_note(self) -> str:
        note = self.cleaned_data["note"]
        if len(note) > LONGEST_NOTE:
            raise forms.ValidationError(_("At most %(n)d characters.") % {"n": LONGEST_NOTE})
        return note

    def clean_person_key(self) -> Person | None:
        key = self.cleaned_data["person_key"].strip()
        if not key:
            return None
        person = Person.objects.filter(key=key).select_related("merged_into").first()
        if person is None:
            raise forms.ValidationError(
                _("There is no person “%(key)s”. Leave it empty for somebody new.") % {"key": key}
            )
        return person.merged_into or person

    def clean(self) -> dict | None:
        cleaned = super().clean() or {}
        person = cleaned.get("person_key")
        for name in ("honorific", "name", "function", "affiliation"):
            if person and not cleaned.get(name):
                limit = HONORIFIC if name == "honorific" else None
                cleaned[name] = getattr(person, name)[:limit]
        if not cleaned.get("name") and "name" not in self.errors:
            self.add_error("name", _("Give a name, or the key of a person."))
        if not self.errors:
            self.instance.person = person
        return cleaned
