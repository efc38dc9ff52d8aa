"""Forms of materials: a row of the record's form, a row of the desk's page of materials, and a link that is added."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tarepo.admin.parts import FileForm
from tarepo.content import Content
from tarepo.fields import validate_wording
from tarepo.file_types import FileRefused
from tarepo.languages import OFFICIAL
from tarepo.reading.words import own_name
from webinars.enums import MaterialKind
from webinars.materials.chapters import parse_chapters, write_chapters
from webinars.materials.check import check
from webinars.materials.vtt import CaptionProblems

LONGEST_TITLE = 500


def cleaned_chapters(text: str) -> str:
    """The lines as they are kept; ValidationError with a sentence a line."""
    try:
        return write_chapters(parse_chapters(text))
    except CaptionProblems as wrong:
        raise ValidationError(wrong.lines) from wrong


class MaterialForm(FileForm):
    """In the record's form: what a file is not is said beside it, before anything is saved."""

    def clean_upload(self) -> Any:
        if not (upload := self.cleaned_data.get("upload")):
            return upload
        try:
            return check(upload).upload
        except FileRefused as refused:
            raise ValidationError(str(refused)) from refused

    def clean_chapters(self) -> str:
        return cleaned_chapters(self.cleaned_data.get("chapters", ""))


class RowForm(forms.Form):
    """One material on the desk's page; what its title says in other languages is left as it is."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=MaterialKind.choices)
    language = forms.ChoiceField(label=gettext_lazy("Language"), required=False)
    title = forms.CharField(label=gettext_lazy("Title"), required=False, max_length=LONGEST_TITLE)
    person = forms.ChoiceField(label=gettext_lazy("Whose"), required=False)
    link = forms.URLField(label=gettext_lazy("Link"), required=False, max_length=500, assume_scheme="https")
    chapters = forms.CharField(
        label=gettext_lazy("Chapters"),
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("One a line: 0:12:30 What the presentation is about."),
    )
    released = forms.BooleanField(label=gettext_lazy("Released"), required=False)
    gone = forms.BooleanField(label=gettext_lazy("Take it away"), required=False)

    def __init__(self, data: Any, *, row: Content, speakers: dict[str, str], lead: str, prefix: str) -> None:
        self.row, self.code = row, title_language(row, lead)
        names = dict(speakers)
        if held := row.get("person"):
            names.setdefault(held, held)
        initial = {name: row.get(name, "") for name in self.base_fields} | {
            "title": row.get("title", {}).get(self.code, "")
        }
        super().__init__(data, initial=initial, prefix=prefix)
        fields: Any = self.fields
        fields["language"].choices = [("", _("not stated")), *languages(row.get("language", ""))]
        fields["person"].choices = [("", "–"), *names.items()]
        if row and row["kind"] != MaterialKind.CHAPTERS and "chapters" not in row:
            del fields["chapters"]
        if row and "link" not in row:
            del fields["link"]

    def clean_chapters(self) -> str:
        return cleaned_chapters(self.cleaned_data["chapters"])

    def clean_title(self) -> str:
        title = " ".join(self.cleaned_data["title"].split())
        if title:
            validate_wording({self.code: title})
        return title

    def columns(self) -> Content:
        """What the material says then; an empty column is taken away."""
        values: Content = {name: self.cleaned_data[name] for name in self.fields if name not in ("gone", "title")}
        title = {**self.row.get("title", {}), self.code: self.cleaned_data["title"]}
        return values | {"title": {code: words for code, words in title.items() if words}}


def languages(held: str) -> list[tuple[str, str]]:
    """The official ones, and one that is there already; any other is chosen in the record's form."""
    return [*OFFICIAL.items(), *([(held, own_name(held))] if held and held not in OFFICIAL else [])]


def title_language(row: Content, lead: str) -> str:
    """The language of the title that the page shows and changes."""
    title = row.get("title", {})
    wanted = row.get("language") or lead
    return wanted if wanted in title or not title else lead if lead in title else next(iter(title))
