"""What registrants and those who took part fill in."""

from typing import Any

from django import forms
from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tarepo.reading.words import content_language
from tarepo.submissions.forms import lines
from tarepo.submissions.rows import line
from webinars.enums import ParticipantKind

LONGEST_NEEDS, LONGEST_TEXT = 1000, 4000
AGREEMENT = "2026-11"  # of the words about what is kept, in templates/webinars/register.html
TRAP = "website"  # no person sees it: what fills in every field fills it in too
COUNTRIES = """
    SELECT record_id, coalesce(label->'names'->>%(language)s, label->'names'->>(label->>'lead'), reference),
        coalesce(sort_keys->>%(language)s, sort_keys->>(label->>'lead'), reference) AS key
    FROM tarepo_searchrow WHERE tier = 0 AND kind = 'country' ORDER BY key, record_id
"""


def country_choices() -> list[tuple[str, str]]:
    """All countries and areas by their names in the reader's language; one query."""
    with connection.cursor() as cursor:
        cursor.execute(COUNTRIES, {"language": content_language()})
        return [("", _("Choose")), *((str(pk), name) for pk, name, _key in cursor.fetchall())]


class RegisterForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Your name"), max_length=200, widget=line(200, autocomplete="name"))
    email = forms.EmailField(
        label=gettext_lazy("Your e-mail address"),
        help_text=gettext_lazy("The way in, reminders and what changes go there."),
        max_length=254,
        widget=forms.EmailInput(attrs={"dir": "ltr", "autocomplete": "email", "maxlength": 254}),
    )
    organisation = forms.CharField(
        label=gettext_lazy("Organisation"),
        max_length=200,
        required=False,
        widget=line(200, autocomplete="organization"),
    )
    country = forms.ChoiceField(label=gettext_lazy("Country or area"))
    kind = forms.ChoiceField(
        label=gettext_lazy("You take part as"), choices=[("", gettext_lazy("Choose")), *ParticipantKind.choices]
    )
    needs = forms.CharField(
        label=gettext_lazy("What you need to take part"),
        help_text=gettext_lazy("Captions, sign language, another language: the organisers read it."),
        max_length=LONGEST_NEEDS,
        required=False,
        widget=lines(LONGEST_NEEDS),
    )
    agreed = forms.BooleanField(label="")
    website = forms.CharField(
        label=gettext_lazy("Leave this field empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        country: Any = self.fields["country"]
        country.choices = country_choices()
        self.fields["agreed"].label = _("I agree that this is kept until %(days)s days after the webinar") % {
            "days": settings.REGISTRATION_DAYS
        }
        for name in ("organisation", "needs"):
            self.fields[name].label = _("%(field)s (optional)") % {"field": self.fields[name].label}
        self.fields["agreed"].error_messages["required"] = _("Without it nobody can be registered.")

    def clean_website(self) -> str:
        if self.cleaned_data[TRAP]:
            raise forms.ValidationError(_("Empty this field: programmes fill it in, people do not see it."))
        return ""


class FeedbackForm(forms.Form):
    """Nothing of it has to be answered, but something."""

    useful = forms.TypedChoiceField(
        label=gettext_lazy("How useful was it to you?"),
        choices=[
            ("5", gettext_lazy("very useful")),
            ("4", gettext_lazy("useful")),
            ("3", gettext_lazy("partly")),
            ("2", gettext_lazy("hardly")),
            ("1", gettext_lazy("not at all")),
        ],
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    heard_all = forms.TypedChoiceField(
        label=gettext_lazy("Could you follow it to the end?"),
        choices=[("yes", gettext_lazy("yes")), ("no", gettext_lazy("no, the connection failed or was too slow"))],
        coerce=lambda value: value == "yes",
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=gettext_lazy("What was good, what was missing?"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=lines(LONGEST_TEXT),
    )
    topic = forms.CharField(
        label=gettext_lazy("A topic for another webinar"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=lines(LONGEST_TEXT),
    )

    def clean(self) -> dict:
        cleaned = self.cleaned_data
        if not self.errors and not any(value not in (None, "") for value in cleaned.values()):
            raise forms.ValidationError(_("Answer one of the questions at least."))
        return cleaned


class RoomForm(forms.Form):
    join_link = forms.URLField(
        label=gettext_lazy("Join link"),
        help_text=gettext_lazy("Shown to confirmed registrants alone, behind their own link."),
        max_length=500,
        required=False,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"dir": "ltr", "autocomplete": "off", "class": "vTextField"}),
    )
    note = forms.CharField(
        label=gettext_lazy("What else they need to know"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )


class AnswerForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason, where you decline; it is mailed"),
        max_length=1000,
        required=False,
        widget=line(1000),
    )
