"""One form with its rows: made empty, from what was typed, or from a submission that is still open."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tarepo.content import Content
from tarepo.enums import Kind, PartyRole
from tarepo.models import Patch, SearchRow
from tarepo.submissions.forms import ActivityForm, AgreementForm, FiguresForm
from tarepo.submissions.parties import Parties
from tarepo.submissions.rows import MOST_ROWS, DatedFigureForm, FigureForm, PartyForm, RolePartyForm, rows_of
from tarepo.submissions.values import figure_rows, figure_values, initial_of, note_with, party_rows, record_values

FIGURES = "figures"
LONGEST_COUNT = 4


@dataclass(frozen=True)
class Sort:
    """A sort of submission: its forms, and how many empty rows they begin with."""

    title: Any
    lead: Any
    form: Any
    party: Any = None
    parties: int = 0
    figure: Any = None
    figures: int = 0
    role: str = ""  # of every party that has none of its own


SORTS = {
    Kind.ACTIVITY.value: Sort(
        gettext_lazy("Submit an activity"),
        gettext_lazy("Technical assistance that you received, gave or plan. Only the title is needed to begin with."),
        ActivityForm,
        RolePartyForm,
        2,
        FigureForm,
        1,
    ),
    Kind.AGREEMENT.value: Sort(
        gettext_lazy("Submit an agreement"),
        gettext_lazy("An agreement or plan between parties. Only the title is needed to begin with."),
        AgreementForm,
        PartyForm,
        2,
        role=PartyRole.SIGNATORY.value,
    ),
    FIGURES: Sort(
        gettext_lazy("Submit figures"),
        gettext_lazy("Numbers that belong to something that is published here already."),
        FiguresForm,
        figure=DatedFigureForm,
        figures=2,
    ),
}


class Entry:
    """What somebody enters. data: as it was sent; patch: what is to be changed; row: of the record it is about."""

    def __init__(
        self,
        what: str,
        speaking_for: list[tuple[str, str]],
        *,
        data: QueryDict | None = None,
        patch: Patch | None = None,
        row: SearchRow | None = None,
        base: Content | None = None,
    ) -> None:
        self.what, self.sort, self.row = what, SORTS[what], row
        self.base: Content = base or (row.snapshot.body["content"] if row else {})
        names = Parties()
        initial = initial_of(patch, self.base) if patch else {}
        more = {"parties": names} if self.sort.party else {}
        self.form = self.sort.form(data, speaking_for=speaking_for, initial=initial, **more)
        self.parties = self.figures = None
        if self.sort.party:
            held = party_rows(patch, names) if patch else []
            made = rows_of(self.sort.party, 1 if patch else self.sort.parties)
            self.parties = made(data, prefix="party", initial=held, form_kwargs={"parties": names})
        if self.sort.figure:
            shown = figure_rows(patch, self.base) if patch else []
            made = rows_of(self.sort.figure, 1 if patch else self.sort.figures)
            self.figures = made(data, prefix="figure", initial=shown)

    @property
    def parts(self) -> list[Any]:
        return [part for part in (self.form, self.parties, self.figures) if part is not None]

    def is_valid(self) -> bool:
        valid = not [part for part in self.parts if not part.is_valid()]  # each is asked: all complain at once
        if valid and self.what == FIGURES and not self.figures.filled:  # type: ignore[union-attr]
            self.form.add_error(None, _("Give one figure at least."))
            return False
        return valid

    def leave_unchecked(self) -> None:
        for part in self.parts:
            part.unchecked = True

    @property
    def values(self) -> Content:
        figures = self.figures.filled if self.figures else []
        if self.what == FIGURES:
            return figure_values(self.form, figures, self.base)
        known = [form for form in self.parties.filled if form.cleaned_data["party"]]  # type: ignore[union-attr]
        return record_values(self.form, known, figures, self.sort.role)

    @property
    def note(self) -> str:
        filled = self.parties.filled if self.parties else []
        unknown = [form for form in filled if not form.cleaned_data["party"]]
        return note_with(self.form.cleaned_data["note"], unknown)

    @property
    def party(self) -> int:
        return int(self.form.cleaned_data["party"])

    @property
    def complaints(self) -> list[dict[str, str]]:
        """What stands in the way, each with the way to its field."""
        if not self.form.is_bound or self.form.unchecked:
            return []
        found = [{"where": "", "id": "", "sentence": str(error)} for error in self.form.non_field_errors()]
        forms = [self.form, *(form for part in self.parts[1:] for form in part.forms)]
        for part in self.parts[1:]:
            found += [{"where": "", "id": "", "sentence": str(error)} for error in part.non_form_errors()]
        return found + [
            {"where": form[name].label, "id": anchor(form[name]), "sentence": str(error)}
            for form in forms
            for name, errors in form.errors.items()
            if name in form.fields
            for error in errors
        ]


def anchor(field: Any) -> str:
    """The id of the element that a complaint leads to: a box, or the first of several."""
    return field.id_for_label or f"{field.auto_id}_0"


def with_more(sent: QueryDict, what: str) -> QueryDict:
    """What was sent, with one row more of a sort."""
    data = sent.copy()
    name = f"{what}-TOTAL_FORMS"
    held = sent.get(name, "")
    if held.isascii() and held.isdigit() and len(held) < LONGEST_COUNT:
        data[name] = str(min(int(held) + 1, MOST_ROWS))
    return data


def with_new_key(sent: QueryDict) -> QueryDict:
    data = sent.copy()
    data["sent_key"] = str(uuid4())
    return data
