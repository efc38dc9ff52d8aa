"""The form of which /styleguide/ shows the fields; it is never sent."""

from django import forms


class SampleForm(forms.Form):
    title = forms.CharField(label="Title", help_text="As printed, in the language of the source.")
    email = forms.EmailField(label="E-mail")
    text = forms.CharField(label="Text", widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}), required=False)
    mode = forms.ChoiceField(label="Delivery mode", choices=[("v", "Virtual"), ("h", "Hybrid")])
    basis = forms.ChoiceField(label="Need", choices=[("r", "Request"), ("a", "Assessment")], widget=forms.RadioSelect)
    agree = forms.BooleanField(label="I confirm that the source is public", required=False)
    cost = forms.IntegerField(label="Cost", disabled=True, required=False)


def sample_form() -> list[tuple[str, forms.BoundField]]:
    empty = SampleForm(prefix="empty")
    wrong = SampleForm({"wrong-title": "", "wrong-email": "nobody"}, prefix="wrong")
    states = [(f"{name}, untouched", empty[name]) for name in empty.fields]
    return states + [(f"{name}, with errors", wrong[name]) for name in ("title", "email", "basis")]
